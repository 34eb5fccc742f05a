import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jobNames, leaseLength } from '../../src/upkeep/cron-job'
import { keepLease, takeLease } from '../../src/upkeep/cron-job-store'
import { TestDesk } from '../kit/test-desk'

const day = 24 * 60 * 60 * 1000
const anna = 'anna@acme.example'
const jana = 'jana@support.example'

interface Shown {
  number: number
  status: string
  version: number
  updatedAt: string
  resolution: string | null
  solvedAt: string | null
  closesAt: string | null
  heldUntil: string | null
  history: { type: string; at: string; actor: { email: string } | null; channel: string; changes: object }[]
}

interface Job {
  name: string
  startedAt: string | null
  finishedAt: string | null
  succeededAt: string | null
  nextAt: string | null
  failures: number
  error: string | null
  leasedUntil: string | null
}

async function newDesk(...settings: string[][]): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  for (const [name = '', value = ''] of settings) await desk.json('config', 'set', name, value)
  return desk
}

async function waiting(...settings: string[][]): Promise<TestDesk> {
  const desk = await newDesk(...settings)
  await desk.json('open', 'Portal down', '--for', anna)
  await desk.json('reply', '1', '-m', 'Which one?')
  return desk
}

/** What a run did, without what it did not. */
async function run(desk: TestDesk, ...flags: string[]): Promise<Record<string, number>> {
  const { jobs } = await desk.json<{ jobs: { job: string; outcome: string; count: number | null }[] }>(
    'cron',
    'run',
    ...flags,
  )
  return Object.fromEntries(jobs.filter(({ count }) => (count ?? 0) > 0).map(({ job, count }) => [job, count ?? 0]))
}

const shown = async (desk: TestDesk, number = '1') => desk.json<Shown>('show', number, '--history')
const types = async (desk: TestDesk, number = '1') => (await shown(desk, number)).history.map(({ type }) => type)
const job = async (desk: TestDesk, name: string) =>
  (await desk.json<Job[]>('cron', 'jobs')).find((one) => one.name === name)

/** How often that stands in the journal, whatever a history tells. */
async function entries(desk: TestDesk, type: string) {
  const store = await desk.store()
  const rows = await store.db.selectFrom('journal_entries').selectAll().where('type', '=', type).execute()
  await store.close()
  return rows
}

