import type { Entry } from '../journal/entry'
import type { Json, JsonObject } from '../kit/json'
import { type Priority, priorities, type Status, statuses } from '../ticket/ticket'
import type { Moment } from './clock'

/**
 * A ticket's history for its clocks, from its entries in the journal: how it stood from when on, and whose word it was.
 * Each deed is one moment, however many entries it wrote. What was taken back never happened, and a mere "thank you" did not
 * reopen anything. Journal order is the order of things; an instant before the one of the last moment, from a clock that was
 * set back, counts as that one, so that what was worked out once stays so whatever is written later.
 */
export interface ClockedTicket {
  level: 1 | 2
  priority: Priority
  category: string
  status: Status
  requesterId: string
}

/** What the entries do not say. */
export interface Circumstances {
  /** The tenant's own first level, which has the ticket at level 1; null: there never was one. */
  firstLevel: OwnFirstLevel | null
  /** Whether somebody answers for the desk; asked for entries from before it was written down who spoke. */
  isStaff: (userId: string) => boolean
}

/** While a tenant has a first level of its own: from the first to just before the second. */
export interface OwnFirstLevel {
  from: number
  until: number
}

/** The moments, oldest first; the last one lies ahead where a hold is going to end. */
export function momentsOf(
  ticket: ClockedTicket,
  entries: readonly Entry[],
  { firstLevel, isStaff }: Circumstances,
): Moment[] {
  const told = entries.flatMap(toldBy)
  const moments: Moment[] = []
  let stand = beginningOf(ticket, told)
  for (const deed of withoutThanks(withoutUndone(deedsIn(told)))) {
    stand = standAfter(stand, deed)
    const said = saidIn(deed, ticket.requesterId, isStaff)
    const at = Math.max(deed.at, moments.at(-1)?.at ?? deed.at)
    moments.push({ ...momentOf(stand), at, said })
  }
  const holdEnds = stand.heldUntil
  const last = moments.at(-1)
  if (last?.heldForCustomer && holdEnds !== null) {
    moments.push({ ...last, heldForCustomer: false, said: null, at: Math.max(holdEnds, last.at) })
  }
  return withoutEmpty(inHands(moments, firstLevel))
}

/** An entry as far as clocks are concerned. */
interface Told {
  at: number
  /** Written by the deed itself, or later, of what the clock did. */
  byTheClock: boolean
  type: string
  actorId: string | null
  version: number | null
  level: number | null
  category: string | null
  payload: JsonObject
}

interface ClockedDeed {
  at: number
  byTheClock: boolean
  version: number | null
  entries: readonly Told[]
}

interface Stand {
  level: 1 | 2
  priority: Priority
  category: string
  status: Status
  heldUntil: number | null
  heldFor: string | null
  /** Whether one of the tenant's own people has it, as its project lead. */
  ofTenant: boolean
}

function toldBy({ type, at, actorId, level, categoryId, payload }: Entry): Told[] {
  if (!type.startsWith('ticket.')) return []
  const content = payload === null ? {} : objectIn(JSON.parse(payload) as Json)
  const happened = typeof content.at === 'string' ? content.at : undefined
  return [
    {
      at: Date.parse(happened ?? at),
      byTheClock: happened !== undefined,
      type,
      actorId,
      version: typeof content.version === 'number' ? content.version : null,
      level,
      category: categoryId,
      payload: content,
    },
  ]
}

/** Entries of one deed follow each other, and have the version to which it brought the ticket. */
function deedsIn(told: readonly Told[]): ClockedDeed[] {
  const deeds: (ClockedDeed & { entries: Told[] })[] = []
  for (const entry of told) {
    const last = deeds.at(-1)
    const { at, byTheClock, version } = entry
    const belongs = last !== undefined && last.at === at && last.version === version && !last.byTheClock && !byTheClock
    if (belongs) last.entries.push(entry)
    else deeds.push({ at, byTheClock, version, entries: [entry] })
  }
  return deeds
}

/** Neither the deed that was taken back nor the taking back: the ticket stands as if there had been nothing. */
function withoutUndone(deeds: readonly ClockedDeed[]): ClockedDeed[] {
  const kept: ClockedDeed[] = []
  for (const deed of deeds) {
    const undoing = deed.entries.some(({ type }) => type === 'ticket.undone')
    const index = undoing
      ? kept.findLastIndex(({ version, byTheClock }) => !byTheClock && version !== null && version + 1 === deed.version)
      : -1
    if (index === -1) kept.push(deed)
    else kept.splice(index, 1)
  }
  return kept
}

/** What a "thank you" reopened was solved all the time. */
function withoutThanks(deeds: readonly ClockedDeed[]): ClockedDeed[] {
  const kept: ClockedDeed[] = []
  for (const deed of deeds) {
    const thanks = deed.entries.some(({ type, payload }) => type === 'ticket.solved' && payload.thanks === true)
    const index = thanks
      ? kept.findLastIndex(({ entries }) => entries.some(({ type }) => type === 'ticket.reopened'))
      : -1
    if (index === -1) kept.push(deed)
    else kept.splice(index, 1)
  }
  return kept
}

/** As it was when it was opened: what the first change came from, else what it is now. */
function beginningOf(ticket: ClockedTicket, told: readonly Told[]): Stand {
  const [first] = told
  const opened = first?.type === 'ticket.opened' ? first.payload.priority : undefined
  const earliest = told.map(({ payload }) => objectIn(objectIn(payload.changes).priority).from).find(isText)
  return {
    level: levelIn(first?.level) ?? ticket.level,
    priority: priorityIn(opened) ?? priorityIn(earliest) ?? ticket.priority,
    category: first?.category ?? ticket.category,
    status: 'open',
    heldUntil: null,
    heldFor: null,
    ofTenant: false,
  }
}

