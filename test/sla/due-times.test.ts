import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { anna, at, day, deskWith, dueOf, hour, jana, localOf, minute } from './a-desk'

const answer4h = ['--first-answer', '4h'] as const
const solution8h = ['--solution', '8h', '--next-answer', '2h'] as const
/** A Tuesday. */
const tuesday = '2027-03-02 09:00'

async function opened(local: string, ...levels: readonly (readonly string[])[]): Promise<TestDesk> {
  const desk = await deskWith('2027-01-04T08:00:00Z', ...levels)
  await at(desk, local).as(jana)
  await desk.json('open', 'Portal down', '--for', anna)
  return desk
}

async function says(desk: TestDesk, person: string, ...words: string[]): Promise<void> {
  await desk.as(person)
  await desk.json(...words)
  await desk.as(jana)
}

describe('when a first answer is due', () => {
  test.each([
    ['a Friday at 17:30', '2027-03-05 17:30', '2027-03-08 12:30'],
    ['the Thursday before Easter, after which the clocks change', '2027-03-25 17:30', '2027-03-30 12:30'],
    ['a night', '2027-03-02 03:00', '2027-03-02 13:00'],
    ['an evening in October before the clocks go back', '2027-10-29 17:00', '2027-11-01 12:00'],
  ])('counts business hours: %s', async (_, local, due) => {
    const desk = await opened(local, answer4h)
    expect(await dueOf(desk)).toBe(due)
  })

  test('counts the days on which the desk is closed by itself', async () => {
    const desk = await opened('2027-03-05 17:30', answer4h)
    await desk.json('calendar', 'holiday', 'add', '2027-03-08')
    expect(await dueOf(desk)).toBe('2027-03-09 12:30')
    await desk.json('calendar', 'holiday', 'remove', '2027-03-08')
    expect(await dueOf(desk)).toBe('2027-03-08 12:30')
  })

  test('a d is a working day, and around the clock 24 hours', async () => {
    const desk = await opened(tuesday, ['--solution', '2d'])
    expect(await dueOf(desk)).toBe('2027-03-03 18:00')
    await desk.json('sla', 'set', '--solution', '2d', '--around-the-clock')
    await desk.json('open', 'Second', '--for', anna, '--if-duplicate', 'open')
    expect(await dueOf(desk, '2')).toBe('2027-03-04 09:00')
  })

  test('on a desk that promised nothing nothing is due, and what is promised later is for later', async () => {
    const desk = await opened(tuesday)
    expect(await dueOf(desk)).toBeNull()
    await desk.later(1).json('sla', 'set', ...answer4h)
    await desk.json('edit', '1', '--priority', 'high')
    expect(await dueOf(desk)).toBeNull()
    expect(await desk.json('sla', 'explain', '1')).toEqual([])
  })
})

describe('what stands still', () => {
  test('a ticket that waits for the customer, until they answer', async () => {
    const desk = await opened(tuesday, solution8h)
    expect(await dueOf(desk)).toBe('2027-03-02 17:00')
    await at(desk, '2027-03-02 11:00').json('reply', '1', '-m', 'Which one?')
    expect(await dueOf(desk)).toBeNull()
    await says(at(desk, '2027-03-02 16:00'), anna, 'reply', '1', '-m', 'The first')
    // Two hours until closing time and four on the next day; but an answer is owed before that.
    expect(await dueOf(desk)).toBe('2027-03-02 18:00')
    await at(desk, '2027-03-02 16:30').json('reply', '1', '-m', 'I see', '--keep-open')
    expect(await dueOf(desk)).toBe('2027-03-03 13:00')
  })

  test('on hold for the customer, and not for others; it goes on by itself', async () => {
    const desk = await opened(tuesday, solution8h)
    await desk.json('hold', '1', '--until', '2027-03-02 12:00', '--for', 'third-party')
    expect(await dueOf(desk)).toBe('2027-03-02 17:00')
    await at(desk, '2027-03-02 10:00').json('hold', '1', '--until', '2027-03-02 12:00', '--for', 'customer')
    expect(await dueOf(desk)).toBeNull()
    // Nobody comes by, and no cron.
    expect(await dueOf(at(desk, '2027-03-02 12:00'))).toBe('2027-03-03 10:00')
    await desk.json('cron', 'run')
    expect(await dueOf(desk)).toBe('2027-03-03 10:00')
  })

  test('solved, also from waiting; reopened it goes on where it was', async () => {
    const desk = await opened(tuesday, solution8h)
    await at(desk, '2027-03-02 10:00').json('reply', '1', '-m', 'Done?')
    await at(desk, '2027-03-02 12:00').json('solve', '1')
    expect(await dueOf(desk)).toBeNull()
    await says(at(desk, '2027-03-04 09:00'), anna, 'reopen', '1')
    expect(await dueOf(desk)).toBe('2027-03-04 11:00')
    await at(desk, '2027-03-04 09:30').json('reply', '1', '-m', 'Sorry', '--keep-open')
    expect(await dueOf(desk)).toBe('2027-03-04 16:00')
  })

  test('what a mere thank you reopened was solved all the time', async () => {
    const desk = await opened(tuesday, solution8h)
    await at(desk, '2027-03-02 10:00').json('solve', '1', '-m', 'Done')
    await says(at(desk, '2027-03-03 09:00'), anna, 'reply', '1', '-m', 'Thank you')
    expect(await dueOf(desk)).toBe('2027-03-03 11:00')
    await at(desk, '2027-03-03 10:00').json('solve', '1', '--thanks')
    const clocks = await desk.json<{ metric: string; elapsedMinutes: number }[]>('sla', 'explain', '1')
    expect(clocks).toMatchObject([{ metric: 'solution', elapsedMinutes: 60, outcome: 'paused' }])
  })
})

