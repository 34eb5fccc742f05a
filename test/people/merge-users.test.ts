import { describe, expect, test } from 'vitest'
import { otherUserColumns, userColumns } from '../../src/people/merge-store'
import { publicKey } from '../kit/ssh-key'
import type { TestDesk } from '../kit/test-desk'
import { twoTenants } from './two-tenants'

const old = 'anna@gmx.example'
const anna = 'anna@acme.example'

/** Anna of acme, and once more with her private address, with tickets, messages and more on both records. */
async function twice(): Promise<TestDesk> {
  const desk = await twoTenants()
  await desk.json('user', 'add', old, '--tenant', 'acme', '--group', 'key-user', '--name', 'Anna Old')
  await desk.json('user', 'edit', old, '--tenant', 'acme', '--add-group', 'user')
  await desk.json('open', 'First', '--for', old)
  await desk.json('open', 'Second', '--for', anna)
  return desk
}

async function merge(desk: TestDesk, ...flags: string[]) {
  return desk.json<{ moved: object; dryRun: boolean; addresses: string[] }>(
    'user',
    'merge',
    old,
    '--into',
    anna,
    ...flags,
  )
}

async function idOf(desk: TestDesk, address: string): Promise<string> {
  const store = await desk.store()
  const found = store.db.selectFrom('user_addresses').select('user_id').where('address', '=', address)
  const { user_id } = await found.executeTakeFirstOrThrow()
  await store.close()
  return user_id
}

interface Logged {
  type: string
  tenant: string | null
  about: string
  changes: object
}

async function logged(desk: TestDesk, ...types: string[]): Promise<Logged[]> {
  return (await desk.json<Logged[]>('log')).filter(({ type }) => types.includes(type))
}

test('every column of the database that holds a user is considered', async () => {
  const desk = await twoTenants()
  const store = await desk.store()
  const { file } = store
  const tables = file.prepare(`select name from sqlite_schema where type = 'table'`).all() as { name: string }[]
  const found = tables.flatMap(({ name }) => {
    const keys = file.prepare(`select "from" from pragma_foreign_key_list(?) where "table" = 'users'`).all(name)
    return (keys as { from: string }[]).map(({ from }) => `${name}.${from}`)
  })
  await store.close()
  expect(found).toContain('tickets.requester_id')
  const considered = [...userColumns, ...otherUserColumns].map(({ table, column }) => `${table}.${column}`)
  // The journal names people without a key: it must outlive them. Who gets a rule's mail may also be a role or a team.
  expect([...found, 'journal_entries.actor_id', 'rule_recipients.recipient'].sort()).toEqual(considered.sort())
})

