import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { checkLine, textFromFlags, withoutNul } from '../../kit/typed-text'
import type { WrongValues } from '../../kit/wrong-values'
import { longestAnswer, longestConsole, longestTried, occurredTyped } from '../report/report'
import { checkOccurredWords, type OccurredWords, type ReportWords } from '../report/report-words'

/** The flags by which a problem is reported, in every category. */
export function withReportFlags<Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) {
  return command
    .option('--affected-user <name>')
    .option('--where <place>')
    .option('--device <device>')
    .option('--browser <browser>')
    .option('--customer-device <device>')
    .option('--customer-browser <browser>')
    .option('--occurred-at <time>')
    .option('--occurred-about <time>')
    .option('--console-file <path>')
    .option('--document <path>')
    .option('--document-clean')
    .option('--tried <text>')
}

export interface ReportFlags {
  affectedUser?: string | boolean | undefined
  where?: string | boolean | undefined
  device?: string | boolean | undefined
  browser?: string | boolean | undefined
  customerDevice?: string | boolean | undefined
  customerBrowser?: string | boolean | undefined
  occurredAt?: string | undefined
  occurredAbout?: string | undefined
  /** False: `--no-occurred`, and below `--no-console`. */
  occurred?: boolean | undefined
  consoleFile?: string | undefined
  console?: boolean | undefined
  document?: string | boolean | undefined
  documentClean?: boolean | undefined
  tried?: string | boolean | undefined
}

/** Refuses what does not go together, before any value is judged. Throws `conflicting-flags`. */
export function checkReportUsage(flags: ReportFlags): void {
  const { occurredAt, occurredAbout, occurred, consoleFile, console } = flags
  const together = (...given: (readonly [string, boolean])[]): void => {
    const named = given.filter(([, isGiven]) => isGiven).map(([flag]) => flag)
    if (named.length > 1) throw new DeskError('conflicting-flags', { flags: named })
  }
  together(
    ['--occurred-at', occurredAt !== undefined],
    ['--occurred-about', occurredAbout !== undefined],
    ['--no-occurred', occurred === false],
  )
  together(['--console-file', consoleFile !== undefined], ['--no-console', console === false])
}

/** The report that the flags give, and what of it is told only when its turn comes: a file that is not there (66). */
export interface GivenReport {
  words: ReportWords
  unreadable: DeskError | undefined
}

/** Each value judged by itself; what is wrong goes to `wrong`. */
export async function reportFromFlags(desk: Desk, flags: ReportFlags, wrong: WrongValues): Promise<GivenReport> {
  const line = (name: string, typed: string | boolean | undefined): string | null | undefined =>
    typeof typed === 'string' ? wrong.judge(() => checkLine(name, typed, longestAnswer)) : taken(typed)
  const { consoleFile } = flags
  const given = await wrong.judgeLater(async () => textFromFlags(desk, { file: consoleFile }, '--console-file'))
  const console = given !== undefined && 'text' in given ? wrong.judge(() => consoleText(given.text)) : undefined
  const { tried } = flags
  return {
    words: {
      affectedUser: line('--affected-user', flags.affectedUser),
      where: line('--where', flags.where),
      device: line('--device', flags.device),
      browser: line('--browser', flags.browser),
      customerDevice: line('--customer-device', flags.customerDevice),
      customerBrowser: line('--customer-browser', flags.customerBrowser),
      occurred: await wrong.judgeLater(async () => occurredFrom(desk, flags)),
      console: flags.console === false ? null : console,
      document: flags.document === false ? null : undefined,
      documentClean: flags.documentClean === false ? null : flags.documentClean,
      tried: typeof tried === 'string' ? wrong.judge(() => textWithin(tried, '--tried', longestTried)) : taken(tried),
    },
    unreadable: given !== undefined && 'unreadable' in given ? given.unreadable : undefined,
  }
}

/** `--no-where` takes away; a flag that was not given says nothing. */
function taken(flag: boolean | undefined): null | undefined {
  return flag === false ? null : undefined
}

async function occurredFrom(desk: Desk, flags: ReportFlags): Promise<OccurredWords | null | undefined> {
  const { occurredAt, occurredAbout } = flags
  if (flags.occurred === false) return null
  // "about 8:00" says by itself that it is not exact.
  if (occurredAt !== undefined) return checkOccurredWords(desk, occurredTyped(occurredAt))
  if (occurredAbout !== undefined) {
    return checkOccurredWords(desk, { ...occurredTyped(occurredAbout), isAbout: true })
  }
  return undefined
}

export function consoleText(typed: string): string {
  return textWithin(typed, '--console-file', longestConsole)
}

function textWithin(typed: string, name: string, limit: number): string {
  const text = withoutNul(typed, name)
    .replace(/\r\n?/g, '\n')
    .replace(/^\s*\n|\s+$/g, '')
  if (text.trim() === '') throw new DeskError('empty-text', { name })
  if (text.length > limit) throw new DeskError('text-too-long', { name, length: text.length, limit })
  return text
}

/** Whether a report says anything at all. */
export function saysAnything(words: ReportWords): boolean {
  return Object.values(words).some((value) => value !== undefined)
}
