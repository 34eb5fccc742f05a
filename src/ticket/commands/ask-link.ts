import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import { readDetails } from '../details'
import { likelyTickets } from '../similar/likely-tickets'
import { ticketByNumber } from '../store'
import { askOther } from './ask-other'

/** With what a ticket is to be linked, as typed; `judge` throws where that cannot be. */
export async function askLinkTarget(desk: Desk, number: number, judge: (typed: string) => unknown): Promise<string> {
  const begun = await beginning(desk)
  const { db } = begun.store
  const ticket = await ticketByNumber(db, number, visibilityOf(begun.actor, begun.rules))
  const { askLink } = desk.words
  const check = (typed: string): string | undefined => {
    try {
      judge(typed)
      return undefined
    } catch (error) {
      if (error instanceof DeskError) return askLink.wrong
      throw error
    }
  }
  const offered = await likelyTickets(db, begun, ticket, desk.now())
  return askOther(desk, {
    question: askLink.which,
    offered,
    another: askLink.another,
    askAnother: askLink.typed,
    check,
  })
}

/** Which link of a ticket is to go. Throws `no-links`. */
export async function askUnlinkTarget(desk: Desk, number: number): Promise<string> {
  const { store, actor, rules } = await beginning(desk)
  const { links } = await readDetails(store.db, actor, rules, number, { now: desk.now(), history: false })
  const choices = links.flatMap((link) => {
    // What follows on a ticket does so for good.
    if (link.kind === 'follow-up') return []
    if (link.kind === 'url') return [{ name: safeText(link.url), value: link.url }]
    return [{ name: `#${link.number} ${safeText(link.subject)}`, value: String(link.number) }]
  })
  if (choices.length === 0) throw new DeskError('no-links', { number })
  const ask = await desk.ask()
  return ask.choose(desk.words.askLink.whichToRemove, choices)
}
