import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deskFor } from '../../src/desk'
import { carryOut } from '../../src/journal/deed'
import { beginning } from '../../src/people/beginning'
import { doerOf } from '../../src/people/session'
import { attachFiles } from '../../src/ticket/attachment/attach-files'
import { withFiles } from '../../src/ticket/attachment/given-files'
import { ticketByNumber } from '../../src/ticket/store'
import { TestDesk } from '../kit/test-desk'

interface Shown {
  number: number
  attachments: { id: string; name: string; type: string; size: number; sha256: string }[]
  messages: { kind: string; attachments: object[] }[]
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/** Anna of acme has a ticket, and a file lies in the home. */
async function deskWithTicket(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('open', 'Payment file rejected', '--for', 'anna@acme.example', '--new-tenant', 'acme')
  writeFileSync(join(desk.home, 'pain.xml'), '<Document/>')
  return desk
}

async function rows(desk: TestDesk, table: 'blobs' | 'blob_chunks' | 'attachments' | 'messages'): Promise<number> {
  const store = await desk.store()
  const found = await store.db.selectFrom(table).selectAll().execute()
  await store.close()
  return found.length
}

describe('in', () => {
  test('files come with a new ticket, a reply and a note, and are where they belong', async () => {
    const desk = await deskWithTicket()
    writeFileSync(join(desk.home, 'shot.png'), 'png')
    const opened = await desk.json<Shown>('open', 'X', '--for', 'anna@acme.example', '-a', 'pain.xml', '-a', 'shot.png')
    expect(opened.attachments).toEqual([
      { id: expect.any(String), name: 'pain.xml', type: 'application/xml', size: 11, sha256: sha256('<Document/>') },
      { id: expect.any(String), name: 'shot.png', type: 'image/png', size: 3, sha256: sha256('png') },
    ])
    await desk.json('reply', '2', '-m', 'Here', '--attach', 'shot.png')
    const noted = await desk.json<Shown>('note', '2', '-m', 'Hm', '-a', 'pain.xml')
    expect(noted.messages.map(({ attachments }) => attachments)).toEqual([
      [expect.objectContaining({ name: 'shot.png' })],
      [expect.objectContaining({ name: 'pain.xml' })],
    ])
    expect(noted.attachments.map(({ name }) => name)).toEqual(['pain.xml', 'shot.png', 'shot.png', 'pain.xml'])
    expect(await desk.json('attachments', '2')).toEqual(noted.attachments)
  })

  test('the same content is kept once, in whatever ticket and under whatever name', async () => {
    const desk = await deskWithTicket()
    const content = Buffer.alloc(600_000, 'ab')
    writeFileSync(join(desk.home, 'one.bin'), content)
    writeFileSync(join(desk.home, 'two.bin'), content)
    await desk.json('reply', '1', '-m', 'X', '-a', 'one.bin', '-a', 'two.bin')
    await desk.json('open', 'X', '--for', 'anna@acme.example', '-a', 'one.bin')
    expect(await rows(desk, 'attachments')).toBe(3)
    expect(await rows(desk, 'blobs')).toBe(1)
    expect(await rows(desk, 'blob_chunks')).toBe(3)
  })

  test('standard input is a file, called stdin or as it is told', async () => {
    const desk = await deskWithTicket()
    desk.stdin = Buffer.from('log')
    const first = await desk.json<Shown>('reply', '1', '-m', 'X', '-a', '-')
    const second = await desk.json<Shown>('reply', '1', '-m', 'X', '-a', '-', '--attach-name', 'app.log')
    expect(first.attachments).toMatchObject([{ name: 'stdin', type: 'application/octet-stream', size: 3 }])
    expect(second.attachments[1]).toMatchObject({ name: 'app.log', type: 'text/plain' })
  })

  test('standard input can be one thing only, and only it is given a name', async () => {
    const desk = await deskWithTicket()
    for (const words of [
      ['-F', '-', '-a', '-'],
      ['-m', 'X', '-a', '-', '-a', '-'],
    ]) {
      expect(await desk.refused('reply', '1', ...words)).toMatchObject({ exitCode: 64, code: 'conflicting-flags' })
      expect(await desk.refused('open', 'X', ...words)).toMatchObject({ exitCode: 64, code: 'conflicting-flags' })
    }
    const named = ['-m', 'X', '-a', 'pain.xml', '--attach-name', 'x']
    expect(await desk.refused('note', '1', ...named)).toMatchObject({ exitCode: 64, code: 'missing-flag' })
    desk.terminal = true
    for (const words of [
      ['reply', '1', '-m', 'X'],
      ['open', 'X'],
    ]) {
      expect(await desk.refused(...words, '-a', '-')).toMatchObject({ exitCode: 64, code: 'input-is-terminal' })
    }
    desk.terminal = false
    const empty = ['-m', 'X', '-a', '-', '--attach-name', ' ']
    expect(await desk.refused('note', '1', ...empty)).toMatchObject({ exitCode: 65, code: 'empty-text' })
  })

  test('an empty file is a file', async () => {
    const desk = await deskWithTicket()
    writeFileSync(join(desk.home, 'empty'), '')
    await desk.json('reply', '1', '-m', 'X', '-a', 'empty')
    const { path } = await desk.json<{ path: string }>('download', '1', 'empty', '--to', 'got')
    expect(readFileSync(path)).toHaveLength(0)
    expect(await desk.json('db', 'check')).toMatchObject({ checks: expect.any(Array) })
  })

  test.each([
    ['missing', 'file-not-found', { path: 'missing' }],
    ['pain.xml/x', 'file-not-found', { path: 'pain.xml/x' }],
    ['folder', 'file-unreadable', { path: 'folder', reason: 'EISDIR' }],
    ['loop', 'file-unreadable', { path: 'loop', reason: 'ELOOP' }],
  ])('%s is refused, the text is kept, nothing is written', async (path, code, details) => {
    const desk = await deskWithTicket()
    mkdirSync(join(desk.home, 'folder'))
    symlinkSync('loop', join(desk.home, 'loop'))
    for (const words of [
      ['reply', '1'],
      ['note', '1'],
      ['open', 'X', '--for', 'anna@acme.example'],
    ]) {
      const refused = await desk.refused(...words, '-m', 'typed', '-a', 'pain.xml', '-a', path)
      expect(refused).toMatchObject({ exitCode: 66, code, details })
      const { stderr } = await desk.run(...words, '-m', 'typed', '-a', path)
      expect(stderr).toContain(`the files have to be given again: helpdesk ${words[0]}`)
    }
    expect(await rows(desk, 'blobs')).toBe(0)
    expect(await rows(desk, 'messages')).toBe(0)
    await desk.json('reply', '1', '--recover', '-a', 'pain.xml')
    expect(await desk.json('show', '1')).toMatchObject({ messages: [{ body: 'typed', attachments: [{ size: 11 }] }] })
  })

  test.skipIf(process.geteuid?.() === 0)('a file that one may not read is refused', async () => {
    const desk = await deskWithTicket()
    chmodSync(join(desk.home, 'pain.xml'), 0)
    const refused = await desk.refused('reply', '1', '-m', 'X', '-a', 'pain.xml')
    expect(refused).toMatchObject({ exitCode: 66, code: 'file-unreadable', details: { reason: 'EACCES' } })
  })

  test('the limit is told, holds to the byte, and can be set', async () => {
    const desk = await deskWithTicket()
    const limit = 25 * 1024 * 1024
    writeFileSync(join(desk.home, 'film.mp4'), '')
    truncateSync(join(desk.home, 'film.mp4'), limit + 1)
    expect(await desk.refused('reply', '1', '-m', 'X', '-a', 'film.mp4')).toMatchObject({
      exitCode: 65,
      code: 'attachment-too-big',
      details: { name: 'film.mp4', size: limit + 1, limit },
    })
    await desk.json('config', 'set', 'tickets.max-attachment-size', '1KiB')
    for (const size of [1024, 1025]) {
      desk.stdin = Buffer.alloc(size)
      writeFileSync(join(desk.home, `${size}.bin`), desk.stdin)
      for (const path of [`${size}.bin`, '-']) {
        const words = ['note', '1', '-m', 'X', '-a', path]
        if (size === 1024) await desk.json(...words)
        else expect(await desk.refused(...words)).toMatchObject({ code: 'attachment-too-big' })
      }
    }
    expect(readdirSync(join(desk.home, 'spool'))).toEqual([])
  })

  test('a device that never ends is refused at the limit', async () => {
    const desk = await deskWithTicket()
    await desk.json('config', 'set', 'tickets.max-attachment-size', '1MiB')
    const refused = await desk.refused('reply', '1', '-m', 'X', '-a', '/dev/zero')
    expect(refused).toMatchObject({ code: 'attachment-too-big', details: { name: 'zero', size: null } })
    expect(await rows(desk, 'blobs')).toBe(0)
  })

  test('a file that changes between measuring and writing is refused, and nothing of it is kept', async () => {
    const desk = await deskWithTicket()
    const path = join(desk.home, 'app.log')
    writeFileSync(path, Buffer.alloc(300_000, 'a'))
    const inner = await deskFor(desk.world())
    const changes = [() => appendFileSync(path, 'more'), () => truncateSync(path, 10), () => writeFileSync(path, 'b')]
    for (const change of changes) {
      const attached = withFiles(inner, [{ path: 'app.log', name: 'app.log' }], 400_000, async (files) => {
        change()
        const { actor } = await beginning(inner)
        return carryOut(inner, doerOf(actor), async (deed) => {
          const ticket = await ticketByNumber(deed.tx, 1, { all: true })
          return attachFiles(inner, deed, { ticketId: ticket.id, messageId: null }, files)
        })
      })
      await expect(attached).rejects.toMatchObject({ trouble: 'attachment-changed', exitCode: 75 })
    }
    await inner.close()
    expect(await rows(desk, 'blobs')).toBe(0)
    expect(await rows(desk, 'blob_chunks')).toBe(0)
  })

  test('a closed ticket takes no file with a reply, and keeps nothing of it', async () => {
    const desk = await deskWithTicket()
    await desk.json('solve', '1')
    await desk.json('close', '1')
    expect(await desk.refused('reply', '1', '-m', 'X', '-a', 'pain.xml')).toMatchObject({ code: 'ticket-closed' })
    expect(await rows(desk, 'blobs')).toBe(0)
  })

  test('a repeated call with a key adds nothing, one with other files is refused', async () => {
    const desk = await deskWithTicket()
    writeFileSync(join(desk.home, 'other.xml'), 'other')
    const words = ['reply', '1', '-m', 'X', '--idempotency-key', 'k', '-a']
    await desk.json(...words, 'pain.xml')
    await desk.json(...words, 'pain.xml')
    expect(await rows(desk, 'attachments')).toBe(1)
    expect(await desk.refused(...words, 'other.xml')).toMatchObject({ exitCode: 1, code: 'idempotency-key-reused' })
  })

  test('the journal says what came', async () => {
    const desk = await deskWithTicket()
    await desk.json('open', 'X', '--for', 'anna@acme.example', '-a', 'pain.xml')
    await desk.json('note', '2', '-m', 'X', '-a', 'pain.xml')
    const store = await desk.store()
    const entries = await store.db.selectFrom('journal_entries').select(['type', 'payload']).execute()
    await store.close()
    const came = entries.filter(({ payload }) => payload?.includes('"attachments"'))
    expect(came.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.noted'])
    for (const { payload } of came) {
      expect(JSON.parse(payload ?? '')).toMatchObject({
        attachments: [{ name: 'pain.xml', size: 11, sha256: sha256('<Document/>') }],
      })
    }
  })

  test('through ssh only standard input is a file', async () => {
    const desk = await deskWithTicket()
    const { publicKey } = await import('../kit/ssh-key')
    await desk.json('user', 'key', 'add', 'anna@acme.example', publicKey('laptop'))
    const key = await (await desk.as('anna@acme.example')).keyOf()
    await desk.as(undefined)
    expect(await desk.ssh(key, 'reply 1 -m X -a pain.xml')).toMatchObject({ exitCode: 64 })
    desk.pipedIn = Buffer.from('from afar')
    expect(await desk.ssh(key, 'reply 1 -m X -a - --attach-name a.txt')).toMatchObject({ exitCode: 0 })
    expect(await desk.ssh(key, 'download 1 a.txt')).toMatchObject({ exitCode: 0, stdout: 'from afar' })
    expect(await desk.ssh(key, 'download 1 a.txt --to a.txt')).toMatchObject({ exitCode: 64 })
    expect(await desk.ssh(key, 'db check')).toMatchObject({ exitCode: 64 })
  })
})

describe('who may see', () => {
  test('files of notes are for those who may read notes, and a ticket one may not know of has none', async () => {
    const desk = await deskWithTicket()
    writeFileSync(join(desk.home, 'internal.txt'), 'secret')
    await desk.json('note', '1', '-m', 'X', '-a', 'internal.txt')
    await desk.json('reply', '1', '-m', 'X', '-a', 'pain.xml')
    const [internal] = await desk.json<{ id: string }[]>('attachments', '1')
    await desk.as('anna@acme.example')
    expect(await desk.json('attachments', '1')).toMatchObject([{ name: 'pain.xml' }])
    expect(await desk.json('show', '1')).toMatchObject({ attachments: [{ name: 'pain.xml' }] })
    for (const typed of ['2', 'internal.txt', internal?.id ?? '']) {
      const refused = await desk.refused('download', '1', typed, '--to', 'x')
      expect(refused).toMatchObject({ exitCode: 66, code: 'attachment-not-found' })
    }
    await desk.as(undefined)
    await desk.json('open', 'Y', '--for', 'eve@beta.example', '--new-tenant', 'beta')
    await desk.as('eve@beta.example')
    for (const words of [
      ['attachments', '1'],
      ['download', '1', '1'],
      ['reply', '1', '-m', 'X', '-a', 'missing'],
    ]) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 66, code: 'ticket-not-found' })
    }
  })
})

