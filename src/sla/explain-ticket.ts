import type { Language } from '../kit/language'
import type { Reader } from '../store/schema'
import type { Ticket } from '../ticket/ticket'
import { clockRoom, clocksOfTicket } from './clock-room'
import type { ExplainedClock } from './explain-view'
import { ledgerOf } from './ledger'

/** Every clock of a ticket with its ledger: the same function that decides what is due. */
export async function explainTicket(
  db: Reader,
  ticket: Ticket,
  now: Date,
  language: Language,
): Promise<ExplainedClock[]> {
  const room = await clockRoom(db, { since: ticket.createdAt, now, language })
  const clocks = await clocksOfTicket(db, room, ticket, now)
  return clocks.map((clock) => ({
    clock,
    ledger: ledgerOf(clock, room.calendar, room.offsets, now.getTime()),
    promised: room.agreed.find(({ id }) => id === clock.serviceLevel.id)?.promised[clock.metric] ?? '',
    now: now.getTime(),
  }))
}
