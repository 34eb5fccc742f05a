import { TestDesk } from '../kit/test-desk'

export const payroll = 'DE89370400440532013000'

/** A desk with acme and beta, each with an administrator; anna@acme.example acts. */
export async function acmeDesk(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  for (const tenant of ['acme', 'beta']) {
    await desk.json('tenant', 'add', tenant, '--domain', `${tenant}.example`)
    await desk.json('user', 'add', `${tenant === 'acme' ? 'anna' : 'boss'}@${tenant}.example`, '--group', 'admin')
  }
  return desk.as('anna@acme.example')
}

/** The same with the account from which acme pays. */
export async function payingDesk(): Promise<TestDesk> {
  const desk = await acmeDesk()
  await desk.json('account', 'add', payroll, '--label', 'Payroll')
  return desk
}

/** How many rows lie in what events make. */
export async function fedRows(desk: TestDesk): Promise<{ events: number; payments: number; position: number }> {
  const store = await desk.store()
  const count = async (table: 'fed_events' | 'payments'): Promise<number> =>
    (await store.db.selectFrom(table).selectAll().execute()).length
  const { position } = await store.db.selectFrom('journal_head').select('position').executeTakeFirstOrThrow()
  const rows = { events: await count('fed_events'), payments: await count('payments'), position }
  await store.close()
  return rows
}
