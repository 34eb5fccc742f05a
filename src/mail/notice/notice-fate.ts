/**
 * What becomes of what a rule means for an address: a mail; or it is gathered for one (`collecting`); or nothing, because it
 * is about what they did themselves (`own-action`), because they have not confirmed (`unconfirmed`) or want no more
 * (`stopped`), or because by the time it was to go there was nobody any more who might be told (`nobody`).
 */
export const noticeFates = ['mail', 'collecting', 'own-action', 'unconfirmed', 'stopped', 'nobody'] as const
export type NoticeFate = (typeof noticeFates)[number]

/** What rules gather for an address is due. One that is due later than anything can be comes from a clock that was set back. */
export function isDue({ dueAt, collect }: { dueAt: Date; collect: number }, now: Date): boolean {
  const left = dueAt.getTime() - now.getTime()
  return left <= 0 || left > collect
}

/** What a rule meant for an address when something happened, and what became of it. */
export interface KeptNotice {
  position: number
  ruleId: string
  address: string
  fate: NoticeFate
  /** When what is gathered goes out. */
  dueAt: Date | null
  mailId: string | null
}

/** How far a mail has come that a rule caused, as far as it is told of. */
export interface MailFate {
  id: string
  state: string
  subject: string
  createdAt: Date
  endedAt: Date | null
  nextAttemptAt: Date | null
  lastError: string | null
  response: string | null
}