describe('closing', () => {
  async function solved(): Promise<TestDesk> {
    const desk = await newDesk()
    await desk.json('open', 'Portal down', '--for', anna)
    await desk.json('solve', '1')
    return desk
  }

  test('is written down once, as of the end of the window, by nobody, and is no new version', async () => {
    const desk = await solved()
    const before = await shown(desk.later(13 * day))
    expect(await run(desk)).toEqual({})
    const unwritten = await shown(desk.later(30 * day))
    expect(await run(desk)).toEqual({ close: 1 })
    expect(await run(desk)).toEqual({})
    const after = await shown(desk)
    expect(after).toEqual({ ...unwritten, history: after.history })
    expect(
      after.history.map(({ at, type, actor, channel, changes }) => ({ at, type, actor, channel, changes })),
    ).toEqual(unwritten.history)
    expect(after).toMatchObject({ status: 'closed', version: before.version, updatedAt: before.updatedAt })
    const [entry, ...more] = await entries(desk, 'ticket.closed')
    expect(more).toEqual([])
    expect(entry).toMatchObject({ actor_id: null, channel: 'cron', at: desk.now.toISOString() })
    expect(after.history.at(-1)).toMatchObject({ type: 'ticket.closed', at: '2026-03-19T23:00:00.000Z', actor: null })
  })

  test('happens at the end of the window to the millisecond', async () => {
    const desk = await solved()
    desk.now = new Date('2026-03-19T22:59:59.999Z')
    expect(await run(desk)).toEqual({})
    desk.now = new Date('2026-03-19T23:00:00.000Z')
    expect(await run(desk)).toEqual({ close: 1 })
  })

  test('is not written again where staff closed it, nor where somebody came by before cron', async () => {
    const desk = await solved()
    await desk.json('close', '1')
    await desk.json('open', 'Another', '--for', anna)
    await desk.json('solve', '2')
    desk.later(20 * day)
    await desk.json('note', '2', '-m', 'Asked again by telephone')
    expect(await run(desk)).toEqual({})
    expect(await types(desk)).toEqual(['ticket.opened', 'ticket.solved', 'ticket.closed'])
    expect(await types(desk, '2')).toEqual(['ticket.opened', 'ticket.solved', 'ticket.closed', 'ticket.noted'])
    expect(await entries(desk, 'ticket.closed')).toHaveLength(2)
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  })

  test('close of a ticket that the clock has closed is no second closing', async () => {
    const desk = await solved()
    desk.later(20 * day)
    await desk.json('close', '1')
    expect(await run(desk)).toEqual({ close: 1 })
    expect(await entries(desk, 'ticket.closed')).toHaveLength(1)
  })

  test('stays when the clock goes back', async () => {
    const desk = await solved()
    await run(desk.later(20 * day))
    expect(await run(desk.later(-10 * day))).toEqual({})
    expect(await shown(desk)).toMatchObject({ status: 'closed' })
    expect(await run(desk.later(30 * day))).toEqual({})
  })

  test('waits while the tenant is deleted, and is made up for when it is restored', async () => {
    const desk = await solved()
    await desk.json('tenant', 'delete', 'acme', '--yes')
    expect(await run(desk.later(20 * day))).toEqual({})
    await desk.json('tenant', 'restore', 'acme')
    expect(await run(desk)).toEqual({ close: 1 })
  })

  test('is done to many', async () => {
    const desk = await newDesk()
    for (let number = 1; number <= 60; number += 1) await desk.json('open', `Request ${number}`, '--for', anna)
    await desk.json('solve', '1-60', '--yes')
    expect(await run(desk.later(20 * day))).toEqual({ close: 60 })
    expect(await entries(desk, 'ticket.closed')).toHaveLength(60)
  })
})

describe('release from hold', () => {
  test('is written down once, as of the end of the hold', async () => {
    const desk = await waiting()
    await desk.json('hold', '1', '--until', 'in 48h')
    const { version } = await shown(desk)
    expect(await run(desk.later(2 * day - 1))).toEqual({})
    expect(await run(desk.later(30 * day))).toMatchObject({ release: 1 })
    expect(await run(desk, '--job', 'release')).toEqual({})
    const after = await shown(desk)
    expect(after).toMatchObject({ version, heldUntil: null })
    const released = after.history.filter(({ type }) => type === 'ticket.released')
    expect(released).toMatchObject([{ at: '2026-03-07T12:00:00.000Z', actor: null, channel: 'cron' }])
  })
})

