import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deskFor } from '../../src/desk'
import { carryOut, chain } from '../../src/journal/deed'
import { appendEntries, readEntries, readHead } from '../../src/journal/store'
import { verifyJournal } from '../../src/journal/verify'
import { readDeskKey } from '../../src/store/desk-key'
import type { Store } from '../../src/store/open'
import { TestDesk } from '../kit/test-desk'

async function withStore<T>(desk: TestDesk, work: (store: Store) => T | Promise<T>): Promise<T> {
  const store = await desk.store()
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

const headOf = (desk: TestDesk) => withStore(desk, (store) => readHead(store.db))
const entriesOf = (desk: TestDesk) => withStore(desk, (store) => readEntries(store.db, {}))

/** Every command that writes, with the entries that it leaves. */
const writing: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['tenant', 'add', 'acme', '--domain', 'acme.example'], ['tenant.added']],
  [['tenant', 'edit', 'acme', '--title', 'Acme GmbH'], ['tenant.edited']],
  [['user', 'add', 'anna@acme.example'], ['user.added']],
  [['config', 'set', 'tickets.reopen-window', '7d'], ['setting.changed']],
  [['config', 'unset', 'tickets.reopen-window'], ['setting.changed']],
  [['open', 'One', '--for', 'anna@acme.example'], ['ticket.opened']],
  [
    ['open', 'Two', '--for', 'bob@acme.example'],
    ['user.added', 'ticket.opened'],
  ],
  [
    ['open', 'Three', '--for', 'eve@beta.example', '--new-tenant', 'beta'],
    ['tenant.added', 'user.added', 'ticket.opened'],
  ],
  [['reply', '1', '-m', 'Which bank?'], ['ticket.replied']],
  [['note', '1', '-m', 'Same as last week'], ['ticket.noted']],
  [['take', '1'], ['ticket.assigned']],
  [['assign', '1', '--none'], ['ticket.assigned']],
  [['give', '1', 'jana@support.example'], ['ticket.assigned']],
  [['edit', '1', '--priority', 'high'], ['ticket.edited']],
  [
    ['solve', '1', '-m', 'Done'],
    ['ticket.replied', 'ticket.solved'],
  ],
  [
    ['reply', '1', '-m', 'One more', '--reopen'],
    ['ticket.replied', 'ticket.reopened'],
  ],
  [
    ['reply', '1', '-m', 'Done again', '--solve'],
    ['ticket.replied', 'ticket.solved'],
  ],
  [['reopen', '1'], ['ticket.reopened']],
  [['solve', '1'], ['ticket.solved']],
  [['close', '1'], ['ticket.closed']],
]

/** Commands that read, or find everything as it is asked for. */
const still: readonly (readonly string[])[] = [
  ['list'],
  ['show', '1'],
  ['log'],
  ['whoami'],
  ['config', 'list'],
  ['close', '1'],
  ['give', '1', 'jana@support.example'],
  ['edit', '1', '--priority', 'high'],
  ['tenant', 'edit', 'acme', '--title', 'Acme GmbH'],
  ['config', 'unset', 'tickets.reopen-window'],
  ['audit', 'verify'],
]

const template = mkdtempSync(join(tmpdir(), 'helpdesk-journal-'))
afterAll(() => rmSync(template, { recursive: true, force: true }))

beforeAll(async () => {
  const desk = await new TestDesk({ home: template }).init()
  for (const [words] of writing) await desk.json(...words)
})

/** A desk on which all of that has happened; each test has its own copy to spoil. */
async function deskWithHistory(): Promise<TestDesk> {
  const desk = new TestDesk()
  cpSync(template, desk.home, { recursive: true })
  return desk
}

test('making a desk begins the journal', async () => {
  const desk = await new TestDesk().init()
  const types = (await entriesOf(desk)).map(({ type }) => type)
  expect(types).toEqual(['desk.created', 'user.added', 'session.started'])
  expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true, entries: 3 })
})

