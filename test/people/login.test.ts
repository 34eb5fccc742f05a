import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

const password = 'blue kettle sings twice'
const day = 24 * 60 * 60 * 1000

/** A desk at which Fritz, of the first level, was invited; the token is his. */
async function invited(): Promise<{ desk: TestDesk; token: string }> {
  const desk = await new TestDesk().init()
  writeFileSync(join(desk.home, 'password'), `${password}\nthe second line does not count\n`)
  const words = ['user', 'invite', 'fritz@support.example', '--name', 'Fritz First', '--print-token']
  const { activationToken } = await desk.json<{ activationToken: string }>(...words)
  return { desk, token: activationToken }
}

async function activated(): Promise<TestDesk> {
  const { desk, token } = await invited()
  await desk.json('activate', token, '--password-file', 'password')
  return desk
}

/** Logs in and acts with that session from now on. */
async function loginAs(desk: TestDesk, email: string): Promise<string> {
  const { exitCode, stdout, stderr } = await desk.run('login', email, '--password-file', 'password', '--print-token')
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  const token = stdout.trim()
  desk.environment.HELPDESK_TOKEN = token
  return token
}

describe('an invitation', () => {
  test('becomes a person who logs in and works', async () => {
    const { desk, token } = await invited()
    expect(token).toMatch(/^hda_[\w-]{43}$/)
    expect(await desk.json('user', 'show', 'fritz@support.example')).toMatchObject({ status: 'invited' })
    expect(await desk.json('activate', token, '--password-file', 'password')).toMatchObject({ name: 'Fritz First' })
    expect(await loginAs(desk, 'fritz@support.example')).toMatch(/^hds_/)
    expect(await desk.json('whoami')).toMatchObject({ email: 'fritz@support.example' })
    expect(await desk.json('open', 'Hello', '--for', 'anna@acme.example', '--new-tenant', 'acme')).toMatchObject({
      number: 1,
    })
    expect(await desk.refused('config', 'list')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
  })

  test('is good once', async () => {
    const { desk, token } = await invited()
    await desk.json('activate', token, '--password-file', 'password')
    expect(await desk.refused('activate', token, '--password-file', 'password')).toMatchObject({
      exitCode: 77,
      code: 'activation-invalid',
    })
  })

  test('is good for seven days', async () => {
    const { desk, token } = await invited()
    desk.later(7 * day)
    expect(await desk.refused('activate', token, '--password-file', 'password')).toMatchObject({
      code: 'activation-invalid',
    })
    desk.later(-1)
    expect(await desk.json('activate', token, '--password-file', 'password')).toMatchObject({ name: 'Fritz First' })
  })

  test('made again, makes the old one worthless', async () => {
    const { desk, token } = await invited()
    await desk.json('user', 'invite', 'fritz@support.example')
    expect(await desk.refused('activate', token, '--password-file', 'password')).toMatchObject({
      code: 'activation-invalid',
    })
  })

  test('is not for somebody who has a password, and shows no token to whoever did not ask', async () => {
    const desk = await activated()
    expect(await desk.refused('user', 'invite', 'fritz@support.example', '--print-token')).toMatchObject({
      exitCode: 1,
      code: 'already-active',
    })
    expect(await desk.json('user', 'invite', 'kim@support.example')).toMatchObject({ activationToken: null })
  })

  test('with a weak password changes nothing', async () => {
    const { desk, token } = await invited()
    writeFileSync(join(desk.home, 'weak'), 'short\n')
    expect(await desk.refused('activate', token, '--password-file', 'weak')).toMatchObject({
      exitCode: 65,
      code: 'weak-password',
    })
    expect(await desk.json('user', 'show', 'fritz@support.example')).toMatchObject({ status: 'invited' })
    await desk.json('activate', token, '--password-file', 'password')
  })

  test('that was shown is written down', async () => {
    const { desk } = await invited()
    const store = await desk.store()
    const row = await store.db
      .selectFrom('journal_entries')
      .select('payload')
      .where('type', '=', 'user.invited')
      .executeTakeFirstOrThrow()
    await store.close()
    expect(JSON.parse(row.payload ?? '{}')).toMatchObject({
      email: 'fritz@support.example',
      changes: { token: { from: null, to: 'shown' } },
    })
  })
})

describe('logging in', () => {
  test('keeps the session on this machine, logging out ends it', async () => {
    const desk = await activated()
    await desk.json('login', 'fritz@support.example', '--password-file', 'password')
    expect(await desk.json('whoami')).toMatchObject({ email: 'fritz@support.example' })
    expect(await desk.json('logout')).toEqual({ loggedOut: true })
    expect(await desk.refused('whoami')).toMatchObject({ exitCode: 77, code: 'not-logged-in' })
    expect(await desk.json('logout')).toEqual({ loggedOut: false })
  })

  test('fails alike for a wrong password, somebody unknown, a contact and somebody disabled', async () => {
    const desk = await activated()
    writeFileSync(join(desk.home, 'wrong'), 'green kettle sings twice\n')
    await desk.json('user', 'add', 'anna@support.example')
    await desk.json('user', 'invite', 'kim@support.example')
    const answers = []
    for (const email of [
      'fritz@support.example',
      'nobody@elsewhere.example',
      'anna@support.example',
      'kim@support.example',
    ]) {
      answers.push(await desk.refused('login', email, '--password-file', 'wrong'))
    }
    await desk.json('user', 'disable', 'fritz@support.example')
    answers.push(await desk.refused('login', 'fritz@support.example', '--password-file', 'password'))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ exitCode: 77, code: 'login-failed', details: {} })
  })

  test('six wrong passwords make even the right one wait, and say until when', async () => {
    const desk = await activated()
    writeFileSync(join(desk.home, 'wrong'), 'green kettle sings twice\n')
    for (let count = 0; count < 5; count += 1) {
      expect(await desk.refused('login', 'fritz@support.example', '--password-file', 'wrong')).toMatchObject({
        exitCode: 77,
      })
    }
    expect(await desk.refused('login', 'fritz@support.example', '--password-file', 'password')).toEqual({
      exitCode: 75,
      code: 'too-many-attempts',
      details: { retryAt: '2026-03-05T12:01:00.000Z' },
      message: expect.any(String),
      hint: expect.any(String),
    })
    // Somebody else is not held up by it.
    expect(await desk.refused('login', 'nobody@elsewhere.example', '--password-file', 'wrong')).toMatchObject({
      exitCode: 77,
    })
    desk.later(60_000)
    await loginAs(desk, 'fritz@support.example')
  })

  test('ends after 30 days without use, and with every use begins anew', async () => {
    const desk = await activated()
    await loginAs(desk, 'fritz@support.example')
    for (let count = 0; count < 3; count += 1) {
      desk.later(29 * day)
      expect(await desk.json('whoami')).toMatchObject({ email: 'fritz@support.example' })
    }
    desk.later(30 * day + 1)
    expect(await desk.refused('whoami')).toMatchObject({ exitCode: 77, code: 'session-ended' })
  })

  test('without a password where nobody can be asked is refused by the name of the flag', async () => {
    const desk = await activated()
    expect(await desk.refused('login', 'fritz@support.example')).toMatchObject({ exitCode: 64, code: 'missing-flag' })
    expect(await desk.refused('login')).toMatchObject({ exitCode: 64, code: 'missing-argument' })
  })

  test('neither password nor token stands in the database', async () => {
    const desk = await activated()
    const token = await loginAs(desk, 'fritz@support.example')
    const bytes = readFileSync(join(desk.home, 'helpdesk.db')).toString('latin1')
    expect(bytes).not.toContain(password)
    expect(bytes).not.toContain(token)
  })
})

