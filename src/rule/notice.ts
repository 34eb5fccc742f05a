import type { Entry } from '../journal/entry'
import type { JsonObject } from '../kit/json'
import type { Language } from '../kit/language'
import { groupsAtLevel, isOfStaff, type TicketRules, visibilityOf, worksAtLevel } from '../people/permission'
import { isOnlyAboutTeam, nobodyOwns, type WorkOwners } from '../people/team'
import { rulesOf } from '../people/ticket-rules'
import type { User } from '../people/user'
import { type Member, membersOf, usersById } from '../people/user-store'
import { readWorkOwners } from '../people/work-store'
import { listedIn, type Settings } from '../settings/setting'
import { readSettings } from '../settings/store'
import type { Reader } from '../store/schema'
import { teamOf } from '../ticket/team/ticket-team'
import type { Ticket } from '../ticket/ticket'
import { type Concerned, concernedBy } from './concerned'
import { enabledRules, participantsOf, teamMembers, teamsOfPeople, userIdsByAddress, watchersOf } from './notice-store'
import type { ExternalRecipient } from './recipient'
import { recipientKey, recipientsByAddress } from './recipient-store'
import { holdersOf, type RoleHolders } from './role'
import {
  deskScope,
  type EventFacts,
  type FilterName,
  factsIn,
  filterNames,
  fits,
  type Rule,
  type RuleRecipient,
} from './rule'
import { indexRules, type RuleIndex } from './rule-index'
import { rulesById } from './rule-store'

/** Somebody whom a rule means. */
export interface NoticeRecipient {
  address: string
  /** Null: an address outside. */
  userId: string | null
  name: string | null
  /** Null: they never said; of an address outside, the one in which they were asked. */
  language: Language | null
  audience: 'staff' | 'customer' | 'outside'
}

/** What a rule means for one recipient of one event. */
export interface Notice {
  rule: Rule
  entry: Entry
  recipient: NoticeRecipient
  outcome: 'mail' | 'own-action' | 'unconfirmed' | 'stopped'
}

/**
 * What the enabled rules mean for these entries, in their order; rules that do not fit cost nothing. Whoever is disabled,
 * has left the tenant (of a desk's rule: the staff), or may not see the ticket that it is about, is no recipient. Once a
 * rule means somebody in several ways, they are one recipient.
 */
export async function noticesOf(db: Reader, entries: readonly Entry[], known: Known = {}): Promise<Notice[]> {
  const index = await indexFor(db, entries, known.rules ?? new Map())
  const looked = entries.filter(({ type, tenantId }) => index.concerns(type, tenantId))
  if (looked.length === 0) return []
  const concerned = (await known.concerned?.()) ?? (await concernedBy(db, looked))
  const matches = await matchesOf(db, looked, concerned, index)
  if (matches.length === 0) return []
  const context = await contextOf(db, matches, concerned, known.settings)
  return matches.flatMap((match) => noticesOfMatch(match, context))
}

/** What whoever asks knows already, and need not be read again. */
export interface Known {
  rules?: RuleMemory | undefined
  settings?: Settings
  /** What these entries are about, or more of them. */
  concerned?: (() => Promise<Concerned>) | undefined
}

/** What one rule means for an event, whether it is enabled and fits or not: for whoever tries it out. */
export async function meantBy(db: Reader, rule: Rule, entry: Entry): Promise<Notice[]> {
  const concerned = await concernedBy(db, [entry])
  const match = { rule, entry, ticket: concerned.tickets.get(entry.ticketId ?? '') }
  return noticesOfMatch(match, await contextOf(db, [match], concerned))
}

/**
 * The rules as they were found for earlier portions of one and the same run: whoever works through a hundred thousand
 * entries hands it on from portion to portion, so that rules are read once. It must not outlive the run: what is added
 * meanwhile is not in it. A rule that was changed, disabled or deleted meanwhile is asked anew and means nothing wrong.
 */
export type RuleMemory = Map<string, RuleIndex>

/** What filters see of one event, for whoever asks why a rule fits it or does not. */
export async function factsOf(db: Reader, entry: Entry): Promise<EventFacts> {
  const { tickets } = await concernedBy(db, [entry])
  return (await factsByTicketTeams(db, tickets))(entry)
}

