import { describe, expect, test } from 'vitest'
import { addressesAfter, type User } from '../../src/people/user'
import type { TestDesk } from '../kit/test-desk'
import { twoTenants } from './two-tenants'

interface ShownUser {
  email: string
  addresses: string[]
  memberships: { tenant: string | null; group: string }[]
}

const anna = 'anna@acme.example'

async function entriesOf(desk: TestDesk, type: string): Promise<{ about: string; changes: object }[]> {
  const entries = await desk.json<{ type: string; about: string; changes: object }[]>('log')
  return entries.filter((entry) => entry.type === type)
}

describe('facts', () => {
  test('change, are told in one entry, and what already is so is none', async () => {
    const desk = await twoTenants()
    const words = ['user', 'edit', anna, '--name', 'Anna Berg', '--phone', '+49 30 12', '--language', 'de']
    expect(await desk.json(...words)).toMatchObject({ name: 'Anna Berg', telephone: '+49 30 12', language: 'de' })
    await desk.json(...words)
    expect(await entriesOf(desk, 'user.edited')).toMatchObject([
      { about: anna, changes: { name: { from: null, to: 'Anna Berg' }, language: { from: null, to: 'de' } } },
    ])
    const none = ['user', 'edit', anna, '--no-name', '--no-phone', '--no-language']
    expect(await desk.json(...none)).toMatchObject({ name: null, telephone: null, language: null })
  })

  test('are one’s own to change, others’ only with charge of them', async () => {
    const desk = await twoTenants()
    await desk.as(anna)
    expect(await desk.json('user', 'edit', anna, '--name', 'Anna', '--language', 'de')).toMatchObject({ name: 'Anna' })
    expect((await desk.run('user', 'show', anna, '-o', 'table')).stdout).toContain('Deutsch')
    expect(await desk.refused('user', 'edit', 'boss@acme.example', '--name', 'B')).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('user', 'edit', 'boss@beta.example', '--name', 'B')).toMatchObject({ exitCode: 66 })
    await desk.as('boss@acme.example')
    expect(await desk.json('user', 'edit', anna, '--name', 'Anna Key')).toMatchObject({ name: 'Anna Key' })
    // Whoever sees no tenant still is somebody.
    await desk.as('adv@support.example')
    expect(await desk.json('user', 'edit', 'adv@support.example', '--name', 'Ada')).toMatchObject({ name: 'Ada' })
    expect(await desk.json('user', 'show', 'adv@support.example')).toMatchObject({ name: 'Ada' })
  })

  test.each([
    [['user', 'edit', anna], 64, 'nothing-to-change'],
    [['user', 'edit', anna, '--language', 'fr'], 65, 'wrong-value'],
    [['user', 'edit', anna, '--name', ' '], 65, 'empty-text'],
    [['user', 'edit', anna, '--phone', '1'.repeat(61)], 65, 'text-too-long'],
    [['user', 'edit', anna, '--add-address', 'anna'], 65, 'wrong-address'],
    [['user', 'edit', anna, '--add-group', 'key user'], 65, 'wrong-name'],
    [['user', 'edit', anna, '--add-group', 'bosses'], 65, 'wrong-value'],
    [['user', 'edit', 'anna', '--name', 'A'], 65, 'wrong-address'],
    [['user', 'edit', 'nobody@acme.example', '--name', 'A'], 66, 'user-not-found'],
    [['user', 'edit', anna, '--add-group', 'user', '--tenant', 'gamma'], 66, 'tenant-not-found'],
  ] as const)('helpdesk %j ends in %s %s', async (words, exitCode, code) => {
    const desk = await twoTenants()
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
  })

  test('with a key are changed once', async () => {
    const desk = await twoTenants()
    const words = ['user', 'edit', anna, '--name', 'Anna', '--idempotency-key', 'k']
    await desk.json(...words)
    await desk.json('user', 'edit', anna, '--name', 'Other')
    expect(await desk.json(...words)).toMatchObject({ name: 'Other' })
    const other = ['user', 'edit', anna, '--name', 'Else', '--idempotency-key', 'k']
    expect(await desk.refused(...other)).toMatchObject({ exitCode: 1, code: 'idempotency-key-reused' })
  })
})

