import { expect, test } from 'vitest'
import { advisedDesk, letIn } from '../access/advised-desk'
import type { TestDesk } from '../kit/test-desk'

const iban = 'DE89370400440532013000'

interface Shown {
  holds: Record<string, unknown[] | null> | null
}

/** Acme with an account and so many payments. */
async function deskWithPayments(count: number): Promise<TestDesk> {
  const desk = await advisedDesk()
  await desk.as('boss@acme.example')
  await desk.json('account', 'add', iban, '--label', 'Payroll')
  for (let number = 1; number <= count; number += 1) {
    const attributes = [`payment=INV-${number}`, 'status=executed', `account=${iban}`]
    await desk.json('event', 'emit', 'payment.status-changed', ...attributes.flatMap((one) => ['--attribute', one]))
  }
  return desk
}

test('an advisor who was let in sees everything the grant shows, and each part is on record', async () => {
  const desk = await deskWithPayments(1)
  await letIn(desk)
  const { holds } = await desk.json<Shown>('tenant', 'show', 'acme', '--all')
  expect(holds).toMatchObject({
    accounts: [{ account: iban }],
    payments: [{ payment: 'INV-1' }],
    ebics: [],
    tokens: [],
  })
  expect(Object.values(holds ?? {})).not.toContain(null)
  await desk.as('boss@acme.example')
  const areas = (await desk.json<{ area: string }[]>('access', 'log')).map(({ area }) => area)
  for (const area of ['accounts', 'ebics', 'payments', 'statements', 'users', 'groups', 'api', 'tenant']) {
    expect(areas).toContain(area)
  }
})

test('without --all nothing of it is read, and nothing is put on record but the tenant', async () => {
  const desk = await deskWithPayments(1)
  await letIn(desk)
  expect(await desk.json<Shown>('tenant', 'show', 'acme')).toMatchObject({ name: 'acme', holds: null })
  await desk.as('boss@acme.example')
  expect((await desk.json<{ area: string }[]>('access', 'log')).map(({ area }) => area)).toEqual(['tenant'])
})

test('who belongs there sees the parts of their groups, and nobody else’s', async () => {
  const desk = await deskWithPayments(1)
  await desk.as('anna@acme.example')
  const { holds } = await desk.json<Shown>('tenant', 'show', 'acme', '--all')
  expect(holds).toMatchObject({ accounts: [{}], payments: [{}], users: null, groups: null, tokens: null })
  await desk.as(undefined)
  expect(await desk.json<Shown>('tenant', 'show', 'acme', '--all')).toMatchObject({
    holds: { accounts: null, ebics: null, payments: null, statements: null, users: expect.any(Array) },
  })
})

test('on a terminal ten of a part are shown, and where all of them are', async () => {
  const desk = await deskWithPayments(12)
  desk.terminal = true
  const { stdout } = await desk.run('tenant', 'show', 'acme', '--all')
  expect(stdout.match(/INV-/g)).toHaveLength(10)
  expect(stdout).toContain('all 12: helpdesk payment list -t acme')
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})