describe('merging', () => {
  test('makes one person of two: addresses, groups, tickets', async () => {
    const desk = await twice()
    const survivor = await merge(desk, '--yes')
    expect(survivor).toMatchObject({
      email: anna,
      addresses: [anna, old],
      memberships: [{ group: 'key-user' }, { group: 'user' }],
      moved: { addresses: 1, memberships: 1, tickets: 1, messages: 0 },
      dryRun: false,
    })
    expect(await desk.json('show', '1')).toMatchObject({ requester: { email: anna } })
    expect(await desk.json('user', 'show', old)).toMatchObject({ email: anna })
    expect(JSON.stringify(await desk.json('user', 'list'))).not.toContain('Anna Old')
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  })

  test('as a trial tells what would move and moves nothing, without a question', async () => {
    const desk = await twice()
    expect(await merge(desk, '-n')).toMatchObject({ dryRun: true, moved: { addresses: 1, tickets: 1 } })
    expect(await desk.json('user', 'show', old)).toMatchObject({ email: old, name: 'Anna Old' })
    expect(await desk.json('show', '1')).toMatchObject({ requester: { email: old } })
  })

  test('shows who wrote and did things as the survivor, and finds both in the log', async () => {
    const desk = await twice()
    await desk.as(old)
    await desk.json('reply', '1', '-m', 'from the old one')
    await desk.as(anna)
    await desk.json('reply', '2', '-m', 'from the new one')
    await desk.as(undefined)
    await merge(desk, '--yes')
    const { messages, history } = await desk.json<{ messages: object[]; history: object[] }>('show', '1', '--history')
    expect(messages).toMatchObject([{ author: { email: anna } }])
    expect(history.at(-1)).toMatchObject({ type: 'ticket.replied', actor: { email: anna } })
    const entries = await desk.json<{ type: string; ticket: number }[]>('log', '--actor', old)
    expect(entries.filter(({ type }) => type === 'ticket.replied').map(({ ticket }) => ticket)).toEqual([1, 2])
    const [entry] = await desk
      .json<{ type: string }[]>('log', '--actor', 'jana@support.example')
      .then((all) => all.filter(({ type }) => type === 'user.merged'))
    expect(entry).toMatchObject({ tenant: 'acme', about: anna, changes: { merged: { from: old, to: anna } } })
  })

  test('keeps the survivor’s password and ends the other’s, with its sessions and invitations', async () => {
    const desk = await twice()
    const invite = ['user', 'invite', old, '--print-token']
    const first = await desk.json<{ activationToken: string }>(...invite)
    await desk.json('activate', first.activationToken, '--password-file', 'password')
    const login = await desk.run('login', old, '--password-file', 'password', '--print-token')
    await merge(desk, '--yes')
    desk.environment.HELPDESK_TOKEN = login.stdout.trim()
    expect(await desk.refused('whoami')).toMatchObject({ code: 'session-ended' })
    await desk.as(undefined)
    expect(await desk.refused('login', old, '--password-file', 'password')).toMatchObject({ code: 'login-failed' })
    expect(await desk.json('user', 'show', old)).toMatchObject({ status: 'contact' })
  })

  test('moves rows once that both have', async () => {
    const desk = await twice()
    const [merged, survivor] = [await idOf(desk, old), await idOf(desk, anna)]
    const store = await desk.store()
    const created_at = desk.now.toISOString()
    await store.db.insertInto('teams').values({ id: 't', name: 'portal', title: null, created_at }).execute()
    for (const user_id of [merged, survivor])
      await store.db.insertInto('team_members').values({ team_id: 't', user_id }).execute()
    await store.close()
    expect(await merge(desk, '--yes')).toMatchObject({ moved: { teams: 0 } })
    const after = await desk.store()
    expect(await after.db.selectFrom('team_members').select('user_id').execute()).toEqual([{ user_id: survivor }])
    await after.close()
  })

  test('goes on: who was merged into the one that goes is found as the one that stays', async () => {
    const desk = await twice()
    await desk.as(old)
    await desk.json('reply', '1', '-m', 'hello')
    await desk.as(undefined)
    await merge(desk, '--yes')
    await desk.json('user', 'add', 'third@acme.example')
    await desk.json('user', 'merge', anna, '--into', 'third@acme.example', '--yes')
    const { history } = await desk.json<{ history: object[] }>('show', '1', '--history')
    expect(history.at(-1)).toMatchObject({ actor: { email: 'third@acme.example' } })
  })

  test('asks in a terminal, with No by default, and wants --yes in a script', async () => {
    const desk = await twice()
    expect(await desk.refused('user', 'merge', old, '--into', anna)).toMatchObject({
      exitCode: 64,
      code: 'confirmation-needed',
    })
    desk.answering(false)
    const { exitCode, stderr } = await desk.run('user', 'merge', old, '--into', anna)
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 130 })
    expect(stderr).toContain(`? Merge ${old} into ${anna}, for good?`)
    desk.answering(true)
    expect((await desk.run('user', 'merge', old, '--into', anna)).stdout).toContain('moved: 1 address')
  })

  test.each([
    [['user', 'merge', anna, '--yes'], 64, 'missing-flag'],
    [['user', 'merge', anna, '--into', 'ANNA@acme.example', '--yes'], 65, 'merge-with-itself'],
    [['user', 'merge', anna, '--into', 'second@acme.example', '--yes'], 65, 'merge-with-itself'],
    [['user', 'merge', anna, '--into', 'nobody@acme.example', '--yes'], 66, 'user-not-found'],
    [['user', 'merge', 'jana@support.example', '--into', anna, '--yes'], 1, 'own-account'],
  ] as const)('helpdesk %j ends in %s %s', async (words, exitCode, code) => {
    const desk = await twoTenants()
    await desk.json('user', 'edit', anna, '--add-address', 'second@acme.example')
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
  })

  test('needs charge of both, and tells nobody of whom they may not know', async () => {
    const desk = await twice()
    await desk.as(anna)
    expect(await desk.refused('user', 'merge', old, '--into', anna, '--yes')).toMatchObject({ exitCode: 77 })
    await desk.as('boss@acme.example')
    const foreign = ['user', 'merge', 'anna@beta.example', '--into', anna, '--yes']
    expect(await desk.refused(...foreign)).toMatchObject({ exitCode: 66, code: 'user-not-found' })
    await merge(desk, '--yes')
    await desk.as('fred@support.example')
    const colleague = ['user', 'merge', 'adv@support.example', '--into', anna, '--yes']
    expect(await desk.refused(...colleague)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
  })
})

