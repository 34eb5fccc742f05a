import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { misfits } from '../kit/json-schema'
import { TestDesk } from '../kit/test-desk'
import { ticketNumbers } from '../kit/ticket-numbers'
import { whileWriting } from '../kit/writing'

const noon = '2026-03-05T12:00:00.000Z'

/** Acme and beta, each with an administrator (boss), a user (anna, ben) and a ticket of theirs; Fred of the desk. */
async function twoTenants(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  for (const [tenant, name] of [
    ['acme', 'anna'],
    ['beta', 'ben'],
  ] as const) {
    await desk.json('tenant', 'add', tenant, '--domain', `${tenant}.example`)
    await desk.json('user', 'add', `boss@${tenant}.example`, '--group', 'admin')
    await desk.json('user', 'add', `${name}@${tenant}.example`, '--name', `${name} of ${tenant}`)
    await desk.json('open', `for ${tenant}`, '--for', `${name}@${tenant}.example`)
  }
  await desk.json('user', 'add', 'fred@support.example', '--group', 'first-level')
  return desk
}

/** Ben of beta is a guest in acme; acme's administrator acts. */
async function withGuest(...flags: string[]): Promise<TestDesk> {
  const desk = await twoTenants()
  await desk.as('boss@acme.example')
  await desk.json('guest', 'invite', 'ben@beta.example', ...flags)
  await desk.later(60_000).as('ben@beta.example')
  await desk.json('guest', 'accept', 'acme')
  return desk.as('boss@acme.example')
}

interface Logged {
  position: number | null
  type: string
  actor: string
  tenant: string
  about: string
}

