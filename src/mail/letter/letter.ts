import type { Language } from '../../kit/language'

/**
 * A letter is what one person is to be told, before it is mail: whom it is for, in which language, what it says. It is
 * written when what it tells of happened, so that it says what was true then, and lies in the outbox until it has left.
 */
export const letterKinds = [
  'invitation',
  'password-reset',
  'guest-invitation',
  'received',
  'reply',
  'solved',
  'reminder',
  'grant-begun',
  'grant-ended',
  'grant-assigned',
  'member-added',
  'confirmation',
  'notice',
  'held',
  'test',
] as const
export type LetterKind = (typeof letterKinds)[number]

/** Who reads it: the desk's own people, people of a tenant or a ticket, or an address that the desk does not know. */
export const audiences = ['staff', 'customer', 'outside'] as const
export type Audience = (typeof audiences)[number]

export interface Recipient {
  address: string
  /** Null: an address outside. */
  userId: string | null
}

/** What is put into a letter at the last moment and stands nowhere: made under the desk's key from the id. */
export interface LetterSecret {
  purpose: 'one-time-token' | 'confirmation-code'
  id: string
}

/** Where the secret comes in the body. */
export const secretGap = '{secret}'

export interface NewLetter {
  kind: LetterKind
  to: Recipient
  audience: Audience
  language: Language
  /** As it is typed; the number of the ticket and the like included. */
  subject: string
  /** Plain text, whole: with the marker line, signature and footer. */
  body: string
  secret?: LetterSecret
  /** Whose word it is; without it the letter is the desk's, and marked as a machine's. */
  authorId?: string
  tenantId?: string
  ticketId?: string
  /** The message of the ticket that it brings. A note goes to staff only, which the database sees to as well. */
  message?: { id: string; kind: 'reply' | 'note' }
  /** The entry of the journal that caused it: for each entry, kind and address there is one mail and no more. */
  entryPosition?: number
  /** The ids of the rules that asked for it. */
  rules?: readonly string[]
  /** The Message-ID that it follows, for threads. */
  answers?: string
  /** Not before then; at once by default. */
  dueAt?: Date
  /** It must not go: written down so that one can see what would have gone. */
  suppressed?: true
}
