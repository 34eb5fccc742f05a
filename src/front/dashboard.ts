import type { Desk } from '../desk'
import type { Reachability } from '../hours/business-time'
import { hoursNow } from '../hours/desk-calendar'
import { endOfLocalDay } from '../hours/local-day'
import { printText } from '../kit/output'
import { screenOf } from '../kit/screen'
import { knownZone } from '../kit/time/time-zone'
import { beginning } from '../people/beginning'
import { may, visibilityOf } from '../people/permission'
import { listTenants } from '../people/tenant-store'
import { countTickets } from '../ticket/list-store'
import { mayOpenAnywhere } from '../ticket/may-open'
import { placeInQueue, type QueueCounts, type QueuePlace } from '../ticket/queue/queue'
import { beginningOfQueue, countQueue, lyingWith, unsolvedOf } from '../ticket/queue/queue-store'
import { type ShownTicket, shownAsOf, type Ticket } from '../ticket/ticket'
import { dashboardScreen } from './dashboard-screen'
import { countStaff, lastNumber } from './desk-store'

/** What greets somebody who types nothing but the program's name. */
export interface Dashboard {
  person: { email: string; name: string | null }
  deskName: string
  hours: Reachability
  work: Work | null
  /** What one has asked for oneself; for whoever works at the desk only where there is something. */
  own: { tickets: readonly Ticket[]; count: number }
  /** What lies with whoever works in no queue, and waits for them. */
  toAnswer: { tickets: readonly Ticket[]; count: number }
  /** How many there are that wait for somebody and may be seen. */
  open: number
  /** Whether there is any sense in telling how to open a ticket. */
  mayOpen: boolean
  /** What a new desk's administrator has still to do. */
  toSetUp: readonly SetUpStep[]
}

export interface Work {
  counts: QueueCounts
  queue: readonly ShownTicket[]
}

export const setUpSteps = ['name', 'contact', 'tenant', 'colleague', 'ticket'] as const
export type SetUpStep = (typeof setUpSteps)[number]

/** As many tickets as are seen without searching. */
const [mostOfQueue, fewOfQueue, mostOwn] = [5, 3, 5]
/** So many tickets, and a desk is no longer new. */
const newUntil = 10

type Begun = Awaited<ReturnType<typeof beginning>>

/** Prints the dashboard of whoever is logged in. Throws what every command throws that needs somebody logged in. */
export async function printDashboard(desk: Desk): Promise<void> {
  const begun = await beginning(desk)
  const { actor, store, rules, settings, zone } = begun
  const place = placeInQueue(actor)
  const visibility = visibilityOf(actor, rules)
  const toSetUp = may(actor, 'desk:edit', null, rules) ? await missingOf(begun) : []
  const shown: Dashboard = {
    person: actor,
    deskName: settings['desk.name'] === '' ? desk.places.title : settings['desk.name'],
    hours: (await hoursNow(desk, zone)).now,
    work:
      place === undefined ? null : await workOf(desk, begun, place, toSetUp.length === 0 ? mostOfQueue : fewOfQueue),
    own: await unsolvedOf(store.db, visibility, actor.id, mostOwn),
    toAnswer:
      place === undefined
        ? await lyingWith(store.db, visibility, actor.id, desk.now(), mostOwn)
        : { tickets: [], count: 0 },
    open: (await countTickets(store.db, visibility, { statuses: ['open', 'waiting'] }, desk.now())).all,
    mayOpen: mayOpenAnywhere(actor, rules),
    toSetUp,
  }
  const tickets = [...(shown.work?.queue ?? []), ...shown.toAnswer.tickets, ...shown.own.tickets]
  const texts = tickets.flatMap(({ subject, requester, tenant }) => [subject, requester.name ?? '', tenant.name])
  const screen = await screenOf(desk, zone, [shown.deskName, actor.name ?? '', ...texts])
  printText(desk, dashboardScreen(screen, shown))
}

async function workOf(
  desk: Desk,
  { store, actor, rules, zone }: Begun,
  place: QueuePlace,
  limit: number,
): Promise<Work> {
  const now = desk.now()
  const visibility = visibilityOf(actor, rules)
  const soon = endOfLocalDay(now, 0, knownZone(zone))
  const queue = await beginningOfQueue(store.db, visibility, place, { now, limit })
  return {
    counts: await countQueue(store.db, visibility, place, { now, soon }),
    queue: queue.map((ticket) => shownAsOf(ticket, now)),
  }
}

async function missingOf({ store, settings }: Begun): Promise<SetUpStep[]> {
  const tickets = await lastNumber(store.db)
  if (tickets >= newUntil) return []
  const missing: Readonly<Record<SetUpStep, boolean>> = {
    name: settings['desk.name'] === '',
    contact: settings['contact.phone'] === '' && settings['contact.email'] === '',
    tenant: (await listTenants(store.db)).length === 0,
    colleague: (await countStaff(store.db)) < 2,
    ticket: tickets === 0,
  }
  return setUpSteps.filter((step) => missing[step])
}
