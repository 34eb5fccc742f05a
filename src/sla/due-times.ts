import type { Reader } from '../store/schema'
import { findTicketById, updateDifferences } from '../ticket/store'
import type { Ticket } from '../ticket/ticket'
import { type ClockRoom, clockRoom, clocksOfTicket, keepHolidays } from './clock-room'
import { toldOf } from './clock-store'
import { type Times, tellAt, timesOf } from './due-time'
import type { Following } from './follow-clocks'

/** Works out anew when these tickets are due; each with the moment up to which its clocks were looked at before. */
export async function saveDueTimes(
  { tx, now, language }: Following,
  since: ReadonlyMap<string, number>,
): Promise<void> {
  const tickets: Ticket[] = []
  for (const id of since.keys()) {
    const ticket = await findTicketById(tx, id)
    if (ticket !== undefined) tickets.push(ticket)
  }
  const [oldest] = tickets.map(({ createdAt }) => createdAt).sort((one, other) => one.getTime() - other.getTime())
  if (oldest === undefined) return
  const room = await clockRoom(tx, { since: oldest, now, language, keep: keepHolidays(tx) })
  for (const ticket of tickets) {
    const after = withTimes(ticket, await timesOfTicket(tx, room, ticket, now, since.get(ticket.id) ?? 0))
    await updateDifferences(tx, ticket, after)
  }
}

/** `seenUntil`: clocks that were over before then were judged when they ended. */
export async function timesOfTicket(
  db: Reader,
  room: ClockRoom,
  ticket: Ticket,
  now: Date,
  seenUntil: number,
): Promise<Times> {
  const clocks = await clocksOfTicket(db, room, ticket, now)
  const look = { told: await toldOf(db, ticket.id), lookAt: ticket.clockAt?.getTime() ?? null, seenUntil }
  return timesOf(clocks, look, now.getTime())
}

/** The ticket with its times; what has happened and is not told yet is the first thing that wants to be looked at. */
export function withTimes(ticket: Ticket, { due, lookAt, events }: Times): Ticket {
  const untold = [...events.map(tellAt), ...(lookAt === null ? [] : [lookAt])]
  return { ...ticket, due, clockAt: untold.length === 0 ? null : new Date(Math.min(...untold)) }
}
