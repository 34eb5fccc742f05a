import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { demand } from '../../people/permission'
import { loadRuleWords } from '../../words/catalogue'
import { addRule, type NewRule } from '../edit-rule'
import { lookAtRules, type RulePlace, refuseBoth, rulePlace } from '../rule-place'
import { ruleView } from '../rule-view'
import { loadRuleNames, type RuleEdit, type RuleFlags, ruleEditFrom } from '../rule-words'
import { changeRules, shownById, showRule } from './change-rule'
import { ruleFlagsFrom, withRuleFlags } from './rule-flags'

export const ruleAdd = defineVerb({
  declare: (command) => withRuleFlags(command).option('--disabled'),
  output: { one: ruleView },
  async run(desk, flags) {
    refuseBoth(desk, flags.desk === true)
    const wrong = new WrongValues()
    const typed = ruleFlagsFrom(flags)
    const said = ruleEditFrom(typed, await loadRuleNames(), wrong)
    for (const flag of desk.canAsk ? [] : missing(typed)) wrong.miss(flag)
    wrong.refuse()
    const place = await rulePlace(desk, flags.desk === true)
    await lookAtRules(desk, place, null)
    demand(place.actor, 'rules:edit', place.tenant, place.rules)
    const wanted = missing(typed).length === 0 ? await complete(desk, said) : await asked(desk, place, said)
    const id = await changeRules(desk, place, flags.idempotencyKey, (ruling) => addRule(desk, ruling, wanted))
    const shown = await shownById(place, id)
    if (shown !== undefined) await showRule(desk, place, shown)
  },
})

/** The flags without which there is no rule. */
function missing({ description, event, to = [], external = [] }: RuleFlags): string[] {
  return [
    ...(description === undefined ? ['--description'] : []),
    ...(event === undefined ? ['--event'] : []),
    ...(to.length + external.length === 0 ? ['--to'] : []),
  ]
}

async function complete(desk: Desk, said: RuleEdit): Promise<NewRule> {
  const { description, event } = said
  if (description === undefined || event === undefined) throw new DeskError('missing-flag', { flag: '--description' })
  const subject = said.subject ?? (await loadRuleWords(desk.language)).subjects[event]
  return { ...said, description, event, subject }
}

async function asked(desk: Desk, place: RulePlace, said: RuleEdit): Promise<NewRule> {
  const { askRule } = await import('./rule-wizard')
  return askRule(desk, place, said)
}
