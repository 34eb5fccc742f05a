import { printMany, printOne } from '../../kit/output'
import { joinParts, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { beginning, visibleTenants } from '../beginning'
import { mailAddress } from '../mail-address'
import { demand, may } from '../permission'
import { listTenants, tenantByName, tenantNames } from '../tenant-store'
import { tenantIdsOf } from '../user'
import { listUsers, userByEmail } from '../user-store'
import { asSeenFrom, membershipTexts, personText, userView } from '../user-view'

export const userList = defineVerb({
  declare: (command) => command,
  output: { many: userView },
  async run(desk) {
    const { actor, store, rules, zone } = await beginning(desk)
    const named = desk.tenant
    const tenant = named === undefined ? null : await tenantByName(store.db, named, visibleTenants(actor, rules))
    const scope = tenant === null ? visibleTenants(actor, rules) : [tenant.id]
    if (scope === undefined) demand(actor, 'users:view', null, rules)
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
      const { words, symbols } = screen
      const columns = [
        { title: words.columns.email },
        { title: words.columns.name, flexible: true },
        { title: words.columns.status },
        { title: words.columns.groups },
      ]
      const rows = shown.map((one) => [
        safeText(one.user.email),
        one.user.name === null ? symbols.nothing : safeText(one.user.name),
        words.userStatuses[one.user.status],
        membershipTexts(one.user.memberships, one.tenantNames, words).join(', '),
      ])
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
    const user = await userByEmail(store.db, email, visibleTenants(actor, rules))
    const places = await listTenants(
      store.db,
      tenantIdsOf(asSeenFrom(user, new Map(), visibleTenants(actor, rules)).user.memberships),
    )
    const allowed = user.id === actor.id || places.some(({ id }) => may(actor, 'users:view', id, rules))
    if (!allowed) demand(actor, 'users:view', places[0] ?? null, rules)
    const shown = asSeenFrom(user, await tenantNames(store.db), visibleTenants(actor, rules))
    await printOne(desk, userView, shown, async () => {
      const screen = await screenOf(desk, zone, [user.name ?? ''])
      const { words, paint } = screen
      const facts = [
        words.userStatuses[user.status],
        membershipTexts(shown.user.memberships, shown.tenantNames, words).join(', '),
        ...(user.telephone === null ? [] : [safeText(user.telephone)]),
      ]
      return `${paint.bold(personText(user))}
${joinParts(screen, facts)}`
    })
  },
})
