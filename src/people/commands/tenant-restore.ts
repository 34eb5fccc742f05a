import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../beginning'
import { restoreTenant, tenantToDelete } from '../delete-tenant'
import { tenantParts, tenantView } from '../tenant-view'

export const tenantRestore = defineVerb({
  declare: (command) => command.argument('<name>').option('--idempotency-key <key>'),
  output: { one: tenantView },
  async run(desk, typed, flags) {
    const { actor, rules, store, zone } = await beginning(desk)
    const changed = await restoreTenant(desk, actor, rules, typed, flags.idempotencyKey)
    const tenant = await tenantToDelete(store.db, actor, rules, typed)
    await printChange(desk, tenantView, tenant, async () => {
      const screen = await screenOf(desk, zone, [tenant.title ?? ''])
      const { words } = screen
      const [name = '', ...facts] = tenantParts(screen, tenant)
      return doneLine(screen, name, ...(changed ? [words.restored, ...facts] : [words.nothingChanged]))
    })
  },
})
