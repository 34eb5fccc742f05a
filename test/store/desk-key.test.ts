import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDeskKey, keyCheck, readDeskKey } from '../../src/store/desk-key'
import { TestDesk } from '../kit/test-desk'
import { everythingIn, scratchFolder } from './scratch'

const secret = Buffer.alloc(32, 7)

describe('a key', () => {
  test('is made once, private, and is the same when it is read again', () => {
    const path = join(scratchFolder(), 'deep', 'helpdesk.key')
    const made = createDeskKey(path, secret)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).toMatch(/^helpdesk-key-1:[A-Za-z0-9+/]{43}=\n$/)
    expect(readDeskKey(path).sign('journal', 'x')).toBe(made.sign('journal', 'x'))
  })

  test('that is there already is used and never replaced', () => {
    const path = join(scratchFolder(), 'helpdesk.key')
    const made = createDeskKey(path, secret)
    const before = everythingIn(join(path, '..'))
    expect(createDeskKey(path, Buffer.alloc(32, 8)).sign('check', 'x')).toBe(made.sign('check', 'x'))
    expect(everythingIn(join(path, '..'))).toEqual(before)
  })

  test('signs differently for each purpose, each text and each secret', () => {
    const folder = scratchFolder()
    const [one, other] = [7, 8].map((byte) => createDeskKey(join(folder, `${byte}.key`), Buffer.alloc(32, byte)))
    const signed = [one, other].flatMap((key) => [
      key?.sign('journal', 'x'),
      key?.sign('check', 'x'),
      key?.sign('journal', 'y'),
    ])
    expect(new Set(signed).size).toBe(6)
    for (const text of signed) expect(text).toMatch(/^[0-9a-f]{64}$/)
  })

  test('never shows its bytes', () => {
    const key = createDeskKey(join(scratchFolder(), 'helpdesk.key'), secret)
    expect(JSON.stringify(key)).toBe('{}')
    expect(keyCheck(key, 'desk')).not.toContain(secret.toString('hex'))
  })

  test.each([
    '',
    'hello',
    'helpdesk-key-1:',
    `helpdesk-key-1:${Buffer.alloc(31).toString('base64')}`,
    `helpdesk-key-1:${Buffer.alloc(33).toString('base64')}`,
    `helpdesk-key-2:${Buffer.alloc(32).toString('base64')}`,
    Buffer.alloc(32, 1).toString('base64'),
  ])('cannot be %j', (content) => {
    const path = join(scratchFolder(), 'helpdesk.key')
    writeFileSync(path, content)
    expect(() => readDeskKey(path)).toThrow(
      expect.objectContaining({ trouble: 'key-damaged', exitCode: 78, details: { path } }),
    )
    expect(() => createDeskKey(path, secret)).toThrow(expect.objectContaining({ trouble: 'key-damaged' }))
    expect(readFileSync(path, 'utf8')).toBe(content)
  })
})

describe('a desk whose key is not there as it should be', () => {
  const writing = [
    ['open', 'One', '--for', 'anna@acme.example', '--new-tenant', 'acme'],
    ['tenant', 'add', 'beta'],
    ['config', 'set', 'desk.name', 'Support'],
    ['audit', 'verify'],
  ]

  async function refused(trouble: string, spoil: (key: string) => void): Promise<void> {
    const desk = await new TestDesk().init()
    spoil(join(desk.home, 'helpdesk.key'))
    const before = everythingIn(desk.home)
    for (const words of writing) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 78, code: trouble })
    }
    // The text of the ticket that could not be opened is kept, and nothing else is there that was not before.
    const after = Object.entries(everythingIn(desk.home)).filter(([path]) => !path.startsWith('drafts'))
    expect(Object.fromEntries(after)).toEqual(before)
    expect(await desk.json('list')).toEqual([])
    expect(await desk.json('tenant', 'list')).toEqual([])
  }

  test('because it is missing: refused, and none is made', async () => {
    await refused('key-missing', (key) => rmSync(key))
  })

  test('because it is damaged: refused, and it is not mended', async () => {
    await refused('key-damaged', (key) => writeFileSync(key, 'helpdesk-key-1:half of it\n'))
  })

  test('because it is the key of another desk: refused', async () => {
    await refused('key-wrong', (key) => {
      rmSync(key)
      createDeskKey(key, Buffer.alloc(32, 9))
    })
  })

  test('because a folder stands in its place: refused', async () => {
    await refused('key-missing', (key) => {
      rmSync(key)
      mkdirSync(key)
    })
  })

  test('works again when the right key is named', async () => {
    const desk = await new TestDesk().init()
    const kept = join(scratchFolder(), 'kept.key')
    writeFileSync(kept, readFileSync(join(desk.home, 'helpdesk.key')))
    rmSync(join(desk.home, 'helpdesk.key'))
    desk.environment.HELPDESK_KEY_FILE = kept
    expect(await desk.json('tenant', 'add', 'acme')).toMatchObject({ name: 'acme' })
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  })
})
