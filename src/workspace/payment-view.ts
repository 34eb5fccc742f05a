import { instant, listOf, objectOf, oneOf, orNull, text } from '../kit/json'
import type { Screen } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { WorkspaceWords } from '../words/en/workspace'
import { shownAddress } from './account'
import type { EventStep } from './event-history'
import { type Payment, paymentKinds, paymentStatuses } from './payment'

/** A payment with the name of its tenant. */
export interface ShownPayment extends Payment {
  tenant: string
}

export const paymentView: View<ShownPayment> = {
  fields: {
    payment: text,
    kind: oneOf(paymentKinds),
    account: orNull(text),
    status: oneOf(paymentStatuses),
    amount: orNull(text),
    currency: orNull(text),
    reason: orNull(text),
    tenant: text,
    createdAt: instant,
    updatedAt: instant,
  },
  columns: ['payment', 'kind', 'account', 'status', 'amount', 'currency', 'reason', 'tenant', 'createdAt', 'updatedAt'],
  toJson: ({ reference, kind, account, status, amount, currency, reason, tenant, createdAt, updatedAt }) => ({
    payment: reference,
    kind,
    account,
    status,
    amount,
    currency,
    reason,
    tenant,
    createdAt: formatInstant(createdAt),
    updatedAt: formatInstant(updatedAt),
  }),
}

export const historySchema = listOf(
  objectOf({
    at: instant,
    actor: orNull(objectOf({ email: text, name: orNull(text) })),
    channel: text,
    type: text,
    changes: { type: 'object' },
  }),
)

export function historyJson(history: readonly EventStep[]) {
  return history.map(({ at, actor, channel, type, changes }) => ({
    at: formatInstant(at),
    actor: actor === null ? null : { email: actor.email, name: actor.name },
    channel,
    type,
    changes,
  }))
}

export const paymentWithHistoryView: View<{ payment: ShownPayment; history: readonly EventStep[] }> = {
  fields: { ...paymentView.fields, history: historySchema },
  columns: paymentView.columns,
  toJson: ({ payment, history }) => ({ ...paymentView.toJson(payment), history: historyJson(history) }),
}

/** `1250.00 EUR` with the decimal sign of the language; nothing where no amount was told. */
export function amountText({ words }: Screen, { amount, currency }: Payment): string {
  if (amount === null) return ''
  return [amount.replace('.', words.decimalSign), ...(currency === null ? [] : [currency])].join(' ')
}

/** What a person reads of a payment besides its reference. */
export function paymentFacts(screen: Screen, words: WorkspaceWords, payment: ShownPayment): string[] {
  const { status, reason, kind, account, tenant } = payment
  return [
    words.paymentStatuses[status],
    reason === null ? '' : safeText(reason),
    amountText(screen, payment),
    words.paymentKinds[kind],
    account === null ? '' : shownAddress(account),
    tenant,
  ]
}
