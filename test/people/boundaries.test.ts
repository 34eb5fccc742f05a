import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { doerOf } from '../../src/people/session'
import type { Store } from '../../src/store/open'
import { runBuilt } from '../kit/built-program'
import { publicKey } from '../kit/ssh-key'
import type { TestDesk } from '../kit/test-desk'
import { writing } from '../kit/writing'
import { twoTenants } from './two-tenants'

describe('nobody becomes somebody else', () => {
  test('the first level makes no colleague a customer, to invite them as one', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'invite', 'second@support.example', '--group', 'admin')
    await desk.as('fred@support.example')
    expect(await desk.refused('user', 'invite', 'second@support.example', '--print-token')).toMatchObject({
      exitCode: 77,
    })
    const words = ['open', 'x', '--for', 'second@support.example', '--tenant', 'acme']
    expect(await desk.refused(...words)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    expect(await desk.refused('user', 'invite', 'second@support.example', '--print-token')).toMatchObject({
      exitCode: 77,
    })
  })

  test('an administrator gets no token for a person who belongs elsewhere, too', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'invite', 'anna@acme.example', '--tenant', 'beta', '--group', 'management')
    await desk.as('boss@acme.example')
    const refusal = await desk.refused('user', 'invite', 'anna@acme.example', '--print-token')
    expect(refusal).toMatchObject({ exitCode: 77, details: { tenant: null } })
    expect(await desk.refused('user', 'disable', 'anna@acme.example')).toMatchObject({
      exitCode: 77,
      details: { tenant: null },
    })
    const seen = await desk.json<{ memberships: unknown }>('user', 'show', 'anna@acme.example')
    expect(seen.memberships).toEqual([{ tenant: 'acme', group: 'user', guest: false }])
  })

  test('an access token makes no further ways in', async () => {
    const desk = await twoTenants()
    const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'nightly')
    desk.environment.HELPDESK_TOKEN = token
    expect(await desk.refused('token', 'create', '--name', 'more')).toMatchObject({
      exitCode: 77,
      code: 'session-needed',
    })
    expect(await desk.refused('password', 'set', '--password-file', 'password')).toMatchObject({
      code: 'session-needed',
    })
  })

  test('an access token gives nobody else a way in, either', async () => {
    const desk = await twoTenants()
    const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'nightly')
    desk.environment.HELPDESK_TOKEN = token
    for (const words of [
      ['user', 'key', 'add', 'anna@acme.example', publicKey('thief')],
      ['user', 'invite', 'anna@acme.example', '--print-token'],
    ]) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 77, code: 'session-needed' })
    }
    await desk.json('user', 'invite', 'anna@acme.example')
  })

  test('nobody is put under an address of another organisation, known or not', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    for (const email of ['anna@beta.example', 'new@beta.example', 'jana@support.example', 'new@support.example']) {
      for (const verb of ['add', 'invite']) {
        for (const place of [[], ['--tenant', 'acme']]) {
          const refusal = await desk.refused('user', verb, email, ...place)
          expect({ email, verb, ...refusal }).toMatchObject({ email, verb, exitCode: 77, code: 'not-allowed' })
        }
      }
    }
    await desk.json('user', 'add', 'new@web.example')
    // Who is theirs already stays theirs to manage, whatever the address.
    await desk.as(undefined)
    await desk.json('user', 'invite', 'anna@beta.example', '--tenant', 'acme', '--group', 'user')
    await desk.as('boss@acme.example')
    expect(await desk.refused('user', 'add', 'anna@beta.example', '--tenant', 'acme')).toMatchObject({
      code: 'user-exists',
    })
  })

  test('who is disabled cannot come back with an open invitation', async () => {
    const desk = await twoTenants()
    const { activationToken } = await desk.json<{ activationToken: string }>(
      'user',
      'invite',
      'anna@acme.example',
      '--print-token',
    )
    await desk.json('user', 'disable', 'anna@acme.example')
    expect(await desk.refused('activate', activationToken, '--password-file', 'password')).toMatchObject({
      exitCode: 77,
      code: 'activation-invalid',
    })
    await desk.json('user', 'enable', 'anna@acme.example')
    expect(await desk.refused('activate', activationToken, '--password-file', 'password')).toMatchObject({
      exitCode: 77,
    })
  })

  test('who is disabled while writing does not get it written', async () => {
    const desk = await twoTenants()
    await desk.json('open', 'x', '--for', 'anna@acme.example')
    await desk.as('fred@support.example')
    desk.terminal = true
    desk.asker = writing(async (page) => {
      const store = await desk.store()
      await store.db
        .updateTable('users')
        .set({ status: 'disabled' })
        .where('id', 'in', (users) =>
          users.selectFrom('user_addresses').select('user_id').where('address', '=', 'fred@support.example'),
        )
        .execute()
      await store.close()
      return `too late\n${page}`
    })
    expect((await desk.run('reply', '1')).exitCode).toBe(77)
    desk.asker = undefined
    desk.terminal = false
    await desk.as(undefined)
    expect(await desk.json('show', '1')).toMatchObject({ messages: [] })
  })

  test('many guesses at once are counted one after the other', async () => {
    const desk = await twoTenants()
    writeFileSync(join(desk.home, 'wrong'), 'green kettle sings twice\n')
    // Real processes: within one, two writers of a database would only wait for each other.
    const words = ['login', 'jana@support.example', '--password-file', join(desk.home, 'wrong')]
    const guesses = Array.from({ length: 9 }, async () => (await runBuilt(words, { home: desk.home })).exitCode)
    const codes = await Promise.all(guesses)
    expect(codes.filter((code) => code === 77)).toHaveLength(5)
    expect(codes.filter((code) => code === 75)).toHaveLength(4)
  })

  test('an administrator without a password finds back by an invitation', async () => {
    const desk = await twoTenants()
    const words = ['user', 'invite', 'jana@support.example', '--print-token']
    const { activationToken } = await desk.json<{ activationToken: string }>(...words)
    expect(await desk.json('whoami')).toMatchObject({ email: 'jana@support.example' })
    await desk.json('logout', '--yes')
    await desk.json('activate', activationToken, '--password-file', 'password')
    await desk.json('login', 'jana@support.example', '--password-file', 'password')
  })

  test('a mistyped administrator can be shut out again', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'invite', 'secnod@support.example', '--group', 'admin')
    expect(await desk.json('user', 'disable', 'secnod@support.example')).toMatchObject({ status: 'disabled' })
  })
})

