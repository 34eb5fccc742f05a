import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Ask } from '../../src/kit/ask'
import { runBuilt } from '../kit/built-program'
import { twoTenants } from './two-tenants'

/** A person who does nothing but write in their editor. */
function writing(edit: Ask['edit']): Ask {
  const silent = async (question: string): Promise<never> => {
    throw new Error(`unexpected question: ${question}`)
  }
  return { available: true, line: silent, secret: silent, confirm: silent, choose: silent, edit }
}

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
      const store = desk.store()
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

describe('nobody learns of another organisation', () => {
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
    ['adv@support.example', ['open', 'x', '--tenant', 'beta'], 64],
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
