import { describe, expect, test } from 'vitest'
import { promiseText, workingTimeOf } from '../../src/sla/service-level'
import { anna, at, deskWith, hour, jana, localOf } from './a-desk'

const monday = '2027-03-01T08:00:00Z'

interface Level {
  id: string
  priority: string | null
  level: number | null
  firstAnswer: string | null
  solution: string | null
  validUntil: string | null
}

describe('what can be promised', () => {
  test.each([
    ['4h', '4h'],
    ['90m', '1h 30m'],
    ['2 Tage', '2d'],
    ['1w 1d 30m', '1w 1d 30m'],
    ['0', undefined],
    ['0m', undefined],
    ['-5m', undefined],
    ['soon', undefined],
    ['4', undefined],
  ])('%s is %s', (typed, promise) => {
    expect(promiseText(typed)).toBe(promise)
  })

  test('a working day is as long as the desk is open on an average day on which it opens', () => {
    const eight = [{ from: 540, to: 1020 }]
    const four = [{ from: 540, to: 780 }]
    expect(workingTimeOf([eight, eight, eight, [], four, [], []])).toEqual({ day: 7 * hour, week: 28 * hour })
    expect(workingTimeOf([[], [], [], [], [], [], []])).toEqual({ day: 24 * hour, week: 168 * hour })
  })
})

describe('sla set', () => {
  test('takes the place of what was promised for the same tickets, and the same again is no change', async () => {
    const desk = await deskWith(monday)
    const first = await desk.json<Level>('sla', 'set', '--first-answer', '4h')
    expect(await desk.json<Level>('sla', 'set', '--first-answer', '240m')).toEqual(first)
    const second = await desk.later(1).json<Level>('sla', 'set', '--solution', '2d')
    expect(second).toMatchObject({ firstAnswer: null, solution: '2d' })
    await desk.json('sla', 'set', '--solution', '1d', '--level', '2', '--priority', 'high')
    const levels = await desk.json<Level[]>('sla', 'list')
    expect(levels.map(({ priority, level, solution }) => [priority, level, solution])).toEqual([
      ['high', 2, '1d'],
      [null, null, '2d'],
    ])
    const log = await desk.json<{ type: string }[]>('log')
    expect(log.filter(({ type }) => type === 'sla.set')).toHaveLength(3)
  })

  test('does it once for a key', async () => {
    const desk = await deskWith(monday)
    const words = ['sla', 'set', '--first-answer', '4h', '--idempotency-key', 'k']
    const first = await desk.json<Level>(...words)
    expect(await desk.json<Level>(...words)).toEqual(first)
    expect(await desk.refused('sla', 'set', '--first-answer', '5h', '--idempotency-key', 'k')).toMatchObject({
      exitCode: 1,
    })
  })

  test.each([
    [['--first-answer', '0m'], 65, 'wrong-promise'],
    [['--first-answer=-5m'], 65, 'wrong-promise'],
    [['--solution', 'tomorrow'], 65, 'wrong-promise'],
    [['--solution', '1d', '--priority', 'mild'], 65, 'wrong-value'],
    [['--solution', '1d', '--level', '3'], 65, 'wrong-value'],
    [['--solution', '1d', '-c', 'nonsense'], 65, 'wrong-value'],
    [['--solution', '0', '--level', '3'], 65, 'several-wrong'],
    [['--priority', 'high'], 64, 'nothing-to-change'],
  ])('%j is refused: %i %s', async (flags, exitCode, code) => {
    const desk = await deskWith(monday)
    expect(await desk.refused('sla', 'set', ...flags)).toMatchObject({ exitCode, code })
    expect(await desk.json('sla', 'list')).toEqual([])
  })

  test('says where nothing of it will ever be due, and nothing is', async () => {
    const desk = await deskWith(monday)
    await desk.json('calendar', 'set', '--hours', 'mon=')
    expect((await desk.run('sla', 'set', '--first-answer', '1d')).stderr).toContain('never opens')
    await desk.json('open', 'Portal down', '--for', anna)
    expect(await desk.json('show', '1')).toMatchObject({ dueAt: null, overdue: false })
    expect((await desk.run('sla', 'explain', '1', '-o', 'table')).stdout).toContain('never due')
    expect(await desk.json('sla', 'explain', '1')).toMatchObject([
      { dueAt: null, elapsedMinutes: 0, outcome: 'running', spans: [{ kind: 'closed', to: null }] },
    ])
    // Hours again: it counts from then on.
    const { stderr } = await desk.run('calendar', 'set', '--hours', 'mon-fri=09:00-17:00')
    expect(stderr).toBe('Due times worked out anew: 1\n')
    expect(localOf((await desk.json<{ dueAt: string }>('show', '1')).dueAt)).toBe('2027-03-01 17:00')
    const closed = await desk.run('calendar', 'set', '--hours', 'mon=')
    expect(closed.stderr).toContain('never opens')
    expect(await desk.json('show', '1')).toMatchObject({ dueAt: null })
  })
})

