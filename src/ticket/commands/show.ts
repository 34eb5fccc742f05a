import { printOne } from '../../kit/output'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { readDetails } from '../details'
import { rememberShown } from '../last-shown'
import { ticketView } from '../ticket-view'
import { checkNumber, numberMeant } from '../words'

export const show = defineVerb({
  declare: (command) => command.argument('<number>').option('--history'),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    const checked = checkNumber(typed)
    const { store, actor, rules, zone } = await beginning(desk)
    const number = await numberMeant(desk, checked)
    const options = { now: desk.now(), history: flags.history === true }
    const details = await readDetails(store.db, actor, rules, number, options)
    await rememberShown(desk, number)
    await printOne(desk, ticketView, details, async () => {
      const { drawnTicket } = await import('./drawn-ticket')
      return (await drawnTicket(desk, store.db, zone, details)).drawn
    })
  },
})
