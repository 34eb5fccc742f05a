import { flag, instant, listOf, objectOf, oneOf, orNull, text, whole } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { letterKinds } from './letter/letter'
import { mailStates, nextTake } from './outbox/outbox'
import type { ListedMail } from './outbox/outbox-mail'
import type { SendRun } from './outbox/send-mail'

const listed = {
  id: text,
  kind: oneOf(letterKinds),
  to: listOf(text),
  subject: text,
  state: oneOf(mailStates),
  attempts: whole,
  nextAttemptAt: orNull(instant),
  lastError: orNull(text),
  ticket: orNull(whole),
  event: orNull(text),
  messageId: text,
  createdAt: instant,
} as const

/** A mail in `mail queue`. */
export const mailView: View<ListedMail> = {
  fields: listed,
  columns: Object.keys(listed),
  toJson: listedJson,
}

function listedJson(mail: ListedMail) {
  const { course } = mail
  const next = nextTake(course)
  return {
    id: mail.id,
    kind: mail.kind,
    to: [mail.address],
    subject: mail.subject,
    state: course.state,
    attempts: course.attempts,
    nextAttemptAt: next === null ? null : formatInstant(next),
    lastError: course.lastError,
    ticket: mail.ticketNumber,
    event: mail.event,
    messageId: mail.messageId,
    createdAt: formatInstant(mail.createdAt),
  }
}

/** A mail with what goes over the wire, apart from what is secret and from files. */
export interface WholeMail {
  mail: ListedMail
  headers: readonly { name: string; value: string }[]
  /** Null once retention took it. */
  text: string | null
}

export const wholeMailView: View<WholeMail> = {
  fields: {
    ...listed,
    repeated: flag,
    response: orNull(text),
    endedAt: orNull(instant),
    headers: listOf(objectOf({ name: text, value: text })),
    text: orNull(text),
  },
  columns: ['id', 'kind', 'to', 'subject', 'state', 'text'],
  toJson: ({ mail, headers, text: body }) => ({
    ...listedJson(mail),
    repeated: mail.course.repeated,
    response: mail.course.state === 'accepted' ? mail.course.response : null,
    endedAt: 'endedAt' in mail.course ? formatInstant(mail.course.endedAt) : null,
    headers: headers.map(({ name, value }) => ({ name, value })),
    text: body,
  }),
}

/** What a run of the sender did; of a rehearsed one only how many are due. */
export interface ShownRun extends Pick<SendRun, 'counts' | 'reasons'> {
  due: number
}

export const sendRunView: View<ShownRun> = {
  fields: {
    accepted: whole,
    deferred: whole,
    failed: whole,
    uncertain: whole,
    suppressed: whole,
    held: whole,
    due: whole,
    reasons: listOf(text),
  },
  columns: ['accepted', 'deferred', 'failed', 'uncertain', 'suppressed', 'held', 'due', 'reasons'],
  toJson: ({ counts, reasons, due }) => ({ ...counts, due, reasons }),
}

/** What the server said of a mail that was only sent to see. */
export interface TestedMail {
  to: string
  via: string
  response: string
  messageId: string
}

export const testedMailView: View<TestedMail> = {
  fields: { to: text, via: text, response: text, messageId: text },
  columns: ['to', 'via', 'response', 'messageId'],
  toJson: (tested) => ({ ...tested }),
}