describe('what is not answered', () => {
  test('is reminded of once after five days, and solved nine days later', async () => {
    const desk = await waiting()
    expect(await run(desk.later(5 * day - 1))).toEqual({})
    expect(await run(desk.later(1))).toEqual({ remind: 1 })
    expect(await run(desk.later(4 * day))).toEqual({})
    expect(await run(desk.later(5 * day - 1))).toEqual({})
    expect(await run(desk.later(1))).toEqual({ 'solve-unanswered': 1 })
    expect(await run(desk)).toEqual({})
    const ticket = await shown(desk)
    expect(ticket).toMatchObject({
      status: 'solved',
      resolution: 'unanswered',
      solvedAt: '2026-03-19T12:00:00.000Z',
      closesAt: '2026-04-02T22:00:00.000Z',
    })
    expect(ticket.history.slice(2)).toMatchObject([
      { type: 'ticket.reminded', actor: null, channel: 'cron' },
      { type: 'ticket.solved', actor: null, channel: 'cron' },
    ])
  })

  test('is not solved before somebody was reminded, however late cron is', async () => {
    const desk = await waiting()
    expect(await run(desk.later(30 * day))).toEqual({ remind: 1 })
    const solvedAt = new Date(desk.now.getTime() + 9 * day).toISOString()
    expect(await job(desk, 'solve-unanswered')).toMatchObject({ nextAt: solvedAt })
    expect(await run(desk.later(9 * day - 1))).toEqual({})
    expect(await run(desk.later(1))).toEqual({ 'solve-unanswered': 1 })
    // The window begins when it is solved, not when it should have been.
    expect(await shown(desk)).toMatchObject({ solvedAt: desk.now.toISOString() })
  })

  test('can be reopened and rated like any other, and is closed in the end', async () => {
    const desk = await waiting()
    await run(desk.later(5 * day))
    await run(desk.later(9 * day))
    await desk.as(anna)
    expect(await desk.json('reply', '1', '-m', 'Sorry, here it is.')).toMatchObject({
      status: 'open',
      resolution: null,
    })
    await desk.as(jana)
    await desk.json('reply', '1', '-m', 'And which bank?')
    expect(await run(desk.later(5 * day))).toEqual({ remind: 1 })
  })

  test.each([
    ['an answer of the requester', anna, ['reply', '1', '-m', 'Here it is.']],
    ['an answer of the staff', jana, ['reply', '1', '-m', 'Are you there?']],
    ['a note', jana, ['note', '1', '-m', 'Called: back next week.']],
    ['a reopening', jana, ['reopen', '1']],
  ])('begins anew with %s', async (_, person, words) => {
    const desk = await waiting()
    await run(desk.later(5 * day))
    await desk.later(8 * day).as(person)
    await desk.json(...words)
    await desk.as(jana)
    // In whichever status that left it: now it waits again, as of that word.
    expect(await run(desk.later(2 * day))).toEqual({})
    const { status } = await shown(desk)
    if (status === 'open') return
    expect(await run(desk.later(3 * day))).toEqual({ remind: 1 })
  })

  test.each([
    ['taken', 'take', '1'],
    ['edited', 'edit', '1', '--priority', 'high'],
  ])('goes on waiting when it is only %s', async (_, ...words) => {
    const desk = await waiting()
    await desk.later(4 * day).json(...words)
    expect(await run(desk.later(day))).toEqual({ remind: 1 })
  })

  test('is left in peace on hold, and begins to wait when that ends', async () => {
    const desk = await waiting()
    await desk.json('hold', '1', '--until', 'in 20d', '--for', 'customer')
    expect(await run(desk.later(19 * day))).toEqual({})
    expect(await run(desk.later(2 * day))).toEqual({ release: 1 })
    expect(await run(desk.later(4 * day - 1))).toEqual({})
    expect(await run(desk.later(1))).toEqual({ remind: 1 })
  })

  test.each([
    ['never reminded, but solved', [['tickets.remind-after', 'off']], {}, { 'solve-unanswered': 1 }],
    ['reminded, but never solved', [['tickets.solve-unanswered-after', 'off']], { remind: 1 }, {}],
    [
      'left alone',
      [
        ['tickets.remind-after', 'off'],
        ['tickets.solve-unanswered-after', 'off'],
      ],
      {},
      {},
    ],
    [
      'solved without a reminder that would come too late',
      [['tickets.remind-after', '20d']],
      {},
      { 'solve-unanswered': 1 },
    ],
  ])('is %s where the desk says so', async (_, settings, first, second) => {
    const desk = await waiting(...settings)
    expect(await run(desk.later(5 * day))).toEqual(first)
    expect(await run(desk.later(9 * day))).toEqual(second)
  })

  test('is never solved by itself in a desk for payments', async () => {
    const desk = await new TestDesk().init('--preset', 'payments')
    expect(await desk.json('config', 'get', 'tickets.solve-unanswered-after')).toMatchObject({ value: 'off' })
  })

  test('is neither reminded nor solved twice when the clock goes back', async () => {
    const desk = await waiting()
    await run(desk.later(6 * day))
    expect(await run(desk.later(-3 * day))).toEqual({})
    expect(await run(desk.later(4 * day))).toEqual({})
    expect(await entries(desk, 'ticket.reminded')).toHaveLength(1)
  })
})

