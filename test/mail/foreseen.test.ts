import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

const anna = 'anna@acme.example'
const why = ['--reason', 'Their bank knows nothing of it.', '--force']

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk({ columns: 200 }).init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('open', 'It hangs', '--for', anna)
  desk.later(60_000)
})

async function setUp(): Promise<void> {
  await desk.json('config', 'set', 'mail.smtp-url', 'smtp://127.0.0.1:2525')
}

/** All that a deed, its mails and the working out of them write. */
async function written() {
  const store = await desk.store()
  const { db } = store
  const state = {
    outbox: await db.selectFrom('outbox').selectAll().execute(),
    notices: await db.selectFrom('notices').selectAll().execute(),
    entries: await db.selectFrom('journal_entries').select(['position', 'hash']).execute(),
    head: await db.selectFrom('journal_head').selectAll().execute(),
    cursor: await db.selectFrom('reaction_cursor').selectAll().execute(),
    failures: await db.selectFrom('reaction_failures').selectAll().execute(),
    tickets: await db.selectFrom('tickets').selectAll().execute(),
    tokens: await db.selectFrom('one_time_tokens').selectAll().execute(),
  }
  await store.close()
  return state
}

/** What the rehearsal of a command says, in one line; it must leave nothing behind. */
async function tried(...words: string[]): Promise<string> {
  const before = await written()
  const started = desk.started.length
  const { exitCode, stdout, stderr } = await desk.run(...words, '--dry-run', '-o', 'table')
  if (exitCode !== 0) throw new Error(stderr)
  expect(await written()).toEqual(before)
  expect(desk.started).toHaveLength(started)
  return stdout.trim().replace(/\s*\n\s*/g, ' ')
}

describe('a rehearsal tells of mails', () => {
  test('that there are none where mail is not set up', async () => {
    expect(await tried('reply', '1', '-m', 'Which bank?')).toBe(
      `#1 It hangs · ${anna} · open · nobody would be mailed (mail is not set up: helpdesk mail setup) · nothing was changed`,
    )
    desk.environment.LANG = 'de_DE.UTF-8'
    expect(await tried('solve', '1')).toContain('niemand würde benachrichtigt (E-Mail ist nicht eingerichtet')
  })

  test('whom an answer and a solution would reach', async () => {
    await setUp()
    expect(await tried('reply', '1', '-m', 'Which bank?')).toBe(
      `#1 It hangs · ${anna} · open · would be mailed: ${anna} · nothing was changed`,
    )
    await desk.json('cc', '1', 'add', 'kim@acme.example')
    expect(await tried('solve', '1', '-m', 'Done.')).toContain(' · would be mailed: 2 people · ')
    desk.environment.LANG = 'de_DE.UTF-8'
    expect(await tried('solve', '1', '-m', 'Fertig.')).toContain(' · benachrichtigt würden: 2 Personen · ')
  })

  test('whom a new ticket would reach, and that it does not exist afterwards', async () => {
    await setUp()
    expect(await tried('open', 'Another', '--for', 'ben@acme.example')).toBe(
      '#2 Another · ben@acme.example · open · would be opened · would be mailed: ben@acme.example · nothing was changed',
    )
    expect(await desk.json('open', 'Another', '--for', 'ben@acme.example', '-n')).toMatchObject({ number: 2 })
    expect(await desk.refused('show', '2')).toMatchObject({ exitCode: 66 })
    expect((await desk.run('user', 'show', 'ben@acme.example')).exitCode).toBe(66)
  })

  test('that a known request would become an answer', async () => {
    await setUp()
    const again = ['open', 'It hangs', '--for', anna, '--if-duplicate', 'reply']
    expect(await tried(...again)).toContain('#1 It hangs · anna@acme.example · open · would become an answer there')
  })

  test('whom rules would tell', async () => {
    await setUp()
    await desk.json('user', 'add', 'kurt@support.example', '--group', 'second-level')
    expect(await tried('escalate', '1', ...why)).toContain(' · would be mailed: kurt@support.example · ')
    desk.environment.LANG = 'de_DE.UTF-8'
    expect(await tried('escalate', '1', ...why)).toContain(' · benachrichtigt würde: kurt@support.example · ')
  })

  test('the same as the command then says', async () => {
    await setUp()
    await desk.json('user', 'add', 'kurt@support.example', '--group', 'second-level')
    await tried('escalate', '1', ...why)
    const { stdout } = await desk.run('escalate', '1', ...why, '-o', 'table')
    expect(stdout).toContain(' · goes to kurt@support.example · ')
  })

  test('which of them would be held', async () => {
    await setUp()
    await desk.json('config', 'set', 'mail.max-per-run', '1')
    await desk.json('cc', '1', 'add', 'kim@acme.example')
    expect(await tried('reply', '1', '-m', 'x')).toContain(' · 1 mail would be held · ')
    await desk.json('open', 'Of Ben', '--for', 'ben@acme.example')
    expect(await tried('reply', '1', '2', '-m', 'x')).toContain(' · 2 mails would be held · ')
  })

  test('of several tickets together', async () => {
    await setUp()
    await desk.json('open', 'Of Ben', '--for', 'ben@acme.example')
    expect(await tried('reply', '1', '2', '-m', 'x')).toContain('2 tickets · would be mailed: 2 people · nothing was')
  })

  test('and not of what others caused that still waits', async () => {
    await setUp()
    await desk.json('open', 'Of Ben', '--for', 'ben@acme.example')
    const store = await desk.store()
    await store.write((tx) => tx.updateTable('reaction_cursor').set({ position: 0 }).execute())
    await store.close()
    expect(await tried('reply', '1', '-m', 'x')).toContain(` · would be mailed: ${anna} · `)
  })

  test('at a terminal, where nothing is started', async () => {
    await setUp()
    desk.terminal = true
    expect(await tried('reply', '1', '-m', 'x')).toContain(` · would be mailed: ${anna} · `)
  })

  test('nothing where it cannot be worked out, and the rehearsal stands', async () => {
    await setUp()
    const store = await desk.store()
    await store.write((tx) =>
      sql`create trigger broken before insert on outbox begin select raise(abort, 'broken'); end`.execute(tx),
    )
    await store.close()
    expect(await tried('reply', '1', '-m', 'x')).toBe(`#1 It hangs · ${anna} · open · nothing was changed`)
  })
})

describe('a rehearsal', () => {
  test('is refused where the deed would be', async () => {
    await desk.json('solve', '1')
    await desk.json('close', '1')
    expect(await desk.refused('reply', '1', '-m', 'x', '-n')).toMatchObject({ code: 'ticket-closed' })
    await desk.json('open', 'Of Ben', '--for', 'ben@acme.example')
    const several = await desk.run('reply', '1', '2', '-m', 'x', '-n', '-o', 'table')
    expect(several.exitCode).not.toBe(0)
    expect(several.stdout).toContain('1 ticket ·')
  })

  test('keeps no draft of what is refused, and leaves the one that is there', async () => {
    await desk.json('solve', '1')
    await desk.json('close', '1')
    expect((await desk.run('reply', '1', '-m', 'A long text', '-n')).stderr).not.toContain('--recover')
    expect((await desk.run('reply', '1', '-m', 'A long text')).stderr).toContain('--recover')
    expect((await desk.run('follow-up', '1', '--recover', '-n')).exitCode).toBe(0)
    expect((await desk.run('follow-up', '1', '--recover')).exitCode).toBe(0)
  })

  test('asks nobody for the text', async () => {
    await setUp()
    desk.terminal = true
    expect(await tried('reply', '1')).toContain(` · would be mailed: ${anna} · `)
  })
})
