import { printMany, printOne } from '../../kit/output'
import { joinParts, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning, visibleTenants } from '../beginning'
import { personMeant } from '../charge'
import { mailAddress } from '../mail-address'
import { demand, may } from '../permission'
import { listTenants, tenantByName, tenantNames } from '../tenant-store'
import { tenantIdsOf } from '../user'
import { listUsers } from '../user-store'
import { asSeenFrom, personText, userParts, usersTable, userView } from '../user-view'

export const userList = defineVerb({
  declare: (command) => command,
  output: { many: userView },
  async run(desk) {
    const { actor, store, rules, zone } = await beginning(desk)
    const named = desk.tenant
    const tenant = named === undefined ? null : await tenantByName(store.db, named, visibleTenants(actor, rules))
    const scope = tenant === null ? visibleTenants(actor, rules) : [tenant.id]
    if (scope === undefined || scope.length === 0) demand(actor, 'users:view', null, rules)
    else for (const place of await listTenants(store.db, scope)) demand(actor, 'users:view', place, rules)
    const names = await tenantNames(store.db)
    const known = visibleTenants(actor, rules)
    const shown = (await listUsers(store.db, scope)).map((user) => asSeenFrom(user, names, known))
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

export const userShow = defineVerb({
  declare: (command) => command.argument('<email>'),
  output: { one: userView },
  async run(desk, typed) {
    const email = mailAddress(typed)
    const { actor, store, rules, zone } = await beginning(desk)
    const user = await personMeant(store.db, actor, rules, email)
    const places = await listTenants(
      store.db,
      tenantIdsOf(asSeenFrom(user, new Map(), visibleTenants(actor, rules)).user.memberships),
    )
    const allowed = user.id === actor.id || places.some(({ id }) => may(actor, 'users:view', id, rules))
    if (!allowed) demand(actor, 'users:view', places[0] ?? null, rules)
    const shown = asSeenFrom(user, await tenantNames(store.db), visibleTenants(actor, rules))
    await printOne(desk, userView, shown, async () => {
      const screen = await screenOf(desk, zone, [user.name ?? ''])
      return `${screen.paint.bold(personText(user))}\n${joinParts(screen, userParts(screen, shown))}`
    })
  },
})