describe('guest invite', () => {
  test('names tenant, group, inviter and time, and stands in the tenant’s log', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    const guest = await desk.json('guest', 'invite', 'Ben@Beta.example ', '--group', 'management')
    expect(guest).toEqual({
      tenant: 'acme',
      email: 'ben@beta.example',
      name: null,
      group: 'management',
      status: 'invited',
      invitedBy: 'boss@acme.example',
      invitedAt: noon,
      acceptedAt: null,
    })
    expect(await desk.json('guest', 'list')).toEqual([guest])
    expect((await desk.json<Logged[]>('log')).at(-1)).toMatchObject({
      type: 'guest.invited',
      actor: 'boss@acme.example',
      about: 'ben@beta.example',
    })
  })

  test('puts a guest into the group guest where none is named', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    expect(await desk.json('guest', 'invite', 'ben@beta.example')).toMatchObject({ group: 'guest' })
  })

  test.each([
    ['one of its people', 'anna@acme.example'],
    ['the inviter', 'boss@acme.example'],
    ['an address of its domain that nobody has', 'new@acme.example'],
  ])('into their own tenant is refused: %s', async (_, email) => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    expect(await desk.refused('guest', 'invite', email)).toMatchObject({
      exitCode: 1,
      code: 'own-tenant',
      details: { email, tenant: 'acme' },
    })
    expect(await desk.json('guest', 'list')).toEqual([])
  })

  test('answers alike for an address of another tenant, of the desk, and of nobody', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    const addresses = ['ben@beta.example', 'jana@support.example', 'nobody@nowhere.example']
    const shown = []
    for (const email of addresses) {
      const words = ['guest', 'invite', email]
      const [first, again] = [await desk.json(...words), await desk.json(...words)]
      desk.terminal = true
      const { stdout } = await desk.run(...words)
      desk.terminal = false
      const told = JSON.stringify([first, again, stdout.replace(/\s+/g, ' ')])
      shown.push(told.replaceAll(email, 'ADDRESS'))
    }
    expect(shown[1]).toBe(shown[0])
    expect(shown[2]).toBe(shown[0])
    const log = await desk.json<Logged[]>('log')
    expect(log.map(({ type }) => type).slice(-4)).toEqual(['ticket.opened', ...Array(3).fill('guest.invited')])
    // Positions would tell that something else was written, too: the contact for the address that nobody had.
    expect(log.every(({ position }) => position === null)).toBe(true)
    expect(JSON.stringify([log, await desk.json('guest', 'list')])).not.toContain('ben of beta')
  })

  test('judges address and group before the desk is opened', async () => {
    const desk = new TestDesk()
    expect(await desk.refused('guest', 'invite', 'ben')).toMatchObject({ exitCode: 65, code: 'wrong-address' })
    expect(await desk.refused('guest', 'invite', 'ben@beta.example', '--group', 'the boss')).toMatchObject({
      exitCode: 65,
      code: 'wrong-name',
    })
    expect(await desk.refused('guest', 'invite')).toMatchObject({ exitCode: 64, code: 'missing-argument' })
    expect(await desk.refused('guest', 'remove', 'ben@beta.example')).toMatchObject({ exitCode: 64 })
    expect(await desk.refused('guest', 'remove', 'ben', '--yes')).toMatchObject({ exitCode: 65 })
  })

  test('is for those with guests:edit, in a tenant that they may know of', async () => {
    const desk = await twoTenants()
    await desk.as('anna@acme.example')
    expect(await desk.refused('guest', 'invite', 'ben@beta.example')).toMatchObject({
      exitCode: 77,
      details: { permission: 'guests:edit', tenant: 'acme' },
    })
    expect(await desk.refused('guest', 'list', '--tenant', 'acme')).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('guest', 'remove', 'ben@beta.example', '--yes')).toMatchObject({ exitCode: 77 })
    await desk.as('boss@acme.example')
    for (const tenant of ['beta', 'none']) {
      expect(await desk.refused('guest', 'invite', 'x@x.example', '-t', tenant)).toMatchObject({ exitCode: 66 })
      expect(await desk.refused('guest', 'list', '-t', tenant)).toMatchObject({ exitCode: 66 })
      expect(await desk.refused('guest', 'remove', 'x@x.example', '-t', tenant, '-y')).toMatchObject({ exitCode: 66 })
    }
    await desk.as('fred@support.example')
    expect(await desk.refused('guest', 'invite', 'ben@beta.example', '-t', 'acme')).toMatchObject({ exitCode: 77 })
    expect(await desk.json('guest', 'list', '-t', 'acme')).toEqual([])
  })

  test('staff make no further administrator, the tenant’s own people may', async () => {
    const desk = await twoTenants()
    const words = ['guest', 'invite', 'ben@beta.example', '--group', 'admin', '--tenant', 'acme']
    expect(await desk.refused(...words)).toMatchObject({ exitCode: 77, code: 'first-administrator-only' })
    await desk.as('boss@acme.example')
    expect(await desk.json(...words)).toMatchObject({ group: 'admin' })
  })

  test('nobody lets themselves in or gives themselves another group', async () => {
    const desk = await withGuest('--group', 'management')
    await desk.as('ben@beta.example')
    const words = ['guest', 'invite', 'ben@beta.example', '--group', 'admin', '--tenant', 'acme']
    expect(await desk.refused(...words)).toMatchObject({ exitCode: 1, code: 'own-invitation' })
    await desk.as(undefined)
    expect(await desk.refused('guest', 'invite', 'jana@support.example', '--tenant', 'acme')).toMatchObject({
      code: 'own-invitation',
    })
  })

  test('again with another group changes it at once, waiting or accepted; with the same it is no change', async () => {
    const desk = await withGuest()
    await desk.as('ben@beta.example')
    expect(await desk.refused('open', 'x', '--tenant', 'acme')).toMatchObject({ exitCode: 77 })
    await desk.as('boss@acme.example')
    expect(await desk.json('guest', 'invite', 'ben@beta.example', '--group', 'user')).toMatchObject({
      group: 'user',
      status: 'accepted',
      name: 'ben of beta',
    })
    const before = await desk.json<Logged[]>('log')
    await desk.json('guest', 'invite', 'ben@beta.example', '--group', 'user')
    expect(await desk.json('log')).toHaveLength(before.length)
    await desk.as('ben@beta.example')
    expect(await desk.json('open', 'x', '--tenant', 'acme')).toMatchObject({ tenant: 'acme' })
    expect(await desk.json('whoami')).toMatchObject({
      memberships: [
        { tenant: 'beta', group: 'user', guest: false },
        { tenant: 'acme', group: 'user', guest: true },
      ],
    })
  })

  test('of one of the tenant’s several addresses of a person tells nothing of the other', async () => {
    const desk = await twoTenants()
    const store = await desk.store()
    await store.write(async (tx) => {
      const ben = await tx
        .selectFrom('user_addresses')
        .select('user_id')
        .where('address', '=', 'ben@beta.example')
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('user_addresses')
        .values({ address: 'ben@home.example', user_id: ben.user_id, position: 1 })
        .execute()
    })
    await store.close()
    await desk.as('boss@acme.example')
    expect(await desk.json('guest', 'invite', 'ben@home.example')).toMatchObject({ email: 'ben@home.example' })
    expect(JSON.stringify(await desk.json('guest', 'list'))).not.toContain('ben@beta.example')
    expect(await desk.refused('guest', 'remove', 'ben@beta.example', '-y')).toMatchObject({ exitCode: 66 })
    expect(await desk.json('guest', 'invite', 'ben@beta.example')).toMatchObject({ email: 'ben@beta.example' })
    await desk.as('ben@beta.example')
    await desk.json('guest', 'accept', 'acme')
    await desk.as('boss@acme.example')
    expect(await desk.json('guest', 'remove', 'ben@home.example', '-y')).toMatchObject({ email: 'ben@beta.example' })
  })
})