describe('out', () => {
  test('a file comes back as it was, under its safe name, and never over another', async () => {
    const desk = await deskWithTicket()
    const content = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * 7919) % 251))
    writeFileSync(join(desk.home, 'bad\u202e\n-name.bin'), content)
    await desk.json('reply', '1', '-m', 'X', '-a', 'bad\u202e\n-name.bin')
    const first = await desk.json<{ path: string }>('download', '1', '1')
    expect(first).toMatchObject({ path: join(desk.home, 'bad -name.bin'), sha256: sha256(content) })
    expect(readFileSync(first.path).equals(content)).toBe(true)
    expect(await desk.refused('download', '1', '1')).toMatchObject({ exitCode: 1, code: 'file-exists' })
    mkdirSync(join(desk.home, 'out'))
    for (const to of ['out', 'renamed.bin']) await desk.json('download', '1', '1', '--to', to)
    expect(readdirSync(join(desk.home, 'out'))).toEqual(['bad -name.bin'])
    expect(await desk.refused('download', '1', '1', '--to', 'out/')).toMatchObject({ code: 'file-exists' })
    writeFileSync(join(desk.home, 'renamed.bin'), 'old')
    await desk.json('download', '1', '1', '--to', 'renamed.bin', '--overwrite')
    expect(readFileSync(join(desk.home, 'renamed.bin')).equals(content)).toBe(true)
    expect(readdirSync(desk.home).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('what cannot be written is told, a link is not followed, a device is never replaced', async () => {
    const desk = await deskWithTicket()
    await desk.json('reply', '1', '-m', 'X', '-a', 'pain.xml')
    const refused = (...words: string[]) => desk.refused('download', '1', '1', '--to', ...words)
    expect(await refused('nowhere/x')).toMatchObject({ exitCode: 1, code: 'file-not-written' })
    expect(await refused('nowhere/')).toMatchObject({ exitCode: 1, code: 'file-not-written' })
    expect(await refused('pain.xml/x')).toMatchObject({ exitCode: 1, code: 'file-not-written' })
    expect(await refused('/dev/null', '--overwrite')).toMatchObject({ exitCode: 1, code: 'file-exists' })
    execFileSync('mkfifo', [join(desk.home, 'pipe')])
    expect(await refused('pipe', '--overwrite')).toMatchObject({ exitCode: 1, code: 'file-exists' })
    symlinkSync('elsewhere', join(desk.home, 'dangling'))
    expect(await refused('dangling')).toMatchObject({ exitCode: 1, code: 'file-exists' })
    expect(existsSync(join(desk.home, 'elsewhere'))).toBe(false)
  })

  test('standard output gets the bytes and nothing else, but no terminal', async () => {
    const desk = await deskWithTicket()
    await desk.json('reply', '1', '-m', 'X', '-a', 'pain.xml')
    expect(await desk.run('download', '1', 'pain.xml', '--to', '-')).toEqual({
      exitCode: 0,
      stdout: '<Document/>',
      stderr: '',
    })
    desk.terminal = true
    expect(await desk.refused('download', '1', '1', '--to', '-')).toMatchObject({ exitCode: 64 })
  })
})

