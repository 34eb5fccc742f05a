import { sha256OfPiece, startDigest } from '../../kit/digest'
import { DeskError } from '../../kit/errors'
import { formatInstant } from '../../kit/time/instant'
import type { Reader, Tx } from '../../store/schema'
import type { Attachment } from './attachment'

/** A ticket's attachments in the order in which they came; those of notes only with notes. */
export async function listAttachments(
  db: Reader,
  ticketId: string,
  withNotes: boolean | 'but-desk-only',
): Promise<Attachment[]> {
  let query = db
    .selectFrom('attachments')
    .leftJoin('messages', 'messages.id', 'attachments.message_id')
    .select([
      'attachments.id',
      'attachments.message_id',
      'attachments.name',
      'attachments.type',
      'attachments.size',
      'attachments.blob_id',
    ])
    .where('attachments.ticket_id', '=', ticketId)
    .where('messages.taken_back_at', 'is', null)
    .orderBy('attachments.position')
  if (withNotes === 'but-desk-only') {
    query = query.where((row) => row.or([row('messages.id', 'is', null), row('messages.desk_only', '=', 0)]))
  }
  if (withNotes === false) {
    query = query.where((row) =>
      row.or([row('attachments.message_id', 'is', null), row('messages.kind', '=', 'reply')]),
    )
  }
  const rows = await query.execute()
  return rows.map(({ id, message_id, name, type, size, blob_id }) => {
    return { id, messageId: message_id, name, type, size, sha256: blob_id }
  })
}

/** Adds attachments, whose contents are there, at the end of the ticket's. */
export async function insertAttachments(
  tx: Tx,
  ticketId: string,
  attachments: readonly Attachment[],
  now: Date,
): Promise<void> {
  if (attachments.length === 0) return
  const last = await tx
    .selectFrom('attachments')
    .select('position')
    .where('ticket_id', '=', ticketId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  const rows = attachments.map(({ id, messageId, name, type, size, sha256 }, index) => ({
    id,
    ticket_id: ticketId,
    message_id: messageId,
    position: (last?.position ?? 0) + 1 + index,
    name,
    type,
    size,
    blob_id: sha256,
    created_at: formatInstant(now),
  }))
  for (const row of rows) await tx.insertInto('attachments').values(row).execute()
}

/**
 * Keeps a content, once: one that is there already is not read again. Gives false where the pieces do not add up to it,
 * after which the transaction must not be committed.
 */
export async function insertContent(
  tx: Tx,
  content: { sha256: string; size: number },
  pieces: () => Iterable<Uint8Array>,
): Promise<boolean> {
  const { sha256, size } = content
  const known = await tx.selectFrom('blobs').select('id').where('id', '=', sha256).executeTakeFirst()
  if (known !== undefined) return true
  await tx.insertInto('blobs').values({ id: sha256, size }).execute()
  const whole = startDigest()
  let position = 0
  let read = 0
  for (const piece of pieces()) {
    whole.update(piece)
    read += piece.length
    if (read > size) return false
    const digest = sha256OfPiece(piece)
    await tx.insertInto('blob_chunks').values({ blob_id: sha256, position, digest, content: piece }).execute()
    position += 1
  }
  return read === size && whole.hex() === sha256
}

/** One piece of a content, and whether it is still what was kept; undefined after the last one. */
export async function readChunk(
  db: Reader,
  sha256: string,
  position: number,
): Promise<{ content: Uint8Array; isSound: boolean } | undefined> {
  const row = await db
    .selectFrom('blob_chunks')
    .select(['digest', 'content'])
    .where('blob_id', '=', sha256)
    .where('position', '=', position)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return { content: row.content, isSound: sha256OfPiece(row.content) === row.digest }
}

/** An attachment's content piece by piece, each held against its digest. Throws `attachment-damaged`. */
export async function* readContent(db: Reader, attachment: Attachment): AsyncGenerator<Uint8Array> {
  const { sha256, size, name } = attachment
  const whole = startDigest()
  let read = 0
  for (let position = 0; read < size; position += 1) {
    const chunk = await readChunk(db, sha256, position)
    if (chunk === undefined || !chunk.isSound || chunk.content.length === 0) {
      throw new DeskError('attachment-damaged', { name, sha256 })
    }
    whole.update(chunk.content)
    read += chunk.content.length
    // The last piece only when the whole is what it was: what came out before can still be thrown away.
    if (read >= size && whole.hex() !== sha256) throw new DeskError('attachment-damaged', { name, sha256 })
    yield chunk.content
  }
}

/** How many contents and how many pieces of them there are. */
export async function countContents(db: Reader): Promise<{ contents: number; chunks: number }> {
  const contents = await db
    .selectFrom('blobs')
    .select((row) => row.fn.countAll().as('count'))
    .executeTakeFirst()
  const chunks = await db
    .selectFrom('blob_chunks')
    .select((row) => row.fn.countAll().as('count'))
    .executeTakeFirst()
  return { contents: Number(contents?.count ?? 0), chunks: Number(chunks?.count ?? 0) }
}

/** Every content by its digest and size, a few hundred at a time. */
export async function* listContents(db: Reader): AsyncGenerator<{ sha256: string; size: number }> {
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('blobs')
      .select(['id', 'size'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(500)
      .execute()
    for (const { id, size } of rows) yield { sha256: id, size }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
  }
}

/** Attachments whose content is missing or of another size. */
export async function listWithoutContent(db: Reader): Promise<{ id: string; sha256: string }[]> {
  const rows = await db
    .selectFrom('attachments')
    .leftJoin('blobs', 'blobs.id', 'attachments.blob_id')
    .select(['attachments.id', 'attachments.blob_id'])
    .where((row) => row.or([row('blobs.id', 'is', null), row('blobs.size', '!=', row.ref('attachments.size'))]))
    .orderBy('attachments.id')
    .execute()
  return rows.map(({ id, blob_id }) => ({ id, sha256: blob_id }))
}

/** Contents that no attachment has. */
export async function listUnused(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('blobs')
    .leftJoin('attachments', 'attachments.blob_id', 'blobs.id')
    .select('blobs.id')
    .where('attachments.id', 'is', null)
    .orderBy('blobs.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** How many attachments there are. */
export async function countAttachments(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('attachments')
    .select((one) => one.fn.countAll().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** The numbers of the tickets that have a content among their attachments. */
export async function ticketsWithContent(db: Reader, sha256: string): Promise<number[]> {
  const rows = await db
    .selectFrom('attachments')
    .innerJoin('tickets', 'tickets.id', 'attachments.ticket_id')
    .select('tickets.number')
    .distinct()
    .where('attachments.blob_id', '=', sha256)
    .orderBy('tickets.number')
    .execute()
  return rows.map(({ number }) => number)
}
