import { DeskError } from '../../kit/errors'
import type { JsonObject } from '../../kit/json'
import { formatInstant } from '../../kit/time/instant'
import type { ReportField } from './report-field'

/**
 * A problem report says what a technician asks first: who is affected, where in the product, with which device and
 * browser on the advisor's and on the customer's side, when (exactly or about, kept with which), what the browser's
 * console said, which attachment is the document that shows the problem, whether that is free of personal data, and
 * what was tried. Nothing of it is ever needed to open a ticket; a category's form says what is asked, and what an escalation needs.
 */
export interface Report {
  affectedUser: string | null
  where: string | null
  device: string | null
  browser: string | null
  customerDevice: string | null
  customerBrowser: string | null
  occurred: Occurred | null
  console: string | null
  document: ReportedDocument | null
  /** Yes or no to "it contains no personal data"; null where nobody was asked. */
  documentClean: boolean | null
  tried: string | null
}

/** The attachment that shows the problem, by its id; the name is there for those who read. */
export interface ReportedDocument {
  id: string
  name: string
}

export interface Occurred {
  at: Date
  isAbout: boolean
  /** Only a day was said; `at` is its beginning. */
  isDay: boolean
}

/** What is to change in a report; what is not named stays, null takes away. */
export type ReportEdit = { readonly [Part in keyof Report]?: Report[Part] | undefined }

export const longestAnswer = 200
export const longestTried = 10_000
/** What a browser's console shows of one problem, and not what it showed all day. */
export const longestConsole = 100_000

/** The part of a report that answers a field. */
export const partOf = {
  'affected-user': 'affectedUser',
  where: 'where',
  device: 'device',
  browser: 'browser',
  'customer-device': 'customerDevice',
  'customer-browser': 'customerBrowser',
  occurred: 'occurred',
  console: 'console',
  document: 'document',
  'document-clean': 'documentClean',
  tried: 'tried',
} as const satisfies Readonly<Record<ReportField, keyof Report>>

/** The flag that answers a field, without its dashes: so a missing field is named. */
export function flagOf(field: ReportField): string {
  if (field === 'occurred') return 'occurred-at'
  return field === 'console' ? 'console-file' : field
}

const empty: Report = {
  affectedUser: null,
  where: null,
  device: null,
  browser: null,
  customerDevice: null,
  customerBrowser: null,
  occurred: null,
  console: null,
  document: null,
  documentClean: null,
  tried: null,
}

/** The report with what is newly said of it; null where nothing is left. */
export function mergeReport(report: Report | null, edit: ReportEdit): Report | null {
  const said = Object.entries(edit).filter(([, value]) => value !== undefined)
  const merged: Report = { ...empty, ...report, ...Object.fromEntries(said) }
  return Object.values(merged).every((value) => value === null) ? null : merged
}

export function isSaid(report: Report | null, field: ReportField): boolean {
  return report !== null && report[partOf[field]] !== null
}

/** Clocks differ by some minutes, and nobody's problem lies before this century. */
const tolerated = 5 * 60 * 1000
const earliest = Date.UTC(2000, 0, 1)

/**
 * Refuses what cannot be the time of a problem: `wrong-time`. `slack` widens the present for a judgement that does not
 * know the zone yet.
 */
export function checkOccurred(at: Date, typed: string, now: Date, slack = tolerated): Date {
  if (at.getTime() > now.getTime() + slack) throw new DeskError('wrong-time', { value: typed, reason: 'future' })
  if (at.getTime() < earliest - slack) throw new DeskError('wrong-time', { value: typed, reason: 'long-past' })
  return at
}

/** `about 8:00`, `gestern gegen 8:00`, `ca. 8 Uhr`: the words that say that a time is not exact. */
const aboutWords =
  /(?<=^|\s)(?:~\s*|(?:about|around|approximately|approx\.|roughly|etwa|ungefähr|circa|zirka|ca\.?|gegen)\s+|ca\.)(?=\S)/iu

/** A time as people say it; one that is not exact may say so by itself, in either language. */
export function occurredTyped(answer: string): { typed: string; isAbout: boolean } {
  const whole = answer.trim()
  const typed = whole.replace(aboutWords, '')
  const isAbout = typed !== whole
  // Nobody means a day by "about 8".
  return { typed: isAbout ? typed.replace(/(?<=^|\s)\d{1,2}$/, '$&:00') : typed, isAbout }
}

/** A report as machines read it and as it is stored: every part, null where nothing was said. */
export function reportJson(report: Report | null): JsonObject | null {
  if (report === null) return null
  const { occurred, console, document, documentClean, tried, ...answers } = report
  return {
    ...answers,
    occurredAt: occurred === null ? null : formatInstant(occurred.at),
    occurredIsAbout: occurred === null ? null : occurred.isAbout,
    occurredIsDay: occurred === null ? null : occurred.isDay,
    console,
    document: document === null ? null : { ...document },
    documentClean,
    tried,
  }
}

/** The report that was stored as that text. */
export function storedReport(text: string | null): Report | null {
  if (text === null) return null
  const { occurredAt, occurredIsAbout, occurredIsDay, ...parts } = JSON.parse(text) as Omit<Report, 'occurred'> & {
    occurredAt: string | null
    occurredIsAbout: boolean | null
    /** Not there in what was stored by earlier versions. */
    occurredIsDay?: boolean | null
  }
  if (occurredAt === null) return { ...empty, ...parts, occurred: null }
  const said = { isAbout: occurredIsAbout === true, isDay: occurredIsDay === true }
  return { ...empty, ...parts, occurred: { at: new Date(occurredAt), ...said } }
}
