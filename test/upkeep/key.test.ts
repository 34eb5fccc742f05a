import {
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../src/kit/ask-nobody'
import { createDeskKey } from '../../src/store/desk-key'
import { advisedDesk, type Code, codeOf } from '../access/advised-desk'
import { TestDesk } from '../kit/test-desk'
import { everythingIn } from '../store/scratch'

const keyFile = (desk: TestDesk): string => join(desk.home, 'helpdesk.key')
const keyFiles = (desk: TestDesk): string[] => readdirSync(desk.home).filter((name) => name.includes('.key'))
const contentOf = (path: string): string => readFileSync(path, 'utf8')

/** A desk with a valid code, and that code. */
async function deskWithCode(): Promise<{ desk: TestDesk; code: string }> {
  const desk = await advisedDesk()
  const code = await codeOf(desk)
  await desk.as(undefined)
  return { desk, code }
}

describe('a copy of the key', () => {
  test('is the key, private, and in the journal', async () => {
    const desk = await new TestDesk().init()
    const { path } = await desk.json<{ path: string }>('key', 'backup', 'kept.key')
    expect(contentOf(path)).toBe(contentOf(keyFile(desk)))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const log = await desk.json<{ type: string; actor: unknown }[]>('log')
    expect(log.at(-1)).toMatchObject({ type: 'key.copied', actor: 'jana@support.example' })
    rmSync(keyFile(desk))
    desk.environment.HELPDESK_KEY_FILE = path
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  })

  test('never takes the place of a file, not even of the key, and is not written down then', async () => {
    const desk = await new TestDesk().init()
    writeFileSync(join(desk.home, 'there'), 'mine')
    symlinkSync('nowhere', join(desk.home, 'link'))
    for (const name of ['there', 'link', 'helpdesk.key']) {
      const path = join(desk.home, name)
      expect(await desk.refused('key', 'backup', path)).toMatchObject({ exitCode: 1, code: 'key-copy-exists' })
    }
    const missing = join(desk.home, 'no', 'folder')
    expect(await desk.refused('key', 'backup', missing)).toMatchObject({ code: 'file-not-written' })
    expect(contentOf(join(desk.home, 'there'))).toBe('mine')
    expect((await desk.run('log', '-o', 'json')).stdout).not.toContain('key.copied')
  })

  test('goes to standard output, but to no terminal', async () => {
    const desk = await new TestDesk().init()
    const { stdout, stderr } = await desk.run('key', 'backup', '-')
    expect(stdout).toBe(contentOf(keyFile(desk)))
    expect(stderr).toContain('apart from the database')
    desk.terminal = true
    const shown = await desk.run('key', 'backup', '-')
    expect(shown).toMatchObject({ exitCode: 64, stdout: '' })
    expect(shown.stderr).not.toContain('helpdesk-key')
  })
})

describe('another key', () => {
  test('keeps codes, journal and logins', async () => {
    const { desk, code } = await deskWithCode()
    const before = contentOf(keyFile(desk))
    const { head } = await desk.json<{ head: { position: number } }>('audit', 'verify')
    expect(await desk.json('key', 'rotate', '--yes')).toEqual({ codes: 1, position: head.position + 1 })
    const [secret] = contentOf(keyFile(desk)).split('\n')
    expect(before).not.toContain(secret)
    expect(keyFiles(desk)).toEqual(['helpdesk.key'])
    expect(statSync(keyFile(desk)).mode & 0o777).toBe(0o600)
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true, entries: head.position + 1 })
    await desk.as('boss@acme.example')
    expect(await desk.json<Code>('code')).toMatchObject({ code })
    await desk.as('adv@support.example')
    expect(await desk.json('redeem', 'acme', code)).toMatchObject({ tenant: 'acme' })
  })

  test('of what was under the old secret leaves only the key that the old journal is proved with', async () => {
    const { desk } = await deskWithCode()
    const old = contentOf(keyFile(desk)).trim().replace('helpdesk-key-1:', '')
    await desk.json('key', 'rotate', '--yes')
    for (const content of Object.values(everythingIn(desk.home))) {
      expect(content).not.toContain(old)
      expect(content).not.toContain(Buffer.from(old, 'base64').toString('hex'))
    }
  })

  test('can follow on another one, and each part of the journal is held to its own', async () => {
    const { desk } = await deskWithCode()
    for (const name of ['one', 'two', 'three']) {
      await desk.json('key', 'rotate', '--yes')
      await desk.json('tenant', 'add', name)
    }
    expect(contentOf(keyFile(desk)).trim().split('\n')).toHaveLength(4)
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
    const lines = contentOf(keyFile(desk)).split('\n')
    // Without the line of its key nothing of that part is believed, and a line in the wrong place is no key at all.
    writeFileSync(keyFile(desk), [lines[0], ...lines.slice(2)].join('\n'))
    expect(await desk.refused('audit', 'verify')).toMatchObject({ exitCode: 78, details: { position: 1 } })
    for (const wrong of [
      [lines[0], lines[2], lines[1]],
      [lines[0], 'journal-until-x:AAAA'],
      [lines[0], lines[1]?.slice(0, -4)],
    ]) {
      writeFileSync(keyFile(desk), wrong.join('\n'))
      expect(await desk.refused('audit', 'verify')).toMatchObject({ exitCode: 78, code: 'key-damaged' })
    }
  })

  test('does not make what the old key signed changeable', async () => {
    const { desk } = await deskWithCode()
    await desk.json('key', 'rotate', '--yes')
    const { default: Database } = await import('better-sqlite3')
    const file = new Database(join(desk.home, 'helpdesk.db'))
    file.exec(`update journal_entries set type = 'ticket.noted' where position = 2`)
    file.close()
    expect(await desk.refused('audit', 'verify')).toMatchObject({ code: 'journal-broken', details: { position: 2 } })
  })

  test('is asked about: No changes nothing, and a script says --yes', async () => {
    const { desk } = await deskWithCode()
    const before = contentOf(keyFile(desk))
    desk.terminal = true
    desk.asker = { ...askNobody, confirm: async () => false }
    expect((await desk.run('key', 'rotate')).exitCode).toBe(130)
    desk.terminal = false
    expect(await desk.refused('key', 'rotate')).toMatchObject({ exitCode: 64, code: 'confirmation-needed' })
    expect(contentOf(keyFile(desk))).toBe(before)
  })

  test('made while somebody is asked refuses them, and the journal holds', async () => {
    const { desk } = await deskWithCode()
    rmSync(join(desk.home, 'credentials.json'))
    const elsewhere = new TestDesk({ home: desk.home })
    const confirm = async (): Promise<boolean> => {
      await elsewhere.json('key', 'rotate', '--yes')
      return true
    }
    desk.terminal = true
    desk.asker = { ...askNobody, confirm }
    const { exitCode, stderr } = await desk.run('key', 'rotate')
    expect(exitCode).toBe(75)
    expect(stderr).toContain('new key meanwhile')
    expect(keyFiles(desk)).toEqual(['helpdesk.key'])
    await desk.as('jana@support.example')
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  })

  test('leaves a code that was altered as it is, and goes on', async () => {
    const { desk } = await deskWithCode()
    const { default: Database } = await import('better-sqlite3')
    const file = new Database(join(desk.home, 'helpdesk.db'))
    file.exec(`update access_codes set sealed = 'AAAA' where ended_at is null`)
    file.close()
    expect(await desk.json('key', 'rotate', '--yes')).toMatchObject({ codes: 0 })
    await desk.as('boss@acme.example')
    expect(await desk.refused('code')).toMatchObject({ exitCode: 78, code: 'code-damaged' })
  })

  test.each(['key-missing', 'key-damaged', 'key-wrong'])(
    'is not made where the old one is not right: %s',
    async (code) => {
      const { desk } = await deskWithCode()
      if (code === 'key-damaged') writeFileSync(keyFile(desk), 'half of it')
      else rmSync(keyFile(desk))
      if (code === 'key-wrong') createDeskKey(keyFile(desk), Buffer.alloc(32, 9))
      const before = everythingIn(desk.home)
      expect(await desk.refused('key', 'rotate', '--yes')).toMatchObject({ exitCode: 78, code })
      expect(await desk.refused('key', 'backup', join(desk.home, 'copy'))).toMatchObject({ exitCode: 78, code })
      expect(everythingIn(desk.home)).toEqual(before)
    },
  )

  test('is put where a link leads', async () => {
    const { desk } = await deskWithCode()
    const elsewhere = join(desk.home, 'elsewhere')
    renameSync(keyFile(desk), elsewhere)
    symlinkSync('elsewhere', keyFile(desk))
    await desk.json('key', 'rotate', '--yes')
    expect(contentOf(elsewhere)).toBe(contentOf(keyFile(desk)))
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  })
})

