import { reopenTicket } from '../reopen-ticket'
import { changeVerb } from './change-verb'

export const reopen = changeVerb((desk) => ({
  question: ({ askSeveral }, count) => askSeveral.reopen(count),
  deed: (actor, request) => reopenTicket(desk, actor, request),
  sentence: ({ words }, { ticket }, { ifAny }) => [words.statuses[ticket.status], ...ifAny, words.takeBack],
}))