describe('what was taken back', () => {
  test('an answer never was one', async () => {
    const desk = await opened(tuesday, answer4h, ['--level', '1', ...answer4h, ...solution8h])
    await at(desk, '2027-03-02 10:00').json('reply', '1', '-m', 'To somebody else')
    expect(await dueOf(desk)).toBeNull()
    await at(desk, '2027-03-02 10:05').json('undo', '--yes')
    expect(await dueOf(desk)).toBe('2027-03-02 13:00')
    const [first] = await desk.json<{ startedAt: string; spans: object[] }[]>('sla', 'explain', '1')
    expect(localOf(first?.startedAt ?? null)).toBe(tuesday)
    expect(first?.spans).toHaveLength(2)
  })

  test('a solving never was one', async () => {
    const desk = await opened(tuesday, solution8h)
    await at(desk, '2027-03-02 10:00').json('solve', '1')
    await at(desk, '2027-03-02 10:09').json('undo', '--yes')
    expect(await dueOf(desk)).toBe('2027-03-02 17:00')
  })
})

describe('what holds for a ticket', () => {
  test('follows its priority while the clock runs, but not what is promised meanwhile', async () => {
    const desk = await opened(tuesday, answer4h, [
      '--priority',
      'urgent',
      '--first-answer',
      '30m',
      '--around-the-clock',
    ])
    await at(desk, '2027-03-02 09:10').json('sla', 'set', '--first-answer', '1h')
    expect(await dueOf(desk)).toBe('2027-03-02 13:00')
    await desk.json('edit', '1', '--priority', 'urgent')
    expect(await dueOf(desk)).toBe('2027-03-02 09:30')
    await desk.json('edit', '1', '--priority', 'normal')
    await desk.json('sla', 'remove', '--yes')
    expect(await dueOf(desk)).toBe('2027-03-02 13:00')
  })

  test('what was asked in a merged ticket is asked in the one in which it goes on', async () => {
    const desk = await opened(tuesday, solution8h)
    await at(desk, '2027-03-02 10:00').json('reply', '1', '-m', 'Which one?')
    await at(desk, '2027-03-02 11:00').json('open', 'Also down', '--for', anna)
    await at(desk, '2027-03-02 11:30').json('merge', '2', '--into', '1', '--yes')
    expect(await dueOf(desk)).toBe('2027-03-02 13:30')
    expect(await dueOf(desk, '2')).toBeNull()
  })
})