describe('a way in that ended while somebody was writing', () => {
  /** The refusal of a reply during which this is done to the database. */
  async function writingWhile(desk: TestDesk, change: (store: Store) => Promise<unknown>) {
    desk.terminal = true
    desk.asker = writing(async (page) => {
      const store = await desk.store()
      await change(store)
      await store.close()
      return `too late\n${page}`
    })
    const { exitCode, stderr } = await desk.run('reply', '1', '--lang', 'en')
    return { exitCode, stderr }
  }

  async function deskWithTicket(): Promise<TestDesk> {
    const desk = await twoTenants()
    await desk.json('open', 'x', '--for', 'anna@acme.example')
    return desk.as('fred@support.example')
  }

  test('writes nothing any more: a session', async () => {
    const desk = await deskWithTicket()
    const ended_at = desk.now.toISOString()
    const refusal = await writingWhile(desk, ({ db }) => db.updateTable('sessions').set({ ended_at }).execute())
    expect(refusal).toMatchObject({ exitCode: 77 })
  })

  test.each(['revoked_at', 'expires_at'] as const)('writes nothing any more: a token (%s)', async (column) => {
    const desk = await deskWithTicket()
    const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'nightly')
    desk.environment.HELPDESK_TOKEN = token
    const at = desk.now.toISOString()
    const refusal = await writingWhile(desk, ({ db }) =>
      db
        .updateTable('access_tokens')
        .set({ [column]: at })
        .execute(),
    )
    expect(refusal).toMatchObject({ exitCode: 77 })
  })

  test('writes nothing any more: a key that is somebody else’s by now', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'key', 'add', 'fred@support.example', publicKey('fred'))
    await desk.as('fred@support.example')
    const store = await desk.store()
    const key = await store.db.selectFrom('ssh_keys').select(['id', 'user_id']).executeTakeFirstOrThrow()
    const wayIn = { kind: 'key', id: key.id } as const
    const memberships = [{ tenantId: null, group: 'first-level' }]
    const fred = {
      kind: 'user',
      id: key.user_id,
      email: 'fred@support.example',
      name: null,
      memberships,
      wayIn,
    } as const
    const refuse = doerOf(fred).refuseIfChanged
    await store.write(async (tx) => refuse?.(tx, desk.now))
    await store.write((tx) =>
      tx
        .updateTable('ssh_keys')
        .set((set) => ({ user_id: set.selectFrom('users').select('id').where('id', '!=', key.user_id).limit(1) }))
        .execute(),
    )
    await expect(store.write(async (tx) => refuse?.(tx, desk.now))).rejects.toMatchObject({
      trouble: 'ssh-key-refused',
    })
    await store.close()
  })
})

