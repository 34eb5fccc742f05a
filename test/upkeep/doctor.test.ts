import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type FoundFile, modeCheck, ownerCheck } from '../../src/upkeep/check'
import { publicKey } from '../kit/ssh-key'
import { TestDesk } from '../kit/test-desk'

interface Found {
  name: string
  state: string
  problem: string | null
  path: string | null
  mend: string | null
}

/** What is not in order, and the exit code. */
async function complaints(desk: TestDesk): Promise<{ exitCode: number; found: Found[] }> {
  const { exitCode, stdout, stderr } = await desk.run('doctor', '--json')
  expect(stderr).toBe('')
  const { checks } = JSON.parse(stdout) as { checks: Found[] }
  return { exitCode, found: checks.filter(({ state }) => state !== 'ok') }
}

/** A desk about which there is nothing to say. */
async function soundDesk(): Promise<TestDesk> {
  const desk = await new TestDesk().init('--contact-phone', '+49 30 1234')
  // A program that takes every mail.
  desk.sendmail = '/bin/true'
  await desk.run('cron', 'run')
  return desk
}

describe('doctor', () => {
  test('looks at one thing after the other and has nothing to say of a new desk but its contact', async () => {
    const desk = await new TestDesk().init()
    const { checks } = await desk.json<{ checks: Found[] }>('doctor')
    expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'database ok',
      'key ok',
      'permissions ok',
      'owner ok',
      'credentials ok',
      'journal ok',
      'contact hint',
      'cron hint',
      'mail hint',
    ])
    expect(await complaints(await soundDesk())).toEqual({ exitCode: 0, found: [] })
  })

  test.each([
    ['helpdesk.db', 0o640],
    ['helpdesk.db', 0o602],
    ['helpdesk.key', 0o604],
    ['helpdesk.key', 0o660],
  ])('names the file that another account can read, and the command that ends it: %s', async (name, mode) => {
    const desk = await soundDesk()
    const path = join(desk.home, name)
    chmodSync(path, mode)
    const problem = (mode & 0o022) === 0 ? 'open-to-others' : 'changeable-by-others'
    const { exitCode, found } = await complaints(desk)
    expect(exitCode).toBe(78)
    expect(found).toContainEqual({ name: 'permissions', state: 'broken', problem, path, mend: `chmod 600 ${path}` })
    chmodSync(path, 0o600)
    expect(await complaints(desk)).toEqual({ exitCode: 0, found: [] })
  })

  test('names the credentials file, too', async () => {
    const desk = await soundDesk()
    const path = join(desk.home, 'credentials.json')
    chmodSync(path, 0o644)
    expect(await complaints(desk)).toMatchObject({ exitCode: 78, found: [{ name: 'credentials', path }] })
    chmodSync(path, 0o600)
    writeFileSync(path, 'nothing of ours')
    expect(await complaints(desk)).toMatchObject({
      exitCode: 78,
      found: [{ name: 'credentials', problem: 'credentials-damaged', path }],
    })
  })

  test('a folder in which others may write is broken, one they may look into is worth a hint', async () => {
    const desk = await soundDesk()
    chmodSync(desk.home, 0o755)
    expect(await complaints(desk)).toMatchObject({
      exitCode: 0,
      found: [{ state: 'hint', problem: 'open-to-others', path: desk.home, mend: `chmod 700 ${desk.home}` }],
    })
    chmodSync(desk.home, 0o777)
    expect(await complaints(desk)).toMatchObject({ exitCode: 78, found: [{ problem: 'changeable-by-others' }] })
    chmodSync(desk.home, 0o700)
  })

  test('tells what every other command would be refused with', async () => {
    const desk = await soundDesk()
    const key = join(desk.home, 'helpdesk.key')
    rmSync(key)
    expect(await complaints(desk)).toMatchObject({ exitCode: 78, found: [{ name: 'key', problem: 'key-missing' }] })
    writeFileSync(key, 'no key\n', { mode: 0o600 })
    expect(await complaints(desk)).toMatchObject({ exitCode: 78, found: [{ name: 'key', problem: 'key-damaged' }] })
    writeFileSync(key, `helpdesk-key-1:${Buffer.alloc(32, 9).toString('base64')}\n`)
    expect(await complaints(desk)).toMatchObject({ exitCode: 78, found: [{ name: 'key', problem: 'key-wrong' }] })
    rmSync(join(desk.home, 'helpdesk.db'))
    const { exitCode, found } = await complaints(desk)
    expect([exitCode, found[0]]).toMatchObject([78, { name: 'database', problem: 'desk-missing' }])
  })

  test('a journal that was cut off at its end is broken', async () => {
    const desk = await soundDesk()
    const store = await desk.store()
    await store.db.deleteFrom('journal_entries').where('position', '=', 2).execute()
    expect((await complaints(desk)).exitCode).toBe(0)
    const head = await store.db.selectFrom('journal_head').select('position').executeTakeFirstOrThrow()
    await store.db.deleteFrom('journal_entries').where('position', '=', head.position).execute()
    await store.close()
    expect(await complaints(desk)).toMatchObject({
      exitCode: 78,
      found: [{ name: 'journal', problem: 'journal-broken', mend: 'helpdesk audit verify' }],
    })
  })

  test('runs as the desk itself where nobody is logged in, and over ssh for those who may look into it', async () => {
    const desk = await soundDesk()
    await desk.json('open', 'x', '--for', 'anna@acme.example', '--new-tenant', 'acme')
    const jana = await desk.json<{ id: string }>('user', 'key', 'add', 'jana@support.example', publicKey('jana'))
    const anna = await desk.json<{ id: string }>('user', 'key', 'add', 'anna@acme.example', publicKey('anna'))
    expect((await desk.ssh(jana.id, 'doctor')).exitCode).toBe(0)
    expect((await desk.ssh(anna.id, 'doctor')).exitCode).toBe(77)
    rmSync(join(desk.home, 'credentials.json'))
    expect((await complaints(desk)).exitCode).toBe(0)
    await desk.as('anna@acme.example')
    expect(await desk.refused('doctor')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    expect(existsSync(join(desk.home, 'credentials.json'))).toBe(false)
  })
})

