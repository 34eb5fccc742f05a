import { carryOut } from '../../journal/deed'
import { once } from '../../journal/idempotency'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import { collect, defineVerb } from '../../kit/verb'
import { editTenant, type TenantEdit } from '../add-tenant'
import { beginning, visibleTenants } from '../beginning'
import { domainName } from '../mail-address'
import { demand } from '../permission'
import { tenantByName } from '../tenant-store'
import { tenantParts, tenantView } from '../tenant-view'

export const tenantEdit = defineVerb({
  declare: (command) =>
    command
      .argument('<name>')
      .option('--title <title>')
      .option('--no-title')
      .option('--domain <domain>', '', collect)
      .option('--remove-domain <domain>', '', collect)
      .option('--partner')
      .option('--no-partner')
      .option('--idempotency-key <key>'),
  output: { one: tenantView },
  async run(desk, typed, flags) {
    const edit = editFrom(flags)
    const { actor, rules, store, zone } = await beginning(desk)
    const name = await carryOut(desk, { userId: actor.id, channel: 'cli' }, async (deed) => {
      const tenant = await tenantByName(deed.tx, typed, visibleTenants(actor, rules))
      demand(actor, 'tenant:edit', tenant, rules)
      // Partnership decides which categories are offered: the desk's word, not the tenant's own.
      if (edit.partner !== undefined) demand(actor, 'tenant:edit', null, rules)
      const request = JSON.parse(JSON.stringify({ tenant: tenant.name, ...edit }))
      const call = {
        key: flags.idempotencyKey,
        actorId: actor.id,
        tenantId: tenant.id,
        command: 'tenant edit',
        request,
      }
      return once(deed, call, async () => (await editTenant(deed, tenant, edit)).name)
    })
    const tenant = await tenantByName(store.db, name)
    await printChange(desk, tenantView, tenant, async () => {
      const screen = await screenOf(desk, zone)
      return doneLine(screen, ...tenantParts(screen, tenant))
    })
  },
})

function editFrom(flags: {
  title?: string | boolean | undefined
  domain?: string[] | undefined
  removeDomain?: string[] | undefined
  partner?: boolean | undefined
}): TenantEdit {
  const edit: TenantEdit = {
    ...(typeof flags.title === 'string' ? { title: checkLine('--title', flags.title) } : {}),
    ...(flags.title === false ? { title: null } : {}),
    ...(flags.partner === undefined ? {} : { partner: flags.partner }),
    ...(flags.domain === undefined ? {} : { addDomains: flags.domain.map(domainName) }),
    ...(flags.removeDomain === undefined ? {} : { removeDomains: flags.removeDomain.map(domainName) }),
  }
  if (Object.keys(edit).length > 0) return edit
  throw new DeskError('nothing-to-change', { flags: ['--title', '--domain', '--remove-domain', '--partner'] })
}
