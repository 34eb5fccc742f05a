import type { Desk } from '../../desk'
import { printMany, printOne } from '../../kit/output'
import { joinParts, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import type { Reader } from '../../store/schema'
import { beginning, ownTenants, visibleTenants } from '../beginning'
import { personOrAdvisor } from '../charge'
import type { Grant } from '../grant'
import { liveGrants } from '../grant-store'
import { lookInto, mayLook } from '../look'
import { mailAddress } from '../mail-address'
import { demand, type TicketRules } from '../permission'
import type { UserActor } from '../session'
import { shownAs } from '../shown-user'
import type { Tenant } from '../tenant'
import { listTenants, tenantByName, tenantNames } from '../tenant-store'
import { tenantIdsOf, type User } from '../user'
import { findUserById, listUsers } from '../user-store'
import { asSeenFrom, personText, type ShownUser, userParts, usersTable, userView } from '../user-view'

export const userList = defineVerb({
  declare: (command) => command,
  output: { many: userView },
  async run(desk) {
    const { actor, store, rules, zone } = await beginning(desk)
    const named = desk.tenant
    const tenant = named === undefined ? null : await tenantByName(store.db, named, visibleTenants(actor, rules))
    const scope = tenant === null ? visibleTenants(actor, rules) : [tenant.id]
    if (scope === undefined || scope.length === 0) demand(actor, 'users:view', null, rules)
    else {
      for (const place of await listTenants(store.db, scope)) {
        await lookInto(desk, actor, 'users:view', place, null, rules)
      }
    }
    const names = await tenantNames(store.db)
    // Of other tenants that let the actor in nothing is shown: nobody has written down a look at those.
    const own = ownTenants(actor, rules)
    const known = own === undefined || scope === undefined ? undefined : [...own, ...scope]
    const grants = await liveGrants(store.db, scope === undefined ? {} : { tenantIds: scope }, desk.now())
    const people = await withAdvisors(store.db, await listUsers(store.db, scope), grants)
    const shown = people.map((user) => ({
      ...asSeenFrom(user, names, known),
      letIn: grants.filter(({ advisor }) => advisor.id === user.id),
    }))
    await printMany(desk, userView, shown, async () => {
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(
        desk,
        zone,
        shown.map(({ user }) => user.name ?? ''),
      )
      const { columns, rows } = usersTable(screen, shown)
      return renderTable(screen, columns, rows)
    })
  },
})

/** Also the advisors who are let in, among the others by address. */
async function withAdvisors(db: Reader, users: readonly User[], grants: readonly Grant[]): Promise<readonly User[]> {
  const missing = [...new Set(grants.map(({ advisor }) => advisor.id))].filter(
    (id) => !users.some((one) => one.id === id),
  )
  if (missing.length === 0) return users
  const advisors = await Promise.all(missing.map(async (id) => findUserById(db, id)))
  return [...users, ...advisors.filter((one) => one !== undefined)].sort((a, b) => (a.email < b.email ? -1 : 1))
}

/** Where somebody is, as far as it is shown. */
function tenantIdsSeen({ user, letIn = [] }: ShownUser): string[] {
  return [...new Set([...tenantIdsOf(user.memberships), ...letIn.map(({ tenantId }) => tenantId)])]
}

/**
 * Whoever may see the people of one of these places sees somebody who is there; for each that only lets them in it is
 * written down.
 */
async function lookAt(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  places: readonly Tenant[],
  email: string,
): Promise<void> {
  const shown = places.filter(({ id }) => mayLook(actor, 'users:view', id, rules))
  if (shown.length === 0) demand(actor, 'users:view', places[0] ?? null, rules)
  for (const place of shown) await lookInto(desk, actor, 'users:view', place, email, rules)
}

export const userShow = defineVerb({
  declare: (command) => command.argument('<email>'),
  output: { one: userView },
  async run(desk, typed) {
    const email = mailAddress(typed)
    const { actor, store, rules, zone } = await beginning(desk)
    const user = await personOrAdvisor(store.db, actor, rules, email, desk.now())
    const shown = await shownAs(store.db, user, visibleTenants(actor, rules), desk.now())
    if (user.id !== actor.id) await lookAt(desk, actor, rules, await listTenants(store.db, tenantIdsSeen(shown)), email)
    await printOne(desk, userView, shown, async () => {
      const screen = await screenOf(desk, zone, [user.name ?? ''])
      return `${screen.paint.bold(personText(user))}\n${joinParts(screen, userParts(screen, shown))}`
    })
  },
})