function standAfter(before: Stand, deed: ClockedDeed): Stand {
  return deed.entries.reduce((stand, { type, level, category, payload }) => {
    const changes = objectIn(payload.changes)
    const after = (field: string): Json | undefined => objectIn(changes[field]).to
    const [heldUntil, heldFor] = [after('heldUntil'), after('heldFor')]
    return {
      level: levelIn(level) ?? stand.level,
      category: category ?? stand.category,
      priority: priorityIn(after('priority')) ?? stand.priority,
      // Of an entry whose payload was erased its type still tells something.
      status: statuses.find((status) => status === after('status')) ?? statusBy[type] ?? stand.status,
      heldUntil: heldUntil === undefined ? stand.heldUntil : instantIn(heldUntil),
      heldFor: heldFor === undefined ? stand.heldFor : isText(heldFor) ? heldFor : null,
      ofTenant: handing.has(type) ? payload.ofTenant === true : stand.ofTenant,
    }
  }, before)
}

/** After them somebody else has it, or nobody. */
const handing: ReadonlySet<string> = new Set(['ticket.assigned', 'ticket.escalated', 'ticket.returned'])

const statusBy: Readonly<Record<string, Status>> = {
  'ticket.solved': 'solved',
  'ticket.closed': 'closed',
}

function momentOf({
  level,
  priority,
  category,
  status,
  heldUntil,
  heldFor,
  ofTenant,
}: Stand): Omit<Moment, 'at' | 'said'> {
  const heldForCustomer = heldUntil !== null && heldFor === 'customer'
  return { level, priority, category, status, heldForCustomer, inTenantsHands: ofTenant }
}

/** Whose word a deed was: the first that was said in it. */
function saidIn({ entries }: ClockedDeed, requesterId: string, isStaff: (userId: string) => boolean): Moment['said'] {
  for (const entry of entries) {
    const said = saidBy(entry, requesterId, isStaff)
    if (said !== null) return said
  }
  return null
}

function saidBy(entry: Told, requesterId: string, isStaff: (userId: string) => boolean): Moment['said'] {
  const { type, payload } = entry
  const side = (): Moment['said'] => sideOf(entry, requesterId, isStaff)
  switch (type) {
    case 'ticket.opened':
      return 'customer'
    case 'ticket.replied':
      return side()
    // That it is solved is an answer where staff say so, and no question where the customer does.
    case 'ticket.solved':
      return side() === 'staff' ? 'staff' : null
    // That the solution does not hold is a question where the customer says so.
    case 'ticket.reopened':
      return side() === 'customer' ? 'customer' : null
    // Who gives it back answers whoever asked.
    case 'ticket.returned':
      return 'staff'
    // What was asked there and is still open is asked here now.
    case 'ticket.merged':
      return 'from' in payload && objectIn(objectIn(payload.changes).status).to === 'open' ? 'customer' : null
    default:
      return null
  }
}

/** What a tenant's own first level says is neither the desk's answer nor a question of the customer's. */
function sideOf({ actorId, payload }: Told, requesterId: string, isStaff: (userId: string) => boolean): Moment['said'] {
  if (payload.ofTenant === true) return null
  if (payload.by === 'customer' || payload.by === 'staff') return payload.by
  if (actorId === null) return null
  if (objectIn(objectIn(payload.changes).status).to === 'waiting') return 'staff'
  return actorId !== requesterId && isStaff(actorId) ? 'staff' : 'customer'
}

/** At level 1 the tenant's own first level has the ticket, while there is one. */
function inHands(moments: readonly Moment[], own: OwnFirstLevel | null): Moment[] {
  if (own === null) return [...moments]
  const isTheirs = ({ level, at }: Moment): boolean => level === 1 && at >= own.from && at < own.until
  const turns = [own.from, own.until].filter((at) => moments.some((moment) => moment.at < at) && Number.isFinite(at))
  const all = turns.reduce((some, at) => withTurn(some, at), [...moments])
  return all.map((moment) => ({ ...moment, inTenantsHands: moment.inTenantsHands || isTheirs(moment) }))
}

/** The same with a moment at which nothing happened to the ticket itself. */
function withTurn(moments: readonly Moment[], at: number): Moment[] {
  const index = moments.findIndex((moment) => moment.at >= at)
  const place = index === -1 ? moments.length : index
  const before = moments[place - 1]
  if (before === undefined || moments[place]?.at === at) return [...moments]
  return [...moments.slice(0, place), { ...before, at, said: null }, ...moments.slice(place)]
}

/** Most of what happens to a ticket is nothing to its clocks. */
function withoutEmpty(moments: readonly Moment[]): Moment[] {
  return moments.filter((moment, index) => {
    const before = moments[index - 1]
    return before === undefined || moment.said !== null || !standsAlike(before, moment)
  })
}

function standsAlike(one: Moment, other: Moment): boolean {
  const fields = ['level', 'priority', 'category', 'status', 'heldForCustomer', 'inTenantsHands'] as const
  return fields.every((field) => one[field] === other[field])
}

function levelIn(value: number | null | undefined): 1 | 2 | undefined {
  return value === 1 || value === 2 ? value : undefined
}

function priorityIn(value: Json | undefined): Priority | undefined {
  return priorities.find((priority) => priority === value)
}

function instantIn(value: Json): number | null {
  return isText(value) ? Date.parse(value) : null
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string'
}

function objectIn(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