test('who has no password is not logged out by accident', async () => {
  const desk = await new TestDesk().init()
  expect(await desk.refused('logout')).toMatchObject({ exitCode: 1, code: 'no-way-back' })
  expect(await desk.json('whoami')).toMatchObject({ email: 'jana@support.example' })
  expect(await desk.json('logout', '--yes')).toEqual({ loggedOut: true })
})

describe('a new password', () => {
  test('ends all other sessions and lets the one that set it go on', async () => {
    const desk = await activated()
    await desk.json('login', 'fritz@support.example', '--password-file', 'password')
    const elsewhere = await loginAs(desk, 'fritz@support.example')
    delete desk.environment.HELPDESK_TOKEN
    writeFileSync(join(desk.home, 'new'), 'red lantern walks home\n')
    await desk.json('password', 'set', '--password-file', 'new')
    expect(await desk.json('whoami')).toMatchObject({ email: 'fritz@support.example' })
    desk.environment.HELPDESK_TOKEN = elsewhere
    expect(await desk.refused('whoami')).toMatchObject({ exitCode: 77, code: 'session-ended' })
    expect(await desk.refused('login', 'fritz@support.example', '--password-file', 'password')).toMatchObject({
      exitCode: 77,
    })
  })

  test('typed in a terminal is typed twice', async () => {
    const desk = await new TestDesk({ terminal: true }).init()
    desk.answering(password, password)
    const { exitCode, stdout } = await desk.run('password', 'set')
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining('Password set') })
    expect(stdout).not.toContain(password)
  })
})

