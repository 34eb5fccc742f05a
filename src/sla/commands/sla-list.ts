import { printMany } from '../../kit/output'
import { joinParts } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { demand, may } from '../../people/permission'
import { inOrder, metrics } from '../service-level'
import { serviceLevelsInForce } from '../service-level-store'
import { conditionTexts, durationText, serviceLevelView } from '../service-level-view'
import { drawingOf } from './condition-words'

export const slaList = defineVerb({
  declare: (command) => command,
  output: { many: serviceLevelView },
  async run(desk) {
    const { store, actor, rules, zone } = await beginning(desk)
    demand(actor, 'tickets:edit', null, rules)
    const levels = inOrder(await serviceLevelsInForce(store.db))
    await printMany(desk, serviceLevelView, levels, async () => {
      const { screen, sla, labels } = await drawingOf(desk, store.db, zone)
      const mayEdit = may(actor, 'desk:edit', null, rules)
      if (levels.length === 0) return joinParts(screen, [sla.noneYet, ...(mayEdit ? [sla.toSetOne] : [])])
      const { renderTable } = await import('../../kit/table')
      const columns = [
        { title: sla.columns.tickets, flexible: true },
        ...metrics.map((metric) => ({ title: sla.metricTitles[metric] })),
        { title: sla.columns.counts },
      ]
      const rows = levels.map((level) => [
        conditionTexts(screen, sla, level, labels).join(` ${screen.symbols.dot} `),
        ...metrics.map((metric) => {
          const typed = level.promised[metric]
          return typed === null ? screen.symbols.nothing : durationText(sla, typed, level.aroundTheClock)
        }),
        level.aroundTheClock ? sla.aroundTheClock : sla.businessHours,
      ])
      return renderTable(screen, columns, rows)
    })
  },
})
