import { describe, expect, test } from 'vitest'
import { isSameView, typedFlags } from '../../src/ticket/saved-view/saved-view'
import { TestDesk } from '../kit/test-desk'

const day = 24 * 3_600_000

async function withTickets(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  for (const name of ['acme', 'nord']) await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
  await desk.json('user', 'add', 'fritz@support.example', '--group', 'first-level')
  await desk.json('user', 'add', 'sara@support.example', '--group', 'second-level')
  await desk.json('user', 'add', 'anna@acme.example', '--group', 'user')
  await desk.json('open', 'Portal down', '--for', 'anna@acme.example', '--emergency')
  await desk.json('open', 'Payment file rejected', '--for', 'anna@acme.example')
  await desk.json('open', 'Kalender leer', '--for', 'kim@nord.example')
  return desk
}

const numbers = async (desk: TestDesk, ...flags: string[]): Promise<number[]> =>
  (await desk.json<{ number: number }[]>('list', ...flags)).map(({ number }) => number)

test('a list is kept under a name, seen again, refined, replaced and forgotten', async () => {
  const desk = await withTickets()
  expect(await desk.json('view', 'save', 'Acme-Open', '--status', 'open', '--tenant', 'acme')).toEqual({
    name: 'acme-open',
    flags: { status: ['open'], tenant: 'acme' },
    command: 'helpdesk list --status open --tenant acme',
    createdAt: desk.now.toISOString(),
  })
  await desk.json('take', '2')
  expect(await numbers(desk, '--view', 'acme-open')).toEqual([1, 2])
  expect(await numbers(desk, '--view', 'acme-open', '--mine')).toEqual([2])
  expect(await numbers(desk, '--view', 'acme-open', '--tenant', 'nord')).toEqual([3])
  await desk.json('reply', '2', '-m', 'Which bank?')
  expect(await numbers(desk, '--view', 'acme-open')).toEqual([1])
  // What is given stands in the place of what the view says of the same.
  expect(await numbers(desk, '--view', 'acme-open', '--all')).toEqual([1, 2])
  await desk.json('view', 'save', 'acme-open', '--mine', '--yes')
  expect(await numbers(desk, '--view', 'acme-open')).toEqual([2])
  expect(await numbers(desk, '--view', 'acme-open', '--unassigned')).toEqual([1, 3])
  await desk.json('view', 'remove', 'acme-open', '--yes')
  expect(await desk.json('view', 'list')).toEqual([])
  expect(await desk.refused('list', '--view', 'acme-open')).toMatchObject({ exitCode: 66, code: 'view-not-found' })
})

test('a view is its owner’s alone', async () => {
  const desk = await withTickets()
  await desk.json('view', 'save', 'mine', '--mine')
  await desk.as('anna@acme.example')
  expect(await desk.json('view', 'list')).toEqual([])
  await desk.json('view', 'save', 'mine', '--all')
  expect(await numbers(desk, '--view', 'mine')).toEqual([1, 2])
  await desk.as(undefined)
  expect(await desk.json<object[]>('view', 'list')).toMatchObject([{ name: 'mine', flags: { mine: true } }])
})

test('a time is kept as it was typed', async () => {
  const desk = await withTickets()
  await desk.json('view', 'save', 'recent', '--since', '2d ago')
  expect(await numbers(desk, '--view', 'recent')).toEqual([1, 2, 3])
  desk.later(3 * day)
  expect(await numbers(desk, '--view', 'recent')).toEqual([])
})

test('a page of a view goes on where it ended', async () => {
  const desk = await withTickets()
  await desk.json('view', 'save', 'all-of-them', '--all', '--sort', '-number')
  const words = ['list', '--view', 'all-of-them', '--limit', '2', '--page-info']
  const first = await desk.json<{ items: { number: number }[]; nextCursor: string }>(...words)
  expect(first.items.map(({ number }) => number)).toEqual([3, 2])
  const second = await desk.json<{ items: { number: number }[] }>(...words, '--cursor', first.nextCursor)
  expect(second.items.map(({ number }) => number)).toEqual([1])
})