describe('nobody learns of another organisation', () => {
  test('by giving somebody an address, or adding them', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'add', 'kim@web.example', '--tenant', 'beta')
    await desk.as('boss@acme.example')
    const edit = ['user', 'edit', 'anna@acme.example', '--add-address']
    for (const address of ['anna@beta.example', 'nobody@beta.example']) {
      expect(await desk.refused(...edit, address)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    }
    // An address is one person's: that it is taken cannot be hidden, but there is nothing to look up.
    expect((await desk.run('user', 'add', 'kim@web.example')).stderr).not.toContain('user show')
    for (const actor of ['boss@acme.example', undefined]) {
      await desk.as(actor)
      expect((await desk.run('user', 'add', 'anna@acme.example')).stderr).toContain('user show anna@acme.example')
    }
  })

  test.each([
    ['anna@acme.example', ['open', 'x', '--for', 'anna@acme.example', '--tenant', 'beta'], 66],
    ['anna@acme.example', ['open', 'x', '--tenant', 'beta'], 66],
    ['anna@acme.example', ['open', 'x', '--tenant', 'bet'], 66],
    ['anna@acme.example', ['list', '--tenant', 'beta'], 66],
    ['anna@acme.example', ['list', '--assignee', 'boss@beta.exampl'], 66],
    ['anna@acme.example', ['list', '--assignee', 'boss@beta.example'], 66],
    ['boss@acme.example', ['tenant', 'show', 'beta'], 66],
    ['boss@acme.example', ['user', 'show', 'boss@beta.example'], 66],
    ['boss@acme.example', ['user', 'list', '--tenant', 'beta'], 66],
    ['boss@acme.example', ['tenant', 'edit', 'acme', '--domain', 'beta.example'], 77],
    ['adv@support.example', ['open', 'x', '--tenant', 'beta'], 77],
    ['adv@support.example', ['tenant', 'show', 'beta'], 66],
  ] as const)('%s: helpdesk %j ends in %s, without naming it', async (email, words, exitCode) => {
    const desk = await twoTenants()
    await desk.as(email)
    const refusal = await desk.refused(...words)
    expect(refusal.exitCode).toBe(exitCode)
    const told = JSON.stringify(refusal).replaceAll(words.at(-1) ?? '', '')
    expect(told).not.toContain('beta')
  })
})

