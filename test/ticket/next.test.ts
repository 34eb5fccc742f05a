import { describe, expect, test } from 'vitest'
import { BuiltDesk } from '../kit/built-desk'
import { TestDesk } from '../kit/test-desk'

const hour = 3_600_000

interface Found {
  number: number
  assignee: { email: string } | null
  urgency: { total: number; parts: { id: string; points: number }[] }
}

/** Fritz at first level, Sara at second; acme has customers only, nord a first level of its own. */
async function withQueue(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  for (const name of ['acme', 'nord']) await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
  await desk.json('user', 'add', 'fritz@support.example', '--name', 'Fritz First', '--group', 'first-level')
  await desk.json('user', 'add', 'sara@support.example', '--group', 'second-level')
  await desk.json('user', 'add', 'anna@acme.example', '--group', 'user')
  await desk.json('user', 'add', 'nils@nord.example', '--group', 'first-level')
  return desk
}

const open = async (desk: TestDesk, subject: string, ...flags: string[]) =>
  desk.json('open', subject, '--for', 'anna@acme.example', ...flags)

/** Second level's tickets come by escalation; until there is one they are made by hand. */
async function change(desk: TestDesk, number: number, columns: object): Promise<void> {
  const store = await desk.store()
  await store.write(
    async (tx) => void (await tx.updateTable('tickets').set(columns).where('number', '=', number).execute()),
  )
  await store.close()
}

const nextOf = async (desk: TestDesk, email?: string, ...flags: string[]): Promise<Found | null> => {
  await desk.as(email)
  const found = await desk.json<Found | null>('next', ...flags)
  await desk.as(undefined)
  return found
}

test('is the most urgent one, and says why', async () => {
  const desk = await withQueue()
  await open(desk, 'Wish', '--priority', 'low')
  await open(desk, 'Payment file rejected')
  desk.later(3 * hour)
  await open(desk, 'Portal slow')
  expect(await nextOf(desk, 'fritz@support.example')).toMatchObject({
    number: 2,
    urgency: {
      total: 1015,
      parts: [
        { id: 'priority', points: 1000 },
        { id: 'waiting', points: 3 },
        { id: 'new', points: 12 },
      ],
    },
  })
  await open(desk, 'Portal down', '--emergency')
  expect(await nextOf(desk, 'fritz@support.example')).toMatchObject({ number: 4, urgency: { total: 13_012 } })
})

test('counts from the oldest word that nobody has answered', async () => {
  const desk = await withQueue()
  await open(desk, 'First')
  await open(desk, 'Second')
  for (const number of ['1', '2']) await desk.json('reply', number, '-m', 'Which bank?')
  desk.later(5 * hour)
  await desk.as('anna@acme.example')
  await desk.json('reply', '2', '-m', 'The first one.')
  desk.later(2 * hour)
  await desk.json('reply', '2', '-m', 'Are you there?')
  await desk.json('reply', '1', '-m', 'The second one.')
  const found = await nextOf(desk, 'fritz@support.example')
  expect(found).toMatchObject({ number: 2 })
  expect(found?.urgency.parts).toContainEqual({ id: 'waiting', points: 2 })
})

test('leaves out what waits for the customer, is on hold, a colleague’s, or solved', async () => {
  const desk = await withQueue()
  for (const subject of ['Waiting', 'Held', 'Taken', 'Solved', 'Free']) await open(desk, subject)
  await desk.json('reply', '1', '-m', 'Which bank?')
  await change(desk, 2, { held_until: new Date(desk.now.getTime() + hour).toISOString() })
  await desk.json('give', '3', 'sara@support.example')
  await desk.json('solve', '4')
  expect(await nextOf(desk, 'fritz@support.example')).toMatchObject({ number: 5 })
  // By the clock, whether cron ran or not.
  desk.later(hour)
  expect(await nextOf(desk, 'fritz@support.example')).toMatchObject({ number: 2 })
})

