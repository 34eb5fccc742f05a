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
    [['team', 'add', '2024'], 65, 'name-is-number'],
    [['team', 'add', '1-2'], 65, 'name-is-number'],
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

describe('what a team owns', () => {
  async function withWork(): Promise<TestDesk> {
    const desk = await withStaff()
    for (const id of ['calendar-sync', 'upload']) await desk.json('topic', 'add', id, '--title', id, '--answer', 'x')
    await desk.json(...payments, '--category', 'problem', '--module', 'SEPA export', '--topic', 'calendar-sync')
    return desk
  }

  test('is said when it is made and later, by label or id, and stands in the journal', async () => {
    const desk = await withWork()
    const [made] = await desk.json<object[]>('team', 'list')
    expect(made).toMatchObject({ topics: ['calendar-sync'], modules: ['SEPA export'], categories: ['problem'] })
    const edits = ['--category', 'Wish', '--module', 'EBICS', '--remove-module', 'sepa EXPORT', '--remove-topic']
    expect(await desk.json('team', 'edit', 'payments', ...edits, 'calendar-sync')).toMatchObject({
      topics: [],
      modules: ['EBICS'],
      categories: ['problem', 'wish'],
    })
    // What is not theirs can be taken away: it is so already.
    await desk.json('team', 'edit', 'payments', '--remove-topic', 'upload', '--remove-module', 'Else')
    const log = await desk.json<{ type: string; changes: object }[]>('log')
    const edited = log.filter(({ type }) => type === 'team.edited')
    expect(edited.map(({ changes }) => changes)).toEqual([
      {
        topics: { from: ['calendar-sync'], to: [] },
        modules: { from: ['SEPA export'], to: ['EBICS'] },
        categories: { from: ['problem'], to: ['problem', 'wish'] },
      },
    ])
    desk.terminal = true
    const { stdout } = await desk.run('team', 'edit', 'payments', '--module', 'SEPA export')
    expect(stdout).toContain('owns EBICS, SEPA export, problem, wish')
    expect((await desk.run('team', 'list')).stdout).toContain('EBICS')
  })

  test.each([
    [['--category', 'nothing'], 65, 'wrong-value'],
    [['--topic', 'nothing'], 66, 'topic-not-found'],
    [['--module', ''], 65, 'empty-text'],
    [['--remove-category', 'nothing'], 65, 'wrong-value'],
  ] as const)('refuses %j: %s, %s', async (flags, exitCode, code) => {
    const desk = await withWork()
    expect(await desk.refused('team', 'edit', 'payments', ...flags)).toMatchObject({ exitCode, code })
  })

  test.each([
    [['--category', 'problem'], 'category', 'problem'],
    [['--topic', 'calendar-sync'], 'topic', 'calendar-sync'],
    [['--module', 'sepa Export'], 'module', 'sepa Export'],
  ] as const)('is no other team’s: %j', async (flags, kind, name) => {
    const desk = await withWork()
    const details = { kind, name, team: 'payments' }
    const refusal = { exitCode: 1, code: 'work-of-team', details }
    expect(await desk.refused('team', 'add', 'other', ...flags)).toMatchObject(refusal)
    // The team itself says so again, and as it likes.
    await desk.json('team', 'edit', 'payments', ...flags)
  })

  test('is owned no more when the topic or category is gone, and says so', async () => {
    const desk = await withWork()
    await desk.json('category', 'add', 'billing', '--label', 'Billing')
    await desk.json('team', 'edit', 'payments', '--category', 'billing')
    await desk.json('topic', 'remove', 'calendar-sync', '--yes')
    await desk.json('category', 'remove', 'billing', '--yes')
    expect(await desk.json('team', 'list')).toMatchObject([{ topics: [], categories: ['problem'] }])
    const log = await desk.json<{ type: string; changes: object }[]>('log')
    expect(log.slice(-3).map(({ type }) => type)).toEqual(['team.edited', 'category.removed', 'team.edited'])
    expect(log.at(-1)?.changes).toEqual({ categories: { from: ['billing', 'problem'], to: ['problem'] } })
  })

  test('makes it the team of tickets, in lists, on the screen and after an edit', async () => {
    const desk = await withWork()
    const open = async (...flags: string[]) => desk.json('open', 'X', '--for', 'anna@acme.example', ...flags)
    expect(await open('-c', 'problem')).toMatchObject({ team: 'payments' })
    expect(await open('-c', 'wish')).toMatchObject({ team: null })
    expect(await open('-c', 'wish', '--module', 'Sepa export', '--if-duplicate', 'open')).toMatchObject({
      team: 'payments',
    })
    expect(await desk.json('edit', '2', '--topic', 'calendar-sync')).toMatchObject({ team: 'payments' })
    await desk.json('team', 'add', 'web', '--topic', 'upload')
    expect(await desk.json('edit', '1', '--topic', 'upload')).toMatchObject({ team: 'web' })
    expect(await teamsIn(desk)).toEqual(['web', 'payments', 'payments'])
    expect(await desk.json('list', '--team', 'web')).toMatchObject([{ number: 1, team: 'web' }])
    desk.terminal = true
    expect((await desk.run('show', '1')).stdout).toContain('team web')
    desk.terminal = false
    const found = await desk.json<{ team: string | null }[]>('search', 'X')
    expect(new Set(found.map(({ team }) => team))).toEqual(new Set(['web', 'payments']))
    await desk.json('team', 'remove', 'payments')
    expect(await teamsIn(desk)).toEqual(['web', null, null])
  })
})

async function teamsIn(desk: TestDesk): Promise<(string | null)[]> {
  return (await desk.json<{ team: string | null }[]>('list', '--sort', 'number')).map(({ team }) => team)
}
