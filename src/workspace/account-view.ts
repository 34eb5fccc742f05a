import { instant, oneOf, orNull, text } from '../kit/json'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { WorkspaceWords } from '../words/en/workspace'
import { type Account, accountKinds, shownAddress } from './account'

/** An account with the name of its tenant. */
export interface ShownAccount extends Account {
  tenant: string
}

export const accountView: View<ShownAccount> = {
  fields: {
    account: text,
    kind: oneOf(accountKinds),
    label: orNull(text),
    bic: orNull(text),
    tenant: text,
    createdAt: instant,
  },
  columns: ['account', 'kind', 'label', 'bic', 'tenant', 'createdAt'],
  toJson: ({ address, kind, label, bic, tenant, createdAt }) => ({
    account: address,
    kind,
    label,
    bic,
    tenant,
    createdAt: formatInstant(createdAt),
  }),
}

/** What a person reads of an account besides what it is known by. */
export function accountFacts(words: WorkspaceWords, { kind, label, bic, tenant }: ShownAccount): string[] {
  return [label === null ? '' : safeText(label), words.accountKinds[kind], bic === null ? '' : bic, tenant]
}

/** The same with what it is known by. */
export function accountParts(words: WorkspaceWords, account: ShownAccount): string[] {
  return [shownAddress(account.address), ...accountFacts(words, account)]
}
