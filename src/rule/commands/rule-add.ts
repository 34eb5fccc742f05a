import type { Desk } from '../../desk'
import { type Draft, keepingDraft, recoverDraft } from '../../kit/draft'
import { DeskError } from '../../kit/errors'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { demand } from '../../people/permission'
import { loadRuleWords } from '../../words/catalogue'
import { addRule, type NewRule } from '../edit-rule'
import { lookAtRules, type RulePlace, refuseBoth, rulePlace } from '../rule-place'
import { ruleView } from '../rule-view'
import { loadRuleNames, type RuleEdit, ruleEditFrom } from '../rule-words'
import { type HeardRule, type SaidRule, saidAgain } from '../said-rule'
import { changeRules, shownById, showRule } from './change-rule'
import { ruleFlagsFrom, withRuleFlags } from './rule-flags'

export const ruleAdd = defineVerb({
  declare: (command) => withRuleFlags(command).option('--disabled').option('--recover'),
  output: { one: ruleView },
  async run(desk, flags) {
    refuseBoth(desk, flags.desk === true)
    const wrong = new WrongValues()
    const typed = ruleEditFrom(ruleFlagsFrom(flags), await loadRuleNames(), wrong)
    for (const flag of desk.canAsk || flags.recover === true ? [] : missing(ruleFlagsFrom(flags))) wrong.miss(flag)
    wrong.refuse()
    const place = await rulePlace(desk, flags.desk === true)
    await lookAtRules(desk, place, null)
    demand(place.actor, 'rules:edit', place.tenant, place.rules)
    const kept = draftFor(place)
    const before = flags.recover === true ? await recoverDraft(desk, kept.command, null) : undefined
    const said = saidAgain(typed, before?.answers)
    if (before !== undefined) hear(kept, before.answers ?? {})
    const id = await keepingDraft(desk, kept, async () => {
      const isWhole = missing(said).length === 0 && (before === undefined || !desk.canAsk)
      const wanted = isWhole ? await complete(desk, said) : await asked(desk, place, said, kept)
      return changeRules(desk, place, flags.idempotencyKey, (ruling) => addRule(desk, ruling, wanted))
    })
    const shown = await shownById(place, id)
    if (shown !== undefined) await showRule(desk, place, shown)
  },
})

/** Of each place by itself: what was meant for one tenant's people must never reach another's. */
function draftFor({ tenant }: RulePlace): Draft {
  const command = tenant === null ? 'rule add --desk' : `rule add --tenant ${tenant.name}`
  return { command, ticket: null, subject: null, text: null }
}

/** From now on there is something to lose. */
function hear(kept: Draft, answers: HeardRule): void {
  kept.answers = { ...kept.answers, ...answers }
  kept.isWorthKeeping = true
}

/** The flags without which there is no rule. */
function missing({ description, event, to = [], external = [] }: Mentioned): string[] {
  return [
    ...(description === undefined ? ['--description'] : []),
    ...(event === undefined ? ['--event'] : []),
    ...(to.length + external.length === 0 ? ['--to'] : []),
  ]
}

interface Mentioned {
  description?: string | undefined
  event?: string | undefined
  to?: readonly unknown[] | undefined
  external?: readonly unknown[] | undefined
}

async function complete(desk: Desk, said: RuleEdit): Promise<NewRule> {
  const { description, event } = said
  if (description === undefined || event === undefined) throw new DeskError('missing-flag', { flag: '--description' })
  const subject = said.subject ?? (await loadRuleWords(desk.language)).subjects[event]
  return { ...said, description, event, subject }
}

async function asked(desk: Desk, place: RulePlace, said: SaidRule, kept: Draft): Promise<NewRule> {
  const [flag] = missing(said)
  // What was taken up may still lack something.
  if (!desk.canAsk) throw new DeskError('missing-flag', { flag: flag ?? '--description' })
  const { askRule } = await import('./rule-wizard')
  return askRule(desk, place, said, (answers) => hear(kept, answers))
}