describe('somebody disabled', () => {
  test('is out at once, in the middle of a session and with a token, and back in when enabled', async () => {
    const desk = await activated()
    const session = await loginAs(desk, 'fritz@support.example')
    const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'nightly')
    delete desk.environment.HELPDESK_TOKEN
    expect(await desk.json('user', 'disable', 'fritz@support.example')).toMatchObject({ status: 'disabled' })
    desk.environment.HELPDESK_TOKEN = session
    expect(await desk.refused('list')).toMatchObject({ exitCode: 77, code: 'session-ended' })
    desk.environment.HELPDESK_TOKEN = token
    expect(await desk.refused('list')).toMatchObject({ exitCode: 77, code: 'token-invalid' })
    delete desk.environment.HELPDESK_TOKEN
    expect(await desk.json('user', 'enable', 'fritz@support.example')).toMatchObject({ status: 'active' })
    await loginAs(desk, 'fritz@support.example')
  })

  test('is never oneself, nor the last administrator', async () => {
    const desk = await activated()
    expect(await desk.refused('user', 'disable', 'jana@support.example')).toMatchObject({
      exitCode: 1,
      code: 'own-account',
    })
    await loginAs(desk, 'fritz@support.example')
    expect(await desk.refused('user', 'disable', 'jana@support.example')).toMatchObject({
      exitCode: 77,
      code: 'not-allowed',
    })
  })
})

