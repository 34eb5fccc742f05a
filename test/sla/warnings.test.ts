import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { anna, at, day, deskWith, hour, jana, localOf, minute, toldBy } from './a-desk'

const both = ['--first-answer', '4h', '--solution', '8h', '--next-answer', '2h'] as const

async function opened(): Promise<TestDesk> {
  const desk = await deskWith('2027-03-02T08:00:00Z', both)
  await desk.json('open', 'Portal down', '--for', anna)
  return desk
}

/** What a run tells, in its own words. */
async function cron(desk: TestDesk, local?: string): Promise<string> {
  const { exitCode, stdout, stderr } = await (local === undefined ? desk : at(desk, local)).run('cron', 'run')
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

async function entries(desk: TestDesk) {
  const store = await desk.store()
  const rows = await store.db
    .selectFrom('journal_entries')
    .selectAll()
    .where('type', 'in', ['sla.warning', 'sla.breached'])
    .orderBy('position')
    .execute()
  await store.close()
  return rows.map((row) => ({ ...row, told: JSON.parse(row.payload ?? '{}') as { at: string; metric: string } }))
}

describe('a warning and a breach', () => {
  test('are told when they happen, once each, as of when they happened', async () => {
    const desk = await opened()
    expect(await cron(desk, '2027-03-02 12:11')).toBe('')
    expect(await cron(desk, '2027-03-02 12:12')).toBe('warn: 1 service level in danger or missed\n')
    expect(await cron(desk)).toBe('')
    // Done on the dot is in time.
    expect(await cron(desk, '2027-03-02 13:00')).toBe('')
    expect(await cron(desk.later(7 * minute))).toBe('warn: 1 service level in danger or missed\n')
    expect(await cron(desk.later(day / 24))).toBe('')
    expect(await toldBy(desk)).toEqual(['warning 1 first-answer', 'breached 1 first-answer'])
    const [warned, breached] = await entries(desk)
    expect(warned).toMatchObject({ actor_id: null, channel: 'cron', level: 1 })
    expect([warned, breached].map((entry) => localOf(entry?.told.at ?? null))).toEqual([
      '2027-03-02 12:12',
      '2027-03-02 13:00',
    ])
    const { history } = await desk.json<{ history: { type: string; at: string }[] }>('show', '1', '--history')
    expect(history.map(({ type, at: when }) => [type, localOf(when)])).toEqual([
      ['ticket.opened', '2027-03-02 09:00'],
      ['sla.warning', '2027-03-02 12:12'],
      ['sla.breached', '2027-03-02 13:00'],
    ])
  })

  test('are the desk’s own business: the customer’s history does not tell them', async () => {
    const desk = await opened()
    await cron(desk, '2027-03-02 14:00')
    await desk.as(anna)
    const { history } = await desk.json<{ history: { type: string }[] }>('show', '1', '--history')
    expect(history.map(({ type }) => type)).toEqual(['ticket.opened'])
  })

  test('are told even where it was answered before cron came', async () => {
    const desk = await opened()
    await at(desk, '2027-03-02 14:00').json('reply', '1', '-m', 'Which one?')
    await desk.json('solve', '1')
    expect(await toldBy(desk)).toEqual([])
    await cron(desk, '2027-03-02 14:01')
    expect(await toldBy(desk)).toEqual(['warning 1 first-answer', 'breached 1 first-answer'])
    const { history } = await desk.json<{ history: { type: string }[] }>('show', '1', '--history')
    expect(history.map(({ type }) => type).slice(0, 3)).toEqual(['ticket.opened', 'sla.warning', 'sla.breached'])
  })

  test('are none where it was answered in time', async () => {
    const desk = await opened()
    await at(desk, '2027-03-02 13:00').json('reply', '1', '-m', 'Which one?')
    await cron(desk, '2027-03-25 13:00')
    expect(await toldBy(desk)).toEqual(['warning 1 first-answer'])
  })

  test('of every clock each: an answer that is owed again is warned of again', async () => {
    const desk = await opened()
    await at(desk, '2027-03-02 13:30').json('reply', '1', '-m', 'Which one?')
    await (await at(desk, '2027-03-02 15:00').as(anna)).json('reply', '1', '-m', 'This one')
    await desk.as(jana)
    await at(desk, '2027-03-02 17:30').json('reply', '1', '-m', 'And now?')
    await (await at(desk, '2027-03-03 10:00').as(anna)).json('reply', '1', '-m', 'Still')
    await desk.as(jana)
    await cron(desk, '2027-03-04 18:00')
    expect((await toldBy(desk)).sort()).toEqual([
      'breached 1 first-answer',
      'breached 1 next-answer',
      'breached 1 next-answer',
      'breached 1 solution',
      'warning 1 first-answer',
      'warning 1 next-answer',
      'warning 1 next-answer',
      'warning 1 solution',
    ])
  })
})

describe('cron', () => {
  test('that did not run for 30 days tells everything once, as of when it happened', async () => {
    const desk = await opened()
    expect(await cron(desk, '2027-04-01 12:00')).toBe('warn: 4 service levels in danger or missed\n')
    expect(await cron(desk)).toBe('')
    expect((await entries(desk)).map(({ told }) => [told.metric, localOf(told.at)])).toEqual([
      ['first-answer', '2027-03-02 12:12'],
      ['first-answer', '2027-03-02 13:00'],
      ['solution', '2027-03-02 15:24'],
      ['solution', '2027-03-02 17:00'],
    ])
  })

  test('tells nothing again when the clock goes back', async () => {
    const desk = await opened()
    await cron(desk, '2027-03-02 18:00')
    const told = await toldBy(desk)
    for (const local of ['2027-03-02 12:30', '2027-03-01 10:00', '2027-03-02 18:00']) {
      expect(await cron(desk, local)).toBe('')
      await desk.run('note', '1', '-m', 'Looked at it')
      await desk.run('edit', '1', '--priority', local.endsWith('10:00') ? 'high' : 'low')
    }
    expect(await cron(desk, '2027-03-02 18:01')).toBe('')
    expect(await toldBy(desk)).toEqual(told)
  })

  test('works out due times after a change of the calendar, without judging anew what is over', async () => {
    const desk = await opened()
    await at(desk, '2027-03-02 12:00').json('reply', '1', '-m', 'Which one?')
    await desk.json('open', 'Second', '--for', anna, '--if-duplicate', 'open')
    // With these hours the first answer would have been late.
    await at(desk, '2027-03-03 08:00').json('calendar', 'set', '--hours', 'mon-fri=00:00-24:00')
    await cron(desk)
    await cron(desk, '2027-03-03 08:01')
    expect(await toldBy(desk)).toEqual([
      'warning 2 first-answer',
      'breached 2 first-answer',
      'warning 2 solution',
      'breached 2 solution',
    ])
    expect(await cron(desk)).toBe('')
  })

  test('says when there will be something to tell', async () => {
    const desk = await opened()
    const jobs = await desk.json<{ name: string; nextAt: string | null }[]>('cron', 'jobs')
    expect(localOf(jobs.find(({ name }) => name === 'warn')?.nextAt ?? null)).toBe('2027-03-02 12:12')
  })

  test('tells the same however often it runs', async () => {
    const steps = fc.array(fc.constantFrom('cron', 'hours', 'answer', 'ask', 'solve', 'reopen', 'high', 'night'), {
      minLength: 6,
      maxLength: 12,
    })
    const words: Readonly<Record<string, string[]>> = {
      answer: ['reply', '1', '-m', 'Which one?'],
      ask: ['reply', '1', '-m', 'And?'],
      solve: ['solve', '1'],
      reopen: ['reopen', '1'],
      high: ['edit', '1', '--priority', 'high'],
    }
    await fc.assert(
      fc.asyncProperty(steps, async (path) => {
        const [often, late] = [await opened(), await opened()]
        for (const step of path) {
          if (step === 'cron') await often.run('cron', 'run')
          for (const desk of [often, late]) {
            if (step === 'hours') desk.later(3 * hour)
            if (step === 'night') await desk.later(16 * hour).as(jana)
            if (step === 'ask') await desk.as(anna)
            const command = words[step]
            if (command !== undefined) await desk.run(...command)
            if (step === 'ask') await desk.as(jana)
          }
        }
        for (const desk of [often, late]) await desk.run('cron', 'run')
        const told = async (desk: TestDesk) =>
          (await entries(desk)).map(({ type, told: { at: when, metric } }) => `${when} ${metric} ${type}`).sort()
        expect(await told(often)).toEqual(await told(late))
      }),
      { numRuns: 10 },
    )
  }, 120_000)
})
