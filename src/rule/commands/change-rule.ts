import type { Desk } from '../../desk'
import { confirm } from '../../kit/confirm'
import { isTrouble } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { loadRuleWords } from '../../words/catalogue'
import { ruleScreenOf } from '../drawn-rule'
import type { Ruling } from '../edit-rule'
import type { RulePlace } from '../rule-place'
import { ruleLine } from '../rule-screen'
import { rulesById } from '../rule-store'
import { ruleView } from '../rule-view'
import { type ShownRule, shownRules } from '../shown-rule'

/**
 * Carries out what somebody wants of rules. Where an address looks mistyped, a person is asked whether it is meant; a script
 * says so with `--yes`, or is refused (`address-doubtful`).
 */
export async function changeRules<T>(
  desk: Desk,
  place: RulePlace,
  idempotencyKey: string | undefined,
  change: (ruling: Ruling) => Promise<T>,
): Promise<T> {
  const { actor, rules, tenant, scope } = place
  const ruling = { actor, rules, tenant, scope, idempotencyKey, isSure: desk.globals.yes }
  try {
    return await change(ruling)
  } catch (error) {
    if (!isTrouble(error, 'address-doubtful') || !desk.canAsk) throw error
    const texts = await loadRuleWords(desk.language)
    for (const { email, meant } of error.details.addresses) await confirm(desk, texts.askDoubtful(email, meant))
    return change({ ...ruling, isSure: true })
  }
}

/** The rule with that id as it is now. */
export async function shownById(place: RulePlace, id: string): Promise<ShownRule | undefined> {
  const { store, tenant } = place
  const rule = (await rulesById(store.db, [id])).get(id)
  return rule === undefined ? undefined : (await shownRules(store.db, [rule], tenant))[0]
}

/** Says what a rule is now; `fate` what became of it, where that is not how it is. */
export async function showRule(desk: Desk, place: RulePlace, shown: ShownRule, fate?: string): Promise<void> {
  await printChange(desk, ruleView, shown, async () => ruleLine(await ruleScreenOf(desk, place, [shown]), shown, fate))
}
