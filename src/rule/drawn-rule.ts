import type { Desk } from '../desk'
import { screenOf } from '../kit/screen'
import { may } from '../people/permission'
import { loadRuleWords, loadWorkspaceWords } from '../words/catalogue'
import { listAccounts } from '../workspace/account-store'
import type { RulePlace } from './rule-place'
import type { RuleScreen } from './rule-screen'
import type { ShownRule } from './shown-rule'

/** The screen on which these rules are drawn; accounts are called by their labels for those who may see them. */
export async function ruleScreenOf(desk: Desk, place: RulePlace, rules: readonly ShownRule[]): Promise<RuleScreen> {
  const { store, actor, rules: ticketRules, tenant, zone } = place
  const seesAccounts = tenant !== null && may(actor, 'accounts:view', tenant.id, ticketRules)
  const accounts = seesAccounts ? await listAccounts(store.db, tenant.id) : null
  const texts = rules.flatMap(({ rule, internal }) => [
    rule.description,
    rule.subject,
    ...internal.map(({ name }) => name ?? ''),
  ])
  return {
    ...(await screenOf(desk, zone, [...texts, ...(accounts ?? []).map(({ label }) => label ?? '')])),
    rule: await loadRuleWords(desk.language),
    workspace: await loadWorkspaceWords(desk.language),
    accounts: accounts === null ? null : new Map(accounts.map(({ address, label }) => [address, label])),
  }
}