describe('a program that ended in the middle of changing the key', () => {
  /** The key files as they were before and after a change; the desk is changed. */
  async function changed() {
    const { desk, code } = await deskWithCode()
    const spare = new TestDesk({ home: desk.home })
    const old = contentOf(keyFile(desk))
    await spare.json('key', 'rotate', '--yes')
    const { default: Database } = await import('better-sqlite3')
    const file = new Database(join(desk.home, 'helpdesk.db'), { readonly: true })
    const { check } = file.prepare('select key_check as "check" from desks').get() as { check: string }
    file.close()
    return { desk, code, old, waiting: `${keyFile(desk)}.next-${check.slice(0, 16)}` }
  }

  test('after the database: the next command puts the new key in place', async () => {
    const { desk, code, old, waiting } = await changed()
    renameSync(keyFile(desk), waiting)
    writeFileSync(keyFile(desk), old)
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
    expect(keyFiles(desk)).toEqual(['helpdesk.key'])
    expect(contentOf(keyFile(desk))).not.toBe(old)
    await desk.as('boss@acme.example')
    expect(await desk.json<Code>('code')).toMatchObject({ code })
  })

  test('before the database: the old key stays, and the next change sweeps', async () => {
    const { desk, waiting } = await changed()
    const stray = `${keyFile(desk)}.next-0123456789abcdef`
    createDeskKey(stray, Buffer.alloc(32, 9))
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
    expect(keyFiles(desk)).toHaveLength(2)
    await desk.json('key', 'rotate', '--yes')
    expect(keyFiles(desk)).toEqual(['helpdesk.key'])
    expect(waiting).not.toBe(stray)
  })

  test('does not make another file the key, whatever it is called', async () => {
    const { desk, old, waiting } = await changed()
    const right = contentOf(keyFile(desk))
    writeFileSync(keyFile(desk), old)
    for (const content of ['half of it', old, `helpdesk-key-1:${Buffer.alloc(32, 9).toString('base64')}\n`]) {
      writeFileSync(waiting, content)
      expect(await desk.refused('audit', 'verify')).toMatchObject({ exitCode: 78, code: 'key-wrong' })
      expect(contentOf(keyFile(desk))).toBe(old)
    }
    writeFileSync(waiting, right)
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  })

  test('with the old key put back from a backup is told so, and nothing is written', async () => {
    const { desk, old } = await changed()
    copyFileSync(keyFile(desk), join(desk.home, 'new'))
    writeFileSync(keyFile(desk), old)
    expect(await desk.refused('tenant', 'add', 'gamma')).toMatchObject({ exitCode: 78, code: 'key-wrong' })
    copyFileSync(join(desk.home, 'new'), keyFile(desk))
    expect(await desk.json('tenant', 'add', 'gamma')).toMatchObject({ name: 'gamma' })
  })
})
