import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { channelOf } from '../../people/session'
import { noFiles } from '../attachment/given-files'
import { changeAsStep, type TicketChange } from '../change-ticket'
import type { NewTicket } from '../open-ticket'
import { escalateNow, objectionsTo } from './escalate-ticket'
import { refuseEscalation } from './level'
import { giveToLead } from './project-lead'

/**
 * Hands a new ticket on to whom it is for, as a step of its opening: to second level, with all that an escalation demands, or
 * to the tenant's project lead. Throws `report-incomplete`, `topic-of-first-level`.
 */
export async function handOn(
  desk: Desk,
  place: Pick<TicketChange, 'deed' | 'actor' | 'settings' | 'rules'>,
  number: number,
  { description, secondLevel }: Pick<NewTicket, 'description' | 'secondLevel'>,
): Promise<void> {
  const { id, email, name } = place.actor
  const speaker = { author: { id, email, name }, channel: channelOf(place.actor) }
  await changeAsStep(desk, place, number, speaker, async (change) => {
    if (secondLevel === undefined) return giveToLead(change)
    const { force } = secondLevel
    const reason = secondLevel.reason ?? description
    const objections = await objectionsTo(change.deed.tx, change.ticket)
    // It has no number yet that anybody could be told.
    if (reason === null) {
      const missing = ['reason', ...(force ? [] : objections.missing)]
      throw new DeskError('report-incomplete', { number: null, missing })
    }
    if (!force) refuseEscalation(objections, null)
    await escalateNow(desk, change, { reason, report: undefined, force }, noFiles)
  })
}
