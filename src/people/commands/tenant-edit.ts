import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import { collect, defineVerb } from '../../kit/verb'
import { beginning } from '../beginning'
import { editTenant, type TenantEdit } from '../edit-tenant'
import { domainName } from '../mail-address'
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
    const name = await editTenant(desk, actor, rules, typed, edit, flags.idempotencyKey)
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
