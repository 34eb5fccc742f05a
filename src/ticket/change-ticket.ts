import type { Desk } from '../desk'
import { carryOut, type Deed, tryOut } from '../journal/deed'
import type { Channel, EntryType } from '../journal/entry'
import { once } from '../journal/idempotency'
import { DeskError, isTrouble } from '../kit/errors'
import type { Json } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import { demand, isOfSecondLevel, may, type TicketRules, visibilityOf } from '../people/permission'
import { channelOf, doerOf, type UserActor } from '../people/session'
import { rulesOf } from '../people/ticket-rules'
import type { Person } from '../people/user'
import type { Settings } from '../settings/setting'
import { readSettings } from '../settings/store'
import type { Reader } from '../store/schema'
import { attachFiles } from './attachment/attach-files'
import type { Attachment } from './attachment/attachment'
import type { GivenFile } from './attachment/given-files'
import { clockDeed } from './by-the-clock'
import { ticketHistory } from './history'
import { takesPart } from './participant/participant-store'
import { indexTicket } from './search/index-store'
import { stoodBefore } from './standing'
import { insertMessage, takeMessageBack, ticketByNumber, ticketsByIds, updateTicket } from './store'
import { type Message, type MessageKind, nextVersion, type Ticket } from './ticket'
import { clockEntry, entryFacts, ticketChanges } from './ticket-entry'
import { type EntryReader, entryReader } from './untold'

/** What every command that changes a ticket may be told besides its own words. */
export interface ChangeRequest {
  number: number
  /** Refuse if the ticket has moved on since that version. */
  ifVersion?: number | undefined
  idempotencyKey?: string | undefined
  /** The same for all tickets that one command changed: whoever takes it back takes all of it back. */
  together?: string | undefined
  /** Only tried: every refusal, and nothing is changed. Also before somebody is asked for what it needs. */
  dryRun?: boolean | undefined
}

/** What became of a change: `changed` is false where it was so already. */
export type TicketChanged = { readonly number: number; readonly changed: boolean }

/** Whose word it is that somebody writes down, and how it came. */
export interface Speaker {
  author: Person
  channel: Channel
}

/** A deed on one ticket in progress: the ticket is changed in memory, recorded, and saved once at the end. */
export interface TicketChange {
  readonly deed: Deed
  readonly actor: UserActor
  readonly settings: Settings
  readonly rules: TicketRules
  /** Whether the actor takes part in the ticket, without its being theirs. */
  readonly takesPart: boolean
  /** Whether the ticket lies with the actor as the project lead of its tenant. */
  readonly leads: boolean
  /** As it is now, with what this deed has done to it so far. */
  ticket: Ticket
  /** The number of the ticket that is to be shown afterwards: another one where the deed made one. */
  shown: number
  /** An id for what this deed makes. */
  newId(): string
  /** Says that something happened: it becomes an entry, with what changed in the ticket since the last one. */
  happened(type: EntryType, particulars?: { readonly [key: string]: Json }): void
  /** Adds a message to the conversation; a note may stay with the desk. */
  write(kind: MessageKind, body: string, deskOnly?: boolean): Promise<Message>
  /** From now on one of its messages is in the conversation no more. */
  takeBackMessage(messageId: string): Promise<void>
  /** Attaches files to one of its messages, or to the description (null). */
  attach(messageId: string | null, files: readonly GivenFile[]): Promise<Attachment[]>
}

/**
 * Changes one ticket in one deed: load it (`ticket-not-found` if the actor may not know of it), hold the version
 * against `ifVersion`, let `work` decide and change, save ticket and journal. A deed in which nothing happened
 * leaves everything as it was.
 */
