import type { Desk } from '../../desk'
import { checkConfirmation, confirm } from '../../kit/confirm'
import { flag, listOf, text, whole } from '../../kit/json'
import { parseJsonText } from '../../kit/json-text'
import { printChange } from '../../kit/output'
import { doneLine, joinParts, screenOf } from '../../kit/screen'
import { escapeJson, safeText } from '../../kit/text/safe-text'
import { textFromFlags, textOf } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { demand } from '../../people/permission'
import { sayLines } from '../../ticket/commands/open-summary'
import { loadRuleWords, type RuleTexts } from '../../words/catalogue'
import { applyRules, type RulesApplied } from '../apply-rules'
import { rulesFrom, rulesJson } from '../rule-file'
import { lookAtRules, refuseBoth, rulePlace } from '../rule-place'
import { listRules } from '../rule-store'
import { loadRuleNames } from '../rule-words'
import { shownRules } from '../shown-rule'
import { changeRules } from './change-rule'

/** Prints the rules as a file that `rule apply` takes: JSON whatever the output format. */
export const ruleExport = defineVerb({
  declare: (command) => command.option('--desk'),
  output: { text: true },
  async run(desk, flags) {
    refuseBoth(desk, flags.desk === true)
    const place = await rulePlace(desk, flags.desk === true)
    await lookAtRules(desk, place, null)
    const { store, tenant, scope } = place
    const shown = await shownRules(store.db, await listRules(store.db, scope), tenant)
    desk.stdout.write(`${escapeJson(JSON.stringify(rulesJson(shown), null, 2))}\n`)
  },
})

type Applied = RulesApplied & { dryRun: boolean }

const appliedView: View<Applied> = {
  fields: { added: listOf(text), changed: listOf(text), removed: listOf(text), unchanged: whole, dryRun: flag },
  columns: ['added', 'changed', 'removed', 'unchanged', 'dryRun'],
  toJson: (applied) => ({ ...applied }),
}

export const ruleApply = defineVerb({
  declare: (command) =>
    command.argument('<path>').option('--desk').option('-n, --dry-run').option('--idempotency-key <key>'),
  output: { one: appliedView },
  async run(desk, path, flags) {
    refuseBoth(desk, flags.desk === true)
    const dryRun = flags.dryRun === true
    if (!dryRun) checkConfirmation(desk)
    const given = (await textFromFlags(desk, { file: path }, '<path>')) ?? { text: '' }
    const names = await loadRuleNames()
    const read = (content: string) => rulesFrom(parseJsonText(content, path), names)
    // What is wrong with the file comes before what is wrong with the desk; that there is none, after.
    const early = 'unreadable' in given ? undefined : read(given.text)
    const place = await rulePlace(desk, flags.desk === true)
    await lookAtRules(desk, place, null)
    const rules = early ?? read(textOf(given))
    demand(place.actor, 'rules:edit', place.tenant, place.rules)
    const apply = (isTried: boolean) =>
      changeRules(desk, place, flags.idempotencyKey, (ruling) =>
        applyRules(desk, ruling, { name: path, rules }, isTried),
      )
    if (dryRun) return show(desk, { ...(await apply(true)), dryRun })
    if (!desk.globals.yes) await confirmPlan(desk, await apply(true))
    await show(desk, { ...(await apply(false)), dryRun })
  },
})

/** Shows what would become of the rules, and asks; where nothing would, there is nothing to ask. */
async function confirmPlan(desk: Desk, plan: RulesApplied): Promise<void> {
  if (isNothing(plan)) return
  const texts = await loadRuleWords(desk.language)
  await sayLines(desk, planLines(texts, plan))
  await confirm(desk, texts.askApply)
}

async function show(desk: Desk, applied: Applied): Promise<void> {
  await printChange(desk, appliedView, applied, async () => {
    const texts = await loadRuleWords(desk.language)
    const screen = await screenOf(desk, 'UTC', [...applied.added, ...applied.changed, ...applied.removed])
    if (isNothing(applied)) return doneLine(screen, texts.nothingToApply)
    const lines = planLines(texts, applied)
    if (applied.dryRun) return [joinParts(screen, [texts.wouldApply]), ...lines].join('\n')
    return [doneLine(screen, texts.applied), ...lines].join('\n')
  })
}

function isNothing({ added, changed, removed }: RulesApplied): boolean {
  return added.length + changed.length + removed.length === 0
}

function planLines({ signs }: RuleTexts, { added, changed, removed }: RulesApplied): string[] {
  const lines = (sign: string, names: readonly string[]) => names.map((name) => `  ${sign} ${safeText(name)}`)
  return [...lines(signs.added, added), ...lines(signs.changed, changed), ...lines(signs.removed, removed)]
}