test('every command that writes leaves its entries, in order and without a gap, and the chain holds', async () => {
  const desk = await new TestDesk().init()
  for (const [words, types] of writing) {
    const before = (await headOf(desk)).position
    desk.later(1000)
    await desk.json(...words)
    const added = (await entriesOf(desk)).slice(before)
    expect({ words, types: added.map(({ type }) => type) }).toEqual({ words, types })
    expect(added.map(({ position }) => position)).toEqual(added.map((_, index) => before + index + 1))
    for (const entry of added) expect(entry).toMatchObject({ at: desk.now.toISOString(), channel: 'cli' })
    expect(added.every(({ actorId }) => actorId !== null)).toBe(true)
    expect(await headOf(desk)).toEqual({ position: before + added.length, hash: added.at(-1)?.hash })
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true, entries: before + added.length })
  }
})

test('a command that changes nothing leaves no entry', async () => {
  const desk = await deskWithHistory()
  const before = await headOf(desk)
  for (const words of still) {
    await desk.json(...words)
    expect({ words, head: await headOf(desk) }).toEqual({ words, head: before })
  }
})

test('what is refused leaves no entry and no row', async () => {
  const desk = await deskWithHistory()
  const before = await headOf(desk)
  await desk.refused('reply', '1', '-m', 'too late')
  await desk.refused('open', 'Four', '--for', 'new@gamma.example')
  await desk.refused('open', 'Four', '--for', 'new@gamma.example', '--new-tenant', 'gamma', '-c', 'nonsense')
  await desk.refused('config', 'set', 'tickets.reopen-window', 'soon')
  expect(await headOf(desk)).toEqual(before)
  expect((await desk.json<{ name: string }[]>('tenant', 'list')).map(({ name }) => name)).toEqual(['acme', 'beta'])
})

test('what is erased is gone, and the journal is sound', async () => {
  const desk = await deskWithHistory()
  await withStore(desk, ({ file }) => {
    file.exec(
      "update journal_entries set salt = null, payload = null where type like 'ticket.%' or type = 'user.added'",
    )
  })
  expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  const history = await desk.json<{ history: { changes: object }[] }>('show', '1', '--history')
  expect(history.history.every(({ changes }) => Object.keys(changes).length === 0)).toBe(true)
})

describe('tampering is found', () => {
  test.each([
    ['a payload altered', `update journal_entries set payload = '{}' where position = 5`, 5, 'payload'],
    ['a salt taken', 'update journal_entries set salt = null where position = 5', 5, 'payload'],
    ['a payload taken', 'update journal_entries set payload = null where position = 5', 5, 'payload'],
    ['a digest altered', `update journal_entries set digest = 'x' where position = 5`, 5, 'payload'],
    ['a type altered', `update journal_entries set type = 'ticket.closed' where position = 5`, 5, 'hash'],
    ['a time altered', `update journal_entries set at = '2020-01-01T00:00:00.000Z' where position = 5`, 5, 'hash'],
    ['another actor', `update journal_entries set actor_id = 'mallory' where position = 5`, 5, 'hash'],
    ['another channel', `update journal_entries set channel = 'mail' where position = 5`, 5, 'hash'],
    ['another tenant', `update journal_entries set tenant_id = 'x' where position = 5`, 5, 'hash'],
    ['another ticket', `update journal_entries set ticket_id = 'x' where position = 5`, 5, 'hash'],
    ['another category', `update journal_entries set category_id = 'x' where position = 5`, 5, 'hash'],
    ['another level', 'update journal_entries set level = 9 where position = 5', 5, 'hash'],
    ['a hash altered', `update journal_entries set hash = 'x' where position = 5`, 5, 'hash'],
    ['an entry deleted', 'delete from journal_entries where position = 5', 5, 'position'],
    ['the first entry deleted', 'delete from journal_entries where position = 1', 1, 'position'],
    ['the end cut off', 'delete from journal_entries where position >= 20', 20, 'head'],
    ['everything cut off', 'delete from journal_entries', 1, 'head'],
    ['the hash of the head altered', `update journal_head set hash = 'x'`, 30, 'head'],
    ['the head moved on', 'update journal_head set position = position + 1', 30, 'head'],
    [
      'an entry before the first',
      `insert into journal_entries select 0, at, type, actor_id, channel, tenant_id, ticket_id, category_id, level, salt, payload, digest, hash from journal_entries where position = 5`,
      1,
      'position',
    ],
    [
      'an entry at the end',
      `insert into journal_entries select 30, at, type, actor_id, channel, tenant_id, ticket_id, category_id, level, salt, payload, digest, hash from journal_entries where position = 5`,
      30,
      'hash',
    ],
    [
      'two entries swapped',
      `update journal_entries set position = case position when 5 then -6 when 6 then -5 end where position in (5, 6); update journal_entries set position = -position where position < 0`,
      5,
      'hash',
    ],
  ])('%s', async (_, sql, position, reason) => {
    const desk = await deskWithHistory()
    const { position: entries } = await headOf(desk)
    expect(entries).toBe(29)
    await withStore(desk, ({ file }) => file.exec(sql))
    const refused = await desk.refused('audit', 'verify')
    expect(refused).toMatchObject({ exitCode: 78, code: 'journal-broken', details: { position, reason } })
  })

  test('a tail cut off together with its head is told only by a head kept elsewhere', async () => {
    const desk = await deskWithHistory()
    const kept = await desk.json<{ head: { position: number; hash: string } }>('audit', 'verify')
    await withStore(desk, ({ file }) =>
      file.exec(
        `delete from journal_entries where position > 20;
         update journal_head set position = 20, hash = (select hash from journal_entries where position = 20)`,
      ),
    )
    const now = await desk.json<{ head: { position: number; hash: string } }>('audit', 'verify')
    expect(now).toMatchObject({ sound: true, entries: 20 })
    expect(now.head).not.toEqual(kept.head)
  })
})

