import { sha256Hex } from '../kit/digest'
import type { Language } from '../kit/language'
import type { Settings } from '../settings/setting'

/** How somebody agreed: themselves, or as staff recorded it for them. */
export const consentManners = ['phone', 'mail', 'contract'] as const
export type ConsentManner = (typeof consentManners)[number] | 'own' | 'staff'

export interface ConsentNotice {
  title: string
  text: string
  /** SHA-256 over the texts of all languages: a new text asks again. */
  version: string
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
