import type { Desk } from '../desk'
import type { Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Json } from '../kit/json'
import type { Attachment } from './attachment'
import { insertAttachments, insertContent } from './attachment-store'
import type { GivenFile } from './given-files'

/**
 * Attaches files to a ticket's description (`messageId` null) or message, inside the transaction of whichever deed it is.
 * Throws `attachment-changed` where a file is no longer what it was when it was measured.
 */
export async function attachFiles(
  desk: Pick<Desk, 'newId'>,
  deed: Deed,
  place: { ticketId: string; messageId: string | null },
  files: readonly GivenFile[],
): Promise<Attachment[]> {
  const attachments: Attachment[] = []
  for (const file of files) {
    const { name, type, size, sha256 } = file
    if (!(await insertContent(deed.tx, file, file.pieces))) throw new DeskError('attachment-changed', { name })
    attachments.push({ id: desk.newId(), messageId: place.messageId, name, type, size, sha256 })
  }
  await insertAttachments(deed.tx, place.ticketId, attachments, deed.now)
  return attachments
}

/** What makes a request with files another one than the same without, or with others; nothing where there are none. */
export function filesAsked(files: readonly GivenFile[]): { attachments?: Json } {
  return files.length === 0 ? {} : { attachments: files.map(({ name, sha256 }) => ({ name, sha256 })) }
}
