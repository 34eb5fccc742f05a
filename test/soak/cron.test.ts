import { cpSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type BuiltRun, runBuilt, scratchHome, startBuilt } from '../kit/built-program'

const day = 24 * 60 * 60 * 1000
const begin = Date.parse('2026-03-05T12:00:00.000Z')

/** Runs one command in a rehearsal, so many days after its beginning. */
function atDay(home: string, days: number, words: readonly string[]): Promise<BuiltRun> {
  const HELPDESK_NOW = new Date(begin + days * day).toISOString()
  return runBuilt(words, { home, environment: { HELPDESK_NOW } })
}

async function done(home: string, days: number, ...words: string[]): Promise<void> {
  const { exitCode, stderr } = await atDay(home, days, words)
  expect({ words, exitCode, stderr }).toEqual({ words, exitCode: 0, stderr: '' })
}

/** A third solved, a third waiting, a third on hold for two days; what is due is due for all of a kind at once. */
async function deskWith(count: number): Promise<string> {
  const home = scratchHome()
  await done(home, 0, 'init', '--admin', 'jana@support.example', '--rehearsal')
  await done(home, 0, 'tenant', 'add', 'acme', '--domain', 'acme.example')
  // Only what is on hold, for nobody in particular, is never answered: its service level is in danger, then missed.
  await done(home, 0, 'sla', 'set', '--first-answer', '4h')
  for (let number = 1; number <= count; number += 1) {
    await done(home, 0, 'open', `Request ${number}`, '--for', 'anna@acme.example', '-m', 'Please.', '--quiet')
  }
  const third = count / 3
  await done(home, 0, 'solve', `1-${third}`, '--yes')
  await done(home, 0, 'reply', `${third + 1}-${2 * third}`, '-m', 'Which one?', '--yes')
  await done(home, 0, 'hold', `${2 * third + 1}-${count}`, '--until', 'in 48h', '--yes')
  return home
}

/** How often each of the desk's own deeds stands in the journal, and that none was done to a ticket twice. */
function written(home: string): Record<string, number> {
  const database = new Database(join(home, 'helpdesk.db'), { fileMustExist: true })
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.pragma('foreign_key_check')).toEqual([])
    const rows = database
      .prepare(
        `select type, count(*) as entries, count(distinct ticket_id) as tickets from journal_entries
         where channel = 'cron' group by type`,
      )
      .all() as { type: string; entries: number; tickets: number }[]
    for (const { entries, tickets } of rows) expect(entries).toBe(tickets)
    const solutions = database
      .prepare(`select count(*) from tickets where (solved_at is not null) <> exists
        (select 1 from solutions where ticket_id = tickets.id and reopened_at is null)`)
      .pluck()
      .get()
    expect(solutions).toBe(0)
    return Object.fromEntries(rows.map(({ type, entries }) => [type, entries]))
  } finally {
    database.close()
  }
}

/** Of each ticket whose first answer was late: that it was in danger, and that it was missed. */
const late = (count: number): Record<string, number> => ({ 'sla.warning': count, 'sla.breached': count })

/** Runs cron until it has nothing to do any more; a dead run's lease has ended by then. */
async function finish(home: string, days: number): Promise<void> {
  const later = days + 1 / 96
  for (let turn = 1; turn <= 2; turn += 1) {
    const { exitCode, stderr } = await atDay(home, later, ['cron', 'run'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  }
  expect((await atDay(home, later, ['cron', 'run'])).stdout).toBe('')
}

/** How long a run takes with everything to do, on a copy of the desk: machines differ. In milliseconds. */
async function timeOfRun(home: string): Promise<number> {
  const copy = scratchHome()
  cpSync(home, copy, { recursive: true })
  await atDay(copy, 0, ['cron', 'run'])
  const start = performance.now()
  await atDay(copy, 20, ['cron', 'run'])
  return performance.now() - start
}

test('cron killed at random moments does each thing once', async () => {
  const home = await deskWith(90)
  const whole = await timeOfRun(home)
  // The clock goes on with each kill, far enough for the lease of the killed run to end.
  let days = 20
  let killed = 0
  for (let turn = 1; turn <= 25; turn += 1, days += 1 / 96) {
    const environment = { HELPDESK_NOW: new Date(begin + days * day).toISOString() }
    const { process, finished } = startBuilt(['cron', 'run'], { home, environment })
    // Later from turn to turn: the first kills come before anything was done, the last when all of it was.
    const delay = whole * (0.2 + 0.03 * turn) * (0.8 + 0.4 * Math.random())
    const timer = setTimeout(() => process.kill('SIGKILL'), delay)
    await finished
    clearTimeout(timer)
    if (process.signalCode === 'SIGKILL') killed += 1
    if (turn % 5 === 0) written(home)
  }
  expect(killed).toBeGreaterThan(5)
  await finish(home, days)
  expect(written(home)).toEqual({ 'ticket.closed': 30, 'ticket.released': 30, 'ticket.reminded': 30, ...late(30) })
  await done(home, 0, 'audit', 'verify')
})

test('three at once do each thing once, and none of them fails', async () => {
  const home = await deskWith(60)
  const runs = await Promise.all([1, 2, 3].map(() => atDay(home, 20, ['cron', 'run', '--json'])))
  for (const { exitCode, stderr } of runs) expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  await finish(home, 20)
  expect(written(home)).toEqual({ 'ticket.closed': 20, 'ticket.released': 20, 'ticket.reminded': 20, ...late(20) })
  await done(home, 0, 'audit', 'verify')
})

test('cron away for 30 days, then with the clock moved back, does each thing once', async () => {
  const home = await deskWith(30)
  await finish(home, 30)
  expect(written(home)).toEqual({ 'ticket.closed': 10, 'ticket.released': 10, 'ticket.reminded': 10, ...late(10) })
  for (const days of [25, 1, 31]) await finish(home, days)
  expect(written(home)).toEqual({ 'ticket.closed': 10, 'ticket.released': 10, 'ticket.reminded': 10, ...late(10) })
  await finish(home, 40)
  expect(written(home)).toEqual({
    'ticket.closed': 10,
    'ticket.released': 10,
    'ticket.reminded': 10,
    'ticket.solved': 10,
    ...late(10),
  })
  await finish(home, 60)
  expect(written(home)).toMatchObject({ 'ticket.closed': 20, 'ticket.solved': 10 })
  await done(home, 0, 'audit', 'verify')
})
