import type { Screen } from '../kit/screen'
import { padText, wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import type { DatabaseCheck, Finding } from './check-database'

/** What stands on a screen of all that is broken; the rest is for machines. */
const shownFindings = 10

/** A line for each check, below it what is broken, and at the end what helps. */
export function dbCheckScreen(screen: Screen, checks: readonly DatabaseCheck[]): string {
  const { words, measure } = screen
  const width = Math.max(...Object.values(words.databaseChecks).map(measure)) + 2
  const lines = checks.flatMap((check) => [
    `${signOf(screen, check)}${padText(words.databaseChecks[check.name], width, measure)}${summaryOf(screen, check)}`,
    ...check.findings.slice(0, shownFindings).flatMap((finding) => findingLines(screen, finding)),
  ])
  const broken = checks.filter(({ state }) => state === 'broken').map(({ name }) => name)
  return [
    ...lines,
    // What is searched is made from the rest, and so are due times: they are mended without a backup.
    ...(broken.some((name) => name !== 'search' && name !== 'due-times') ? [words.restoreBackup] : []),
    ...(broken.includes('search') ? [words.rebuildSearch] : []),
    ...(broken.includes('due-times') ? [words.rebuildDueTimes] : []),
  ].join('\n')
}

/** Three columns wide. */
function signOf({ symbols, paint, measure }: Screen, { state }: DatabaseCheck): string {
  const sign = { ok: symbols.done, hint: symbols.emergency, broken: symbols.broken }[state]
  const colour = { ok: paint.green, hint: paint.yellow, broken: paint.red }[state]
  return `${colour(sign)}${' '.repeat(3 - measure(sign))}`
}

function summaryOf({ words }: Screen, { name, state, examined, findings }: DatabaseCheck): string {
  if (name === 'unused') return state === 'ok' ? words.nothingUnused : words.unusedCount(findings.length)
  if (name === 'search' && state === 'hint') return words.searchWaits
  if (state === 'broken') return words.brokenCount(findings.length)
  return examined === null ? words.checkedFile : words.checkedCount(examined)
}

function findingLines({ words, columns, measure, paint }: Screen, { what, tickets }: Finding): string[] {
  const places = tickets.map((number) => `#${number}`).join(', ')
  const text = `${safeText(what)}${places === '' ? '' : ` ${words.inTickets(places)}`}`
  return wrapText(text, columns - 6, measure).map((line) => paint.dim(`      ${line}`))
}
