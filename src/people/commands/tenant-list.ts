import { printMany } from '../../kit/output'
import { type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import type { Reader } from '../../store/schema'
import { beginning, visibleTenants } from '../beginning'
import { lookInto } from '../look'
import type { UserActor } from '../session'
import type { Tenant } from '../tenant'
import { listDeletedTenants, listTenants } from '../tenant-store'
import { restorableText, tenantView } from '../tenant-view'
import { tenantIdsOf } from '../user'

export const tenantList = defineVerb({
  declare: (command) => command.option('--deleted'),
  output: { many: tenantView },
  async run(desk, flags) {
    const { actor, rules, store, zone } = await beginning(desk)
    const visible = visibleTenants(actor, rules)
    const deleted = flags.deleted === true
    const tenants = deleted ? await deletedTenants(store.db, visible) : await listTenants(store.db, visible)
    for (const tenant of lookedAt(actor, tenants)) await lookInto(desk, actor, 'tenant:view', tenant, null, rules)
    await printMany(desk, tenantView, tenants, async () => {
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(
        desk,
        zone,
        tenants.map(({ title }) => title ?? ''),
      )
      const { words } = screen
      if (tenants.length === 0) return deleted ? words.noDeletedTenants : words.noTenants
      const columns = [
        { title: words.columns.name },
        { title: words.columns.title, flexible: true },
        { title: words.columns.domains },
        { title: '' },
      ]
      const rows = tenants.map((tenant) => rowOf(screen, tenant))
      return renderTable(screen, columns, rows)
    })
  },
})

/** The tenants that an advisor sees only because they were let in: a line about each is a look at it. */
function lookedAt(actor: UserActor, tenants: readonly Tenant[]): readonly Tenant[] {
  const own = tenantIdsOf(actor.memberships)
  const letIn = actor.grants?.map(({ tenantId }) => tenantId) ?? []
  return tenants.filter(({ id }) => letIn.includes(id) && !own.includes(id))
}

/** Who may not know of all tenants knows of no deleted one: nobody belongs to it any more. */
async function deletedTenants(db: Reader, visible: readonly string[] | undefined): Promise<Tenant[]> {
  return visible === undefined ? listDeletedTenants(db) : []
}

function rowOf(screen: Screen, tenant: Tenant): string[] {
  const { words, symbols } = screen
  const { name, title, domains, partner } = tenant
  return [
    name,
    title === null ? symbols.nothing : safeText(title),
    domains.length === 0 ? symbols.nothing : domains.join(', '),
    [partner ? words.partner : '', restorableText(screen, tenant)].filter((text) => text !== '').join(', '),
  ]
}