test('a journal of many portions is walked to its end, and a break in a late one is found', async () => {
  const desk = await new TestDesk().init()
  const key = readDeskKey(`${desk.home}/helpdesk.key`)
  await withStore(desk, async (store) => {
    await store.write(async (tx) => {
      let head = await readHead(tx)
      for (let portion = 0; portion < 11; portion += 1) {
        const entries = Array.from({ length: 500 }, (_, index) => {
          const doer = { userId: null, channel: 'cron' as const }
          const entry = chain(head, { type: 'ticket.noted' }, doer, desk.now.toISOString(), `${portion}-${index}`, key)
          head = entry
          return entry
        })
        await appendEntries(tx, entries, head)
      }
    })
    const told: number[] = []
    const verdict = await verifyJournal(store.db, key, (done) => told.push(done))
    expect(verdict).toMatchObject({ sound: true, entries: 5503 })
    expect(told.at(-1)).toBe(5503)
    store.file.exec(`update journal_entries set payload = '{"x":1}' where position = 5250`)
    expect(await verifyJournal(store.db, key, () => undefined)).toMatchObject({
      sound: false,
      position: 5250,
      reason: 'payload',
    })
  })
})

test('a deed that fails half-way leaves neither row nor entry', async () => {
  const twin = await new TestDesk().init()
  const before = await headOf(twin)
  const desk = await deskFor(twin.world())
  const failing = carryOut(desk, { userId: null, channel: 'cli' }, async (deed) => {
    await deed.tx
      .insertInto('tenants')
      .values({ id: 'x', name: 'half-done', title: null, partner: 0, created_at: '2026-03-05T12:00:00.000Z' })
      .execute()
    deed.record({ type: 'tenant.added', tenantId: 'x' })
    throw new Error('in the middle')
  })
  await expect(failing).rejects.toThrow('in the middle')
  await desk.close()
  expect(await headOf(twin)).toEqual(before)
  expect(await twin.json('tenant', 'list')).toEqual([])
  expect(await twin.json('audit', 'verify')).toMatchObject({ sound: true })
})

test('an entry that cannot be written takes the change of the deed with it', async () => {
  const desk = await new TestDesk().init()
  await withStore(desk, ({ file }) => {
    file.exec(
      `create trigger no_more before insert on journal_entries begin select raise(abort, 'the journal is full'); end`,
    )
  })
  const { exitCode } = await desk.run('tenant', 'add', 'acme')
  expect(exitCode).not.toBe(0)
  expect(await desk.json('tenant', 'list')).toEqual([])
})
