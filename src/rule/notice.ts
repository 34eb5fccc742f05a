import type { Entry } from '../journal/entry'
import type { Language } from '../kit/language'
import type { Reader } from '../store/schema'
import type { Rule } from './rule'

/** Somebody whom a rule means. */
export interface NoticeRecipient {
  address: string
  /** Null: an address outside. */
  userId: string | null
  name: string | null
  /** Null: they never said; of an address outside, the one in which they were asked. */
  language: Language | null
  audience: 'staff' | 'customer' | 'outside'
}

/** What a rule means for one recipient of one event. */
export interface Notice {
  rule: Rule
  entry: Entry
  recipient: NoticeRecipient
  outcome: 'mail' | 'own-action' | 'unconfirmed' | 'stopped'
}

/** What the enabled rules mean for these entries, in their order; rules that do not fit cost nothing. */
export async function noticesOf(_db: Reader, _entries: readonly Entry[]): Promise<Notice[]> {
  return []
}
