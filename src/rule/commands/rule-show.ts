import { printMany, printOne } from '../../kit/output'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { may } from '../../people/permission'
import { loadRuleWords } from '../../words/catalogue'
import { ruleScreenOf } from '../drawn-rule'
import { ruleNamed } from '../rule-meant'
import { lookAtRules, refuseBoth, rulePlace } from '../rule-place'
import { ruleScreen, shortly } from '../rule-screen'
import { listRules } from '../rule-store'
import { ruleView } from '../rule-view'
import { type ShownRule, shownRules } from '../shown-rule'

export const ruleList = defineVerb({
  declare: (command) => command.option('--desk'),
  output: { many: ruleView },
  async run(desk, flags) {
    refuseBoth(desk, flags.desk === true)
    const place = await rulePlace(desk, flags.desk === true)
    await lookAtRules(desk, place, null)
    const { store, actor, rules, tenant, scope } = place
    const shown = await shownRules(store.db, await listRules(store.db, scope), tenant)
    await printMany(desk, ruleView, shown, async () => {
      const texts = await loadRuleWords(desk.language)
      if (shown.length === 0) {
        const none = texts.noRules(tenant?.name ?? null)
        return may(actor, 'rules:edit', tenant?.id ?? null, rules) ? `${none}: ${texts.toAddOne}` : none
      }
      const { renderTable } = await import('../../kit/table')
      const screen = await ruleScreenOf(desk, place, shown)
      const { rule, event, to, state } = texts.columns
      const columns = [
        { title: rule, flexible: true },
        { title: event },
        { title: to, flexible: true },
        { title: state },
      ]
      const rows = shown.map((one) => [
        safeText(one.rule.description),
        screen.workspace.eventTypes[one.rule.event],
        shortly(texts, recipientsOf(one)),
        one.rule.enabled ? '' : texts.disabled,
      ])
      return renderTable(screen, columns, rows)
    })
  },
})

function recipientsOf({ internal, external }: ShownRule): string[] {
  return [...internal.map(({ text }) => text), ...external.map(({ email }) => email)]
}

export const ruleShow = defineVerb({
  declare: (command) => command.argument('<rule>').option('--desk'),
  output: { one: ruleView },
  async run(desk, typed, flags) {
    refuseBoth(desk, flags.desk === true)
    const place = await rulePlace(desk, flags.desk === true)
    await lookAtRules(desk, place, typed)
    const { store, tenant, scope } = place
    const rule = await ruleNamed(store.db, scope, tenant, typed)
    for (const shown of await shownRules(store.db, [rule], tenant)) {
      await printOne(desk, ruleView, shown, async () => ruleScreen(await ruleScreenOf(desk, place, [shown]), shown))
    }
  },
})
