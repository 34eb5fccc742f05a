import type { Desk } from '../../desk'
import type { Beginning } from '../../people/beginning'
import { refuseUnmergeable } from '../merge/merge-tickets'
import { likelyTickets } from '../similar/likely-tickets'
import { askOther } from './ask-other'

/**
 * Into which ticket these are to be merged: one of them where there are several, one that is like the first or of the same
 * requester, or any other. Throws what makes every answer wrong: `ticket-not-found`, `not-allowed`, `already-merged`,
 * `merge-across-tenants`.
 */
export async function askSurvivor(desk: Desk, begun: Beginning, numbers: readonly number[]): Promise<number> {
  const { store, actor, rules } = begun
  const tickets = await refuseUnmergeable(store.db, actor, rules, numbers)
  const [first] = tickets
  const likely = first === undefined ? [] : await likelyTickets(store.db, begun, first, desk.now())
  const own = tickets.length > 1 ? tickets.filter(({ status }) => status !== 'closed') : []
  const offered = [...own, ...likely.filter(({ number }) => !numbers.includes(number))]
  const { askSurvivor: said } = desk.words
  const check = (typed: string): string | undefined => (isNumber(typed) ? undefined : said.noNumber)
  const answer = await askOther(desk, {
    ...{ question: said.which, offered },
    ...{ another: said.another, askAnother: said.typed, check },
  })
  return Number(answer.trim().replace(/^#/, ''))
}

function isNumber(typed: string): boolean {
  return /^#?[1-9]\d{0,9}$/.test(typed.trim())
}