describe('damage', () => {
  async function damaged(change: string): Promise<TestDesk> {
    const desk = await deskWithTicket()
    writeFileSync(join(desk.home, 'big.bin'), Buffer.alloc(600_000, 'ab'))
    await desk.json('reply', '1', '-m', 'X', '-a', 'big.bin')
    const store = await desk.store()
    store.file.pragma('foreign_keys = off')
    store.file.exec(change)
    await store.close()
    return desk
  }

  const brokenIn = async (desk: TestDesk): Promise<string[]> => {
    const { exitCode, stdout } = await desk.run('db', 'check', '--json')
    expect(exitCode).toBe(78)
    const { checks } = JSON.parse(stdout) as { checks: { name: string; state: string }[] }
    return checks.filter(({ state }) => state === 'broken').map(({ name }) => name)
  }

  test('a sound desk is sound, and says what was looked at', async () => {
    const desk = await damaged('select 1')
    expect(await desk.json('db', 'check')).toEqual({
      checks: ['integrity', 'references', 'chunks', 'contents', 'attachments', 'unused', 'search', 'due-times'].map(
        (name) => ({
          name,
          state: 'ok',
          examined: { chunks: 3, contents: 1, attachments: 1, search: 1, 'due-times': 0 }[name] ?? null,
          findings: [],
        }),
      ),
    })
  })

  test.each([
    ['update blob_chunks set content = zeroblob(10) where position = 1', ['chunks', 'contents']],
    ["update blob_chunks set digest = 'x' where position = 2", ['chunks']],
    ['delete from blob_chunks where position = 2', ['contents']],
    ['delete from blob_chunks where position = 0', ['contents']],
    ['update blobs set size = size - 1', ['contents', 'attachments']],
    ['delete from blobs', ['references', 'attachments']],
  ])('%s is found and not handed out', async (change, names) => {
    const desk = await damaged(change)
    expect(await brokenIn(desk)).toEqual(names)
    const { exitCode, stdout } = await desk.run('db', 'check', '-o', 'table')
    expect({ exitCode, stdout }).toEqual({ exitCode: 78, stdout: expect.stringContaining('✗') })
    if (change.includes('chunks')) {
      const refused = await desk.refused('download', '1', '1', '--to', 'out.bin')
      expect(refused).toMatchObject({ exitCode: 78, code: 'attachment-damaged', details: { name: 'big.bin' } })
      expect(readdirSync(desk.home).filter((name) => /out|part/.test(name))).toEqual([])
    }
  })

  test('content that nothing belongs to is a hint', async () => {
    const desk = await damaged(`delete from attachments; update ticket_texts set files = ''`)
    const { checks } = await desk.json<{ checks: { name: string; state: string }[] }>('db', 'check')
    expect(checks.find(({ name }) => name === 'unused')).toMatchObject({ state: 'hint' })
  })

  test('whoever has the key needs no login, others may not', async () => {
    const desk = await deskWithTicket()
    await desk.run('logout')
    await desk.json('db', 'check')
    await desk.as('anna@acme.example')
    expect(await desk.refused('db', 'check')).toMatchObject({ exitCode: 77 })
  })
})
