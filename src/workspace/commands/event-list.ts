import type { Desk } from '../../desk'
import { instantFrom } from '../../hours/typed-instant'
import { DeskError } from '../../kit/errors'
import { printMany } from '../../kit/output'
import { pageInfo, pagingFrom } from '../../kit/paging'
import { screenOf } from '../../kit/screen'
import { formatLocal } from '../../kit/time/format-local'
import { formatInstant } from '../../kit/time/instant'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { may, visibilityOf } from '../../people/permission'
import type { Tenant } from '../../people/tenant'
import { tenantMeant } from '../../people/tenant-meant'
import { loadWorkspaceWords } from '../../words/catalogue'
import type { WorkspaceWords } from '../../words/en/workspace'
import { demandEvents } from '../event-permission'
import { eventTypeNames } from '../event-type'
import { eventFacts, eventKind, eventView } from '../event-view'
import { newestEvents, type ShownEvent } from '../read-events'
import { nothingYet, withMore } from '../workplace'

export const eventList = defineVerb({
  declare: (command) =>
    command
      .option('--all')
      .option('--type <type>')
      .option('--since <time>')
      .option('--limit <count>')
      .option('--cursor <cursor>')
      .option('--page-info'),
  output: { many: eventView },
  async run(desk, flags) {
    const types = flags.type === undefined ? eventTypeNames : [checkType(flags.type)]
    const paging = pagingFrom(desk, 'events', 1, flags)
    if (flags.since !== undefined) await instantFrom(desk, flags.since, 'UTC')
    const { tenant, store, zone, mayFeed, visibility } = await eventScope(desk, flags.all === true)
    const since = flags.since === undefined ? {} : { since: formatInstant(await instantFrom(desk, flags.since, zone)) }
    const filter = {
      types,
      ...since,
      ...(tenant === null ? {} : { tenantId: tenant.id }),
    }
    const { items: events, next } = await newestEvents(store.db, filter, visibility, paging)
    const page = pageInfo('events', next, flags)
    await printMany(
      desk,
      eventView,
      events,
      async () => {
        const words = await loadWorkspaceWords(desk.language)
        return events.length === 0
          ? nothingYet(words, 'events', mayFeed)
          : eventTable(desk, words, zone, events, tenant, next !== null)
      },
      page,
    )
  },
})

/**
 * Whose events are meant, and that the actor may read them: of the tenant that is named, else of their only one; `--all`,
 * or nobody named by the desk's own people, means every tenant's (null). Throws `not-allowed`, `conflicting-flags`.
 */
export async function eventScope(desk: Desk, all: boolean) {
  if (all && desk.globals.tenant !== undefined) {
    throw new DeskError('conflicting-flags', { flags: ['--all', '--tenant'] })
  }
  const { store, actor, rules, zone } = await beginning(desk)
  const tenant = all ? null : await tenantMeant(store.db, actor, rules, desk.tenant)
  demandEvents(actor, tenant, rules)
  const mayFeed = may(actor, 'events:emit', tenant?.id ?? null, rules)
  return { store, zone, tenant, mayFeed, visibility: visibilityOf(actor, rules) }
}

async function eventTable(
  desk: Desk,
  words: WorkspaceWords,
  zone: string,
  events: readonly ShownEvent[],
  tenant: Tenant | null,
  hasMore: boolean,
): Promise<string> {
  const { renderTable } = await import('../../kit/table')
  const facts = events.map((event) => eventFacts(words, event))
  const screen = await screenOf(desk, zone, facts.flat())
  const { when, event, about } = words.columns
  const columns = [
    { title: when },
    ...(tenant === null ? [{ title: words.columns.tenant }] : []),
    { title: event },
    { title: about, flexible: true },
  ]
  const rows = events.map((one, index) => [
    formatLocal(one.createdAt, zone, screen.language, 'day', screen.now),
    ...(tenant === null ? [one.tenant ?? screen.symbols.nothing] : []),
    eventKind(words, one),
    facts[index]?.join(` ${screen.symbols.dot} `) ?? '',
  ])
  return withMore(screen, renderTable(screen, columns, rows), hasMore ? words.moreBefore(events.length) : '')
}

function checkType(typed: string): string {
  if (eventTypeNames.some((type) => type === typed)) return typed
  throw new DeskError('wrong-value', { name: '--type', value: typed, allowed: [...eventTypeNames], suggestion: null })
}
