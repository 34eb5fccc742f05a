import { demand } from '../../people/permission'
import type { RulePlace } from '../../rule/rule-place'
import { demandEvents } from '../../workspace/event-permission'

/**
 * Whoever is told what rules caused reads of what happened, too: it takes the right to both, and a grant to look at rules is
 * not enough. Throws `not-allowed`.
 */
export function demandRuleEvents({ actor, tenant, rules }: RulePlace): void {
  demandEvents(actor, tenant, rules)
  demand(actor, 'rules:view', tenant, rules)
}
