import type { Reader } from '../store/schema'
import type { Attachment } from './attachment'
import { listAttachments } from './attachment-store'
import { listMerged } from './merged-store'
import { listMessages } from './store'
import type { Message, Ticket } from './ticket'

/** What was said in a ticket and in those that were merged into it, in the order of time, with the files that came with it. */
export async function readConversation(
  db: Reader,
  ticket: Ticket,
  withNotes: boolean,
): Promise<{ messages: Message[]; attachments: Attachment[] }> {
  const messages = await listMessages(db, ticket.id, withNotes)
  const attachments = await listAttachments(db, ticket.id, withNotes)
  for (const merged of await listMerged(db, ticket.id)) {
    messages.push(description(merged))
    for (const message of await listMessages(db, merged.id, withNotes)) {
      messages.push({ ...message, mergedFrom: merged.number })
    }
    for (const file of await listAttachments(db, merged.id, withNotes)) {
      attachments.push({ ...file, messageId: file.messageId ?? merged.id })
    }
  }
  const inTime = (one: Message, other: Message): number => one.createdAt.getTime() - other.createdAt.getTime()
  return {
    messages: messages.some(({ mergedFrom }) => mergedFrom !== undefined) ? messages.sort(inTime) : messages,
    attachments,
  }
}

/** What a merged ticket began with, as the message that it is now. */
function description({ id, number, subject, description: text, requester, channel, createdAt }: Ticket): Message {
  const body = text === null ? subject : `${subject}\n\n${text}`
  return { id, kind: 'reply', author: requester, channel, createdAt, body, mergedFrom: number }
}
