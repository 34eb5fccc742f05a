import type { Desk } from '../../desk'
import { instantMeant } from '../../hours/instant-meant'
import { DeskError } from '../../kit/errors'
import { beginning } from '../../people/beginning'
import type { HoldRequest } from '../hold-ticket'
import { type HoldReason, holdReasons } from '../ticket'

/** Until when a ticket is to be on hold and, where that was not `said`, for whom it waits. */
export async function askHold(
  desk: Desk,
  said: HoldReason | null | undefined,
): Promise<Pick<HoldRequest, 'until' | 'for'>> {
  const { words } = desk
  const { zone } = await beginning(desk)
  const ask = await desk.ask()
  const meant = (answer: string): Date => instantMeant(answer, { now: desk.now(), zone })
  const check = (answer: string): string | undefined =>
    isToCome(desk, () => meant(answer)) ? undefined : words.askHold.noTimeToCome
  const answer = await ask.line(words.askHold.until, { check })
  // "in 2h" would mean something else by the time that the other question is answered.
  const until = meant(answer).toISOString()
  return { until, for: said === undefined ? await askReason(desk) : said }
}

function isToCome(desk: Desk, meant: () => Date): boolean {
  try {
    return meant() > desk.now()
  } catch (error) {
    if (error instanceof DeskError) return false
    throw error
  }
}

async function askReason(desk: Desk): Promise<HoldReason | null> {
  const { words } = desk
  const ask = await desk.ask()
  return ask.choose<HoldReason | null>(words.askHold.reason, [
    { name: words.askHold.noReason, value: null },
    ...holdReasons.map((reason) => ({ name: words.holdReasons[reason], value: reason })),
  ])
}