describe('an administrator of a tenant', () => {
  test('is made by staff once; further ones are for the tenant to make', async () => {
    const desk = await new TestDesk().init()
    await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
    await desk.json('user', 'add', 'tom@acme.example', '--group', 'admin')
    expect(await desk.refused('user', 'add', 'anna@acme.example', '--group', 'admin')).toMatchObject({
      exitCode: 77,
      code: 'first-administrator-only',
    })
    expect(await desk.refused('user', 'invite', 'anna@acme.example', '--group', 'admin')).toMatchObject({
      exitCode: 77,
    })
    await desk.as('tom@acme.example')
    expect(await desk.json('user', 'invite', 'anna@acme.example', '--group', 'admin')).toMatchObject({
      status: 'invited',
    })
  })

  test('invites into their own tenant only', async () => {
    const desk = await new TestDesk().init()
    await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
    await desk.json('tenant', 'add', 'nord', '--domain', 'nord.example')
    await desk.json('user', 'add', 'kim@nord.example')
    await desk.json('user', 'add', 'tom@acme.example', '--group', 'admin')
    await desk.as('tom@acme.example')
    expect(await desk.refused('user', 'invite', 'ben@nord.example', '--tenant', 'nord')).toMatchObject({ exitCode: 66 })
    // Whether somebody has an address of another tenant's domain makes no difference.
    for (const email of ['ben@nord.example', 'kim@nord.example']) {
      expect(await desk.refused('user', 'invite', email)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    }
    expect(await desk.refused('user', 'disable', 'kim@nord.example')).toMatchObject({ exitCode: 66 })
  })
})

describe('an access token', () => {
  async function withToken(...flags: string[]): Promise<{ desk: TestDesk; token: string; id: string }> {
    const desk = await new TestDesk().init()
    const made = await desk.json<{ token: string; id: string }>('token', 'create', '--name', 'nightly', ...flags)
    desk.environment.HELPDESK_TOKEN = made.token
    return { desk, ...made }
  }

  test('acts as its owner, is shown once and can be revoked by name', async () => {
    const { desk, token } = await withToken()
    expect(token).toMatch(/^hdt_/)
    expect(await desk.json('whoami')).toMatchObject({ email: 'jana@support.example' })
    const [listed] = await desk.json<Record<string, unknown>[]>('token', 'list')
    expect(listed).toMatchObject({ name: 'nightly', scope: 'all', lastUsedAt: '2026-03-05T12:00:00.000Z' })
    expect(JSON.stringify(listed)).not.toContain(token)
    await desk.json('token', 'revoke', 'nightly')
    expect(await desk.refused('whoami')).toMatchObject({ exitCode: 77, code: 'token-invalid' })
  })

  test('for reading reads and never writes', async () => {
    const { desk } = await withToken('--scope', 'read')
    expect(await desk.json('list')).toEqual([])
    for (const words of [
      ['open', 'x', '--for', 'anna@acme.example', '--new-tenant', 'acme'],
      ['tenant', 'add', 'acme'],
      ['config', 'set', 'desk.name', 'x'],
      ['user', 'invite', 'fritz@support.example'],
    ]) {
      expect(await desk.refused(...words)).toMatchObject({
        exitCode: 77,
        code: 'token-scope',
        details: { scope: 'read' },
      })
    }
    delete desk.environment.HELPDESK_TOKEN
    expect(await desk.json('tenant', 'list')).toEqual([])
  })

  test('for the desk’s own jobs opens nothing that a person does', async () => {
    const { desk } = await withToken('--scope', 'cron')
    expect(await desk.refused('list')).toMatchObject({ exitCode: 77, code: 'token-scope' })
  })

  test('ends when it expires, and warns from 14 days before', async () => {
    const { desk } = await withToken('--expires', '20d')
    expect((await desk.run('list')).stderr).toBe('')
    desk.later(7 * day)
    expect((await desk.run('list')).stderr).toBe('Your token "nightly" expires on 2026-03-25.\n')
    expect((await desk.run('list', '--json')).stderr).toBe('')
    desk.later(13 * day)
    expect(await desk.refused('list')).toMatchObject({ exitCode: 77, code: 'token-invalid' })
  })

  test.each([
    [['token', 'create'], 64, 'missing-flag'],
    [['token', 'create', '--name', ' '], 65, 'empty-text'],
    [['token', 'create', '--name', 'x', '--scope', 'everything'], 65, 'wrong-value'],
    [['token', 'create', '--name', 'x', '--expires', 'yesterday'], 65, 'wrong-time'],
    [['token', 'create', '--name', 'x', '--expires', '31.02.2027'], 65, 'wrong-time'],
    [['token', 'revoke', 'nosuch'], 66, 'token-not-found'],
  ] as const)('helpdesk %j is refused: %s %s', async (words, exitCode, code) => {
    const desk = await new TestDesk().init()
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
  })

  test('of somebody else can be neither seen nor revoked', async () => {
    const desk = await activated()
    await desk.json('token', 'create', '--name', 'janas')
    await loginAs(desk, 'fritz@support.example')
    expect(await desk.json('token', 'list')).toEqual([])
    expect(await desk.refused('token', 'revoke', 'janas')).toMatchObject({ exitCode: 66 })
  })
})

test('all of it stands in the journal, whose chain holds', async () => {
  const desk = await activated()
  await loginAs(desk, 'fritz@support.example')
  delete desk.environment.HELPDESK_TOKEN
  const entries = await desk.json<{ type: string }[]>('log')
  expect(entries.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['user.invited', 'user.activated', 'session.started']),
  )
  expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
})
