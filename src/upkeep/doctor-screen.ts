import type { Screen } from '../kit/screen'
import { padText, wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import type { Check } from './check'

/** One line for each check, and below them what mends what is not in order. */
export function doctorScreen(screen: Screen, checks: readonly Check[]): string {
  const { words, measure, columns } = screen
  const width = Math.max(...Object.values(words.checks).map(measure)) + 2
  const lines = checks.flatMap((check) => {
    const sign = signOf(screen, check)
    const indent = 3 + width
    const [first = '', ...further] = wrapText(textOf(screen, check), columns - indent, measure)
    const head = `${sign}${padText(words.checks[check.name], width, measure)}${first}`
    return [head.trimEnd(), ...further.map((line) => `${' '.repeat(indent)}${line}`)]
  })
  const mends = checks.flatMap(({ mend }) => (mend === null ? [] : [`  ${safeText(mend)}`]))
  return [...lines, ...(mends.length === 0 ? [] : [words.mend, ...mends])].join('\n')
}

/** Three columns wide. */
function signOf({ symbols, paint, measure }: Screen, { state }: Check): string {
  const sign = { ok: symbols.done, hint: symbols.emergency, broken: symbols.broken }[state]
  const colour = { ok: paint.green, hint: paint.yellow, broken: paint.red }[state]
  return `${colour(sign)}${' '.repeat(3 - measure(sign))}`
}

function textOf({ words }: Screen, { problem, path, detail }: Check): string {
  const [file, fact] = [safeText(path ?? ''), safeText(detail ?? '')]
  switch (problem) {
    case 'open-to-others':
      return words.openToOthers(file, fact)
    case 'changeable-by-others':
      return words.changeableByOthers(file, fact)
    case 'other-owner':
      return words.ofOtherAccount(file, fact)
    case 'not-set':
      return words.noContact
    case 'never-ran':
      return words.cronNeverRan(fact)
    case 'not-run-lately':
      return words.cronLongAgo(fact)
    case 'jobs-failed':
      return words.cronFailing(fact)
    case 'no-way-out':
      return words.noWayOut
    case 'no-sender':
      return words.noSender
    case 'mail-waits':
      return words.mailWaits(fact)
    case 'mail-failed':
      return words.mailFailed(fact)
    case 'mail-uncertain':
      return words.mailUncertain(fact)
    case 'mail-held':
      return words.mailHeld(fact)
    case 'entries-parked':
      return words.entriesParked(fact)
    case 'journal-broken':
      return words.journalEndsOddly
    case null:
      return file
    default:
      return fact
  }
}