describe('whoever is only invited', () => {
  test('may nothing in the tenant, and sees the invitation', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    await desk.json('guest', 'invite', 'ben@beta.example', '--group', 'admin')
    await desk.as('ben@beta.example')
    expect(await ticketNumbers(desk, '--all')).toEqual([2])
    for (const words of [
      ['list', '--tenant', 'acme'],
      ['tenant', 'show', 'acme'],
      ['user', 'list', '--tenant', 'acme'],
      ['guest', 'list', '--tenant', 'acme'],
      ['open', 'x', '--tenant', 'acme'],
      ['log', '--tenant', 'acme'],
      ['show', '1'],
    ]) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 66 })
    }
    for (const words of [[], ['--mine'], ['--mine', '--tenant', 'acme']]) {
      expect(await desk.json('guest', 'list', ...words)).toMatchObject([
        { tenant: 'acme', email: 'ben@beta.example', status: 'invited', group: 'admin' },
      ])
    }
    expect(await desk.json('guest', 'list', '--mine', '--tenant', 'beta')).toEqual([])
    expect(await desk.json('whoami')).toMatchObject({ invitations: [{ tenant: 'acme', group: 'admin' }] })
    expect(await desk.json('open', 'my own')).toMatchObject({ tenant: 'beta' })
  })

  test('is not among the tenant’s people', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    await desk.json('guest', 'invite', 'ben@beta.example')
    expect(JSON.stringify(await desk.json('user', 'list'))).not.toContain('ben@')
    expect(await desk.refused('user', 'show', 'ben@beta.example')).toMatchObject({ exitCode: 66 })
  })
})

