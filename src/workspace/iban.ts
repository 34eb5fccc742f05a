import { countrySpecs, electronicFormatIBAN, isValidBIC, ValidationErrorsIBAN, validateIBAN } from 'ibantools'
import { DeskError } from '../kit/errors'

/**
 * The IBAN as typed, with or without blanks, in the form in which it is kept. Throws `wrong-iban`, which says what is
 * wrong with it: most often a digit.
 */
export function readIban(typed: string): string {
  const iban = /^[a-z0-9\s-]{1,60}$/i.test(typed) ? (electronicFormatIBAN(typed) ?? '') : ''
  const { valid, errorCodes } = validateIBAN(iban)
  if (valid) return iban
  throw new DeskError('wrong-iban', { value: typed, reason: reasonOf(iban, errorCodes) })
}

function reasonOf(iban: string, errors: readonly ValidationErrorsIBAN[]) {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return 'form'
  if (errors.includes(ValidationErrorsIBAN.NoIBANCountry)) return 'country'
  if (errors.includes(ValidationErrorsIBAN.WrongBBANLength)) return 'length'
  if (errors.includes(ValidationErrorsIBAN.WrongBBANFormat)) return 'form'
  return 'check-digits'
}

/** The BIC as typed, in capitals. Throws `wrong-bic`. */
export function readBic(typed: string): string {
  const bic = typed.trim().toUpperCase()
  if (!isValidBIC(bic)) throw new DeskError('wrong-bic', { value: typed, reason: 'form' })
  return bic
}

/** Where an IBAN may begin: a country and two check digits. */
const ibanBeginning = /[a-z]{2}[ \xa0\u202f.-]?\d[ \xa0\u202f.-]?\d/gi
/** What people put between the groups of an IBAN. */
const ibanGap = /^[ \xa0\u202f.-]$/
const longestIban = 34

/**
 * The text with only the country and the last four characters of every IBAN in it: for mail to people outside, who must know
 * which account is meant and need no more. One with a wrong digit is masked as well; other long numbers stay.
 */
export function withMaskedIbans(text: string): string {
  let masked = ''
  let from = 0
  for (const { index } of text.matchAll(ibanBeginning)) {
    const found = index < from ? undefined : ibanAt(text, index)
    if (found === undefined) continue
    masked += `${text.slice(from, index)}${found.iban.slice(0, 2)}•• •••• ${found.iban.slice(-4)}`
    from = found.end
  }
  return masked + text.slice(from)
}

/** The IBAN that begins there, and where it ends: as long as its country's are, else as far as it goes without a gap. */
function ibanAt(text: string, index: number): { iban: string; end: number } | undefined {
  const { symbols, ends, unbroken, inOne } = symbolsFrom(text, index)
  const { chars, bban_regexp: form } = countrySpecs[symbols.slice(0, 2)] ?? {}
  const isWhole = chars != null && form != null && new RegExp(form).test(symbols.slice(4, chars))
  const length = isWhole ? Math.max(chars, inOne) : unbroken
  const iban = symbols.slice(0, length)
  const isAlone = !/[a-z\d]/i.test(text.charAt(index - 1))
  if (!isWhole && !(isAlone && looksLikeIban(iban))) return undefined
  return { iban, end: ends[length - 1] ?? index }
}

/** Long enough, and digits for the most part: a reference of that kind is rather hidden than an account told. */
function looksLikeIban(symbols: string): boolean {
  return symbols.length >= 15 && symbols.replace(/\D/g, '').length >= 10
}

/** The letters and digits from there on, in capitals, and where each ends; gaps of one character between them are passed over. */
function symbolsFrom(text: string, index: number) {
  let symbols = ''
  let unbroken = 0
  let inOne = 0
  let hasGap = false
  const ends: number[] = []
  for (let at = index; symbols.length < longestIban; at += 1) {
    const character = text.charAt(at)
    const isGap = ibanGap.test(character) && /[a-z\d]/i.test(text.charAt(at + 1))
    if (isGap) hasGap = true
    if (isGap) continue
    if (!/^[a-z\d]$/i.test(character)) break
    symbols += character.toUpperCase()
    ends.push(at + 1)
    if (!hasGap) inOne = symbols.length
    // Groups of four belong together, as an IBAN is written.
    if (!hasGap || /^(?:[\dA-Z]{4}[ \xa0\u202f.-])+[\dA-Z]{1,4}$/i.test(text.slice(index, at + 1))) {
      unbroken = symbols.length
    }
  }
  return { symbols, ends, unbroken, inOne }
}
