import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../src/journal/entry'
import { handoversIn, lastAtFirstLevel, timesAtLevels, timesEscalated } from '../../src/ticket/level/handover'
import type { TestDesk } from '../kit/test-desk'
import { twoLevels } from './two-levels'

const start = Date.parse('2026-03-05T12:00:00.000Z')

function entry(type: string, minutes: number, level: number, payload: object | null = {}): Entry {
  const at = new Date(start + minutes * 60_000).toISOString()
  return {
    type,
    at,
    level,
    payload: payload === null ? null : JSON.stringify(payload),
    actorId: 'fritz',
  } as unknown as Entry
}

describe('the handovers', () => {
  test('are those that stand, with why and who had it', () => {
    const entries = [
      entry('ticket.escalated', 1, 2, { reason: 'Why', message: 'm-1', stood: { assignee: 'fritz', level: 1 } }),
      entry('ticket.returned', 2, 1, { message: 'm-2' }),
      entry('ticket.escalated', 3, 2, { reason: 'Again', missing: ['browser'] }),
      entry('ticket.undone', 4, 1, { undone: ['ticket.escalated'] }),
      entry('ticket.undone', 5, 1, { undone: ['ticket.replied'] }),
    ]
    const found = handoversIn(entries)
    expect(found.map(({ to, messageId }) => [to, messageId])).toEqual([
      [2, 'm-1'],
      [1, 'm-2'],
    ])
    expect(found[0]).toMatchObject({ reason: 'Why', assigneeId: 'fritz' })
    expect([timesEscalated(found), lastAtFirstLevel(found)]).toEqual([1, 'fritz'])
  })

  test('are told of what was erased, without what was said', () => {
    expect(handoversIn([entry('ticket.escalated', 1, 2, null)])).toMatchObject([{ to: 2, reason: null, missing: [] }])
  })
})

describe('the time at each level', () => {
  const minutesAt = (entries: readonly Entry[], now: number) => {
    const times = timesAtLevels(entries, new Date(start + now * 60_000))
    return [times[1] / 60_000, times[2] / 60_000]
  }

  test('ends and begins with each handover, and stands still while it is solved', () => {
    const entries = [
      entry('ticket.opened', 0, 1),
      entry('ticket.escalated', 10, 2),
      entry('ticket.noted', 15, 2),
      entry('ticket.returned', 40, 1),
      entry('ticket.solved', 50, 1),
      entry('ticket.reopened', 1000, 1),
      entry('ticket.escalated', 1005, 2, null),
    ]
    expect(minutesAt(entries, 1010)).toEqual([25, 35])
    expect(minutesAt(entries.slice(0, 5), 900)).toEqual([20, 30])
  })

  test('counts what was taken back for where it was meanwhile', () => {
    const entries = [
      entry('ticket.opened', 0, 1),
      entry('ticket.escalated', 10, 2),
      entry('ticket.undone', 12, 1, { undone: ['ticket.escalated'], changes: { level: { from: 2, to: 1 } } }),
      entry('ticket.solved', 20, 1),
      entry('ticket.undone', 25, 1, { changes: { status: { from: 'solved', to: 'open' } } }),
    ]
    expect(minutesAt(entries, 30)).toEqual([23, 2])
  })

  test('is all the time since it was opened, however it went, as a minute by minute count says', () => {
    const steps = fc.array(
      fc.record({
        after: fc.nat({ max: 30 }),
        deed: fc.constantFrom('escalated', 'returned', 'solved', 'reopened', 'noted'),
      }),
      { maxLength: 15 },
    )
    fc.assert(
      fc.property(steps, fc.nat({ max: 60 }), (deeds, rest) => {
        const entries = [entry('ticket.opened', 0, 1)]
        const minutes: (1 | 2 | 'solved')[] = []
        let level: 1 | 2 = 1
        let isSolved = false
        const pass = (count: number): void =>
          void minutes.push(...Array<1 | 2 | 'solved'>(count).fill(isSolved ? 'solved' : level))
        for (const { after, deed } of deeds) {
          pass(after)
          if (isSolved && (deed === 'escalated' || deed === 'returned')) continue
          if (deed === 'escalated') level = 2
          if (deed === 'returned') level = 1
          if (deed === 'solved') isSolved = true
          if (deed === 'reopened') isSolved = false
          entries.push(entry(`ticket.${deed}`, minutes.length, level))
        }
        pass(rest)
        const counted = ([1, 2] as const).map((one) => minutes.filter((minute) => minute === one).length)
        expect(minutesAt(entries, minutes.length)).toEqual(counted)
      }),
    )
  })
})

describe('on the screen', () => {
  async function pingPong(): Promise<TestDesk> {
    const desk = await twoLevels()
    desk.environment.NO_COLOR = '1'
    await desk.json(
      'open',
      'Kalender leer',
      '--for',
      'kim@nord.example',
      '-m',
      'Seit heute.',
      '--browser',
      'Firefox 140',
    )
    for (const round of ['first', 'second', 'third']) {
      await desk.as('fritz@support.example')
      await desk.json('escalate', '1', '--reason', `For the ${round} time.`, '--tried', 'Connected again', '--force')
      desk.later(65 * 60_000)
      await desk.as('sara@support.example')
      if (round !== 'third') await desk.json('return', '1', '-m', 'Try again.')
      desk.later(10 * 60_000)
    }
    return desk
  }
  const shown = async (desk: TestDesk, ...words: string[]) => {
    desk.terminal = true
    const { stdout } = await desk.run(...words)
    desk.terminal = false
    return stdout
  }

  test('the hand-over stands on top for second level: who, when, the how manyth time, why, and the report', async () => {
    const desk = await pingPong()
    const text = await shown(desk, 'show', '1')
    expect(text).toContain('Handed over by Fritz First · today 15:30 · third time here\n  │ For the third time.\n')
    expect(text.indexOf('Firefox 140')).toBeLessThan(text.indexOf('Seit heute.'))
    // Once, and the earlier ones where they were said.
    expect(text.split('For the third time.')).toHaveLength(2)
    expect(text).toContain('For the first time.')
    expect(await shown(desk, 'show', '1', '--lang', 'de')).toContain(
      'Weitergegeben von Fritz First · heute 15:30 · zum 3. Mal hier',
    )
    expect(await desk.json('show', '1')).toMatchObject({
      handover: { to: 2, times: 3, reason: 'For the third time.', by: { email: 'fritz@support.example' } },
      levels: null,
    })
  })

  test('the history ends with the time at each level', async () => {
    const desk = await pingPong()
    expect(await shown(desk, 'show', '1', '--history')).toContain(
      'level 1: 20 min · level 2: 3 h 25 min · 3 times there',
    )
    expect(await desk.json('show', '1', '--history')).toMatchObject({
      levels: [
        { level: 1, minutes: 20 },
        { level: 2, minutes: 205 },
      ],
    })
  })

  test('first level is told that it is back, the requester nothing', async () => {
    const desk = await pingPong()
    await desk.json('return', '1', '-m', 'Mended.')
    await desk.as('fritz@support.example')
    expect(await shown(desk, 'show', '1')).toContain(
      'Back from second level: Sara Second · today 16:45 · 3 times there',
    )
    await desk.as('kim@nord.example')
    expect(await shown(desk, 'show', '1')).not.toContain('econd level')
  })
})