describe('guest accept', () => {
  test('lets the guest act as the group says, from then on', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    await desk.json('guest', 'invite', 'ben@beta.example')
    await desk.as('ben@beta.example')
    expect(await desk.json('guest', 'accept', 'ACME')).toMatchObject({
      tenant: 'acme',
      email: 'ben@beta.example',
      name: 'ben of beta',
      status: 'accepted',
      acceptedAt: noon,
    })
    expect(await ticketNumbers(desk, '--all')).toEqual([1, 2])
    expect(await ticketNumbers(desk, '--tenant', 'acme')).toEqual([1])
    expect(await desk.refused('reply', '1', '-m', 'x')).toMatchObject({ exitCode: 77 })
    await desk.as('boss@acme.example')
    expect((await desk.json<Logged[]>('log')).at(-1)).toMatchObject({
      type: 'guest.accepted',
      actor: 'ben@beta.example',
      about: 'ben@beta.example',
    })
  })

  test('twice is no change', async () => {
    const desk = await withGuest()
    const before = await desk.json<Logged[]>('log')
    await desk.as('ben@beta.example')
    expect(await desk.json('guest', 'accept', 'acme')).toMatchObject({
      status: 'accepted',
      acceptedAt: '2026-03-05T12:01:00.000Z',
    })
    await desk.as('boss@acme.example')
    expect(await desk.json('log')).toHaveLength(before.length)
  })

  test('without an invitation is 66, whether there is such a tenant or not', async () => {
    const desk = await twoTenants()
    for (const email of ['ben@beta.example', 'jana@support.example', 'fred@support.example']) {
      await desk.as(email)
      for (const verb of ['accept', 'decline']) {
        const refusals = [await desk.refused('guest', verb, 'acme'), await desk.refused('guest', verb, 'xxxx')]
        const told = refusals.map((refusal) => JSON.stringify(refusal).replaceAll(/acme|xxxx/g, 'NAME'))
        expect(refusals[0]).toMatchObject({ exitCode: 66, code: 'invitation-not-found' })
        expect(told[1]).toBe(told[0])
      }
    }
  })

  test('with a token for reading is refused, and so is a disabled person', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    await desk.json('guest', 'invite', 'ben@beta.example')
    await desk.as('ben@beta.example')
    const made = ['token', 'create', '--name', 'n', '--scope', 'read']
    desk.environment.HELPDESK_TOKEN = (await desk.json<{ token: string }>(...made)).token
    expect(await desk.refused('guest', 'accept', 'acme')).toMatchObject({ exitCode: 77, code: 'token-scope' })
    await desk.as(undefined)
    await desk.json('user', 'disable', 'ben@beta.example')
    desk.environment.HELPDESK_TOKEN = 'test-ben@beta.example'
    expect(await desk.refused('guest', 'accept', 'acme')).toMatchObject({ exitCode: 77, code: 'session-ended' })
  })

  test('somebody whom nobody knew gets a login from the desk, accepts, and stays out of the tenant’s hands', async () => {
    const desk = await twoTenants()
    writeFileSync(join(desk.home, 'password'), 'blue kettle sings twice\n')
    await desk.as('boss@acme.example')
    await desk.json('guest', 'invite', 'zoe@zeta.example', '--group', 'user')
    expect(await desk.refused('user', 'invite', 'zoe@zeta.example', '--print-token')).toMatchObject({ exitCode: 66 })
    await desk.as(undefined)
    const invited = ['user', 'invite', 'zoe@zeta.example', '--print-token']
    const { activationToken } = await desk.json<{ activationToken: string }>(...invited)
    await desk.json('activate', activationToken, '--password-file', 'password')
    const login = ['login', 'zoe@zeta.example', '--password-file', 'password', '--print-token']
    desk.environment.HELPDESK_TOKEN = await desk.json<string>(...login)
    await desk.json('guest', 'accept', 'acme')
    expect(await ticketNumbers(desk)).toEqual([1])
    expect(await desk.json('open', 'as a guest')).toMatchObject({ tenant: 'acme' })
    await desk.as('boss@acme.example')
    for (const verb of ['disable', 'invite']) {
      expect(await desk.refused('user', verb, 'zoe@zeta.example')).toMatchObject({ exitCode: 77 })
    }
  })
})

test('what accept and decline print is what their schemas say', async () => {
  const desk = await twoTenants()
  await desk.as('boss@acme.example')
  await desk.json('guest', 'invite', 'ben@beta.example')
  await desk.as('ben@beta.example')
  for (const verb of ['accept', 'decline']) {
    const printed = await desk.json('guest', verb, 'acme')
    const { stdout } = await desk.run('schema', 'guest', verb)
    expect(misfits(printed, JSON.parse(stdout))).toEqual([])
  }
})

describe('guest decline', () => {
  test('ends the invitation; a second time there is none', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    await desk.json('guest', 'invite', 'ben@beta.example')
    await desk.as('ben@beta.example')
    expect(await desk.json('guest', 'decline', 'acme')).toMatchObject({ status: 'declined', name: null })
    expect(await desk.refused('guest', 'accept', 'acme')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('guest', 'decline', 'acme')).toMatchObject({ exitCode: 66 })
    await desk.as('boss@acme.example')
    expect(await desk.json('guest', 'list')).toEqual([])
    expect((await desk.json<Logged[]>('log')).at(-1)).toMatchObject({ type: 'guest.declined' })
    expect(await desk.json('guest', 'invite', 'ben@beta.example')).toMatchObject({ status: 'invited' })
  })

  test('of one who had accepted is leaving', async () => {
    const desk = await withGuest()
    await desk.as('ben@beta.example')
    await desk.json('guest', 'decline', 'acme')
    expect(await desk.refused('list', '--tenant', 'acme')).toMatchObject({ exitCode: 66 })
    expect(await desk.json('whoami')).toMatchObject({ memberships: [{ tenant: 'beta' }], invitations: [] })
  })
})

