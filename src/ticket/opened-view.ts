import { listOf, objectOf, text, whole } from '../kit/json'
import type { View } from '../kit/view'
import { type TicketDetails, ticketView } from './ticket-view'

/** What `open` leaves: the ticket, or the one that was answered instead, and which others are like it. */
export interface Opened extends TicketDetails {
  similar: readonly { number: number; subject: string }[]
}

export const openedView: View<Opened> = {
  ...ticketView,
  fields: { ...ticketView.fields, similar: listOf(objectOf({ number: whole, subject: text })) },
  toJson: ({ similar, ...details }) => ({
    ...ticketView.toJson(details),
    similar: similar.map(({ number, subject }) => ({ number, subject })),
  }),
}
