import { DeskError } from '../../kit/errors'
import { isWebLink } from '../../kit/link'
import type { Status } from '../ticket'

/**
 * What a ticket points to: another ticket, shown from both sides to whoever may see the other one, or a page elsewhere. A
 * follow-up is linked with the ticket that it follows.
 */
export type TicketLink =
  | { id: string; kind: 'related' | 'follow-up'; number: number; subject: string; status: Status }
  | { id: string; kind: 'url'; url: string }

const longestLink = 2000

/** An address of the web as typed. Throws `wrong-value` or `text-too-long`. */
export function checkLink(name: string, typed: string): string {
  const url = typed.trim()
  if (url.length > longestLink) throw new DeskError('text-too-long', { name, length: url.length, limit: longestLink })
  if (isWebLink(url)) return url
  throw new DeskError('wrong-value', { name, value: typed, allowed: ['https://…'], suggestion: null })
}