describe('a tenant’s own first level', () => {
  async function withFirstLevel(desk: TestDesk): Promise<void> {
    await desk.json('user', 'add', 'fred@acme.example', '--tenant', 'acme', '--group', 'first-level')
    await desk.as('fred@acme.example')
    await desk.as(jana)
  }

  test('has the ticket at level 1: the desk’s clocks do not run', async () => {
    const desk = await deskWith('2027-03-02T08:00:00Z', answer4h)
    await withFirstLevel(desk)
    await desk.json('open', 'Portal down', '--for', anna)
    expect(await dueOf(desk)).toBeNull()
  })

  test('one that comes meanwhile takes it off the desk’s hands, one that goes gives it back', async () => {
    const desk = await opened(tuesday, answer4h)
    expect(await dueOf(desk)).toBe('2027-03-02 13:00')
    await withFirstLevel(at(desk, '2027-03-02 10:00'))
    await desk.json('cron', 'run')
    expect(await dueOf(desk)).toBeNull()
    await at(desk, '2027-03-02 15:00').json('user', 'remove', 'fred@acme.example', '--tenant', 'acme', '--yes')
    await desk.json('cron', 'run')
    // Only the time in the desk's hands counts.
    expect(await dueOf(desk)).toBe('2027-03-03 10:00')
  })
})

describe('a project lead who is one of the tenant’s own', () => {
  const named = async (desk: TestDesk, email: string): Promise<TestDesk> => {
    await desk.json('config', 'set', 'tenant.project-lead', email, '--tenant', 'acme')
    return desk
  }
  const asked = ['open', 'Which form?', '--for', anna, '--topic', 'which-document']

  test('has it in the tenant’s hands: the desk’s clocks stand still until the desk takes it back', async () => {
    const desk = await deskWith('2027-03-02T08:00:00Z', answer4h)
    await desk.json('user', 'add', 'paula@acme.example', '--tenant', 'acme')
    await named(desk, 'paula@acme.example')
    await desk.json(...asked)
    expect(await dueOf(desk)).toBeNull()
    await at(desk, '2027-03-02 11:00').json('take', '1')
    expect(await dueOf(desk)).toBe('2027-03-02 15:00')
    await desk.json('undo')
    expect(await dueOf(desk)).toBeNull()
    // With second level it is in the desk's hands, too.
    await at(desk, '2027-03-02 12:00').json('escalate', '1', '--reason', 'Log', '--force')
    expect(await dueOf(desk)).toBe('2027-03-02 16:00')
  })

  test('of the desk’s staff has it in the desk’s hands', async () => {
    const desk = await named(await deskWith('2027-03-02T08:00:00Z', answer4h), jana)
    await desk.json(...asked)
    expect(await dueOf(desk)).toBe('2027-03-02 13:00')
  })
})

