import { mailAddress } from '../people/mail-address'
import type { AccountKind } from './account'
import { readIban } from './iban'

/** What is typed for an account: with an at sign the address of a PayPal account, else an IBAN. Throws `wrong-address`, `wrong-iban`. */
export function readAccount(typed: string): { kind: AccountKind; address: string } {
  return typed.includes('@')
    ? { kind: 'paypal', address: mailAddress(typed) }
    : { kind: 'bank', address: readIban(typed) }
}