describe('a view of the same name', () => {
  test('is replaced by whoever says so, and nobody is asked where it is the same', async () => {
    const desk = await withTickets()
    await desk.json('view', 'save', 'mine', '--mine')
    await desk.json('view', 'save', 'mine', '--mine')
    expect(await desk.refused('view', 'save', 'mine', '--new')).toMatchObject({ code: 'confirmation-needed' })
    const { exitCode, stderr } = await desk.answering(false).run('view', 'save', 'mine', '--new')
    expect(exitCode).toBe(130)
    expect(stderr).toContain('? Replace the view "mine" (--mine)?')
    await desk.answering(true).run('view', 'save', 'mine', '--new')
    desk.terminal = false
    expect(await desk.json('view', 'list')).toMatchObject([{ flags: { new: true } }])
  })
})

describe('refuses', () => {
  test.each([
    [['view', 'save', 'our view', '--mine'], 65, 'wrong-name'],
    [['view', 'save', 'x'], 64, 'nothing-to-save'],
    [['view', 'save', 'x', '--mine', '--unassigned'], 64, 'conflicting-flags'],
    [['view', 'save', 'x', '--priority', 'hihg'], 65, 'wrong-value'],
    [['view', 'save', 'x', '--since', 'soon'], 65, 'wrong-time'],
    [['view', 'save', 'x', '--category', 'nothing'], 65, 'wrong-value'],
    [['view', 'save', 'x', '--tenant', 'nobody'], 66, 'tenant-not-found'],
    [['view', 'remove', 'x'], 64, 'confirmation-needed'],
    [['view', 'remove', 'x', '--yes'], 66, 'view-not-found'],
    [['list', '--view', 'x'], 66, 'view-not-found'],
    [['list', '--view', 'mine', '--cursor', 'x'], 65, 'wrong-cursor'],
    [['list', '--team', 'paymnets'], 66, 'team-not-found'],
  ] as const)('%j: %s, %s', async (words, exitCode, code) => {
    const desk = await withTickets()
    await desk.json('view', 'save', 'mine', '--mine')
    await desk.json('team', 'add', 'payments')
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
  })

  test('a flag of a view that is no longer known, by its name', async () => {
    const desk = await withTickets()
    await desk.json('view', 'save', 'late', '--mine')
    const store = await desk.store()
    await store.write(
      async (tx) =>
        void (await tx.updateTable('saved_views').set({ filters: '{"mine":true,"bygone":true}' }).execute()),
    )
    await store.close()
    expect(await desk.refused('list', '--view', 'late')).toMatchObject({
      exitCode: 65,
      code: 'view-outdated',
      details: { name: 'late', flag: '--bygone' },
    })
  })
})

describe('flags as they are typed', () => {
  test.each([
    [{ mine: true, status: ['open', 'waiting'] }, '--mine --status open --status waiting'],
    [{ since: '3d ago' }, '--since "3d ago"'],
    [{ topic: 'a "b" $c' }, '--topic "a \\"b\\" \\$c"'],
    [{}, ''],
  ] as const)('%j', (flags, typed) => {
    expect(typedFlags(flags)).toBe(typed)
  })

  test('are the same in any order', () => {
    expect(isSameView({ mine: true, new: true }, { new: true, mine: true })).toBe(true)
    expect(isSameView({ mine: true }, { new: true })).toBe(false)
  })
})

test('what a view looks for does nothing to the terminal of whoever is asked about it', async () => {
  const desk = await new TestDesk().init()
  await desk.json('view', 'save', 'odd', '--search', 'a\u001b[2Jb')
  for (const words of [
    ['view', 'save', 'odd', '--mine'],
    ['view', 'remove', 'odd'],
  ]) {
    const { exitCode, stderr } = await desk.answering(true).run(...words)
    expect(exitCode).toBe(0)
    expect(stderr).toContain('odd')
    expect(stderr).not.toContain('\u001b[2J')
  }
})