describe('whose a file is', () => {
  const file = (owner: number, mode = 0o100600): FoundFile => ({ path: '/x/helpdesk.db', isFolder: false, mode, owner })
  const quote = (path: string): string => path

  test('is that of the whole desk, and of whoever runs the program; the machine’s administrator may look', () => {
    expect(ownerCheck(file(7), { desk: 7, running: 7 }, quote)).toBe(undefined)
    expect(ownerCheck(file(0), { desk: 7, running: 7 }, quote)).toMatchObject({
      state: 'broken',
      mend: 'chown 7 /x/helpdesk.db',
    })
    expect(ownerCheck(file(7), { desk: 7, running: 8 }, quote)).toMatchObject({ state: 'broken' })
    expect(ownerCheck(file(7), { desk: 7, running: 0 }, quote)).toMatchObject({ state: 'hint' })
  })

  test('every bit for others is one too many', () => {
    for (let bit = 0; bit < 9; bit += 1) {
      const check = modeCheck('permissions', file(7, 0o100600 | (1 << bit)), quote)
      expect([bit, check?.state]).toEqual([bit, bit < 6 ? 'broken' : undefined])
    }
  })

  test('another account than the owner’s is told', async () => {
    const desk = await soundDesk()
    desk.accountId = 4711
    expect(await complaints(desk)).toMatchObject({
      exitCode: 78,
      found: expect.arrayContaining([expect.objectContaining({ problem: 'other-owner' })]),
    })
  })
})

describe('doctor on cron', () => {
  const line = (desk: TestDesk): string =>
    `* * * * * HELPDESK_HOME=${desk.home} /usr/bin/node /usr/bin/helpdesk cron run`

  test('says that it never ran, with the line to add', async () => {
    const desk = await new TestDesk({ columns: 100 }).init('--contact-phone', '+49 30 1234')
    desk.sendmail = '/bin/true'
    const mend = 'helpdesk cron install'
    const found = [{ name: 'cron', state: 'hint', problem: 'never-ran', path: null, mend }]
    expect(await complaints(desk)).toEqual({ exitCode: 0, found })
    desk.terminal = true
    const { stdout } = await desk.run('doctor')
    expect(stdout.replace(/\s+/g, ' ')).toContain(`never ran: ${line(desk)}`)
    await desk.run('cron', 'run')
    desk.terminal = false
    expect(await complaints(desk)).toEqual({ exitCode: 0, found: [] })
  })

  test('says that it has not run for more than a day', async () => {
    const desk = await soundDesk()
    desk.later(24 * 60 * 60 * 1000)
    expect((await complaints(desk)).found).toEqual([])
    desk.later(1)
    expect((await complaints(desk)).found).toMatchObject([{ name: 'cron', state: 'hint', problem: 'not-run-lately' }])
  })

  test('names the jobs that fail', async () => {
    const desk = await soundDesk()
    await desk.json('open', 'Portal down', '--for', 'anna@acme.example', '--new-tenant', 'acme')
    await desk.json('solve', '1')
    desk.later(20 * 24 * 60 * 60 * 1000)
    const store = await desk.store()
    store.file.exec(`create trigger no_closing before update on tickets begin select raise(abort, 'not today'); end`)
    await store.close()
    expect((await desk.run('cron', 'run')).exitCode).toBe(75)
    const mend = 'helpdesk cron jobs'
    const { found } = await complaints(desk)
    expect(found.find(({ name }) => name === 'cron')).toMatchObject({ state: 'hint', problem: 'jobs-failed', mend })
  })
})
