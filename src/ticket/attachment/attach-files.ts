import type { Desk } from '../../desk'
import type { Deed } from '../../journal/deed'
import { DeskError } from '../../kit/errors'
import type { Json } from '../../kit/json'
import type { ReportedDocument } from '../report/report'
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
  const attachments = attachmentsOf(desk, place.messageId, files)
  await keepAttachments(deed, place.ticketId, attachments, files)
  return attachments
}

/** The attachments that files are to become, each with its id. */
export function attachmentsOf(
  desk: Pick<Desk, 'newId'>,
  messageId: string | null,
  files: readonly GivenFile[],
): Attachment[] {
  return files.map(({ name, type, size, sha256 }) => ({ id: desk.newId(), messageId, name, type, size, sha256 }))
}

/** Keeps attachments with the contents of their files. Throws `attachment-changed`. */
export async function keepAttachments(
  deed: Deed,
  ticketId: string,
  attachments: readonly Attachment[],
  files: readonly GivenFile[],
): Promise<void> {
  for (const file of files) {
    const { name } = file
    if (!(await insertContent(deed.tx, file, file.pieces))) throw new DeskError('attachment-changed', { name })
  }
  await insertAttachments(deed.tx, ticketId, attachments, deed.now)
}

/** The one of the attachments that shows the problem, as the report keeps it; undefined where none of the files does. */
export function documentAmong(
  attachments: readonly Attachment[],
  files: readonly GivenFile[],
): ReportedDocument | undefined {
  const attachment = attachments[files.findIndex(({ isDocument }) => isDocument)]
  return attachment && { id: attachment.id, name: attachment.name }
}

/** What makes a request with files another one than the same without, or with others; nothing where there are none. */
export function filesAsked(files: readonly GivenFile[]): { attachments?: Json } {
  if (files.length === 0) return {}
  return {
    attachments: files.map(({ name, sha256, isDocument }) => ({ name, sha256, ...(isDocument && { isDocument }) })),
  }
}