test('whether cron runs, how often and when makes no difference to what a ticket is', async () => {
  type Step = 'cron' | 'day' | 'week' | 'hold' | 'solve' | 'note'
  const steps = fc.array(fc.constantFrom<Step>('cron', 'day', 'week', 'hold', 'solve', 'note'), {
    minLength: 6,
    maxLength: 14,
  })
  const words: Readonly<Record<string, string[]>> = {
    hold: ['hold', '1', '--until', 'in 3d'],
    solve: ['solve', '1'],
    note: ['note', '1', '-m', 'Noted.'],
  }
  const settings = [
    ['tickets.remind-after', 'off'],
    ['tickets.solve-unanswered-after', 'off'],
  ]
  await fc.assert(
    fc.asyncProperty(steps, async (path) => {
      const [often, never] = [await waiting(...settings), await waiting(...settings)]
      for (const step of path) {
        if (step === 'cron') await often.json('cron', 'run')
        for (const desk of [often, never]) {
          if (step === 'day') desk.later(day)
          // A session that nobody uses ends, which is none of this.
          if (step === 'week') await desk.later(7 * day).as(jana)
          const command = words[step]
          if (command !== undefined) await desk.run(...command)
        }
      }
      const [one, other] = [await shown(often), await shown(never)]
      // Ids are drawn, and cron draws some.
      expect({ ...one, messages: [] }).toEqual({ ...other, messages: [] })
      const told = one.history.filter(({ channel }) => channel === 'cron').length
      await often.json('cron', 'run')
      const written = [...(await entries(often, 'ticket.closed')), ...(await entries(often, 'ticket.released'))]
      expect(written.filter(({ channel }) => channel === 'cron')).toHaveLength(told)
    }),
    { numRuns: 12 },
  )
})

