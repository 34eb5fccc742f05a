import { printMany } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { joinParts, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { demand, visibilityOf } from '../../people/permission'
import { ticketByNumber } from '../../ticket/store'
import { checkNumber, numberMeant } from '../../ticket/words'
import { loadSlaWords } from '../../words/catalogue'
import { explainTicket } from '../explain-ticket'
import { explainView } from '../explain-view'

export const slaExplain = defineVerb({
  declare: (command) => command.argument('<number>'),
  output: { many: explainView },
  async run(desk, typed) {
    const checked = checkNumber(typed)
    const { store, actor, rules, settings, zone } = await beginning(desk)
    const number = await numberMeant(desk, checked)
    const ticket = await ticketByNumber(store.db, number, visibilityOf(actor, rules))
    demand(actor, 'tickets:edit', ticket.tenant, rules)
    // Machines read the names of holidays in the desk's language: their output is never translated.
    const language = isForPeople(desk) ? desk.language : settings['desk.language']
    const clocks = await explainTicket(store.db, ticket, desk.now(), language)
    await printMany(desk, explainView, clocks, async () => {
      const sla = await loadSlaWords(desk.language)
      const screen = await screenOf(desk, zone)
      if (clocks.length === 0) return joinParts(screen, [sla.noClocks(number), screen.paint.dim(sla.seeThem)])
      const { explainScreen } = await import('../explain-screen')
      return explainScreen(screen, sla, clocks)
    })
  },
})