test('is of one’s own level: a tenant’s first level has its own, administrators see both', async () => {
  const desk = await withQueue()
  await open(desk, 'For second level', '--priority', 'urgent')
  await change(desk, 1, { level: 2 })
  await open(desk, 'For first level')
  await desk.as('nils@nord.example')
  await desk
    .json('open', 'In the hands of nord', '--priority', 'high')
    .catch(() => desk.json('open', 'In the hands of nord'))
  expect(await nextOf(desk, 'sara@support.example')).toMatchObject({ number: 1 })
  expect(await nextOf(desk, 'fritz@support.example')).toMatchObject({ number: 2 })
  expect(await nextOf(desk, 'nils@nord.example')).toMatchObject({ number: 3 })
  expect(await nextOf(desk)).toMatchObject({ number: 1 })
})

test('with --take it is one’s own at once, and stays so', async () => {
  const desk = await withQueue()
  await open(desk, 'First')
  await open(desk, 'Second')
  const fritz = { assignee: { email: 'fritz@support.example' } }
  expect(await nextOf(desk, 'fritz@support.example', '--take')).toMatchObject({ number: 1, ...fritz })
  // Not finished yet: it is still the most urgent one.
  expect(await nextOf(desk, 'fritz@support.example', '--take')).toMatchObject({ number: 1, ...fritz })
  expect(await nextOf(desk, undefined, '--take')).toMatchObject({
    number: 2,
    assignee: { email: 'jana@support.example' },
  })
  const log = await desk.json<{ type: string }[]>('log', '--ticket', '1')
  expect(log.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.assigned'])
})

describe('where there is nothing to do', () => {
  test.each([
    [[], 'Nothing to do: no ticket waits for you.\n'],
    [['--json'], 'null\n'],
    [['-o', 'ndjson'], 'null\n'],
    [['-o', 'tsv'], ''],
    [['--quiet'], ''],
    [['--take'], 'Nothing to do: no ticket waits for you.\n'],
  ])('%j', async (flags, stdout) => {
    const desk = await withQueue()
    desk.terminal = true
    expect(await desk.run('next', ...flags)).toEqual({ exitCode: 0, stdout, stderr: '' })
  })
})

describe('refuses', () => {
  test('whoever works at no level', async () => {
    const desk = await withQueue()
    await open(desk, 'First')
    await desk.as('anna@acme.example')
    expect(await desk.refused('next')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
  })
})

test('a tenant’s own first level takes what is in its hands', async () => {
  const desk = await withQueue()
  await desk.as('nils@nord.example')
  await desk.json('open', 'In the hands of nord')
  expect(await desk.json('next', '--take')).toMatchObject({ number: 1, assignee: { email: 'nils@nord.example' } })
})

test('a person reads the ticket and the sum, in both languages, at 80 columns', async () => {
  const desk = await withQueue()
  await open(desk, 'Payment file rejected', '-m', 'pain.001 invalid', '--priority', 'high')
  desk.later(2 * hour)
  await desk.as('fritz@support.example')
  desk.terminal = true
  desk.environment.NO_COLOR = '1'
  const { stdout } = await desk.run('next')
  expect(stdout).toContain('#1 Payment file rejected')
  expect(stdout).toContain('pain.001 invalid')
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'Why this one (2014): priority high +2000 · waits since today 13:00 +2 · new +12',
  )
  const german = (await desk.run('next', '--lang', 'de')).stdout
  expect(german.replaceAll(/\s+/g, ' ')).toContain(
    'Warum dieses Ticket (2014): Priorität hoch +2000 · wartet seit heute 13:00 +2 · neu +12',
  )
  for (const line of `${stdout}${german}`.split('\n')) expect(Array.from(line).length).toBeLessThanOrEqual(80)
  // From here on . means it.
  expect((await desk.run('.')).stdout).toContain('#1 Payment file rejected')
})

test('of several who take at the same time no two get the same ticket', { timeout: 60_000 }, async () => {
  const desk = await BuiltDesk.make()
  const { twin } = desk
  await twin.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  const colleagues = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@support.example`)
  for (const email of colleagues) await twin.json('user', 'add', email, '--group', 'first-level')
  for (let number = 1; number <= 5; number += 1) await open(twin, `Request ${number}`)
  const environments: Record<string, string>[] = []
  for (const email of colleagues) environments.push(await desk.as(email))
  const taken = await Promise.all(
    environments.map(async (environment) => desk.json<Found | null>(['next', '--take'], { environment })),
  )
  const numbers = taken.flatMap((found) => found?.number ?? []).sort((one, other) => one - other)
  expect(numbers).toEqual([1, 2, 3, 4, 5])
  expect(new Set(taken.flatMap((found) => found?.assignee?.email ?? [])).size).toBe(5)
})

describe('after a solution', () => {
  const said = async (desk: TestDesk, ...words: string[]): Promise<string> =>
    (await desk.run(...words)).stdout.replaceAll(/\s+/g, ' ')

  test('whoever works at a level is told the next one, on a terminal', async () => {
    const desk = await withQueue()
    for (const subject of ['First', 'Second', 'Payment file rejected', 'Last']) await open(desk, subject)
    desk.terminal = true
    expect(await said(desk, 'solve', '1')).toContain('· next: #2 Second')
    expect(await said(desk, 'reply', '2', '--solve', '-m', 'Done.')).toContain('· next: #3 Payment file rejected')
    // One that is only answered is not done with.
    expect(await said(desk, 'reply', '3', '-m', 'Which bank?')).not.toContain('next:')
    expect(await said(desk, 'solve', '3', '--lang', 'de')).toContain('· als Nächstes: #4 Last')
    expect(await said(desk, 'solve', '4')).not.toContain('next:')
  })

  test('nobody else is, and no machine', async () => {
    const desk = await withQueue()
    for (const subject of ['First', 'Second', 'Third']) await open(desk, subject)
    expect((await desk.run('solve', '1', '-o', 'table')).stdout).not.toContain('next:')
    desk.terminal = true
    expect((await desk.run('solve', '2', '--json')).stdout).not.toContain('next:')
    await desk.as('anna@acme.example')
    expect(await said(desk, 'solve', '3')).not.toContain('next:')
  })
})

describe('a ticket into which others were merged', () => {
  const waitingOf = async (desk: TestDesk): Promise<number | undefined> =>
    (await nextOf(desk))?.urgency.parts.find(({ id }) => id === 'waiting')?.points

  /** 1 and 2 are merged into 3, which is the youngest: 1 was never answered, 2 was. */
  async function withMerged(): Promise<TestDesk> {
    const desk = await withQueue()
    await open(desk, 'Payment file rejected')
    desk.later(10 * hour)
    await open(desk, 'Card missing')
    desk.later(10 * hour)
    await open(desk, 'Portal slow')
    desk.later(2 * hour)
    await desk.json('reply', '2', '-m', 'Which card?')
    desk.later(hour)
    return desk
  }

  test('has waited as long as whatever of it nobody answered', async () => {
    const desk = await withMerged()
    await desk.json('merge', '2', '--into', '3', '--yes')
    expect(await waitingOf(desk)).toBe(23)
    expect((await nextOf(desk))?.number).toBe(1)
    await desk.json('merge', '1', '--into', '3', '--yes')
    expect(await nextOf(desk)).toMatchObject({ number: 3 })
    expect(await waitingOf(desk)).toBe(23)
  })

  test('waits anew after an answer, which is one to all of them', async () => {
    const desk = await withMerged()
    await desk.json('merge', '1', '--into', '3', '--yes')
    desk.later(hour)
    await desk.json('reply', '3', '-m', 'Which bank is it?', '--keep-open')
    await desk.json('solve', '2')
    desk.later(5 * hour)
    expect(await waitingOf(desk)).toBe(5)
  })

  test('is not pushed by what was solved before it was merged', async () => {
    const desk = await withMerged()
    await desk.json('solve', '1')
    await desk.json('solve', '2')
    desk.later(hour)
    await desk.json('merge', '1', '--into', '3', '--yes')
    expect(await waitingOf(desk)).toBe(4)
  })
})