interface Match {
  rule: Rule
  entry: Entry
  ticket: Ticket | undefined
}

/** What is needed to say whom a rule means, read in bulk for all matches. */
interface Context {
  settings: Settings
  rules: TicketRules
  users: ReadonlyMap<string, User>
  /** Whom `notifications.emergency` names. */
  emergency: readonly string[]
  outside: ReadonlyMap<string, ExternalRecipient>
  /** Of rules and of tickets, by team. */
  teams: ReadonlyMap<string, readonly string[]>
  owners: WorkOwners
  watchers: ReadonlyMap<string, readonly string[]>
  participants: ReadonlyMap<string, readonly string[]>
  administrators: readonly string[]
  firstLevel: readonly string[]
  secondLevel: readonly string[]
  tenantsFirstLevel: ReadonlyMap<string, readonly string[]>
}

async function indexFor(db: Reader, entries: readonly Entry[], memory: RuleMemory): Promise<RuleIndex> {
  const events = [...new Set(entries.map(({ type }) => type))].sort()
  const scopes = [deskScope, ...[...new Set(entries.flatMap(({ tenantId }) => tenantId ?? []))].sort()]
  const key = JSON.stringify([events, scopes])
  const known = memory.get(key)
  if (known !== undefined) return known
  const index = indexRules(events.length === 0 ? [] : await enabledRules(db, events, scopes))
  memory.set(key, index)
  return index
}

async function matchesOf(
  db: Reader,
  entries: readonly Entry[],
  { tickets }: Concerned,
  index: RuleIndex,
): Promise<Match[]> {
  const factsFor = await factsByTicketTeams(db, tickets)
  const found: { entry: Entry; facts: EventFacts; ids: readonly string[] }[] = []
  for (const entry of entries) {
    const facts = factsFor(entry)
    const ids = index.fitting(entry.type, entry.tenantId, facts)
    if (ids.length > 0) found.push({ entry, facts, ids })
  }
  const rules = await rulesById(db, [...new Set(found.flatMap(({ ids }) => ids))])
  return found.flatMap(({ entry, facts, ids }) =>
    ids.flatMap((id) => {
      const rule = rules.get(id)
      const isMeant =
        rule?.enabled === true && rule.event === entry.type && fits(rule.filters, factsIn(rule.scope, facts))
      return isMeant ? [{ rule, entry, ticket: tickets.get(entry.ticketId ?? '') }] : []
    }),
  )
}

/** What filters see of an event: what the entry tells, and what is true of its ticket now. */
async function factsByTicketTeams(
  db: Reader,
  tickets: ReadonlyMap<string, Ticket>,
): Promise<(entry: Entry) => EventFacts> {
  const owners = tickets.size === 0 ? nobodyOwns : await readWorkOwners(db)
  const without = [...tickets.values()].filter((ticket) => teamOf(ticket, owners) === null)
  const assignees = without.flatMap(({ assignee }) => assignee?.id ?? [])
  const teams = assignees.length === 0 ? new Map<string, string[]>() : await teamsOfPeople(db, assignees)
  const teamsNow = (ticket: Ticket): readonly string[] => {
    const team = teamOf(ticket, owners)
    return team === null ? (teams.get(ticket.assignee?.id ?? '') ?? []) : [team.name]
  }
  return (entry) => {
    const told = toldIn(entry)
    const ticket = tickets.get(entry.ticketId ?? '')
    if (ticket === undefined) return told
    return {
      ...told,
      priority: ticket.priority,
      emergency: String(ticket.emergency),
      module: ticket.module,
      category: entry.categoryId ?? ticket.category,
      level: String(entry.level ?? ticket.level),
      // As `list --team`: what is of no team is that of whoever has it.
      team: teamsNow(ticket),
    }
  }
}

/** An entry whose payload was erased tells nothing. Asked for every event of a file: no copies are made on the way. */
function toldIn({ payload, level }: Entry): EventFacts {
  const own: Payload = payload === null ? {} : JSON.parse(payload)
  const facts: { -readonly [Name in FilterName]?: string } = {}
  for (const name of filterNames) {
    const value = own.attributes?.[name] ?? own[name]
    if (typeof value === 'string') facts[name] = value
  }
  if (level !== null) facts.level = String(level)
  return facts
}

