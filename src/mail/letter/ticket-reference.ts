import type { Settings } from '../../settings/setting'
import type { DeskKey } from '../../store/desk-key'

/**
 * What a ticket is called in mails: `ACME-1042`, `#1042` where the desk has no prefix. In the last line of a mail it stands
 * signed, `[ACME-1042:3f9a0c12de47]`: an answer that lost its headers on the way is still known by it, as is the person
 * whom the mail was for, whose address is signed as well. A signature that was cut off or made up holds for nobody.
 */
export function ticketLabel(settings: Pick<Settings, 'desk.ticket-prefix'>, number: number): string {
  const prefix = settings['desk.ticket-prefix']
  return prefix === '' ? `#${number}` : `${prefix}-${number}`
}

/** So many digits of the signature: 48 bits, which nobody guesses by mail. */
const signatureLength = 12

/** The last line of a mail about that ticket to that address. */
export function ticketReference(
  key: Pick<DeskKey, 'sign'>,
  settings: Pick<Settings, 'desk.ticket-prefix'>,
  number: number,
  address: string,
): string {
  return `[${ticketLabel(settings, number)}:${signatureOf(key, number, address)}]`
}

export interface TicketReference {
  number: number
  signature: string
}

/** The references in a text, quoted or not, whatever prefix the desk had when they were written. */
export function referencesIn(text: string): TicketReference[] {
  return [...text.matchAll(/\[(?:#|[A-Z][A-Z0-9]{0,11}-)(\d{1,9}):([\da-f]{12})\]/g)].map(
    ({ 1: number = '', 2: signature = '' }) => ({ number: Number(number), signature }),
  )
}

/** Whether we wrote that reference, and to that address. */
export function referenceHolds(
  key: Pick<DeskKey, 'sign'>,
  { number, signature }: TicketReference,
  address: string,
): boolean {
  return signatureOf(key, number, address) === signature
}

function signatureOf(key: Pick<DeskKey, 'sign'>, number: number, address: string): string {
  return key.sign('message-id', `ticket ${number} ${address.toLowerCase()}`).slice(0, signatureLength)
}
