import { joinParts, type Screen } from '../kit/screen'
import { wrapText } from '../kit/text/fit-text'
import { formatDuration } from '../kit/time/duration'
import { formatLocal } from '../kit/time/format-local'
import type { AccessWords } from '../words/catalogue'
import { groupsOf, spaced } from './access-code'
import { type CodeNow, secondsLeft } from './code-view'

const indent = '   '
const deeper = '        '
/** Where the second thing of a line begins, if there is room. */
const secondColumn = 33

/** The code, large and apart, with how it is spelled on the telephone and what to read out besides. */
export function codeScreen(screen: Screen, words: AccessWords, shown: CodeNow): string {
  const { code } = shown
  const { paint, measure, columns } = screen
  const title = `${indent}${words.codeFor(code.tenant)}`
  const valid = validityText(screen, words, shown)
  const gap = Math.max(2, secondColumn - measure(title))
  const isOneLine = measure(title) + gap + measure(valid) <= columns
  return [
    '',
    ...(isOneLine ? [`${paint.bold(title)}${' '.repeat(gap)}${valid}`] : [paint.bold(title), `${indent}${valid}`]),
    '',
    `${deeper}${paint.bold(spaced(code.code))}`,
    '',
    ...joinParts(screen, spelledGroups(words, code.code), 0, columns - deeper.length)
      .split('\n')
      .map((line) => `${deeper}${line}`),
    '',
    ...(code.grantLength === null ? [] : wrapped(screen, words.staysFor(formatDuration(code.grantLength)))),
    ...sentences(screen, words.readOut(code.tenant), words.whoIsIn),
  ].join('\n')
}

/** `valid until 14:30 (58 min), for one advisor`. */
export function validityText(screen: Screen, words: AccessWords, shown: CodeNow): string {
  return words.codeValid(momentText(screen, shown.code.expiresAt, shown.now), leftText(words, shown))
}

/** `seven Kilo Quebec two`, group by group. */
export function spelledGroups(words: AccessWords, code: string): string[] {
  return groupsOf(code).map((group) =>
    Array.from(group)
      .map((symbol) => words.spelling[symbol] ?? symbol)
      .join(' '),
  )
}

/** `58 min`. */
function leftText(words: AccessWords, shown: CodeNow): string {
  const minutes = Math.ceil(secondsLeft(shown) / 60)
  return secondsLeft(shown) < 60 ? words.lessThanAMinute : words.left(Math.floor(minutes / 60), minutes % 60, null)
}

/** `57 min 12 s left`: the line that counts down. */
export function countdownLine(words: AccessWords, shown: CodeNow): string {
  const seconds = secondsLeft(shown)
  const minutes = Math.floor(seconds / 60)
  return `${indent}${words.timeLeft(words.left(Math.floor(minutes / 60), minutes % 60, seconds % 60))}`
}

/** The time alone where it is today's. */
function momentText({ zone, language }: Screen, moment: Date, now: Date): string {
  const dayOf = (instant: Date): string =>
    formatLocal(instant, zone, language, 'date-time', now).slice(0, -'14:30'.length)
  return formatLocal(moment, zone, language, dayOf(moment) === dayOf(now) ? 'time' : 'day', now)
}

/** In one line if they fit, else each in its own: a command is not to be torn apart. */
function sentences(screen: Screen, first: string, second: string): string[] {
  const both = `${first} ${second}`
  if (screen.measure(both) <= screen.columns - indent.length) return wrapped(screen, both)
  return [...wrapped(screen, first), ...wrapped(screen, second)]
}

function wrapped({ columns, measure }: Screen, text: string): string[] {
  return wrapText(text, columns - indent.length, measure).map((line) => `${indent}${line}`)
}