describe('guest remove', () => {
  test('takes effect with the next command, whatever the guest is logged in with', async () => {
    const desk = await withGuest('--group', 'admin')
    await desk.as('ben@beta.example')
    const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'nightly')
    await desk.as('boss@acme.example')
    expect(await desk.json('guest', 'remove', 'ben@beta.example', '--yes')).toMatchObject({
      tenant: 'acme',
      email: 'ben@beta.example',
      status: 'removed',
    })
    for (const presented of ['test-ben@beta.example', token]) {
      desk.environment.HELPDESK_TOKEN = presented
      for (const words of [
        ['list', '-t', 'acme'],
        ['user', 'list', '-t', 'acme'],
        ['show', '1'],
        ['log', '-t', 'acme'],
        ['guest', 'accept', 'acme'],
      ])
        expect(await desk.refused(...words)).toMatchObject({ exitCode: 66 })
      expect(await ticketNumbers(desk)).toEqual([2])
    }
    await desk.as('boss@acme.example')
    expect((await desk.json<Logged[]>('log')).at(-1)).toMatchObject({ type: 'guest.removed' })
  })

  test('stops what the guest is just writing', async () => {
    const desk = await withGuest('--group', 'key-user')
    await desk.as('ben@beta.example')
    desk.terminal = true
    desk.asker = whileWriting(async () => {
      desk.terminal = false
      await desk.as('boss@acme.example')
      const removing = new TestDesk({ home: desk.home, environment: { HELPDESK_TOKEN: 'test-boss@acme.example' } })
      await removing.json('guest', 'remove', 'ben@beta.example', '--yes')
    })
    const { exitCode, stderr } = await desk.run('reply', '1')
    expect({ exitCode, kept: stderr.includes('--recover') }).toEqual({ exitCode: 75, kept: true })
    desk.asker = undefined
    const { messages } = await desk.json<{ messages: unknown[] }>('show', '1')
    expect(messages).toEqual([])
  })

  test('takes an invitation back', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    await desk.json('guest', 'invite', 'ben@beta.example')
    await desk.json('guest', 'remove', 'ben@beta.example', '--yes')
    await desk.as('ben@beta.example')
    expect(await desk.refused('guest', 'accept', 'acme')).toMatchObject({ exitCode: 66 })
  })

  test('asks, and wants a yes where nobody can be asked', async () => {
    const desk = await withGuest()
    expect(await desk.refused('guest', 'remove', 'ben@beta.example')).toMatchObject({
      exitCode: 64,
      code: 'confirmation-needed',
    })
    desk.answering(false)
    const { exitCode, stderr } = await desk.run('guest', 'remove', 'ben@beta.example')
    expect({ exitCode, asked: stderr.split('\n')[0] }).toEqual({
      exitCode: 130,
      asked: '? Remove ben@beta.example as a guest of acme?',
    })
    desk.terminal = false
    expect(await desk.json('guest', 'list')).toHaveLength(1)
  })

  test.each(['anna@acme.example', 'nobody@nowhere.example', 'boss@beta.example'])(
    'of %s, who is no guest, is 66',
    async (email) => {
      const desk = await withGuest()
      expect(await desk.refused('guest', 'remove', email, '--yes')).toMatchObject({
        exitCode: 66,
        code: 'guest-not-found',
        details: { email, tenant: 'acme' },
      })
    },
  )

  test('a key repeats nothing: who was invited again stays', async () => {
    const desk = await withGuest()
    const words = ['guest', 'remove', 'ben@beta.example', '--yes', '--idempotency-key', 'k1']
    const first = await desk.json(...words)
    await desk.json('guest', 'invite', 'ben@beta.example')
    expect(await desk.json(...words)).toEqual(first)
    expect(await desk.json('guest', 'list')).toHaveLength(1)
  })
})

