import { printOne } from '../../kit/output'
import { screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { listCategories } from '../category-store'
import { readDetails } from '../details'
import { rememberShown } from '../last-shown'
import { ticketView } from '../ticket-view'
import { saidIn } from '../topic'
import { listTopics } from '../topic-store'
import { checkNumber, numberMeant } from '../words'

export const show = defineVerb({
  declare: (command) => command.argument('<number>').option('--history'),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    const checked = checkNumber(typed)
    const { store, actor, settings, rules } = await beginning(desk)
    const number = await numberMeant(desk, checked)
    const options = { now: desk.now(), history: flags.history === true }
    const details = await readDetails(store.db, actor, rules, number, options)
    await rememberShown(desk, number)
    await printOne(desk, ticketView, details, async () => {
      const { showScreen } = await import('../show-screen')
      const { ticket, messages, attachments } = details
      const texts = [
        ticket.subject,
        ticket.description ?? '',
        ...messages.map(({ body }) => body),
        ...attachments.map(({ name }) => name),
      ]
      const screen = await screenOf(desk, settings['desk.time-zone'], texts)
      const categories = await listCategories(store.db)
      const topics = ticket.topic === null && details.history === null ? [] : await listTopics(store.db)
      const labels = {
        categories: new Map(categories.map(({ id, label }) => [id, label[screen.language]])),
        topics: new Map(topics.map(({ id, title }) => [id, saidIn(title, screen.language)])),
      }
      return showScreen(screen, details, labels)
    })
  },
})
