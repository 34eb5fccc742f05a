/**
 * A payment of a tenant, as far as the desk was told of it: it exists from the first event that names it and is known by
 * the reference that the event gives, once in a tenant. Its status is what was told last; how it came there stands in the
 * journal. Amounts are text: they are shown and never calculated with.
 */
export const paymentKinds = ['sepa', 'foreign-trade', 'cash-card', 'paypal'] as const
export type PaymentKind = (typeof paymentKinds)[number]

/** In the order of DOMAIN 6, each with the code that payment portals send. */
export const wireCodes = {
  'accepted-and-queued': 'KON_ACCEPTED_AND_QUEUED',
  'rejected-by-portal': 'KON_REJECTED',
  transmitted: 'FIN_UPLOAD_SUCCEEDED',
  'transmission-failed': 'FIN_UPLOAD_FAILED',
  'transmission-unclear': 'FIN_UPLOAD_UNCLEAR',
  'forwarded-for-signature': 'FIN_VEU_FORWARDED',
  cancelled: 'FIN_VEU_CANCELED',
  'accepted-by-bank': 'FIN_ACCEPTED',
  'partially-accepted': 'FIN_PARTIALLY_ACCEPTED',
  executed: 'FIN_CONFIRMED',
  'rejected-by-bank': 'FIN_REJECTED',
} as const
export type PaymentStatus = keyof typeof wireCodes
export const paymentStatuses = Object.keys(wireCodes).filter(isPaymentStatus)

/** What `not-executed` stands for where a set of statuses is asked for. */
export const notExecuted: readonly PaymentStatus[] = [
  'transmission-failed',
  'transmission-unclear',
  'cancelled',
  'rejected-by-bank',
]

export function isPaymentStatus(id: string): id is PaymentStatus {
  return Object.hasOwn(wireCodes, id)
}

export interface Payment {
  id: string
  tenantId: string
  reference: string
  kind: PaymentKind
  account: string | null
  status: PaymentStatus
  amount: string | null
  currency: string | null
  reason: string | null
  createdAt: Date
  updatedAt: Date
}

/** What an event tells of a payment; null is not told. */
export interface PaymentNews {
  reference: string
  status: PaymentStatus
  kind: PaymentKind | null
  account: string | null
  amount: { amount: string; currency: string | null } | null
  reason: string | null
}

/** The payment after news of it. What is not told stays as it was, except the reason: it is that of the status. */
export function paymentAfter(
  before: Payment | undefined,
  news: PaymentNews,
  begin: { id: string; tenantId: string },
  now: Date,
): Payment {
  const account = news.account ?? before?.account ?? null
  const isPaypal = account?.includes('@') === true
  return {
    id: before?.id ?? begin.id,
    tenantId: begin.tenantId,
    reference: news.reference,
    kind: news.kind ?? before?.kind ?? (isPaypal ? 'paypal' : 'sepa'),
    account,
    status: news.status,
    amount: news.amount?.amount ?? before?.amount ?? null,
    currency: news.amount === null ? (before?.currency ?? null) : news.amount.currency,
    reason: news.reason,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  }
}

/** `1250.00 EUR`, `EUR 1250.00` or the number alone; undefined for anything else. As ISO 20022 has it: 18 digits, 5 of them behind the point. */
export function readAmount(typed: string): { amount: string; currency: string | null } | undefined {
  const found = /^(?:([A-Z]{3})\s*)?(\d{1,18}(?:\.\d{1,5})?)(?:\s*([A-Z]{3}))?$/.exec(typed.trim())
  const [, first, amount, last] = found ?? []
  if (amount === undefined || (first !== undefined && last !== undefined)) return undefined
  return { amount: amount.replace(/^0+(?=\d)/, ''), currency: first ?? last ?? null }
}

/** The codes of ISO 20022 for what became of a payment. */
const isoStatuses = {
  RCVD: 'accepted-by-bank',
  ACTC: 'accepted-by-bank',
  ACCP: 'accepted-by-bank',
  ACSP: 'accepted-by-bank',
  ACSC: 'executed',
  ACCC: 'executed',
  ACWC: 'executed',
  ACWP: 'executed',
  PART: 'partially-accepted',
  PDNG: 'accepted-by-bank',
  CANC: 'cancelled',
  RJCT: 'rejected-by-bank',
} as const satisfies Readonly<Record<string, PaymentStatus>>
export type IsoStatus = keyof typeof isoStatuses
export const isoStatusCodes: readonly string[] = Object.keys(isoStatuses)

export function isIsoStatus(code: string): code is IsoStatus {
  return Object.hasOwn(isoStatuses, code)
}

/** Codes with which a bank says that an order waits for a signature (DS06 TransferOrder, DS0A DataSignRequested). */
const signatureCodes = new Set(['DS06', 'DS0A'])

/** What a status of pain.002 means; something pending is with those who sign it if its reason says so. */
export function statusOfIso(code: IsoStatus, reasonCodes: readonly string[], reason: string | null): PaymentStatus {
  const awaitsSignature =
    reasonCodes.some((one) => signatureCodes.has(one)) || /\b(VEU|EDS)\b|signatur|unterschrift/i.test(reason ?? '')
  return code === 'PDNG' && awaitsSignature ? 'forwarded-for-signature' : isoStatuses[code]
}
