import { readEntries } from '../../src/journal/store'
import { type Notice, noticesOf, type RuleMemory } from '../../src/rule/notice'
import type { TestDesk } from '../kit/test-desk'

/** What the rules mean for everything that happens in `work`, as `rule: address outcome`. */
export async function told(desk: TestDesk, work: () => Promise<unknown>): Promise<string[]> {
  return (await noticesIn(desk, work)).map(
    ({ rule, recipient, outcome }) => `${rule.description}: ${recipient.address} ${outcome}`,
  )
}

export async function noticesIn(desk: TestDesk, work: () => Promise<unknown>, memory?: RuleMemory): Promise<Notice[]> {
  const before = await desk.store()
  const { position: after } = await before.db.selectFrom('journal_head').select('position').executeTakeFirstOrThrow()
  await before.close()
  await work()
  const store = await desk.store()
  const notices = await noticesOf(store.db, await readEntries(store.db, { after }), { rules: memory })
  await store.close()
  return notices
}

/** Sets what became of an address outside, as its reader’s answer does. */
export async function answers(desk: TestDesk, address: string, state: 'confirmed' | 'stopped'): Promise<void> {
  const store = await desk.store()
  await store.write(async (tx) => {
    await tx.updateTable('external_recipients').set({ state }).where('address', '=', address).execute()
  })
  await store.close()
}

/** Feeds in that a payment has a status. */
export async function emit(desk: TestDesk, status: string, account?: string, payment = 'INV-7'): Promise<void> {
  const attributes = [
    `payment=${payment}`,
    `status=${status}`,
    ...(account === undefined ? [] : [`account=${account}`]),
  ]
  await desk.json('event', 'emit', 'payment.status-changed', ...attributes.flatMap((one) => ['--attribute', one]))
}
