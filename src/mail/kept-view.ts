import { instant, type JsonSchema, oneOf, orNull, text } from '../kit/json'
import type { Screen } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import { formatInstant } from '../kit/time/instant'
import type { RuleLogWords } from '../words/en/rule-log'
import { type KeptNotice, type MailFate, noticeFates } from './notice/notice-fate'

/** What became of what a rule meant for an address, with how far its mail has come. */
export interface ShownNotice {
  notice: Pick<KeptNotice, 'address' | 'fate' | 'dueAt' | 'mailId'>
  mail: MailFate | undefined
}

/** What machines read of it. */
export const noticeFields: Readonly<Record<string, JsonSchema>> = {
  address: orNull(text),
  outcome: orNull(oneOf(noticeFates)),
  dueAt: orNull(instant),
  mail: orNull(text),
  state: orNull(text),
  sentAt: orNull(instant),
  nextAttemptAt: orNull(instant),
  response: orNull(text),
  lastError: orNull(text),
}

const orNever = (at: Date | null | undefined): string | null => (at == null ? null : formatInstant(at))

export function noticeJson(shown: ShownNotice | undefined) {
  const { notice, mail } = shown ?? {}
  return {
    address: notice?.address ?? null,
    outcome: notice?.fate ?? null,
    dueAt: orNever(notice?.dueAt),
    mail: notice?.mailId ?? null,
    state: mail?.state ?? null,
    sentAt: mail?.state === 'accepted' ? orNever(mail.endedAt) : null,
    nextAttemptAt: orNever(mail?.nextAttemptAt),
    response: mail?.response ?? null,
    lastError: mail?.lastError ?? null,
  }
}

/** The same for a person, in a few words. */
export function fateText(screen: Screen, words: RuleLogWords, { notice, mail }: ShownNotice): string {
  const at = (when: Date | null): string =>
    when === null ? screen.symbols.nothing : formatLocal(when, screen.zone, screen.language, 'day', screen.now)
  if (notice.fate === 'collecting') return words.gatheredUntil(at(notice.dueAt))
  if (notice.fate !== 'mail') return words.fates[notice.fate]
  if (mail === undefined) return words.mailGone
  const when = mail.state === 'accepted' || mail.state === 'failed' ? mail.endedAt : mail.nextAttemptAt
  const answer = safeText(mail.response ?? mail.lastError ?? '')
  return words.mailStates[mail.state]?.(at(when), answer) ?? mail.state
}