describe('merging moves no way in', () => {
  test('who makes a record with a key of their own does not come in as somebody else with it', async () => {
    const desk = await twoTenants()
    const boss = 'boss@acme.example'
    await desk.json('user', 'key', 'add', boss, publicKey('boss'))
    await desk.as('fred@support.example')
    await desk.json('user', 'add', 'ghost@acme.example')
    const { fingerprint } = await desk.json<{ fingerprint: string }>(
      ...['user', 'key', 'add', 'ghost@acme.example', publicKey('fred')],
    )
    const words = ['user', 'merge', 'ghost@acme.example', '--into', boss, '--yes']
    expect(await desk.refused(...words)).toMatchObject({ exitCode: 77, code: 'has-way-in' })
    await desk.as(undefined)
    const { moved } = await desk.json(...words)
    expect(Object.keys(moved as object)).not.toContain('keys')
    expect(await desk.json('user', 'key', 'list', boss)).toMatchObject([{ comment: 'boss' }])
    expect((await desk.run('ssh', 'authorized-keys')).stdout).not.toContain(publicKey('fred').split(' ')[1])
    expect(await logged(desk, 'key.removed')).toMatchObject([
      { tenant: 'acme', about: 'ghost@acme.example', changes: { key: { from: fingerprint, to: null } } },
    ])
  })

  test('access tokens and invitations of the one that goes end, those of the other stay', async () => {
    const desk = await twice()
    const { activationToken } = await desk.json<{ activationToken: string }>('user', 'invite', old, '--print-token')
    const tokens: string[] = []
    for (const email of [old, anna]) {
      await desk.as(email)
      tokens.push((await desk.json<{ token: string }>('token', 'create', '--name', `of ${email}`)).token)
    }
    await desk.as(undefined)
    await merge(desk, '--yes')
    expect(await logged(desk, 'token.revoked')).toHaveLength(1)
    expect(await desk.refused('activate', activationToken, '--password-file', 'password')).toMatchObject({
      code: 'activation-invalid',
    })
    const [ofOld, ofAnna] = tokens
    desk.environment.HELPDESK_TOKEN = ofOld
    expect(await desk.refused('whoami')).toMatchObject({ exitCode: 77, code: 'token-invalid' })
    desk.environment.HELPDESK_TOKEN = ofAnna
    expect(await desk.json('token', 'list')).toMatchObject([{ name: `of ${anna}` }])
  })
})

describe('merging takes nobody into a tenant that invited somebody else', () => {
  async function invited(desk: TestDesk, email: string, accepts: boolean): Promise<void> {
    await desk.as('boss@beta.example')
    await desk.json('guest', 'invite', email, '--group', 'management')
    await desk.as(email)
    if (accepts) await desk.json('guest', 'accept', 'beta')
    await desk.as(undefined)
  }

  test.each([true, false])('the visit of the one that goes ends there (accepted: %s)', async (accepts) => {
    const desk = await twice()
    await invited(desk, old, accepts)
    await desk.as('boss@acme.example')
    await merge(desk, '--yes')
    await desk.as(anna)
    expect(await desk.refused('guest', 'accept', 'beta')).toMatchObject({ code: 'invitation-not-found' })
    expect(await desk.refused('tenant', 'show', 'beta')).toMatchObject({ exitCode: 66 })
    await desk.as('boss@beta.example')
    expect(await desk.json('guest', 'list', '--tenant', 'beta')).toEqual([])
    expect(await logged(desk, 'guest.removed')).toMatchObject([{ tenant: 'beta', about: old }])
  })

  test('also where that tenant is deleted for now', async () => {
    const desk = await twice()
    await invited(desk, old, true)
    await desk.json('tenant', 'delete', 'beta', '--yes')
    await merge(desk, '--yes')
    await desk.json('tenant', 'restore', 'beta')
    expect(await desk.json('guest', 'list', '--tenant', 'beta')).toEqual([])
    expect(await desk.json('user', 'show', anna)).toMatchObject({
      memberships: [{ tenant: 'acme' }, { tenant: 'acme' }],
    })
  })

  test('who stays remains the guest they were', async () => {
    const desk = await twice()
    await invited(desk, anna, true)
    await desk.json('user', 'edit', old, '--tenant', 'beta', '--add-group', 'user')
    await merge(desk, '--yes')
    const { memberships } = await desk.json<{ memberships: { tenant: string }[] }>('user', 'show', anna)
    expect(memberships.filter(({ tenant }) => tenant === 'beta')).toEqual([
      { tenant: 'beta', group: 'management', guest: true },
    ])
    expect(await logged(desk, 'user.left')).toMatchObject([{ tenant: 'beta', about: old }])
  })
})
