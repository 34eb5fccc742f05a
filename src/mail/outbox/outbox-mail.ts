import type { Language } from '../../kit/language'
import type { Audience, LetterSecret } from '../letter/letter'
import type { Course, Leased } from './outbox'

/** A mail in the outbox, with how far it has come. */
export interface OutboxMail {
  id: string
  kind: string
  address: string
  recipientId: string | null
  audience: Audience
  language: Language
  subject: string
  /** Null once retention took it. */
  body: string | null
  secret: LetterSecret | null
  authorId: string | null
  tenantId: string | null
  ticketId: string | null
  ticketMessageId: string | null
  entryPosition: number | null
  messageId: string
  answers: string | null
  createdAt: Date
  course: Course
}

/** What `mail queue` shows besides. */
export interface ListedMail extends OutboxMail {
  ticketNumber: number | null
  /** The type of the entry that caused it. */
  event: string | null
}

/** A mail with what must be known of the world before it may go. */
export interface MailNow extends OutboxMail {
  recipientName: string | null
  /** Null: nobody whom the desk knows. */
  recipientStatus: string | null
  authorName: string | null
  isTenantDeleted: boolean
  /** The message that it brings was taken back. */
  isTakenBack: boolean
  /** That address, outside, wants no more of what rules tell there. */
  hasStopped: boolean
}

/** One that a sender has taken. */
export type TakenMail = MailNow & { course: Leased }