describe('addresses', () => {
  const user = (...addresses: string[]): User => ({
    id: '1',
    email: addresses[0] ?? '',
    addresses,
    name: null,
    status: 'contact',
    telephone: null,
    language: null,
    restingIn: [],
    memberships: [],
    createdAt: new Date(0),
  })

  test('the one that is written to stands first and goes only for another one', () => {
    expect(addressesAfter(user('a', 'b'), { address: 'c', add: ['d', 'b'] })).toEqual(['c', 'a', 'b', 'd'])
    expect(addressesAfter(user('a', 'b'), { address: 'b', remove: ['a'] })).toEqual(['b'])
    expect(addressesAfter(user('a', 'b'), { remove: ['b', 'x'] })).toEqual(['a'])
    expect(() => addressesAfter(user('a', 'b'), { remove: ['a'] })).toThrow('address-needed')
    expect(() => addressesAfter(user('a'), { remove: ['a'] })).toThrow('address-needed')
    expect(() => addressesAfter(user('a'), { address: 'b', remove: ['b'] })).toThrow('address-needed')
  })

  test('all of them find the person, also to log in', async () => {
    const desk = await twoTenants()
    const words = ['user', 'edit', anna, '--address', 'Berg@Acme.example', '--add-address', 'anna@home.example']
    const addresses = ['berg@acme.example', anna, 'anna@home.example']
    expect(await desk.json(...words)).toMatchObject({ email: 'berg@acme.example', addresses })
    expect(await desk.json('user', 'show', 'anna@home.example')).toMatchObject({ addresses })
    expect(await desk.json('open', 'x', '--for', anna)).toMatchObject({ requester: { email: 'berg@acme.example' } })
    const { activationToken } = await desk.json<{ activationToken: string }>('user', 'invite', anna, '--print-token')
    await desk.json('activate', activationToken, '--password-file', 'password')
    expect(await desk.json('login', 'anna@home.example', '--password-file', 'password')).toMatchObject({
      email: 'berg@acme.example',
    })
  })

  test('are not for the person to change, nor for colleagues', async () => {
    const desk = await twoTenants()
    await desk.as(anna)
    for (const flag of ['--address', '--add-address', '--remove-address']) {
      expect(await desk.refused('user', 'edit', anna, flag, 'x@acme.example')).toMatchObject({ exitCode: 77 })
    }
    await desk.as('fred@support.example')
    expect(await desk.refused('user', 'edit', 'jana@support.example', '--add-address', 'x@y.example')).toMatchObject({
      exitCode: 77,
    })
  })

  test('of somebody else are refused, naming them only to those who may know', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'add', 'anna@web.example', '--tenant', 'beta')
    const words = ['user', 'edit', anna, '--add-address', 'anna@web.example']
    expect(await desk.refused(...words)).toMatchObject({
      exitCode: 1,
      code: 'address-taken',
      details: { owner: 'anna@web.example' },
    })
    await desk.json('user', 'edit', 'anna@web.example', '--address', 'secret@web.example')
    await desk.as('boss@acme.example')
    const refusal = await desk.refused(...words)
    expect(refusal).toMatchObject({ exitCode: 1, code: 'address-taken', details: { owner: null } })
    expect(JSON.stringify(refusal)).not.toContain('secret')
  })

  test('under the desk’s own domain, or another tenant’s, are not for a tenant to give', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    for (const address of ['ceo@support.example', 'new@beta.example']) {
      const refusal = await desk.refused('user', 'edit', anna, '--add-address', address)
      expect(refusal).toMatchObject({ exitCode: 77, code: 'not-allowed', details: { tenant: null } })
    }
    const add = ['user', 'add', 'ceo@support.example', '--tenant', 'acme']
    expect(await desk.refused(...add)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    await desk.json('user', 'edit', anna, '--add-address', 'anna@home.example')
    await desk.as('fred@support.example')
    await desk.json('user', 'edit', anna, '--add-address', 'new@beta.example')
    expect(await desk.refused(...add)).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('user', 'edit', anna, '--add-address', 'ceo@support.example')).toMatchObject({
      exitCode: 77,
    })
  })

  test('that are taken away take open invitations with them', async () => {
    const desk = await twoTenants()
    const { activationToken } = await desk.json<{ activationToken: string }>('user', 'invite', anna, '--print-token')
    await desk.json('user', 'edit', anna, '--address', 'berg@acme.example', '--remove-address', anna)
    expect(await desk.refused('activate', activationToken, '--password-file', 'password')).toMatchObject({
      code: 'activation-invalid',
    })
  })

  test('are listed at 80 columns by their number', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'edit', anna, '--add-address', 'b@acme.example', '--phone', '+49 30 1234')
    const { stdout } = await desk.run('user', 'list', '-o', 'table')
    expect(stdout).toMatch(/^anna@acme\.example \+1 +– +\+49 30 1234 +contact +acme: user$/m)
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80)
  })
})

