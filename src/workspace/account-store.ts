import { resolveName } from '../kit/choice'
import { DeskError } from '../kit/errors'
import { type Paging, type PartOf, partOf } from '../kit/paging'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import { type Account, accountKinds, shownAddress } from './account'

export async function insertAccount(tx: Tx, account: Account): Promise<void> {
  const { id, tenantId, kind, address, label, bic, createdAt } = account
  await tx
    .insertInto('accounts')
    .values({ id, tenant_id: tenantId, kind, address, label, bic, created_at: formatInstant(createdAt) })
    .execute()
}

/** Saves label and BIC; what an account is known by does not change. */
export async function updateAccount(tx: Tx, { id, label, bic }: Account): Promise<void> {
  await tx.updateTable('accounts').set({ label, bic }).where('id', '=', id).execute()
}

export async function deleteAccount(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('accounts').where('id', '=', id).execute()
}

/** The tenant's accounts, bank accounts first. */
export async function listAccounts(db: Reader, tenantId: string): Promise<Account[]> {
  return (await accountsIn(db, tenantId, {})).items
}

/** A part of them. */
export async function accountsIn(db: Reader, tenantId: string, paging: Paging): Promise<PartOf<Account>> {
  let query = accountsOf(db, tenantId).orderBy('kind').orderBy('address')
  const [kind, address] = paging.after ?? []
  if (kind !== undefined && address !== undefined) {
    query = query
      .where('kind', '>=', kind)
      .where((row) => row.or([row('kind', '>', kind), row('address', '>', address)]))
  }
  if (paging.limit !== undefined) query = query.limit(paging.limit + 1)
  return partOf(await query.execute(), paging, accountOf, (row) => [row.kind, row.address])
}

/** The account of that IBAN or address in the form in which it is kept. */
export async function findAccount(db: Reader, tenantId: string, address: string): Promise<Account | undefined> {
  const row = await accountsOf(db, tenantId).where('address', '=', address).executeTakeFirst()
  return row === undefined ? undefined : accountOf(row)
}

/**
 * The account that is meant: by its IBAN with or without blanks, its address, its label, or an unambiguous beginning.
 * Throws `account-not-found`, `ambiguous-value`.
 */
export async function accountNamed(db: Reader, tenant: { id: string; name: string }, typed: string): Promise<Account> {
  const accounts = await listAccounts(db, tenant.id)
  const byAddress = new Map(accounts.map((account) => [account.address, account]))
  const resolved = resolveName(typed, [...byAddress.keys()], (address) => {
    const label = byAddress.get(address)?.label ?? null
    return [shownAddress(address), ...(label === null ? [] : [label])]
  })
  if ('matches' in resolved && resolved.matches.length > 1) {
    throw new DeskError('ambiguous-value', { name: 'ACCOUNT', value: typed, matches: [...resolved.matches] })
  }
  const account = 'found' in resolved ? byAddress.get(resolved.found) : byAddress.get(resolved.matches[0] ?? '')
  if (account === undefined) throw new DeskError('account-not-found', { account: typed, tenant: tenant.name })
  return account
}

function accountsOf(db: Reader, tenantId: string) {
  return db.selectFrom('accounts').selectAll().where('tenant_id', '=', tenantId)
}

type AccountRow = Awaited<ReturnType<ReturnType<typeof accountsOf>['executeTakeFirstOrThrow']>>

function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    kind: accountKinds.find((kind) => kind === row.kind) ?? 'bank',
    address: row.address,
    label: row.label,
    bic: row.bic,
    createdAt: new Date(row.created_at),
  }
}
