import { orNull, text } from '../../kit/json'
import type { View } from '../../kit/view'
import { ticketListView } from '../ticket-view'
import { plainExcerpt } from './search-excerpt'
import type { FoundTicket } from './search-tickets'

/** A ticket that was found: as in lists, with the place that was found in it and how well it fits, 0 to 1. */
export const foundTicketView: View<FoundTicket> = {
  fields: { ...ticketListView.fields, excerpt: orNull(text), score: { type: 'number' } },
  columns: [...ticketListView.columns, 'excerpt', 'score'],
  toJson: ({ excerpt, score, ...listed }) => ({
    ...ticketListView.toJson(listed),
    excerpt: excerpt === null ? null : plainExcerpt(excerpt),
    score,
  }),
}