describe('groups', () => {
  test('change where they are meant, and end the person’s sessions', async () => {
    const desk = await twoTenants()
    await desk.as(anna)
    await desk.json('whoami')
    const { HELPDESK_TOKEN: token } = desk.environment
    await desk.as(undefined)
    const words = ['user', 'edit', anna, '--add-group', 'key-user', '--remove-group', 'user']
    const edited = await desk.json<ShownUser>(...words)
    expect(edited.memberships).toEqual([{ tenant: 'acme', group: 'key-user', guest: false }])
    await desk.json(...words)
    expect(await entriesOf(desk, 'user.joined')).toHaveLength(1)
    expect(await entriesOf(desk, 'user.left')).toHaveLength(1)
    desk.environment.HELPDESK_TOKEN = token
    expect(await desk.refused('whoami')).toMatchObject({ code: 'session-ended' })
  })

  test('of one’s own leave the session in use', async () => {
    const desk = await twoTenants()
    expect(await desk.json('user', 'edit', 'jana@support.example', '--add-group', 'first-level')).toMatchObject({
      memberships: [
        { tenant: null, group: 'admin', guest: false },
        { tenant: null, group: 'first-level', guest: false },
      ],
    })
    await desk.json('whoami')
  })

  test('are not for oneself to give', async () => {
    const desk = await twoTenants()
    await desk.as(anna)
    expect(await desk.refused('user', 'edit', anna, '--add-group', 'management')).toMatchObject({ exitCode: 77 })
    await desk.as('fred@support.example')
    const self = ['user', 'edit', 'fred@support.example', '--add-group', 'admin']
    expect(await desk.refused(...self)).toMatchObject({ exitCode: 77 })
    const customer = ['user', 'edit', 'jana@support.example', '--add-group', 'user', '--tenant', 'acme']
    expect(await desk.refused(...customer)).toMatchObject({ exitCode: 77 })
  })

  test('of somebody in several tenants need one named; the desk’s own people are of the desk', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'edit', anna, '--tenant', 'beta', '--add-group', 'guest')
    expect(await desk.refused('user', 'edit', anna, '--add-group', 'key-user')).toMatchObject({
      exitCode: 64,
      code: 'tenant-needed',
      details: { tenants: ['acme', 'beta'] },
    })
    // The administrator of one of them sees only that one, and may regroup there.
    await desk.as('boss@acme.example')
    const regrouped = await desk.json<ShownUser>('user', 'edit', anna, '--add-group', 'key-user')
    expect(regrouped.memberships).toContainEqual({ tenant: 'acme', group: 'key-user', guest: false })
    expect(await desk.refused('user', 'edit', anna, '--name', 'A')).toMatchObject({ exitCode: 77 })
    await desk.as(undefined)
    const words = ['user', 'edit', 'fred@support.example', '--add-group', 'second-level']
    expect((await desk.json<ShownUser>(...words)).memberships).toContainEqual({
      tenant: null,
      group: 'second-level',
      guest: false,
    })
  })

  test('that a tenant made itself are taken like the fixed ones, on every road', async () => {
    const desk = await twoTenants()
    const store = await desk.store()
    const acme = await store.db.selectFrom('tenants').select('id').where('name', '=', 'acme').executeTakeFirstOrThrow()
    const row = { tenant_id: acme.id, name: 'payroll', permissions: '[]', created_at: desk.now.toISOString() }
    await store.db.insertInto('tenant_groups').values(row).execute()
    await store.close()
    const own = { tenant: 'acme', group: 'payroll', guest: false }
    expect(await desk.json('user', 'edit', anna, '--add-group', 'payroll')).toMatchObject({
      memberships: [own, { group: 'user' }],
    })
    expect(await desk.json('user', 'add', 'p@acme.example', '--group', 'payroll')).toMatchObject({ memberships: [own] })
    expect(await desk.json('user', 'invite', 'q@acme.example', '--group', 'payr')).toMatchObject({ memberships: [own] })
    expect(await desk.refused('user', 'add', 'p@beta.example', '--group', 'payroll')).toMatchObject({ exitCode: 65 })
    expect(await desk.refused('user', 'add', 'x@acme.example', '--group', 'pay roll')).toMatchObject({
      exitCode: 65,
      code: 'wrong-name',
    })
  })
})