describe('lists', () => {
  async function queue(): Promise<TestDesk> {
    const desk = await deskWith('2027-03-02T08:00:00Z', answer4h, ['--priority', 'high', '--first-answer', '8h'])
    await desk.json('open', 'First', '--for', anna)
    await desk.json('reply', '1', '-m', 'Which one?')
    await desk.later(hour).json('open', 'Later', '--for', anna, '--if-duplicate', 'open')
    await desk.json('open', 'High', '--for', anna, '--priority', 'high', '--if-duplicate', 'open')
    await desk.later(-hour / 2).json('open', 'Sooner', '--for', anna, '--if-duplicate', 'open')
    return desk
  }
  const numbers = async (desk: TestDesk, ...flags: string[]): Promise<number[]> =>
    (await desk.json<{ number: number }[]>('list', ...flags)).map(({ number }) => number)

  test('are sorted by priority, then by what is due first; what is not due comes last', async () => {
    const desk = await queue()
    expect(await numbers(desk)).toEqual([3, 4, 2, 1])
    const pages: number[] = []
    let cursor: string | null = null
    do {
      const page: { items: { number: number }[]; nextCursor: string | null } = await desk.json(
        ...['list', '--limit', '1', '--page-info', ...(cursor === null ? [] : ['--cursor', cursor])],
      )
      pages.push(...page.items.map(({ number }) => number))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(pages).toEqual([3, 4, 2, 1])
    await desk.json('edit', '3', '--priority', 'normal')
    expect(await desk.json('next')).toMatchObject({ number: 4 })
  })

  test('colour what is late red and what is in danger yellow', async () => {
    const desk = at(await queue(), '2027-03-02 13:15')
    desk.environment.FORCE_COLOR = '1'
    desk.environment.NO_COLOR = ''
    desk.terminal = true
    const lineOf = async (subject: string): Promise<string> =>
      (await desk.run('list')).stdout.split('\n').find((line) => line.includes(subject)) ?? ''
    expect(await lineOf('Sooner')).toContain('\u001B[33min 15 m')
    const high = await lineOf('High')
    for (const colour of ['\u001B[31m', '\u001B[33m']) expect(high).not.toContain(colour)
    desk.later(hour / 2)
    expect(await lineOf('Sooner')).toContain('\u001B[31m15 m late')
  })

  test('show what is overdue, and only that where asked', async () => {
    const desk = at(await queue(), '2027-03-02 13:30')
    // On the dot is in time.
    expect(await numbers(desk, '--overdue')).toEqual([])
    expect(await numbers(desk.later(1), '--overdue')).toEqual([4])
    expect(await desk.json('show', '4')).toMatchObject({ overdue: true })
    expect(await desk.json('show', '2')).toMatchObject({ overdue: false })
    const { stdout } = await desk.run('list', '-o', 'table')
    expect(stdout).toMatch(/⚑4 .* 1 m late/)
    expect(stdout).toMatch(/2 .* in 29 m/)
    expect(stdout).toMatch(/1 .* –/)
    expect(stdout).toContain('1 overdue')
    const german = (await desk.later(hour).run('list', '-o', 'table', '--lang', 'de')).stdout
    expect(german).toMatch(/1 Std\. überfällig/)
    expect(german).toMatch(/2 überfällig/)
    await desk.json('hold', '4', '--until', 'in 3d', '--for', 'customer')
    expect(await numbers(desk, '--overdue', '--status', 'open')).toEqual([2])
  })
})

test('db check finds a due time that is wrong, and mends it', async () => {
  const desk = await opened(tuesday, answer4h)
  const stateOf = async (...flags: string[]) => {
    const { exitCode, stdout } = await desk.run('db', 'check', '--json', ...flags)
    const { checks } = JSON.parse(stdout) as { checks: { name: string; state: string; findings: object[] }[] }
    return { exitCode, ...checks.find(({ name }) => name === 'due-times') }
  }
  expect(await stateOf()).toMatchObject({ exitCode: 0, state: 'ok', examined: 1 })
  const store = await desk.store()
  store.file.exec(`update tickets set due_at = '2020-01-01T00:00:00.000Z'`)
  await store.close()
  expect(await stateOf()).toMatchObject({ exitCode: 78, state: 'broken', findings: [{ what: '#1' }] })
  expect(await stateOf('--rebuild-due-times')).toMatchObject({ exitCode: 0, state: 'ok' })
  expect(await dueOf(desk)).toBe('2027-03-02 13:00')
})

test('whatever is done in whatever order, due times are those that the journal gives', async () => {
  const steps = fc.array(
    fc.constantFrom(
      'ask',
      'answer',
      'keep',
      'solve',
      'reopen',
      'undo',
      'hold',
      'high',
      'later',
      'night',
      'cron',
      'hours',
    ),
    { minLength: 5, maxLength: 12 },
  )
  const words: Readonly<Record<string, string[]>> = {
    answer: ['reply', '1', '-m', 'Which one?'],
    keep: ['reply', '1', '-m', 'I look into it', '--keep-open'],
    solve: ['solve', '1'],
    reopen: ['reopen', '1'],
    undo: ['undo', '--yes'],
    hold: ['hold', '1', '--until', 'in 5h', '--for', 'customer'],
    high: ['edit', '1', '--priority', 'high'],
    cron: ['cron', 'run'],
    hours: ['calendar', 'set', '--hours', 'mon-fri=08:00-12:00,13:00-16:00'],
  }
  await fc.assert(
    fc.asyncProperty(steps, async (path) => {
      const desk = await opened(tuesday, [...answer4h, ...solution8h], ['--priority', 'high', '--solution', '3h'])
      for (const step of path) {
        if (step === 'later') desk.later(50 * minute)
        if (step === 'night') await desk.later(day - hour).as(jana)
        if (step === 'ask') {
          await desk.as(anna)
          await desk.run('reply', '1', '-m', 'And?')
          await desk.as(jana)
        }
        const command = words[step]
        if (command !== undefined) await desk.run(...command)
        const { checks } = await desk.json<{ checks: { name: string; state: string }[] }>('db', 'check')
        expect(checks.find(({ name }) => name === 'due-times')).toMatchObject({ state: 'ok', findings: [] })
      }
    }),
    { numRuns: 10 },
  )
}, 120_000)
