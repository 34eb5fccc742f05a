import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

async function withStaff(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'anna@acme.example')
  await desk.json('user', 'add', 'fred@support.example', '--name', 'Fred First', '--group', 'first-level')
  await desk.json('user', 'add', 'sara@support.example', '--group', 'second-level')
  await desk.json('user', 'add', 'adv@support.example', '--group', 'advisor')
  return desk
}

const payments = ['team', 'add', 'payments', '--title', 'Payments', '--member', 'fred@support.example']

test('a team is made, changed, listed and removed, and all of it stands in the journal', async () => {
  const desk = await withStaff()
  expect(await desk.json(...payments)).toMatchObject({
    name: 'payments',
    title: 'Payments',
    members: [{ email: 'fred@support.example', name: 'Fred First' }],
  })
  await desk.json('team', 'edit', 'payments', '--member', 'sara@support.example', '--no-title')
  await desk.json('team', 'edit', 'payments', '--member', 'sara@support.example')
  expect(await desk.json('team', 'edit', 'payments', '--remove-member', 'fred@support.example')).toMatchObject({
    title: null,
    members: [{ email: 'sara@support.example', name: null }],
  })
  await desk.as('fred@support.example')
  expect(await desk.json<unknown[]>('team', 'list')).toHaveLength(1)
  await desk.as(undefined)
  await desk.json('team', 'remove', 'payments')
  expect(await desk.json('team', 'list')).toEqual([])
  const log = await desk.json<{ type: string; changes: object }[]>('log')
  const teams = log.filter(({ type }) => type.startsWith('team.'))
  expect(teams.map(({ type }) => type)).toEqual(['team.added', 'team.edited', 'team.edited', 'team.removed'])
  expect(teams[1]?.changes).toEqual({
    title: { from: 'Payments', to: null },
    members: { from: ['fred@support.example'], to: ['fred@support.example', 'sara@support.example'] },
  })
})

describe('a team refuses', () => {
  test.each([
    [['team', 'add', 'our team'], 65, 'wrong-name'],
    [payments, 1, 'team-exists'],
    [['team', 'add', 'x', '--member', 'anna@acme.example'], 65, 'not-staff'],
    [['team', 'add', 'x', '--member', 'adv@support.example'], 65, 'not-staff'],
    [['team', 'add', 'x', '--member', 'nobody@support.example'], 66, 'user-not-found'],
    [['team', 'edit', 'paymnets', '--title', 'x'], 66, 'team-not-found'],
    [['team', 'edit', 'payments'], 64, 'nothing-to-change'],
    [['team', 'remove', 'x'], 66, 'team-not-found'],
  ] as const)('%j: %s, %s', async (words, exitCode, code) => {
    const desk = await withStaff()
    await desk.json(...payments)
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
  })

  test('everybody who does not administer the desk, and to be seen outside of it', async () => {
    const desk = await withStaff()
    await desk.json(...payments)
    await desk.as('fred@support.example')
    expect(await desk.refused('team', 'add', 'x')).toMatchObject({ exitCode: 77 })
    await desk.as('anna@acme.example')
    expect(await desk.refused('team', 'list')).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('team', 'remove', 'payments')).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('team', 'remove', 'x')).toMatchObject({ exitCode: 77 })
  })
})

test('a key makes a team once', async () => {
  const desk = await withStaff()
  await desk.json(...payments, '--idempotency-key', 'k')
  expect(await desk.json(...payments, '--idempotency-key', 'k')).toMatchObject({ name: 'payments' })
})