export async function changeTicket(
  desk: Desk,
  actor: UserActor,
  command: string,
  request: ChangeRequest,
  particulars: Json,
  work: (change: TicketChange) => Promise<void>,
): Promise<TicketChanged> {
  return (request.dryRun === true ? tryOut : carryOut)(desk, doerOf(actor), async (deed) => {
    const settings = await readSettings(deed.tx)
    const rules = rulesOf(settings)
    const found = await ticketByNumber(deed.tx, request.number, visibilityOf(actor, rules))
    const call = {
      key: request.idempotencyKey,
      actorId: actor.id,
      tenantId: found.tenant.id,
      command,
      request: [request.number, particulars],
    }
    return once(deed, call, async () => {
      await refuseOutdated(deed, found, request.ifVersion, entryReader(actor, rules, found))
      const change = begin(desk, deed, actor, settings, rules, found, {
        together: request.together,
        ...(await partIn(deed.tx, actor, found, rules)),
      })
      await toldMerged(change, async () => work(change))
      const changed = await change.save()
      return { number: change.shown, changed }
    })
  })
}

/** Changes one ticket as a step of somebody else's deed; what is written is `speaker`'s word. Throws `ticket-not-found`. */
export async function changeAsStep(
  desk: Desk,
  { deed, actor, settings, rules }: Pick<TicketChange, 'deed' | 'actor' | 'settings' | 'rules'>,
  number: number,
  speaker: Speaker,
  work: (change: TicketChange) => Promise<void>,
): Promise<void> {
  const found = await ticketByNumber(deed.tx, number, visibilityOf(actor, rules))
  const change = begin(desk, deed, actor, settings, rules, found, {
    together: undefined,
    ...(await partIn(deed.tx, actor, found, rules)),
    speaker,
  })
  await toldMerged(change, async () => work(change))
  await change.save()
}

async function partIn(
  db: Reader,
  actor: UserActor,
  ticket: Ticket,
  rules: TicketRules,
): Promise<Pick<TicketChange, 'takesPart' | 'leads'>> {
  const mayLead = ticket.assignee?.id === actor.id && !may(actor, 'tickets:note', ticket.tenant.id, rules)
  const leads = mayLead && (await (await import('./level/project-lead')).isLeadOf(db, ticket, actor.id))
  return { takesPart: await takesPart(db, ticket.id, actor.id), leads }
}

/** What was merged is closed; whoever comes to it is led to where it goes on, if they may see that. */
async function toldMerged(change: TicketChange, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (isTrouble(error, 'ticket-closed')) await refuseMerged(change)
    throw error
  }
}

/** Throws `ticket-merged` where the ticket goes on in another one that the actor may see. */
export async function refuseMerged({
  deed: { tx },
  ticket: { number, mergedInto },
  actor,
  rules,
}: Pick<TicketChange, 'deed' | 'ticket' | 'actor' | 'rules'>): Promise<void> {
  if (mergedInto === null) return
  const survivor = (await ticketsByIds(tx, [mergedInto], visibilityOf(actor, rules))).get(mergedInto)
  if (survivor !== undefined) throw new DeskError('ticket-merged', { number, into: survivor.number })
}