type Payload = Readonly<Record<string, unknown>> & { attributes?: Readonly<Record<string, unknown>> }

async function contextOf(
  db: Reader,
  matches: readonly Match[],
  concerned: Concerned,
  knownSettings?: Settings,
): Promise<Context> {
  const settings = knownSettings ?? (await readSettings(db))
  const recipients = matches.flatMap(({ rule }) => rule.recipients)
  const hasRoles = recipients.some(({ kind }) => kind === 'role')
  const ticketIds = [...new Set(matches.flatMap(({ ticket }) => ticket?.id ?? []))]
  const tenantIds = [...new Set(matches.flatMap(({ ticket }) => ticket?.tenant.id ?? []))]
  const reached = async (tenantId: string | null, groups: readonly string[]): Promise<readonly Member[]> =>
    hasRoles ? (await membersOf(db, tenantId, groups)).filter(isReached) : []
  const staff = await reached(null, groupsAtLevel[1])
  const inGroup = (name: string): string[] => staff.flatMap(({ userId, group }) => (group === name ? [userId] : []))
  const administrators = inGroup('admin')
  const firstLevel = inGroup('first-level')
  const secondLevel = inGroup('second-level')
  const tenantsFirstLevel = new Map<string, string[]>()
  for (const id of tenantIds) {
    tenantsFirstLevel.set(
      id,
      (await reached(id, ['first-level'])).map(({ userId }) => userId),
    )
  }
  const owners = hasRoles ? await readWorkOwners(db) : nobodyOwns
  const ofTickets = hasRoles
    ? matches.flatMap(({ ticket }) => (ticket === undefined ? [] : (teamOf(ticket, owners)?.id ?? [])))
    : []
  const ofRules = recipients.flatMap((recipient) => (recipient.kind === 'team' ? [recipient.teamId] : []))
  const teams = await teamMembers(db, [...ofRules, ...ofTickets])
  const watchers = hasRoles ? await watchersOf(db, ticketIds) : new Map<string, string[]>()
  const emergency = hasRoles ? await userIdsByAddress(db, listedIn(settings['notifications.emergency'])) : []
  const ids = [
    ...recipients.flatMap((recipient) => (recipient.kind === 'user' ? [recipient.userId] : [])),
    ...[administrators, firstLevel, secondLevel, ...tenantsFirstLevel.values(), ...teams.values()],
    ...[...watchers.values(), emergency],
  ].flat()
  return {
    settings,
    rules: rulesOf(settings),
    users: new Map([
      ...concerned.users,
      ...(await usersById(
        db,
        ids.filter((id) => !concerned.users.has(id)),
      )),
    ]),
    emergency,
    outside: await recipientsByAddress(
      db,
      matches.map(({ rule }) => rule.scope),
      recipients.flatMap((recipient) => (recipient.kind === 'external' ? [recipient.address] : [])),
    ),
    teams,
    owners,
    watchers,
    participants: await participantsOf(db, ticketIds),
    administrators,
    firstLevel,
    secondLevel,
    tenantsFirstLevel,
  }
}

function noticesOfMatch(match: Match, context: Context): Notice[] {
  const { rule, entry } = match
  const met = new Set<string>()
  const notices: Notice[] = []
  // Who works together is the staff's business.
  const isStaffsOwn = entry.type.startsWith('ticket.') && isOnlyAboutTeam(payloadOf(entry))
  for (const recipient of rule.recipients) {
    const meant =
      recipient.kind === 'external'
        ? [outsideNotice(rule, recipient.address, context)]
        : idsMeant(match, recipient, context).flatMap((id) => insideNotice(match, recipient, id, context))
    for (const { recipient: person, outcome } of meant) {
      if (met.has(person.address) || (isStaffsOwn && person.audience !== 'staff')) continue
      met.add(person.address)
      notices.push({ rule, entry, recipient: person, outcome })
    }
  }
  return notices
}

type Meant = Pick<Notice, 'recipient' | 'outcome'>

