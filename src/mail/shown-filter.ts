import { safeText } from '../kit/text/safe-text'
import type { FilterName } from '../rule/rule'
import type { WorkspaceWords } from '../words/en/workspace'
import { shownAddress } from '../workspace/account'
import { edsChanges } from '../workspace/event-type'
import { paymentStatuses } from '../workspace/payment'

/** A value that a filter looks for, as people read it. */
export function filterValue(words: WorkspaceWords, filter: FilterName, value: string): string {
  const status = filter === 'status' ? paymentStatuses.find((known) => known === value) : undefined
  const change = filter === 'change' ? edsChanges.find((known) => known === value) : undefined
  if (status !== undefined) return words.paymentStatuses[status]
  if (change !== undefined) return words.edsChanges[change]
  return safeText(filter === 'account' ? shownAddress(value.toUpperCase()) : value)
}
