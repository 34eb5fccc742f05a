import { type Paging, type PartOf, partOf } from '../kit/paging'
import { formatInstant } from '../kit/time/instant'
import { portionsOf } from '../store/portions'
import { runRepeated, valuesOf } from '../store/repeated'
import type { Reader, Tx } from '../store/schema'
import { isPaymentStatus, type Payment, type PaymentKind, type PaymentStatus, paymentKinds } from './payment'

/** Saves payments that are new or have changed; at most some hundred at once. */
export async function savePayments(tx: Tx, payments: readonly Payment[]): Promise<void> {
  if (payments.length === 0) return
  const rows = payments.map((payment) => ({
    id: payment.id,
    tenant_id: payment.tenantId,
    reference: payment.reference,
    kind: payment.kind,
    account: payment.account,
    status: payment.status,
    amount: payment.amount,
    currency: payment.currency,
    reason: payment.reason,
    created_at: formatInstant(payment.createdAt),
    updated_at: formatInstant(payment.updatedAt),
  }))
  await runRepeated(tx, `payments ${rows.length}`, valuesOf(rows), () =>
    tx
      .insertInto('payments')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          kind: row.ref('excluded.kind'),
          account: row.ref('excluded.account'),
          status: row.ref('excluded.status'),
          amount: row.ref('excluded.amount'),
          currency: row.ref('excluded.currency'),
          reason: row.ref('excluded.reason'),
          updated_at: row.ref('excluded.updated_at'),
        })),
      ),
  )
}

/** The tenant's payments with these references, by reference. */
export async function paymentsByReference(
  db: Reader,
  tenantId: string,
  references: readonly string[],
): Promise<Map<string, Payment>> {
  const found = new Map<string, Payment>()
  for (const portion of portionsOf(references)) {
    const rows = await runRepeated(db, `payments by reference ${portion.length}`, [tenantId, ...portion], () =>
      paymentsOf(db, tenantId).where('reference', 'in', [...portion]),
    )
    for (const row of rows) found.set(row.reference, paymentOf(row))
  }
  return found
}

export interface PaymentFilter {
  kind?: PaymentKind
  statuses?: readonly PaymentStatus[]
  account?: string
}

/** The tenant's payments within the filter, those first that changed last, or a part of them. */
export async function listPayments(
  db: Reader,
  tenantId: string,
  filter: PaymentFilter = {},
  paging: Paging = {},
): Promise<PartOf<Payment>> {
  let query = paymentsOf(db, tenantId).orderBy('updated_at', 'desc').orderBy('reference')
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.statuses !== undefined) query = query.where('status', 'in', [...filter.statuses])
  if (filter.account !== undefined) query = query.where('account', '=', filter.account)
  const [updated, reference] = paging.after ?? []
  if (updated !== undefined && reference !== undefined) {
    query = query
      .where('updated_at', '<=', updated)
      .where((row) => row.or([row('updated_at', '<', updated), row('reference', '>', reference)]))
  }
  if (paging.limit !== undefined) query = query.limit(paging.limit + 1)
  return partOf(await query.execute(), paging, paymentOf, (row) => [row.updated_at, row.reference])
}

function paymentsOf(db: Reader, tenantId: string) {
  return db.selectFrom('payments').selectAll().where('tenant_id', '=', tenantId)
}

type PaymentRow = Awaited<ReturnType<ReturnType<typeof paymentsOf>['executeTakeFirstOrThrow']>>

function paymentOf({ tenant_id, created_at, updated_at, kind, status, ...same }: PaymentRow): Payment {
  return {
    ...same,
    tenantId: tenant_id,
    kind: paymentKinds.find((known) => known === kind) ?? 'sepa',
    status: isPaymentStatus(status) ? status : 'transmission-unclear',
    createdAt: new Date(created_at),
    updatedAt: new Date(updated_at),
  }
}
