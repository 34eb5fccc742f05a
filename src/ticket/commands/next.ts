import { printNone, printOne } from '../../kit/output'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { readDetails } from '../details'
import { rememberShown } from '../last-shown'
import { nextTicket, takeNext } from '../queue/next-ticket'
import { nextView, urgencyLine } from '../queue/urgency-view'

export const next = defineVerb({
  declare: (command) => command.option('--take'),
  output: { one: nextView, orNone: true },
  async run(desk, flags) {
    const { store, actor, rules, zone } = await beginning(desk)
    const take = flags.take === true
    const found = take ? await takeNext(desk, actor, rules) : await nextTicket(store.db, actor, rules, desk.now())
    if (found === undefined) return printNone(desk, desk.words.nothingNext)
    const { number, urgency } = found
    const details = await readDetails(store.db, actor, rules, number, { now: desk.now(), history: false })
    await rememberShown(desk, number)
    await printOne(desk, nextView, { details, urgency }, async () => {
      const { drawnTicket } = await import('./drawn-ticket')
      const { screen, drawn } = await drawnTicket(desk, store.db, zone, details)
      return [drawn, '', urgencyLine(screen, urgency)].join('\n')
    })
  },
})
