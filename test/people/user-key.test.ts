import { describe, expect, test } from 'vitest'
import { publicKey } from '../kit/ssh-key'
import { TestDesk } from '../kit/test-desk'

/** Two tenants with an administrator and a user each, staff of the first level, an advisor. */
async function deskWithPeople(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  for (const tenant of ['acme', 'beta']) {
    await desk.json('tenant', 'add', tenant, '--domain', `${tenant}.example`)
    await desk.json('user', 'add', `admin@${tenant}.example`, '--group', 'admin')
    await desk.json('user', 'add', `user@${tenant}.example`)
  }
  await desk.json('user', 'add', 'fritz@support.example', '--group', 'first-level')
  await desk.json('user', 'add', 'carla@support.example', '--group', 'advisor')
  return desk
}

async function passwordOf(desk: TestDesk, email: string): Promise<void> {
  await desk.as(email)
  desk.stdin = Buffer.from('blue kettle sings twice\n')
  await desk.json('password', 'set', '--password-file', '-')
}

const add = ['user', 'key', 'add'] as const

describe('keys of one’s own', () => {
  test.each(['user@acme.example', 'carla@support.example'])('%s adds, lists and removes them', async (email) => {
    const desk = await deskWithPeople()
    await passwordOf(desk, email)
    const key = await desk.json<{ id: string; fingerprint: string }>(...add, email, publicKey('laptop'))
    expect(key).toMatchObject({ email, type: 'ssh-ed25519', comment: 'laptop', lastUsedAt: null })
    expect(await desk.json('user', 'key', 'list')).toEqual([key])
    expect(await desk.json('user', 'key', 'list', email)).toEqual([key])
    // The same once more is so already.
    expect(await desk.json(...add, email, publicKey('laptop'))).toEqual(key)
    expect(await desk.json('user', 'key', 'remove', email, key.fingerprint)).toEqual(key)
    expect(await desk.json('user', 'key', 'list')).toEqual([])
    expect(await desk.refused('user', 'key', 'remove', email, key.id)).toMatchObject({
      exitCode: 66,
      code: 'ssh-key-not-found',
    })
  })

  test('the line may come from standard input, or in several words', async () => {
    const desk = await deskWithPeople()
    desk.stdin = Buffer.from(`${publicKey('laptop')}\n`)
    await desk.json(...add, 'jana@support.example', '-')
    await desk.json(...add, 'jana@support.example', ...publicKey('desk').split(' '))
    expect(await desk.json('user', 'key', 'list')).toMatchObject([{ comment: 'laptop' }, { comment: 'desk' }])
  })

  test('a private key is refused, and nothing of it is repeated, however it is given', async () => {
    const desk = await deskWithPeople()
    const secret = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW'
    const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}\n-----END OPENSSH PRIVATE KEY-----\n`
    desk.stdin = Buffer.from(key)
    for (const [given, exitCode] of [
      [['-'], 65],
      [['--', key], 65],
      [[key], 64],
    ] as const) {
      for (const format of [[], ['--json'], ['--debug']]) {
        const words = [...add, 'jana@support.example', ...format, ...given]
        const { stdout, stderr, ...finished } = await desk.run(...words)
        expect(finished.exitCode).toBe(exitCode)
        expect(stdout).toBe('')
        expect(stderr).not.toContain(secret.slice(0, 8))
      }
    }
  })

  test('who came with an access token makes no further ways in', async () => {
    const desk = await deskWithPeople()
    const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'nightly')
    desk.environment.HELPDESK_TOKEN = token
    const refused = await desk.refused(...add, 'jana@support.example', publicKey('laptop'))
    expect(refused).toMatchObject({ exitCode: 77, code: 'session-needed' })
  })

  test('adding and removing stands in the journal, in that of each tenant', async () => {
    const desk = await deskWithPeople()
    const { fingerprint } = await desk.json<{ fingerprint: string }>(...add, 'user@acme.example', publicKey('laptop'))
    await desk.json('user', 'key', 'remove', 'user@acme.example', fingerprint)
    const store = await desk.store()
    const rows = await store.db
      .selectFrom('journal_entries')
      .innerJoin('tenants', 'tenants.id', 'journal_entries.tenant_id')
      .select(['type', 'payload', 'tenants.name'])
      .where('type', 'like', 'key.%')
      .execute()
    await store.close()
    expect(rows.map(({ type, name, payload }) => [type, name, JSON.parse(payload ?? '').changes])).toEqual([
      ['key.added', 'acme', { key: { from: null, to: fingerprint } }],
      ['key.removed', 'acme', { key: { from: fingerprint, to: null } }],
    ])
  })
})

describe('keys of others', () => {
  test('who is in charge adds the first one, and then only the desk’s administrator', async () => {
    const desk = await deskWithPeople()
    await desk.as('admin@acme.example')
    await desk.json(...add, 'user@acme.example', publicKey('first'))
    expect(await desk.refused(...add, 'user@acme.example', publicKey('second'))).toMatchObject({
      exitCode: 77,
      code: 'has-way-in',
    })
    await desk.as(undefined)
    await desk.json(...add, 'user@acme.example', publicKey('second'))
    // But who is in charge sees them all, and removes all but the last: they could put one of their own in its place.
    await desk.as('admin@acme.example')
    const keys = await desk.json<{ id: string }[]>('user', 'key', 'list', 'user@acme.example')
    expect(keys).toHaveLength(2)
    const [first, last] = keys.map(({ id }) => ['user', 'key', 'remove', 'user@acme.example', id])
    await desk.json(...(first ?? []))
    expect(await desk.refused(...(last ?? []))).toMatchObject({ exitCode: 77, code: 'last-key' })
    await desk.as(undefined)
    await desk.json(...(last ?? []))
  })

  test('nobody becomes a person with a password or a key by way of an invitation or a key', async () => {
    const desk = await deskWithPeople()
    await passwordOf(desk, 'user@acme.example')
    await desk.as('admin@acme.example')
    expect(await desk.refused(...add, 'user@acme.example', publicKey('x'))).toMatchObject({ code: 'has-way-in' })
    await desk.as(undefined)
    await desk.json(...add, 'user@beta.example', publicKey('y'))
    await desk.as('admin@beta.example')
    const invited = await desk.refused('user', 'invite', 'user@beta.example', '--print-token')
    expect(invited).toMatchObject({ exitCode: 77, code: 'has-way-in' })
    await desk.json('user', 'invite', 'user@beta.example')
  })

  test('is nobody’s business who is not in charge: 66 for who must not know of them, else 77', async () => {
    const desk = await deskWithPeople()
    for (const [actor, other, exitCode] of [
      ['admin@acme.example', 'user@beta.example', 66],
      ['user@acme.example', 'admin@acme.example', 77],
      ['user@acme.example', 'fritz@support.example', 66],
      ['fritz@support.example', 'jana@support.example', 77],
      ['carla@support.example', 'user@acme.example', 66],
    ] as const) {
      await desk.as(actor)
      for (const words of [
        [...add, other, publicKey('x')],
        ['user', 'key', 'list', other],
        ['user', 'key', 'remove', other, 'SHA256:x'],
      ]) {
        expect({ actor, words, ...(await desk.refused(...words)) }).toMatchObject({ actor, words, exitCode })
      }
    }
  })

  test('a key is one person’s; whose it is, is told to those only who may know of them', async () => {
    const desk = await deskWithPeople()
    await desk.json(...add, 'user@beta.example', publicKey('laptop'))
    const told = await desk.refused(...add, 'jana@support.example', publicKey('laptop'))
    expect(told).toMatchObject({ exitCode: 1, code: 'ssh-key-taken', details: { email: 'user@beta.example' } })
    await desk.as('user@acme.example')
    const untold = await desk.refused(...add, 'user@acme.example', publicKey('laptop'))
    expect(untold).toMatchObject({ exitCode: 1, code: 'ssh-key-taken', details: { email: null } })
  })

  test('a disabled person gets none', async () => {
    const desk = await deskWithPeople()
    await desk.json('user', 'disable', 'user@acme.example')
    const refused = await desk.refused(...add, 'user@acme.example', publicKey('x'))
    expect(refused).toMatchObject({ exitCode: 1, code: 'user-disabled' })
  })
})
