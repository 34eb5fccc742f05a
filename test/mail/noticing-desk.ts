import { randomUUID } from 'node:crypto'
import { insertRecipient } from '../../src/rule/recipient-store'
import type { Rule, RuleRecipient } from '../../src/rule/rule'
import { insertRule } from '../../src/rule/rule-store'
import type { TestDesk } from '../kit/test-desk'
import { payingDesk } from '../workspace/acme'

export const payroll = 'DE89370400440532013000'
export const bank = 'bank@partner.example'

/** A desk of acme where payments are fed in by script@acme.example, so that anna@acme.example is told of them. */
export async function noticingDesk(): Promise<TestDesk> {
  const desk = await payingDesk()
  await desk.json('user', 'add', 'script@acme.example', '--group', 'admin')
  await desk.json('user', 'add', 'ben@acme.example', '--group', 'user')
  return desk.as('script@acme.example')
}

/** The id of a user or of a tenant. */
export async function idOf(desk: TestDesk, name: string): Promise<string> {
  const store = await desk.store()
  const { db } = store
  const row = name.includes('@')
    ? await db
        .selectFrom('user_addresses')
        .select('user_id as id')
        .where('address', '=', name)
        .executeTakeFirstOrThrow()
    : await db.selectFrom('tenants').select('id').where('name', '=', name).executeTakeFirstOrThrow()
  await store.close()
  return row.id
}

export async function toUser(desk: TestDesk, email: string): Promise<RuleRecipient> {
  return { kind: 'user', userId: await idOf(desk, email) }
}

export const toOutside = (address: string = bank): RuleRecipient => ({ kind: 'external', address })

/** Puts a rule of acme (or of the desk) into the database as it is; gives its id. */
export async function makeRule(desk: TestDesk, wanted: Partial<Rule> & { tenant?: string | null }): Promise<string> {
  const { tenant = 'acme', ...rule } = wanted
  const scope = tenant === null ? 'desk' : await idOf(desk, tenant)
  const id = randomUUID()
  const store = await desk.store()
  await store.write((tx) =>
    insertRule(tx, {
      id,
      scope,
      description: 'Payments',
      event: 'payment.status-changed',
      filters: {},
      subject: 'Payment {payment.reference}: {payment.status}',
      recipients: [],
      collect: 0,
      enabled: true,
      createdBy: null,
      createdAt: desk.now,
      updatedAt: desk.now,
      ...rule,
    }),
  )
  await store.close()
  return id
}

/** Writes down an address outside, as naming it in a rule does. */
export async function makeRecipient(
  desk: TestDesk,
  address: string = bank,
  state: 'pending' | 'confirmed' | 'stopped' = 'pending',
): Promise<string> {
  const id = randomUUID()
  const scope = await idOf(desk, 'acme')
  const store = await desk.store()
  const never = { askedAt: null, confirmedAt: null, stoppedAt: null }
  await store.write(async (tx) => {
    await insertRecipient(tx, {
      id,
      scope,
      address,
      state,
      language: 'en',
      addedBy: null,
      createdAt: desk.now,
      ...never,
    })
    await tx.updateTable('external_recipients').set({ state }).where('id', '=', id).execute()
  })
  await store.close()
  return id
}

export interface Mail {
  id: string
  kind: string
  state: string
  address: string
  subject: string
  body: string
  rules: string[]
}

/** What lies in the outbox, oldest first, invitations and the like left out. */
export async function mails(desk: TestDesk, kind = 'notice'): Promise<Mail[]> {
  const store = await desk.store()
  const rows = await store.db
    .selectFrom('outbox')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('entry_position')
    .orderBy('address')
    .execute()
  await store.close()
  return rows.map(({ id, state, address, subject, body, rules }) => ({
    id,
    kind,
    state,
    address,
    subject,
    body: body ?? '',
    rules: JSON.parse(rules) as string[],
  }))
}

/** What is written down of what rules meant: address and fate, in the order of events and addresses. */
export async function fates(desk: TestDesk): Promise<[address: string, fate: string][]> {
  const store = await desk.store()
  const rows = await store.db
    .selectFrom('notices')
    .select(['address', 'outcome'])
    .orderBy('entry_position')
    .orderBy('address')
    .orderBy('outcome')
    .execute()
  await store.close()
  return rows.map(({ address, outcome }) => [address, outcome])
}

/** Feeds in that a payment of acme was rejected by the bank. */
export async function reject(desk: TestDesk, payment: string, ...more: string[]): Promise<Record<string, unknown>> {
  return desk.json(
    ...['event', 'emit', 'payment.status-changed', '--attribute', `payment=${payment}`],
    ...['--attribute', 'status=rejected-by-bank', '--attribute', 'reason=AC04 closed account'],
    ...['--attribute', `account=${payroll}`, '--attribute', 'amount=1200.00 EUR', '--tenant', 'acme', ...more],
  )
}
