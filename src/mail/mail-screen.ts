import { doneLine, joinParts, type Screen } from '../kit/screen'
import { wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import type { MailWords } from '../words/en/mail'
import type { ShownRun, WholeMail } from './mail-view'
import { nextTake } from './outbox/outbox'

/** What a person reads of a run: what left, and each thing that did not go as it should. Empty: nothing happened. */
export function runParts(words: MailWords, { counts }: Pick<ShownRun, 'counts'>): string[] {
  const said = [
    [counts.accepted, words.sent],
    [counts.deferred, words.putOff],
    [counts.suppressed, words.suppressed],
    [counts.uncertain, words.uncertain],
    [counts.failed, words.failed],
    [counts.held, words.held],
  ] as const
  return said.flatMap(([count, say]) => (count === 0 ? [] : [say(count)]))
}

/** A mail as people look at it: what became of it, its headers, its text. */
export function wholeMailScreen(screen: Screen, words: MailWords, { mail, headers, text }: WholeMail): string {
  const { course } = mail
  const next = nextTake(course)
  const parts = [
    words.states[course.state],
    course.state === 'accepted' ? safeText(course.response) : '',
    course.lastError === null ? '' : safeText(course.lastError),
    next === null || course.state === 'leased'
      ? ''
      : words[course.attempts === 0 ? 'goes' : 'again'](
          formatLocal(next, screen.zone, screen.language, 'day', screen.now),
        ),
  ]
  const head = joinParts(screen, parts)
  const lines = headers.flatMap(({ name, value }) =>
    wrapText(`${name}: ${safeText(value)}`, screen.columns - 2, screen.measure).map((line, index) =>
      screen.paint.dim(index === 0 ? line : `  ${line}`),
    ),
  )
  const body = text === null ? words.bodyGone : safeText(text, { keepLineBreaks: true }).trimEnd()
  return [head, ...lines, '', body].join('\n')
}

/** What a wish did. */
export function wishLine(screen: Screen, sentence: string): string {
  return doneLine(screen, sentence)
}