describe('a guest', () => {
  test('is marked in the lists of people, on the screen, too', async () => {
    const desk = await withGuest()
    const users = await desk.json<{ email: string; memberships: unknown }[]>('user', 'list')
    expect(users.find(({ email }) => email === 'ben@beta.example')?.memberships).toEqual([
      { tenant: 'acme', group: 'guest', guest: true },
    ])
    expect(users.find(({ email }) => email === 'anna@acme.example')?.memberships).toEqual([
      { tenant: 'acme', group: 'user', guest: false },
    ])
    desk.terminal = true
    expect((await desk.run('user', 'list')).stdout).toMatch(/ben@beta\.example .*acme: guest \(visiting\)/)
  })

  test.each([
    ['user', 'disable', 'ben@beta.example'],
    ['user', 'invite', 'ben@beta.example', '--print-token'],
    ['user', 'invite', 'ben@beta.example', '--group', 'admin', '--tenant', 'acme'],
  ])('is not the visited tenant’s to edit: helpdesk %s %s %s', async (...words) => {
    const desk = await withGuest('--group', 'admin')
    expect(await desk.refused(...words)).toMatchObject({
      exitCode: 77,
      code: 'only-a-guest',
      details: { email: 'ben@beta.example', tenant: 'acme' },
    })
  })

  test('stays their own tenant’s: it shuts them out everywhere, and the visited one reads nothing of it', async () => {
    const desk = await withGuest('--group', 'admin')
    const before = await desk.json<Logged[]>('log')
    await desk.as('boss@beta.example')
    expect(await desk.json('user', 'disable', 'ben@beta.example')).toMatchObject({ status: 'disabled' })
    desk.environment.HELPDESK_TOKEN = 'test-ben@beta.example'
    expect(await desk.refused('list', '--tenant', 'acme')).toMatchObject({ exitCode: 77 })
    await desk.as('boss@acme.example')
    expect(await desk.json('log')).toEqual(before)
  })

  test('who administers the visited tenant manages its people, and none of their own', async () => {
    const desk = await withGuest('--group', 'admin')
    await desk.as('ben@beta.example')
    expect(await desk.json('user', 'disable', 'anna@acme.example')).toMatchObject({ status: 'disabled' })
    expect(await desk.refused('user', 'disable', 'boss@beta.example')).toMatchObject({ exitCode: 77 })
  })

  test('in several tenants says which one is meant', async () => {
    const desk = await withGuest('--group', 'admin')
    await desk.as('ben@beta.example')
    const needed = { exitCode: 64, code: 'tenant-needed', details: { tenants: ['acme', 'beta'] } }
    expect(await desk.refused('open', 'x')).toMatchObject({ exitCode: 64, code: 'tenant-needed' })
    expect(await desk.refused('guest', 'invite', 'x@x.example')).toMatchObject(needed)
    expect(await desk.refused('guest', 'remove', 'x@x.example', '-y')).toMatchObject(needed)
    expect(await desk.refused('user', 'add', 'x@x.example')).toMatchObject(needed)
    expect(await desk.refused('log')).toMatchObject(needed)
    expect(await desk.json('guest', 'invite', 'x@x.example', '-t', 'acme')).toMatchObject({ tenant: 'acme' })
    expect(await desk.json('open', 'x', '-t', 'beta')).toMatchObject({ tenant: 'beta' })
  })

  test('may be one of the desk, who sees there what no group of the desk does', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    await desk.json('guest', 'invite', 'fred@support.example', '--group', 'management')
    await desk.as('fred@support.example')
    expect(await desk.refused('log', '-t', 'acme')).toMatchObject({ exitCode: 77 })
    await desk.json('guest', 'accept', 'acme')
    expect(await desk.json('log', '-t', 'acme')).not.toEqual([])
    expect(await desk.refused('log', '-t', 'beta')).toMatchObject({ exitCode: 77 })
    expect(await desk.json('guest', 'list', '--mine')).toMatchObject([{ tenant: 'acme', group: 'management' }])
    await desk.as('boss@acme.example')
    await desk.json('guest', 'remove', 'fred@support.example', '-y')
    await desk.as('fred@support.example')
    expect(await desk.refused('log', '-t', 'acme')).toMatchObject({ exitCode: 77 })
    expect(await ticketNumbers(desk)).toEqual([1, 2])
  })

  test('of a deleted tenant is none, and is one again when it is restored', async () => {
    const desk = await withGuest()
    await desk.as(undefined)
    await desk.json('tenant', 'delete', 'acme', '-y')
    expect(await desk.json('guest', 'list')).toEqual([])
    await desk.as('ben@beta.example')
    expect(await desk.json('guest', 'list', '--mine')).toEqual([])
    expect(await desk.refused('guest', 'decline', 'acme')).toMatchObject({ exitCode: 66 })
    expect(await ticketNumbers(desk)).toEqual([2])
    await desk.as('boss@beta.example')
    expect(await desk.json('user', 'show', 'ben@beta.example')).toMatchObject({ memberships: [{ tenant: 'beta' }] })
    await desk.as(undefined)
    await desk.json('tenant', 'restore', 'acme')
    await desk.as('ben@beta.example')
    expect(await ticketNumbers(desk)).toEqual([1, 2])
    await desk.as(undefined)
    await desk.json('tenant', 'delete', 'acme', '-y')
    await desk.as('boss@beta.example')
    expect(await desk.json('user', 'disable', 'ben@beta.example')).toMatchObject({ status: 'disabled' })
  })
})

