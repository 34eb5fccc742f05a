import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import { collect, defineVerb } from '../../kit/verb'
import { addTenant } from '../add-tenant'
import { beginning } from '../beginning'
import { domainName } from '../mail-address'
import { demand } from '../permission'
import { shortName } from '../tenant'
import { tenantByName } from '../tenant-store'
import { tenantParts, tenantView } from '../tenant-view'

export const tenantAdd = defineVerb({
  declare: (command) =>
    command
      .argument('<name>')
      .option('--title <title>')
      .option('--domain <domain>', '', collect)
      .option('--partner')
      .option('--idempotency-key <key>'),
  output: { one: tenantView },
  async run(desk, typed, flags) {
    const wanted = {
      name: shortName(typed),
      title: flags.title === undefined ? null : checkLine('--title', flags.title),
      domains: (flags.domain ?? []).map(domainName),
      partner: flags.partner === true,
    }
    const { actor, rules, store, zone } = await beginning(desk)
    demand(actor, 'tenant:edit', null, rules)
    const name = await addTenant(desk, actor, wanted, flags.idempotencyKey)
    const tenant = await tenantByName(store.db, name)
    await printChange(desk, tenantView, tenant, async () => {
      const screen = await screenOf(desk, zone)
      return doneLine(screen, ...tenantParts(screen, tenant))
    })
  },
})
