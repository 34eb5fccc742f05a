/**
 * An account of a tenant: a bank account, known by its IBAN, or a PayPal account, known by its address. The desk moves no
 * money and asks no bank: an account is what payments, statement files and rules refer to. Each stands once in a tenant;
 * what was told of its payments stays when it is removed.
 */
export const accountKinds = ['bank', 'paypal'] as const
export type AccountKind = (typeof accountKinds)[number]

export interface Account {
  id: string
  tenantId: string
  kind: AccountKind
  /** The IBAN without blanks in capitals, or the address in small letters. */
  address: string
  label: string | null
  bic: string | null
  createdAt: Date
}

/** The account as people read it: an IBAN in groups of four (ISO 13616), an address as it is. */
export function shownAddress(address: string): string {
  return address.includes('@') ? address : address.replace(/(.{4})(?=.)/g, '$1 ')
}
