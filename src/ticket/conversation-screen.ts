import type { Screen } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import { personText } from '../people/user-view'
import type { Message } from './ticket'
import type { TicketDetails } from './ticket-view'

/** As much as somebody who answers looks through; the whole of it is what `show` is for. */
const mostMessages = 20
const mostLines = 30

/**
 * A ticket to be answered, as plain text below an editor's scissors: what was said last stands first, next to where the
 * answer is written. With notes only where `withNotes` says so.
 */
export function conversationToAnswer(
  screen: Screen,
  { ticket, messages }: Pick<TicketDetails, 'ticket' | 'messages'>,
  withNotes: boolean,
): string[] {
  const { words, symbols } = screen
  const said = messages.filter(({ kind }) => withNotes || kind === 'reply').reverse()
  const left = said.length - mostMessages
  const opened = [authorOf(ticket.requester), when(screen, ticket.createdAt)].join(` ${symbols.dot} `)
  return [
    `#${ticket.number} ${safeText(ticket.subject)}`,
    `${safeText(ticket.tenant.name)} ${symbols.dot} ${personText(ticket.requester)}`,
    '',
    ...said.slice(0, mostMessages).flatMap((message) => [...messageLines(screen, message), '']),
    ...(left > 0 ? [words.earlierMessages(left, ticket.number), ''] : []),
    opened,
    ...bodyLines(screen, ticket.description ?? words.noDescription),
  ]
}

function messageLines(screen: Screen, message: Message): string[] {
  const { words, symbols } = screen
  const kind =
    message.kind === 'reply'
      ? words.messageKinds.reply
      : message.deskOnly === true
        ? words.levels.noteDeskOnly
        : words.noteStaffOnly
  const title = [authorOf(message.author), when(screen, message.createdAt), kind].join(` ${symbols.dot} `)
  return [title, ...bodyLines(screen, message.body)]
}

function bodyLines({ words, symbols }: Screen, body: string): string[] {
  const lines = safeText(body, { keepLineBreaks: true }).split('\n')
  if (lines.length <= mostLines) return lines
  return [...lines.slice(0, mostLines), `${symbols.ellipsis} ${words.moreLines(lines.length - mostLines)}`]
}

function authorOf({ name, email }: { name: string | null; email: string }): string {
  return safeText(name ?? email)
}

function when({ zone, language, now }: Screen, instant: Date): string {
  return formatLocal(instant, zone, language, 'day', now)
}