describe('sla remove', () => {
  test('names it by its conditions or its id, asks, and shows it first', async () => {
    const desk = await deskWith(monday, ['--first-answer', '4h'], ['--priority', 'high', '--first-answer', '1h'])
    expect(await desk.refused('sla', 'remove')).toMatchObject({ exitCode: 64, code: 'confirmation-needed' })
    expect(await desk.json('sla', 'remove', '-n')).toMatchObject({ priority: null, validUntil: null })
    const [high] = await desk.json<Level[]>('sla', 'list')
    const removed = await desk.json<Level>('sla', 'remove', high?.id.slice(0, 8) ?? '', '--yes')
    expect(removed).toMatchObject({ priority: 'high', validUntil: desk.now.toISOString() })
    expect(await desk.refused('sla', 'remove', '--priority', 'high', '--yes')).toMatchObject({
      exitCode: 66,
      code: 'service-level-not-found',
    })
    expect(await desk.refused('sla', 'remove', 'x', '--level', '1', '--yes')).toMatchObject({ exitCode: 64 })
    const { exitCode } = await desk.answering(false).run('sla', 'remove')
    expect(exitCode).toBe(130)
    desk.terminal = false
    expect(await desk.json<Level[]>('sla', 'list')).toHaveLength(1)
  })
})

describe('sla explain', () => {
  test('tells what was counted and what was not, with the calendar behind it', async () => {
    const desk = await deskWith('2027-01-04T08:00:00Z', ['--first-answer', '4h'])
    await at(desk, '2027-03-25 17:30').as(jana)
    await desk.json('open', 'Portal down', '--for', anna)
    at(desk, '2027-03-25 17:40')
    const german = await desk.run('sla', 'explain', '1', '-o', 'table', '--lang', 'de')
    expect(german.stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'Erste Antwort · Supportstufe 1 · Zusage „4 Std.“ · fällig Di. 30. März 12:30',
      '  heute 17:30 – 17:40               gezählt          10 Min.',
      '  heute 17:40 – 18:00               noch zu zählen   20 Min.',
      '  heute 18:00 – Di. 30. März 09:00  geschlossen: Nacht, Karfreitag, Wochenende,',
      '                                    Ostermontag',
      '  Di. 30. März 09:00 – 12:30        noch zu zählen  210 Min.',
      '',
    ])
    const [clock] = await desk.json<{ spans: object[] }[]>('sla', 'explain', '1')
    expect(clock).toMatchObject({
      metric: 'first-answer',
      level: 1,
      promised: '4h',
      minutes: 240,
      elapsedMinutes: 10,
      dueAt: '2027-03-30T10:30:00.000Z',
      outcome: 'running',
      breached: false,
    })
    expect(clock?.spans[2]).toEqual({
      from: '2027-03-25T17:00:00.000Z',
      to: '2027-03-30T07:00:00.000Z',
      kind: 'closed',
      minutes: 0,
      pause: null,
      closed: [
        { reason: 'night', name: null },
        { reason: 'holiday', name: 'Good Friday' },
        { reason: 'weekend', name: null },
        { reason: 'holiday', name: 'Easter Monday' },
      ],
    })
  })

  test('tells a break within the day, what was late, and why it stands still', async () => {
    const desk = await deskWith(monday, ['--solution', '2h'])
    await desk.json('calendar', 'set', '--hours', 'mon-fri=09:00-12:00,13:00-18:00')
    await at(desk, '2027-03-01 11:00').json('open', 'Portal down', '--for', anna)
    await at(desk, '2027-03-01 15:00').json('reply', '1', '-m', 'Which one?')
    const [clock] = await desk.json<{ outcome: string; spans: { kind: string; minutes: number }[] }[]>(
      ...['sla', 'explain', '1'],
    )
    expect(clock?.outcome).toBe('paused')
    expect(clock?.spans.map(({ kind, minutes }) => [kind, minutes])).toEqual([
      ['counted', 60],
      ['closed', 0],
      ['counted', 60],
      ['late', 60],
      ['paused', 0],
    ])
    expect(clock?.spans[1]).toMatchObject({ closed: [{ reason: 'break' }] })
  })

  test('counts to its total what the clock says that it counted', async () => {
    const desk = await deskWith(
      monday,
      ['--solution', '5d'],
      ['--level', '1', '--solution', '9d', '--around-the-clock'],
    )
    await desk.json('open', 'Portal down', '--for', anna)
    await at(desk, '2027-03-04 11:00').as(jana)
    const [clock] = await desk.json<
      { minutes: number; elapsedMinutes: number; spans: { kind: string; minutes: number }[] }[]
    >(...['sla', 'explain', '1'])
    const sumOf = (...kinds: string[]): number =>
      clock?.spans.reduce((sum, { kind, minutes }) => sum + (kinds.includes(kind) ? minutes : 0), 0) ?? 0
    expect(sumOf('counted')).toBe(clock?.elapsedMinutes)
    expect(sumOf('counted', 'to-count')).toBe(clock?.minutes)
  })
})

test('service levels end where their time does, and a clock keeps what it began with', async () => {
  const desk = await deskWith(monday, ['--first-answer', '4h'])
  await desk.json('open', 'Portal down', '--for', anna)
  await desk.later(1).json('sla', 'remove', '--yes')
  expect(await desk.json<object[]>('sla', 'explain', '1')).toHaveLength(1)
  await desk.json('open', 'Second', '--for', anna, '--if-duplicate', 'open')
  expect(await desk.json<object[]>('sla', 'explain', '2')).toHaveLength(0)
})
