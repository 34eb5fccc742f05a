import { closeTicket } from '../close-ticket'
import { changeVerb } from './change-verb'

export const close = changeVerb((desk) => ({
  question: ({ askSeveral }, count) => askSeveral.close(count),
  deed: (actor, request) => closeTicket(desk, actor, request),
  sentence: ({ words }, { ticket }, { ifAny }) => [words.statuses[ticket.status], ...ifAny, words.takeBack],
}))
