import type { Reader } from '../store/schema'
import type { Attachment } from './attachment/attachment'
import { listAttachments } from './attachment/attachment-store'
import { listMerged } from './merge/merged-store'
import { listMessages, seenNumbers } from './store'
import type { Message, Ticket } from './ticket'
import { type EntryReader, notesFor } from './untold'
import { veiledMessage, veilOf } from './veil'

/**
 * What was said in a ticket and in those that were merged into it, in the order of time, with the files that came with it.
 * Where it was said is told to those who may see that ticket, too.
 */
export async function readConversation(
  db: Reader,
  ticket: Ticket,
  reader: Pick<EntryReader, 'notes' | 'deskNotes' | 'visibility' | 'secondLevelAs'>,
): Promise<{ messages: Message[]; attachments: Attachment[] }> {
  const { visibility } = reader
  const withNotes = notesFor(reader)
  const messages = await listMessages(db, ticket.id, withNotes)
  const attachments = await listAttachments(db, ticket.id, withNotes)
  const all = await listMerged(db, ticket.id)
  const seen = await seenNumbers(
    db,
    all.map(({ number }) => number),
    visibility,
  )
  for (const merged of all) {
    const from = seen.has(merged.number) ? { mergedFrom: merged.number } : {}
    for (const message of [description(merged), ...(await listMessages(db, merged.id, withNotes))]) {
      messages.push({ ...message, ...from })
    }
    for (const file of await listAttachments(db, merged.id, withNotes)) {
      attachments.push({ ...file, messageId: file.messageId ?? merged.id })
    }
  }
  const inTime = (one: Message, other: Message): number => one.createdAt.getTime() - other.createdAt.getTime()
  const veil = await veilOf(db, reader)
  const shown = messages.map((message) => veiledMessage(message, veil))
  return {
    messages: all.length > 0 ? shown.sort(inTime) : shown,
    attachments,
  }
}

/** What a merged ticket began with, as the message that it is now. */
function description({ id, subject, description: text, requester, channel, createdAt }: Ticket): Message {
  const body = text === null ? subject : `${subject}\n\n${text}`
  return { id, kind: 'reply', author: requester, channel, createdAt, body }
}
