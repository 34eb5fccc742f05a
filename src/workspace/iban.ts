import { electronicFormatIBAN, isValidBIC, ValidationErrorsIBAN, validateIBAN } from 'ibantools'
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
