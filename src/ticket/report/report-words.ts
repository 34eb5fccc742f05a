import type { Desk } from '../../desk'
import { instantFrom, momentFrom } from '../../hours/typed-instant'
import { checkOccurred, type Report, type ReportEdit } from './report'

/**
 * A report as it was typed: its time is still words, which mean an instant only in the desk's zone, and a document is a
 * file, which becomes part of the report when it is attached.
 */
export type ReportWords = {
  readonly [Part in Exclude<keyof Report, 'occurred' | 'document'>]?: Report[Part] | undefined
} & {
  readonly occurred?: OccurredWords | null | undefined
  readonly document?: null | undefined
}

export interface OccurredWords {
  typed: string
  isAbout: boolean
}

/** What the words mean in that zone. Throws `wrong-time`. */
export async function reportMeant(desk: Desk, words: ReportWords, zone: string): Promise<ReportEdit> {
  const { occurred, ...rest } = words
  if (occurred === undefined || occurred === null) return { ...rest, occurred }
  const { instant, day } = await momentFrom(desk, occurred.typed, zone)
  const at = checkOccurred(instant, occurred.typed, desk.now())
  return { ...rest, occurred: { at, isAbout: occurred.isAbout, isDay: day !== undefined } }
}

/** Zones lie up to 14 hours apart from UTC, to either side. */
const otherZone = 27 * 60 * 60 * 1000

/** Judges a time as far as it can be judged without knowing the desk's zone. Throws `wrong-time`. */
export async function checkOccurredWords(desk: Desk, words: OccurredWords): Promise<OccurredWords> {
  checkOccurred(await instantFrom(desk, words.typed, 'UTC'), words.typed, desk.now(), otherZone)
  return words
}