describe('a mail domain', () => {
  test('is given to a tenant by the desk, and never the desk’s own or everybody’s', async () => {
    const desk = await twoTenants()
    for (const domain of ['support.example', 'gmx.de']) {
      expect(await desk.refused('tenant', 'edit', 'acme', '--domain', domain)).toMatchObject({
        exitCode: 65,
        code: 'domain-not-own',
      })
      expect(await desk.refused('tenant', 'add', 'more', '--domain', domain)).toMatchObject({
        exitCode: 65,
        code: 'domain-not-own',
      })
    }
    await desk.as('boss@acme.example')
    expect(await desk.refused('tenant', 'edit', 'acme', '--domain', 'acme.test')).toMatchObject({ exitCode: 77 })
    expect(await desk.json('tenant', 'edit', 'acme', '--title', 'Acme AG')).toMatchObject({ title: 'Acme AG' })
  })
})

describe('what staff write for themselves', () => {
  test('is not on the page on which an answer is written, and a page without its scissors is not sent', async () => {
    const desk = await twoTenants()
    await desk.json('open', 'x', '--for', 'anna@acme.example')
    await desk.json('note', '1', '-m', 'secret note')
    const pages: string[] = []
    desk.terminal = true
    desk.asker = writing(async (page) => {
      pages.push(page)
      return `dear customer\n${page.replace(/^.*>8.*$/m, '')}`
    })
    const { exitCode, stderr } = await desk.run('reply', '1')
    expect(exitCode).toBe(65)
    expect(stderr).toContain('--recover')
    await desk.run('note', '1')
    desk.asker = undefined
    desk.terminal = false
    expect(pages.map((page) => page.includes('secret note'))).toEqual([false, true])
    await desk.json('reply', '1', '--recover')
    const { messages } = await desk.json<{ messages: { kind: string; body: string }[] }>('show', '1')
    expect(messages).toMatchObject([{ kind: 'note' }, { kind: 'reply', body: 'dear customer' }])
  })

  test('a tenant’s own first level answers as staff do', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'add', 'first@acme.example', '--group', 'first-level')
    await desk.json('open', 'x', '--for', 'anna@acme.example')
    await desk.as('first@acme.example')
    expect(await desk.json('reply', '1', '-m', 'Have you tried again?')).toMatchObject({ status: 'waiting' })
    expect(await desk.json('note', '1', '-m', 'printer')).toMatchObject({ status: 'waiting' })
  })
})

test('a text kept at one desk is not sent at another', async () => {
  const desk = await twoTenants()
  await desk.json('open', 'x', '--for', 'anna@acme.example')
  expect(await desk.refused('reply', '1', '-m', 'for acme only', '--if-version', '9')).toMatchObject({ exitCode: 1 })
  const other = { HELPDESK_DB: join(desk.home, 'other.db'), HELPDESK_KEY_FILE: join(desk.home, 'other.key') }
  Object.assign(desk.environment, other)
  await desk.init()
  await desk.json('open', 'y', '--for', 'zeta@zeta.example', '--new-tenant', 'zeta')
  expect(await desk.refused('reply', '1', '--recover')).toMatchObject({
    exitCode: 1,
    code: 'no-draft',
    details: { kept: [] },
  })
  delete desk.environment.HELPDESK_DB
  delete desk.environment.HELPDESK_KEY_FILE
  await desk.json('reply', '1', '--recover')
})

test('nobody but the desk’s administrator merges a person who has a way in into another record', async () => {
  const desk = await twoTenants()
  await desk.json('user', 'add', 'ghost@acme.example')
  await desk.json('user', 'key', 'add', 'anna@acme.example', publicKey('anna'))
  await desk.as('fred@support.example')
  const words = ['user', 'merge', 'anna@acme.example', '--into', 'ghost@acme.example', '--yes']
  expect(await desk.refused(...words)).toMatchObject({ exitCode: 77, code: 'has-way-in' })
  await desk.as(undefined)
  expect(await desk.json(...words)).toMatchObject({ email: 'ghost@acme.example' })
})