function outsideNotice({ scope }: Rule, address: string, { outside, settings }: Context): Meant {
  const known = outside.get(recipientKey(scope, address))
  const recipient = {
    address,
    userId: null,
    name: null,
    language: known?.language ?? null,
    audience: 'outside' as const,
  }
  if (known?.state === 'stopped') return { recipient, outcome: 'stopped' }
  const isFree = known?.state === 'confirmed' || settings['notifications.confirm-external'] === 'off'
  return { recipient, outcome: isFree ? 'mail' : 'unconfirmed' }
}

function idsMeant(
  { entry, ticket }: Match,
  recipient: Exclude<RuleRecipient, { kind: 'external' }>,
  context: Context,
): readonly string[] {
  switch (recipient.kind) {
    case 'user':
      return [recipient.userId]
    case 'team':
      return context.teams.get(recipient.teamId) ?? []
    case 'role': {
      if (ticket === undefined) return []
      const { id, level, givenTeam, requester, assignee } = ticket
      const levelThen = entry.level === 1 || entry.level === 2 ? entry.level : level
      return holdersOf(
        recipient.role,
        { type: entry.type, givesToTeam: givesToTeam(entry) },
        {
          level: levelThen,
          isGiven: givenTeam !== null,
          requesterId: requester.id,
          assigneeId: assignee?.id ?? null,
          watcherIds: context.watchers.get(id) ?? [],
        },
        holders(ticket, context),
      )
    }
  }
}

function givesToTeam(entry: Entry): boolean {
  return entry.type === 'ticket.assigned' && 'team' in payloadOf(entry)
}

/** An erased one tells nothing. */
function payloadOf({ payload }: Entry): JsonObject {
  return payload === null ? {} : (JSON.parse(payload) as JsonObject)
}

function holders(ticket: Ticket, context: Context): RoleHolders {
  const { administrators, firstLevel, secondLevel, tenantsFirstLevel, users, owners, teams } = context
  const emergency = context.emergency.filter((id) => {
    const user = users.get(id)
    return user !== undefined && isReached(user) && isStaff(user)
  })
  return {
    administrators,
    firstLevel,
    secondLevel,
    tenantsFirstLevel: tenantsFirstLevel.get(ticket.tenant.id) ?? [],
    emergency,
    team: (teams.get(teamOf(ticket, owners)?.id ?? '') ?? []).filter((id) => isAtWork(users.get(id))),
  }
}

/** Whoever cannot act yet takes no news off the level's hands. */
function isAtWork(user: User | undefined): boolean {
  return user !== undefined && worksAtLevel(1, user)
}

function insideNotice(match: Match, recipient: RuleRecipient, id: string, context: Context): Meant[] {
  const { rule, entry, ticket } = match
  const user = context.users.get(id)
  if (user === undefined || !isReached(user) || user.email === '') return []
  // A role is somebody's by the ticket; who is named must still belong where they were named.
  if (recipient.kind !== 'role' && !belongs(user, rule.scope)) return []
  if (ticket !== undefined && !maySee(user, ticket, context)) return []
  const actor = entry.actorId === null ? null : (context.users.get(entry.actorId)?.id ?? entry.actorId)
  const { email: address, name, language } = user
  const audience = isStaff(user) ? 'staff' : 'customer'
  return [
    {
      recipient: { address, userId: user.id, name, language, audience },
      outcome: actor === user.id ? 'own-action' : 'mail',
    },
  ]
}

function isReached({ status }: { status: string }): boolean {
  return status !== 'disabled'
}

function belongs(user: User, scope: string): boolean {
  return scope === deskScope ? isStaff(user) : user.memberships.some(({ tenantId }) => tenantId === scope)
}

function isStaff({ memberships }: User): boolean {
  return isOfStaff(memberships)
}

/** Nobody learns from a notice of a ticket that they could not open. */
function maySee(user: User, ticket: Ticket, { rules, participants }: Context): boolean {
  const { id, email, name, memberships } = user
  const visibility = visibilityOf({ kind: 'user', id, email, name, memberships }, rules)
  if (visibility.all || ticket.requester.id === id) return true
  return visibility.tenantIds.includes(ticket.tenant.id) || participants.get(ticket.id)?.includes(id) === true
}
