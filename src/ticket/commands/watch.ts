import { watchTicket } from '../participant/watch-ticket'
import { changeVerb } from './change-verb'

export const watch = changeVerb((desk) => ({
  question: ({ askSeveral }, count) => askSeveral.watch(count),
  deed: (actor, request) => watchTicket(desk, actor, { ...request, watches: true }),
  sentence: ({ words }, { ticket }) => [words.statuses[ticket.status], words.isWatched],
}))

export const unwatch = changeVerb((desk) => ({
  question: ({ askSeveral }, count) => askSeveral.unwatch(count),
  deed: (actor, request) => watchTicket(desk, actor, { ...request, watches: false }),
  sentence: ({ words }, { ticket }) => [words.statuses[ticket.status], words.isNotWatched],
}))
