import { beforeEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'
import { day } from './a-ticket'

interface Shown {
  number: number
  status: string
  priority: string
  emergency: boolean
  resolution: string | null
  solvedAt: string | null
  closedAt: string | null
  heldUntil: string | null
  rating: { score: number } | null
  history: { type: string; at: string; changes: Record<string, { from: unknown; to: unknown }> }[]
}

let desk: TestDesk

/** 1 and 3 are Anna's, 2 is Kim's and an emergency. */
beforeEach(async () => {
  desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('open', 'File rejected', '--for', 'anna@acme.example')
  await desk.json('open', 'Payments do not go out', '--for', 'kim@acme.example', '--emergency')
  await desk.json('open', 'Rejected again', '--for', 'anna@acme.example')
})

const shown = async (number: number) => desk.json<Shown>('show', String(number), '--history')
const types = ({ history }: Shown) => history.map(({ type }) => type)
const merged = async (from: number, into: number) => {
  await desk.json('merge', String(from), '--into', String(into), '--yes')
  return shown(into)
}
const inQueue = async () => (await desk.json<Shown[]>('list')).map(({ number }) => number)

describe('open work', () => {
  test('opens a solved survivor, whose solution did not hold, and makes it as urgent', async () => {
    await desk.json('solve', '3')
    desk.later(60_000)
    const survivor = await merged(2, 3)
    expect(survivor).toMatchObject({ status: 'open', resolution: null, emergency: true, priority: 'urgent' })
    expect(types(survivor)).toEqual(['ticket.opened', 'ticket.solved', 'ticket.reopened', 'ticket.merged'])
    expect(survivor.history.at(-2)?.changes).toMatchObject({ status: { from: 'solved', to: 'open' } })
    expect(survivor.history.at(-1)?.changes).toMatchObject({
      emergency: { from: false, to: true },
      participants: { to: ['kim@acme.example'] },
    })
    expect((await inQueue())[0]).toBe(3)
    // The solution is marked: it is no longer to be had back by a mere "thank you", and a new one is another one.
    expect(await desk.refused('solve', '3', '--thanks')).toMatchObject({ code: 'no-thanks' })
    await desk.as('anna@acme.example')
    await desk.json('solve', '3')
    await desk.json('rate', '3', '--score', '4')
    await desk.as(undefined)
    expect((await desk.run('audit', 'verify')).exitCode).toBe(0)
  })

  test('opens a waiting survivor, so that the clock does not solve it unanswered', async () => {
    await desk.json('config', 'set', 'tickets.solve-unanswered-after', '14d')
    await desk.json('reply', '1', '-m', 'Which file?')
    desk.later(6 * day)
    const survivor = await merged(2, 1)
    expect(survivor).toMatchObject({ status: 'open', emergency: true })
    expect(survivor.history.at(-1)).toMatchObject({ changes: { status: { from: 'waiting', to: 'open' } } })
    desk.later(20 * day)
    await desk.run('cron', 'run')
    expect(await shown(1)).toMatchObject({ status: 'open' })
  })

  test('ends the hold of the survivor; what is on hold itself does not', async () => {
    await desk.json('hold', '1', '--until', '2026-03-20')
    await desk.json('hold', '3', '--until', '2026-03-10')
    const both = await merged(3, 1)
    expect(both.heldUntil).toMatch(/^2026-03-(09|10)/)
    expect(await inQueue()).not.toContain(1)
    expect(await merged(2, 1)).toMatchObject({ status: 'open', heldUntil: null })
    expect(await inQueue()).toContain(1)
  })

  test('what is waiting begins the time anew only where it was waited for later', async () => {
    await desk.json('config', 'set', 'tickets.solve-unanswered-after', '14d')
    await desk.json('reply', '1', '-m', 'Which file?')
    desk.later(10 * day)
    await desk.run('cron', 'run')
    await desk.json('reply', '3', '-m', 'Which one?')
    expect(await merged(3, 1)).toMatchObject({ status: 'waiting' })
    desk.later(9 * day)
    await desk.run('cron', 'run')
    expect(await shown(1)).toMatchObject({ status: 'waiting' })
  })

  test('what was solved opens nothing, and makes nothing more urgent', async () => {
    await desk.json('solve', '2')
    await desk.json('solve', '3')
    expect(await merged(2, 3)).toMatchObject({ status: 'solved', emergency: false, priority: 'normal' })
  })
})

describe('what the clock did', () => {
  test('is written down in both before they become one', async () => {
    await desk.json('hold', '1', '--until', '2026-03-10')
    await desk.json('hold', '3', '--until', '2026-03-11')
    desk.later(20 * day)
    await merged(3, 1)
    for (const number of [1, 3]) {
      expect(types(await shown(number))).toEqual(['ticket.opened', 'ticket.held', 'ticket.released', 'ticket.merged'])
    }
  })

  test('so does a closing', async () => {
    await desk.json('solve', '3')
    desk.later(20 * day)
    await merged(3, 1)
    expect(types(await shown(3))).toEqual(['ticket.opened', 'ticket.solved', 'ticket.closed', 'ticket.merged'])
  })
})

describe('what was closed and rated', () => {
  test('keeps when it was closed, its solution and its rating', async () => {
    await desk.json('solve', '3')
    await desk.as('anna@acme.example')
    await desk.json('rate', '3', '--score', '1')
    await desk.as(undefined)
    const before = await desk.json<Shown>('close', '3')
    desk.later(26 * day)
    await merged(3, 1)
    const after = await shown(3)
    expect(after).toMatchObject({ resolution: 'merged', rating: { score: 1 } })
    expect([after.solvedAt, after.closedAt]).toEqual([before.solvedAt, before.closedAt])
  })

  test('keeps the rating of what was reopened, too', async () => {
    await desk.json('solve', '3')
    await desk.as('anna@acme.example')
    await desk.json('rate', '3', '--score', '1')
    await desk.json('reopen', '3')
    await desk.as(undefined)
    await merged(3, 1)
    expect(await shown(3)).toMatchObject({ rating: { score: 1 } })
  })

  test.each([
    ['rated', ['rate', '3', '--score', '5']],
    ['followed up', ['follow-up', '3', '-m', 'more']],
  ])('is not %s: it leads to where it goes on', async (_, words) => {
    await merged(3, 1)
    await desk.as('anna@acme.example')
    expect(await desk.refused(...words)).toMatchObject({ exitCode: 1, code: 'ticket-merged', details: { into: 1 } })
    await desk.as(undefined)
    expect(await inQueue()).toEqual([2, 1])
  })
})
