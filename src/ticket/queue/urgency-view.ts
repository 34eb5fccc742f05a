import { type Json, listOf, objectOf, oneOf, whole } from '../../kit/json'
import { joinParts, type Screen } from '../../kit/screen'
import { formatLocal } from '../../kit/time/format-local'
import type { View } from '../../kit/view'
import { type TicketDetails, ticketView } from '../ticket-view'
import { type Urgency, type UrgencyPart, urgencyParts } from './urgency'

/** A ticket with the sum that made it the most urgent. */
export interface NextDetails {
  details: TicketDetails
  urgency: Urgency
}

const partFields = { id: oneOf(urgencyParts), points: whole }

/** What `next` prints: the ticket as `show` prints it, and why it is this one. */
export const nextView: View<NextDetails> = {
  fields: { ...ticketView.fields, urgency: objectOf({ total: whole, parts: listOf(objectOf(partFields)) }) },
  columns: ticketView.columns,
  toJson: ({ details, urgency }) => ({ ...ticketView.toJson(details), urgency: urgencyJson(urgency) }),
}

function urgencyJson({ total, parts }: Urgency): Json {
  return { total, parts: parts.map(({ id, points }) => ({ id, points })) }
}

/** `Why this one (1036): priority normal +1000 · waits since today 11:02 +24 · new +12`. */
export function urgencyLine(screen: Screen, { total, parts }: Urgency): string {
  const said = parts.map((part) => `${partText(screen, part)} +${part.points}`)
  const [first = screen.words.nothingElse, ...others] = said
  return joinParts(screen, [`${screen.words.whyThisOne(total)} ${first}`, ...others], 2)
    .split('\n')
    .map((line) => screen.paint.dim(line))
    .join('\n')
}

function partText({ words, zone, language, now }: Screen, part: UrgencyPart): string {
  switch (part.id) {
    case 'priority':
      return words.urgency.priority(words.priorities[part.priority])
    case 'due':
      return words.urgency.due(formatLocal(part.at, zone, language, 'day', now))
    case 'waiting':
      return words.urgency.waiting(formatLocal(part.since, zone, language, 'day', now))
    default:
      return words.urgency[part.id]
  }
}
