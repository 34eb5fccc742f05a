import { sha256Hex } from '../kit/digest'
import type { Language } from '../kit/language'
import type { Settings } from '../settings/setting'
import type { Person } from './user'

/** How somebody agreed: themselves, or as staff recorded it for them. */
export const consentManners = ['phone', 'mail', 'contract'] as const
export const recordedManners = [...consentManners, 'own', 'staff'] as const
export type ConsentManner = (typeof recordedManners)[number]

export interface ConsentNotice {
  title: string
  text: string
  /** SHA-256 over the texts of all languages: a new text asks again. */
  version: string
}

/** What somebody said last to the notice as it reads today. */
export type ConsentState = 'given' | 'withdrawn' | 'none'

/** A consent as it was recorded. */
export interface Consent {
  version: string
  manner: ConsentManner
  recordedBy: Person
  channel: string
  givenAt: Date
  withdrawnAt: Date | null
}

/** Whoever took back what they had agreed to opens no new tickets until they agree again. */
export function consentStateOf(consents: readonly Consent[], version: string): ConsentState {
  const last = consents.findLast((consent) => consent.version === version) ?? consents.at(-1)
  if (last === undefined) return 'none'
  if (last.withdrawnAt !== null) return 'withdrawn'
  return last.version === version ? 'given' : 'none'
}

/** The notice that people agree to before their first ticket, in that language. */
export function consentNotice(settings: Settings, language: Language): ConsentNotice {
  const texts = ['de', 'en'].flatMap((spoken) => [
    settings[`consent.title.${spoken as Language}`],
    settings[`consent.text.${spoken as Language}`],
  ])
  return {
    title: settings[`consent.title.${language}`],
    text: settings[`consent.text.${language}`],
    version: sha256Hex(JSON.stringify(texts)),
  }
}