function begin(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  settings: Settings,
  rules: TicketRules,
  found: Ticket,
  {
    together,
    takesPart: isParticipant,
    leads,
    speaker,
  }: { together: string | undefined; takesPart: boolean; leads: boolean; speaker?: Speaker },
): TicketChange & { save(): Promise<boolean> } {
  const byClock = clockDeed(found, deed.now)
  let recorded = byClock?.after ?? found
  let ticket = recorded
  let touched = false
  let said = false
  return {
    deed,
    actor,
    settings,
    rules,
    takesPart: isParticipant,
    leads,
    get ticket() {
      return ticket
    },
    set ticket(next) {
      ticket = next
    },
    shown: found.number,
    newId: () => desk.newId(),
    happened(type, particulars = {}) {
      if (!touched && byClock !== undefined) deed.record(clockEntry(byClock))
      touched = true
      const changes = ticketChanges(recorded, ticket)
      const stood = stoodBefore(recorded, ticket)
      recorded = ticket
      const belongs = together === undefined ? {} : { together }
      const payload = { version: found.version + 1, changes, stood, ...belongs, ...particulars }
      deed.record({ type, ...entryFacts(ticket), payload })
    },
    write: async (kind, body, deskOnly = false) => {
      const { id, email, name } = actor
      const { author, channel } = speaker ?? { author: { id, email, name }, channel: channelOf(actor) }
      said = true
      const bySecondLevel = speaker === undefined && isOfSecondLevel(actor.memberships)
      const message = { id: desk.newId(), kind, author, channel, createdAt: deed.now, body, deskOnly, bySecondLevel }
      await insertMessage(deed.tx, ticket.id, message)
      return message
    },
    takeBackMessage: async (id) => {
      said = true
      await takeMessageBack(deed.tx, id, deed.now)
    },
    attach: async (messageId, files) => {
      said ||= files.length > 0
      return attachFiles(desk, deed, { ticketId: ticket.id, messageId }, files)
    },
    save: async () => {
      if (touched) await updateTicket(deed.tx, nextVersion(found, ticket, deed.now))
      if (touched && (said || saysOther(found, ticket))) await indexTicket(deed.tx, ticket.id)
      return touched
    },
  }
}

/** Whether a ticket is found by other words now. */
function saysOther(before: Ticket, after: Ticket): boolean {
  const said = ({ subject, module, report }: Ticket): string => JSON.stringify([subject, module, report])
  return said(before) !== said(after)
}

/** On whose side the actor speaks here. Throws `not-allowed` for those who may only look. */
export function sideOf(change: Pick<TicketChange, 'actor' | 'ticket' | 'rules' | 'leads'>): 'customer' | 'staff' {
  const { actor, ticket, rules, leads } = change
  if (ticket.requester.id === actor.id) return 'customer'
  // The project lead answers for the tenant what lies with them.
  if (leads) return 'staff'
  demand(actor, 'tickets:write', ticket.tenant, rules)
  // In its own tenant's tickets a tenant's first level counts as staff (DOMAIN 2): it is who may write notes.
  return may(actor, 'tickets:note', ticket.tenant.id, rules) ? 'staff' : 'customer'
}

/** On whose side the actor speaks when they only answer, which whoever takes part may, too. Throws `not-allowed`. */
export function speakerOf(
  change: Pick<TicketChange, 'actor' | 'ticket' | 'rules' | 'takesPart' | 'leads'>,
): 'customer' | 'staff' {
  const { actor, ticket, rules, takesPart: isParticipant, leads } = change
  return isParticipant && !leads && !may(actor, 'tickets:write', ticket.tenant.id, rules) ? 'customer' : sideOf(change)
}

/**
 * For what whoever works through a queue does with its tickets: who has which, and which wait. Staff, and at level 1 the
 * tenant's own first level.
 */
export function demandWorker(change: Pick<TicketChange, 'actor' | 'ticket' | 'rules'>): void {
  const { actor, ticket, rules } = change
  if (ticket.level === 1 && may(actor, 'tickets:escalate', ticket.tenant.id, rules)) return
  demandStaff(change)
}

/** For what only staff may do to a ticket, whoever's it is. */
export function demandStaff({ actor, ticket, rules }: Pick<TicketChange, 'actor' | 'ticket' | 'rules'>): void {
  demand(actor, 'tickets:edit', ticket.tenant, rules)
}

async function refuseOutdated(
  deed: Deed,
  ticket: Ticket,
  given: number | undefined,
  reader: EntryReader,
): Promise<void> {
  if (given === undefined || given === ticket.version) return
  const history = await ticketHistory(deed.tx, ticket.id, reader)
  const newer = history.filter((item) => (item.version ?? 0) > given)
  throw new DeskError('version-outdated', {
    number: ticket.number,
    version: ticket.version,
    given,
    changes: newer.map(({ at, actor, type }) => ({ at: formatInstant(at), actor: actor?.email ?? null, type })),
  })
}
