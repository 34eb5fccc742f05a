import { formatInstant } from '../kit/time/instant'
import type { Tx } from '../store/schema'
import type { NewLetter } from './letter'

/** A letter on its way into the outbox. */
export interface PostedLetter extends NewLetter {
  id: string
  state: 'queued' | 'held' | 'suppressed'
  dueAt: Date
  createdAt: Date
  messageId: string
}

/** Adds a letter; false where the same entry has one of that kind to that address already. */
export async function insertLetter(tx: Tx, letter: PostedLetter): Promise<boolean> {
  const { secret, message, entryPosition = null } = letter
  const result = await tx
    .insertInto('outbox')
    .values({
      id: letter.id,
      kind: letter.kind,
      state: letter.state,
      address: letter.to.address,
      recipient_id: letter.to.userId,
      audience: letter.audience,
      language: letter.language,
      subject: letter.subject,
      body: letter.body,
      secret: secret === undefined ? null : `${secret.purpose}:${secret.id}`,
      author_id: letter.authorId ?? null,
      tenant_id: letter.tenantId ?? null,
      ticket_id: letter.ticketId ?? null,
      ticket_message_id: message?.id ?? null,
      ticket_message_kind: message?.kind ?? null,
      entry_position: entryPosition,
      rules: JSON.stringify(letter.rules ?? []),
      message_id: letter.messageId,
      answers: letter.answers ?? null,
      attempts: 0,
      first_attempt_at: null,
      next_attempt_at: letter.state === 'queued' ? formatInstant(letter.dueAt) : null,
      leased_by: null,
      leased_until: null,
      marked_at: null,
      repeated: 0,
      last_error: null,
      response: null,
      created_at: formatInstant(letter.createdAt),
      ended_at: letter.state === 'suppressed' ? formatInstant(letter.createdAt) : null,
    })
    .onConflict((conflict) => conflict.columns(['entry_position', 'kind', 'address']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}