describe('the log of a tenant', () => {
  test('is read by its administrators: all that happened there, by whomever, and nothing else', async () => {
    const desk = await twoTenants()
    await desk.json('reply', '1', '-m', 'Which bank?')
    await desk.json('note', '1', '-m', 'secret')
    await desk.json('reply', '2', '-m', 'beta only')
    await desk.as('boss@acme.example')
    const own = await desk.json<Logged[]>('log')
    expect(new Set(own.map(({ tenant }) => tenant))).toEqual(new Set(['acme']))
    expect(own.map(({ type }) => type)).toEqual([
      'tenant.added',
      'user.added',
      'user.added',
      'ticket.opened',
      'ticket.replied',
    ])
    expect(own.at(-1)).toMatchObject({ actor: 'jana@support.example', about: null })
    expect(await desk.json('log', '--tenant', 'acme')).toEqual(own)
    expect(await desk.json('log', '--ticket', '1')).toHaveLength(2)
    expect(await desk.json('log', '--actor', 'jana@support.example')).toHaveLength(own.length)
    for (const words of [
      ['--tenant', 'beta'],
      ['--ticket', '2'],
      ['--actor', 'boss@beta.example'],
      ['--actor', 'fred@support.example'],
      ['--actor', 'nobody@nowhere.example'],
    ]) {
      expect(await desk.refused('log', ...words)).toMatchObject({ exitCode: 66 })
    }
    expect(await desk.json('log', '--actor', 'anna@acme.example')).toEqual([])
  })

  test('is not read by its other people, nor by staff without the desk’s rights', async () => {
    const desk = await twoTenants()
    for (const [email, ...words] of [
      ['anna@acme.example'],
      ['anna@acme.example', '--tenant', 'acme'],
      ['fred@support.example'],
      ['fred@support.example', '--tenant', 'acme'],
    ] as const) {
      await desk.as(email)
      expect(await desk.refused('log', ...words)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    }
  })

  test('tells of notes only whoever may read them', async () => {
    const desk = await twoTenants()
    await desk.json('note', '1', '-m', 'secret')
    const store = await desk.store()
    const boss = await store.db
      .selectFrom('user_addresses')
      .select('user_id')
      .where('address', '=', 'boss@acme.example')
      .executeTakeFirstOrThrow()
    await desk.as('boss@acme.example')
    expect(JSON.stringify(await desk.json('log'))).not.toContain('ticket.noted')
    const acme = await store.db.selectFrom('tenants').select('id').where('name', '=', 'acme').executeTakeFirstOrThrow()
    const membership = { user_id: boss.user_id, tenant_id: acme.id, group_name: 'first-level', created_at: noon }
    await store.db.insertInto('memberships').values(membership).execute()
    await store.close()
    expect(JSON.stringify(await desk.json('log'))).toContain('ticket.noted')
  })
})
