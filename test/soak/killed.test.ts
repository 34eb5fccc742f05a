import { readdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type BuiltRun, scratchHome, startBuilt } from '../kit/built-program'
import { expectSoundJournal, initDesk, numberIn, numbersUpTo, openTicket } from '../kit/crowd'

test('100 processes killed at random moments while they open a ticket leave nothing half-done', async () => {
  const home = scratchHome()
  await initDesk(home)
  const duration = await durationOfOpen(home)
  await killManyTimes(home, 100, (kill) => {
    const timer = setTimeout(kill, Math.random() * duration)
    return () => clearTimeout(timer)
  })
})

test('50 processes killed while they write leave nothing half-done', async () => {
  const home = scratchHome()
  await initDesk(home)
  await killManyTimes(home, 50, (kill) => {
    let timer: NodeJS.Timeout | undefined
    // The file beside the database is there as soon as it is opened; the transaction follows within milliseconds.
    const watcher = watch(home, (_, name) => {
      if (name === 'helpdesk.db-wal') timer ??= setTimeout(kill, Math.random() * 25)
    })
    return () => {
      watcher.close()
      clearTimeout(timer)
    }
  })
})

test('40 processes killed while they change the key leave a desk whose key fits', async () => {
  const home = scratchHome()
  await initDesk(home)
  let interrupted = 0
  for (let killed = 0; killed < 40; ) {
    const { process, finished } = startBuilt(['key', 'rotate', '--yes', '--quiet'], { home })
    let timer: NodeJS.Timeout | undefined
    // Between this file and its taking the place of the other lies the transaction.
    const watcher = watch(home, (_, name) => {
      if (name?.includes('.key.next-') === true) timer ??= setTimeout(() => process.kill('SIGKILL'), Math.random() * 10)
    })
    await finished
    watcher.close()
    clearTimeout(timer)
    if (waitingKeys(home).length > 0) interrupted += 1
    if (process.signalCode === 'SIGKILL') killed += 1
    await openTicket(home, 'Still here')
  }
  expect(interrupted).toBeGreaterThan(0)
  await expectSoundJournal(home)
  const { exitCode } = await startBuilt(['key', 'rotate', '--yes', '--quiet'], { home }).finished
  expect(exitCode).toBe(0)
  expect(waitingKeys(home)).toEqual([])
  await expectSoundJournal(home)
})

function waitingKeys(home: string): string[] {
  return readdirSync(home).filter((name) => name.includes('.key.next-'))
}

/** Starts one process after the other that opens a ticket, until so many were killed; `aim` says when to kill. */
async function killManyTimes(home: string, kills: number, aim: (kill: () => void) => () => void): Promise<void> {
  const printed: number[] = []
  for (let killed = 0; killed < kills; ) {
    const subject = `Request ${killed}`
    const words = ['open', subject, '--for', 'anna@acme.example', '-m', subject, '--json']
    const { process, finished } = startBuilt(words, { home })
    const stopAiming = aim(() => process.kill('SIGKILL'))
    const { exitCode, stdout, stderr }: BuiltRun = await finished
    stopAiming()
    expect(stderr).toBe('')
    if (process.signalCode === 'SIGKILL') killed += 1
    else expect(exitCode).toBe(0)
    // What was printed was promised, whether the process lived to its end or not.
    if (stdout.endsWith('}\n')) printed.push(numberIn(stdout))
    // Not each time: mostly the next run of the program itself must cope with what the killed one left.
    if (killed % 10 === 0) expectSoundDatabase(home, printed)
  }
  await expectSoundJournal(home)
  printed.push(await openTicket(home, 'One more'))
  expectSoundDatabase(home, printed)
  expect(readdirSync(home).sort()).toEqual(['cache', 'credentials.json', 'helpdesk.db', 'helpdesk.key'])
}

/** The longest of a few undisturbed runs, and a little more: a kill may come after the last write as well. */
async function durationOfOpen(home: string): Promise<number> {
  const durations: number[] = []
  for (let turn = 1; turn <= 5; turn += 1) {
    const start = performance.now()
    await openTicket(home, 'Undisturbed')
    durations.push(performance.now() - start)
  }
  return 1.1 * Math.max(...durations.slice(1))
}

/**
 * What was printed is there, numbers have no gap, every ticket has exactly one entry that opened it and the other way
 * round, and beside the database lie only its own two files.
 */
function expectSoundDatabase(home: string, printed: readonly number[]): void {
  const beside = readdirSync(home).filter((name) => name.startsWith('helpdesk.db'))
  expect(['helpdesk.db', 'helpdesk.db-shm', 'helpdesk.db-wal']).toEqual(expect.arrayContaining(beside))
  const database = new Database(join(home, 'helpdesk.db'), { fileMustExist: true })
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.pragma('foreign_key_check')).toEqual([])
    const column = (sql: string): unknown[] => database.prepare(sql).pluck().all()
    const numbers = column('select number from tickets order by number')
    expect(numbers).toEqual(numbersUpTo(numbers.length))
    expect(numbers).toEqual(expect.arrayContaining([...printed]))
    expect(column('select last_ticket_number from desks')).toEqual([numbers.length])
    const opened = `select ticket_id from journal_entries where type = 'ticket.opened' order by ticket_id`
    expect(column(opened)).toEqual(column('select id from tickets order by id'))
    const positions = column('select position from journal_entries order by position')
    expect(positions).toEqual(numbersUpTo(positions.length))
    expect(column('select position from journal_head')).toEqual([positions.length])
  } finally {
    database.close()
  }
}
