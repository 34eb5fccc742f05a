import { printMany, printOne } from '../../kit/output'
import { joinParts, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { defineVerb } from '../../kit/verb'
import { beginning, visibleTenants } from '../beginning'
import { demand } from '../permission'
import { listTenants, tenantByName } from '../tenant-store'
import { tenantParts, tenantView } from '../tenant-view'

export const tenantList = defineVerb({
  declare: (command) => command,
  output: { many: tenantView },
  async run(desk) {
    const { actor, rules, store, zone } = await beginning(desk)
    const tenants = await listTenants(store.db, visibleTenants(actor, rules))
    await printMany(desk, tenantView, tenants, async () => {
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(
        desk,
        zone,
        tenants.map(({ title }) => title ?? ''),
      )
      const { words, symbols } = screen
      if (tenants.length === 0) return words.noTenants
      const columns = [
        { title: words.columns.name },
        { title: words.columns.title, flexible: true },
        { title: words.columns.domains },
        { title: '' },
      ]
      const rows = tenants.map(({ name, title, domains, partner }) => [
        name,
        title === null ? symbols.nothing : safeText(title),
        domains.length === 0 ? symbols.nothing : domains.join(', '),
        partner ? words.partner : '',
      ])
      return renderTable(screen, columns, rows)
    })
  },
})

export const tenantShow = defineVerb({
  declare: (command) => command.argument('<name>'),
  output: { one: tenantView },
  async run(desk, typed) {
    const { actor, store, rules, zone } = await beginning(desk)
    const tenant = await tenantByName(store.db, typed, visibleTenants(actor, rules))
    demand(actor, 'tenant:view', tenant, rules)
    await printOne(desk, tenantView, tenant, async () => {
      const screen = await screenOf(desk, zone, [tenant.title ?? ''])
      const [name = '', ...facts] = tenantParts(screen, tenant)
      const since = screen.words.since(formatLocal(tenant.createdAt, zone, screen.language, 'day', screen.now))
      return `${screen.paint.bold(name)}\n${joinParts(screen, [...facts, since])}`
    })
  },
})
