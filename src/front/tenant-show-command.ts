import type { Desk } from '../desk'
import { printOne } from '../kit/output'
import { joinParts, type Screen, screenOf } from '../kit/screen'
import { formatLocal } from '../kit/time/format-local'
import { defineVerb } from '../kit/verb'
import { beginning, visibleTenants } from '../people/beginning'
import { lookInto } from '../people/look'
import type { Tenant } from '../people/tenant'
import { tenantByName } from '../people/tenant-store'
import { tenantParts } from '../people/tenant-view'
import { loadWorkspaceWords } from '../words/catalogue'
import { type Holdings, readHoldings, tenantWithHoldingsView } from './tenant-overview'

export const tenantShow = defineVerb({
  declare: (command) => command.argument('<name>').option('--all'),
  output: { one: tenantWithHoldingsView },
  async run(desk, typed, flags) {
    const begun = await beginning(desk)
    const { actor, store, rules, zone } = begun
    const tenant = await tenantByName(store.db, typed, visibleTenants(actor, rules))
    await lookInto(desk, actor, 'tenant:view', tenant, null, rules)
    const holds = flags.all === true ? await readHoldings(desk, begun, tenant) : null
    await printOne(desk, tenantWithHoldingsView, { tenant, holds }, async () => {
      const screen = await screenOf(desk, zone, [tenant.title ?? '', ...namesIn(holds)])
      const drawn = tenantScreen(screen, tenant)
      return holds === null ? drawn : `${drawn}\n\n${await holdingsDrawn(desk, screen, tenant, holds)}`
    })
  },
})

function tenantScreen(screen: Screen, tenant: Tenant): string {
  const { words, zone, language, now, paint } = screen
  const [name = '', ...facts] = tenantParts(screen, tenant)
  const since = words.since(formatLocal(tenant.createdAt, zone, language, 'day', now))
  return `${paint.bold(name)}\n${joinParts(screen, [...facts, since])}`
}

async function holdingsDrawn(desk: Desk, screen: Screen, tenant: Tenant, holds: Holdings): Promise<string> {
  const { holdingsScreen } = await import('./tenant-overview-screen')
  return holdingsScreen(screen, await loadWorkspaceWords(desk.language), tenant.name, holds)
}

/** Text of people's own choice: how wide it is decides by which measure lines are filled. */
function namesIn(holds: Holdings | null): string[] {
  if (holds === null) return []
  const { accounts, ebics, payments, statements, users, tokens, rules } = holds
  return [
    ...(accounts ?? []).map(({ label }) => label ?? ''),
    ...(ebics ?? []).map(({ name }) => name),
    ...(payments ?? []).map(({ reason }) => reason ?? ''),
    ...(statements ?? []).map(({ name }) => name),
    ...(users ?? []).map(({ user }) => user.name ?? ''),
    ...(tokens ?? []).map(({ name }) => name),
    ...(rules ?? []).map(({ rule }) => rule.description),
  ]
}
