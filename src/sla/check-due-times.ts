import type { Desk } from '../desk'
import { clockRoom } from './clock-room'
import { unsolvedPage } from './clock-store'
import { timesOfTicket } from './due-times'
import { hasServiceLevels } from './service-level-store'

/** So many tickets are read at once. */
const inOnePage = 500

/**
 * The numbers of the tickets that say they are due when their clocks do not, and how many were looked at. What cron has to
 * look at anyway is left out: that is not wrong, only old.
 */
export async function wrongDueTimes(desk: Desk): Promise<{ examined: number; wrong: number[] }> {
  const { db } = await desk.store()
  const now = desk.now()
  const wrong: number[] = []
  let examined = 0
  if (!(await hasServiceLevels(db))) return { examined, wrong }
  for (let after = 0; ; ) {
    const tickets = await unsolvedPage(db, after, inOnePage)
    const [oldest] = tickets.map(({ createdAt }) => createdAt).sort((one, other) => one.getTime() - other.getTime())
    if (oldest === undefined) return { examined, wrong }
    const room = await clockRoom(db, { since: oldest, now, language: desk.language })
    for (const ticket of tickets) {
      after = ticket.number
      if (ticket.clockAt !== null && ticket.clockAt <= now) continue
      examined += 1
      const { due } = await timesOfTicket(db, room, ticket, now, Number.POSITIVE_INFINITY)
      if (JSON.stringify(due) !== JSON.stringify(ticket.due)) wrong.push(ticket.number)
    }
  }
}