describe('a run', () => {
  async function solvedLongAgo(): Promise<TestDesk> {
    const desk = await newDesk()
    await desk.json('open', 'Portal down', '--for', anna)
    await desk.json('solve', '1')
    return desk.later(20 * day)
  }

  test('says nothing where nothing happened, else a line for each job', async () => {
    const desk = await solvedLongAgo()
    expect(await desk.run('cron', 'run')).toEqual({ exitCode: 0, stdout: 'close: 1 ticket closed\n', stderr: '' })
    expect(await desk.run('cron', 'run')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    desk.terminal = true
    expect(await desk.run('cron', 'run')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })

  test('is told to machines whatever happened', async () => {
    const desk = await newDesk()
    const { jobs } = await desk.json<{ jobs: { job: string }[] }>('cron', 'run', '--job', 'close', '--job', 'release')
    expect(jobs).toEqual([
      { job: 'release', outcome: 'done', count: 0, error: null },
      { job: 'close', outcome: 'done', count: 0, error: null },
    ])
    expect(await desk.refused('cron', 'run', '--job', 'sweep')).toMatchObject({ exitCode: 65, code: 'wrong-value' })
  })

  test('needs nobody logged in, but the desk’s key', async () => {
    const desk = await solvedLongAgo()
    rmSync(join(desk.home, 'credentials.json'))
    expect(await desk.run('cron', 'run')).toMatchObject({ exitCode: 0 })
    rmSync(join(desk.home, 'helpdesk.key'))
    expect(await desk.refused('cron', 'run')).toMatchObject({ exitCode: 78 })
  })

  test('takes a token made for it, and none for reading or for mail', async () => {
    const desk = await solvedLongAgo()
    const tokens = new Map<string, string>()
    for (const scope of ['cron', 'read', 'mail', 'all']) {
      const { token } = await desk.json<{ token: string }>('token', 'create', '--name', scope, '--scope', scope)
      tokens.set(scope, token)
    }
    const withToken = (scope: string): void => {
      desk.environment.HELPDESK_TOKEN = tokens.get(scope)
    }
    for (const scope of ['read', 'mail']) {
      withToken(scope)
      expect(await desk.refused('cron', 'run')).toMatchObject({ exitCode: 77, code: 'token-scope' })
    }
    withToken('cron')
    expect(await desk.refused('list')).toMatchObject({ exitCode: 77, code: 'token-scope' })
    expect((await desk.run('cron', 'run')).stdout).toBe('close: 1 ticket closed\n')
    withToken('all')
    expect(await run(desk)).toEqual({})
  })

  test('leaves alone what another run works on, until its lease is over', async () => {
    const desk = await solvedLongAgo()
    const store = await desk.store()
    expect(await store.write((tx) => takeLease(tx, 'close', 'other', desk.now))).toBe(true)
    const { jobs } = await desk.json<{ jobs: object[] }>('cron', 'run', '--job', 'close')
    expect(jobs).toEqual([{ job: 'close', outcome: 'skipped', count: null, error: null }])
    expect(await job(desk, 'close')).toMatchObject({ finishedAt: null, leasedUntil: expect.any(String) })
    expect(await run(desk.later(leaseLength - 1))).toEqual({})
    expect(await run(desk.later(1))).toEqual({ close: 1 })
    // Whoever held it before finds that it is theirs no longer.
    expect(await store.write((tx) => keepLease(tx, 'close', 'other', desk.now))).toBe(false)
    await store.close()
  })

  test('takes a lease from a clock that was set back', async () => {
    const desk = await solvedLongAgo()
    const store = await desk.store()
    await store.write((tx) => takeLease(tx, 'close', 'other', new Date(desk.now.getTime() + 3 * day)))
    await store.close()
    expect(await run(desk)).toEqual({ close: 1 })
  })

  test('goes on with the other jobs where one fails, says which, and does it the next time', async () => {
    const desk = await solvedLongAgo()
    await desk.json('open', 'Another', '--for', anna)
    await desk.json('reply', '2', '-m', 'Which one?')
    desk.later(5 * day)
    const store = await desk.store()
    store.file.exec(`create trigger no_closing before update on tickets when new.status = 'closed'
      begin select raise(abort, 'not today'); end`)
    const { exitCode, stdout, stderr } = await desk.run('cron', 'run')
    expect({ exitCode, stdout }).toEqual({ exitCode: 75, stdout: 'remind: 1 reminder due, nobody mailed\n' })
    expect(stderr).toContain('must be tried again: close (not today)')
    expect(await job(desk, 'close')).toMatchObject({
      failures: 1,
      error: 'not today',
      succeededAt: null,
      leasedUntil: null,
    })
    expect((await desk.run('cron', 'run', '--json')).exitCode).toBe(75)
    expect(await job(desk, 'close')).toMatchObject({ failures: 2 })
    store.file.exec('drop trigger no_closing')
    await store.close()
    expect(await run(desk)).toEqual({ close: 1 })
    expect(await job(desk, 'close')).toMatchObject({ failures: 0, error: null, succeededAt: desk.now.toISOString() })
  })
})

describe('cron jobs', () => {
  test('tells what each does, when it ran and when there is something to do', async () => {
    const desk = await waiting()
    await desk.json('open', 'Another', '--for', anna)
    await desk.json('solve', '2')
    await desk.json('hold', '1', '--until', 'in 24h')
    expect((await desk.json<Job[]>('cron', 'jobs')).map(({ name }) => name)).toEqual([...jobNames])
    expect(await job(desk, 'close')).toMatchObject({ startedAt: null, nextAt: '2026-03-19T23:00:00.000Z' })
    expect(await job(desk, 'release')).toMatchObject({ nextAt: '2026-03-06T12:00:00.000Z' })
    expect(await job(desk, 'remind')).toMatchObject({ nextAt: null })
    await run(desk.later(day))
    expect(await job(desk, 'remind')).toMatchObject({
      finishedAt: desk.now.toISOString(),
      nextAt: '2026-03-11T12:00:00.000Z',
    })
    for (const language of ['en', 'de']) {
      const { stdout } = await desk.run('cron', 'jobs', '-o', 'table', '--lang', language)
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
    }
  })
})
