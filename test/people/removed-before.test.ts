import { expect, test } from 'vitest'
import { askNobody } from '../../src/kit/ask-nobody'
import { TestDesk } from '../kit/test-desk'

const account = 'DE89370400440532013000'

/** Everything that can be removed under a key, by whom, and what it is called. */
const removals = [
  { words: ['team', 'remove', 'spare'], other: ['team', 'remove', 'front'] },
  { words: ['topic', 'remove', 'sync', '--yes'], other: ['topic', 'remove', 'upload', '--yes'] },
  { words: ['category', 'remove', 'billing', '--yes'], other: ['category', 'remove', 'wish', '--yes'] },
  { words: ['sla', 'remove', '--level', '2', '--yes'], other: ['sla', 'remove', '--level', '1', '--yes'] },
  { words: ['rule', 'delete', 'Mine', '--yes'], other: ['rule', 'delete', 'Emergency', '--yes'] },
  { words: ['group', 'remove', 'readers'], other: ['group', 'remove', 'others'], as: 'boss@acme.example' },
  {
    words: ['account', 'remove', account, '--yes'],
    other: ['account', 'remove', 'x', '--yes'],
    as: 'boss@acme.example',
  },
  { words: ['ebics', 'remove', 'house', '--yes'], other: ['ebics', 'remove', 'x', '--yes'], as: 'boss@acme.example' },
] as const

async function furnished(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'boss@acme.example', '--group', 'admin')
  for (const name of ['spare', 'front']) await desk.json('team', 'add', name)
  for (const id of ['sync', 'upload']) await desk.json('topic', 'add', id, '--title', id, '--answer', 'x')
  await desk.json('category', 'add', 'billing', '--label', 'Billing')
  for (const level of ['1', '2']) await desk.json('sla', 'set', '--level', level, '--first-answer', '4h')
  await desk.json('rule', 'add', '--description', 'Mine', '--event', 'ticket.opened', '--to', '@team')
  await desk.as('boss@acme.example')
  for (const name of ['readers', 'others']) await desk.json('group', 'add', name, '--permission', 'users:view')
  await desk.json('account', 'add', account, '--label', 'Payroll')
  await desk.json(
    'ebics',
    'add',
    'house',
    '--host-id',
    'HOST',
    '--partner-id',
    'P1',
    '--user-id',
    'U1',
    '--url',
    'https://b.example',
  )
  await desk.as(undefined)
  return desk
}

test.each(removals)('$words under a key gives the same again, and once it is gone nothing without', async (removal) => {
  const desk = await furnished()
  if ('as' in removal) await desk.as(removal.as)
  const { words, other } = removal
  const first = await desk.json(...words, '--idempotency-key', 'k')
  expect(await desk.json(...words, '--idempotency-key', 'k')).toEqual(first)
  expect(await desk.refused(...other, '--idempotency-key', 'k')).toMatchObject({
    exitCode: 1,
    code: 'idempotency-key-reused',
  })
  expect(await desk.refused(...words)).toMatchObject({ exitCode: 66 })
  expect(await desk.refused(...words, '--idempotency-key', 'another')).toMatchObject({ exitCode: 66 })
  desk.terminal = true
  const { stdout } = await desk.run(...words, '--idempotency-key', 'k')
  expect(stdout).toContain('removed already, with the same key')
})

test('after 30 days a key is as good as new', async () => {
  const desk = await furnished()
  await desk.json('team', 'remove', 'spare', '--idempotency-key', 'k')
  await desk.json('team', 'add', 'spare')
  for (const days of [16, 15]) {
    desk.later(days * 24 * 60 * 60 * 1000)
    // Who does nothing for so long has to log in anew.
    await desk.json('whoami')
  }
  await desk.json('team', 'remove', 'spare', '--idempotency-key', 'k')
  expect(await desk.json('team', 'list')).toMatchObject([{ name: 'front' }])
})

test('what was meant when somebody was asked is removed, and nothing that the words mean meanwhile', async () => {
  const desk = await furnished()
  await desk.json('rule', 'add', '--description', 'Mine too', '--event', 'ticket.solved', '--to', '@team')
  const other = new TestDesk({ home: desk.home })
  other.now = desk.now
  desk.terminal = true
  desk.asker = {
    ...askNobody,
    confirm: async () => {
      await other.json('rule', 'delete', 'Mine', '--yes')
      return true
    },
  }
  expect(await desk.run('rule', 'delete', 'Mine')).toMatchObject({ exitCode: 66 })
  desk.asker = undefined
  desk.terminal = false
  const rules = await desk.json<{ description: string }[]>('rule', 'list')
  expect(rules.map(({ description }) => description)).toContain('Mine too')
})
