import { countFrom } from '../kit/count'
import { DeskError } from '../kit/errors'
import { printMany } from '../kit/output'
import { isForPeople } from '../kit/output-format'
import { screenOf } from '../kit/screen'
import { checkLine } from '../kit/typed-text'
import { defineVerb, type Noun } from '../kit/verb'
import { beginning, ownTenants, visibleTenants } from '../people/beginning'
import { fits, searchFor } from '../people/people-search'
import { demand, may, type TicketRules, visibilityOf } from '../people/permission'
import type { UserActor } from '../people/session'
import { listTenants, tenantByName } from '../people/tenant-store'
import { tenantIdsOf } from '../people/user'
import { listUsers } from '../people/user-store'
import { asSeenFrom } from '../people/user-view'
import type { Reader } from '../store/schema'
import { openTicketsOf } from './list-store'
import { type Caller, callerScreen, callerView } from './who-view'

/** As many as a window takes; machines get all unless they ask. */
const terminalLimit = 10

/** Who is that at the telephone, and what may they be calling about? */
export const who: Noun = {
  verb: defineVerb({
    declare: (command) => command.argument('<text...>').option('--limit <count>'),
    output: { many: callerView },
    async run(desk, words, flags) {
      const text = checkLine('TEXT', words.join(' '))
      const asked = flags.limit === undefined ? undefined : countFrom(flags.limit)
      const { store, actor, rules, zone } = await beginning(desk)
      const scope = await scopeOf(store.db, actor, rules, desk.tenant)
      const found = await callersFor(store.db, actor, rules, scope, text)
      if (found.length === 0) throw new DeskError('nobody-found', { text })
      const limit = asked ?? (isForPeople(desk) ? terminalLimit : found.length)
      const shown = await withTickets(store.db, actor, rules, found.slice(0, limit))
      await printMany(desk, callerView, shown, async () => {
        const texts = shown.flatMap(({ user, tenants, tickets }) => [
          user.name ?? '',
          ...tenants.map(({ title }) => title ?? ''),
          ...tickets.map(({ subject }) => subject),
        ])
        const screen = await screenOf(desk, zone, texts)
        const rest =
          found.length === shown.length
            ? []
            : [screen.paint.dim(`${screen.words.shownOf(shown.length, found.length)} ${screen.symbols.dot} --limit`)]
        return [...shown.map((caller) => callerScreen(screen, caller)), ...rest].join('\n\n')
      })
    },
  }),
}

/** The tenants whose people the actor may see; undefined is everybody. Throws `tenant-not-found`, `not-allowed`. */
async function scopeOf(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  named: string | undefined,
): Promise<readonly string[] | undefined> {
  const visible = visibleTenants(actor, rules)
  if (named !== undefined) {
    const tenant = await tenantByName(db, named, visible)
    demand(actor, 'users:view', tenant, rules)
    return [tenant.id]
  }
  if (may(actor, 'users:view', null, rules)) return undefined
  const tenants = await listTenants(db, visible)
  const seen = tenants.filter(({ id }) => may(actor, 'users:view', id, rules))
  if (seen.length === 0) demand(actor, 'users:view', tenants[0] ?? null, rules)
  return seen.map(({ id }) => id)
}

async function callersFor(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  scope: readonly string[] | undefined,
  text: string,
): Promise<Omit<Caller, 'tickets'>[]> {
  const search = searchFor(text)
  const visible = ownTenants(actor, rules)
  const tenants = new Map((await listTenants(db, visible)).map((tenant) => [tenant.id, tenant]))
  return (await listUsers(db, scope)).flatMap((known) => {
    const { user } = asSeenFrom(known, new Map(), visible)
    const own = tenantIdsOf(user.memberships).flatMap((id) => tenants.get(id) ?? [])
    return fits(search, user, own) ? [{ user, tenants: own }] : []
  })
}

async function withTickets(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  found: readonly Omit<Caller, 'tickets'>[],
): Promise<Caller[]> {
  const ids = found.map(({ user }) => user.id)
  const tickets = await openTicketsOf(db, visibilityOf(actor, rules), ids)
  return found.map((caller) => ({ ...caller, tickets: tickets.get(caller.user.id) ?? [] }))
}
