import { checkConfirmation, confirm } from '../../kit/confirm'
import { flag, whole } from '../../kit/json'
import { printChange } from '../../kit/output'
import { doneLine, joinParts, type Screen, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { beginning } from '../beginning'
import { deleteTenant, tenantToDelete } from '../delete-tenant'
import type { Tenant } from '../tenant'
import { countBelongings } from '../tenant-store'
import { restorableText, tenantView } from '../tenant-view'

interface DeletedTenant {
  tenant: Tenant
  people: number
  openTickets: number
  dryRun: boolean
}

const deletedView: View<DeletedTenant> = {
  fields: { ...tenantView.fields, people: whole, openTickets: whole, dryRun: flag },
  columns: tenantView.columns,
  toJson: ({ tenant, people, openTickets, dryRun }) => ({ ...tenantView.toJson(tenant), people, openTickets, dryRun }),
}

export const tenantDelete = defineVerb({
  declare: (command) => command.argument('<name>').option('-n, --dry-run').option('--idempotency-key <key>'),
  output: { one: deletedView },
  async run(desk, typed, flags) {
    const dryRun = flags.dryRun === true
    if (!dryRun) checkConfirmation(desk)
    const { actor, rules, store, zone } = await beginning(desk)
    const before = await tenantToDelete(store.db, actor, rules, typed)
    const affected = await countBelongings(store.db, before.id)
    const { people, openTickets } = affected
    if (!dryRun && before.deletedAt === null) {
      const counts = [desk.words.peopleCount(people), desk.words.openTicketCount(openTickets)] as const
      await confirm(desk, desk.words.askDeleteTenant(before.name, ...counts))
    }
    const changed = !dryRun && (await deleteTenant(desk, actor, rules, typed, flags.idempotencyKey))
    const tenant = await tenantToDelete(store.db, actor, rules, typed)
    await printChange(desk, deletedView, { tenant, ...affected, dryRun }, async () => {
      const screen = await screenOf(desk, zone)
      const { words } = screen
      const counts = [words.peopleCount(people), words.openTicketCount(openTickets)]
      if (dryRun) return joinParts(screen, [words.wouldDelete(tenant.name), ...counts, words.nothingDone])
      return doneLine(screen, words.tenantNamed(tenant.name), ...deletionParts(screen, tenant, changed))
    })
  },
})

function deletionParts(screen: Screen, tenant: Tenant, changed: boolean): string[] {
  const { words } = screen
  return [changed ? words.deleted : words.nothingChanged, restorableText(screen, tenant)]
}
