import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

interface ShownGroup {
  tenant: string | null
  name: string
  fixed: boolean
  permissions: string[]
  members: number
}

/** acme with its administrator and bob, beta with its own; bob is in the group that acme makes. */
async function withTenants(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  for (const name of ['acme', 'beta']) {
    await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
    await desk.json('user', 'add', `boss@${name}.example`, '--name', `Boss of ${name}`, '--group', 'admin')
  }
  await desk.json('user', 'add', 'fred@support.example', '--group', 'first-level')
  return desk
}

/** Puts somebody into a group, whatever commands say about it. */
async function putInto(desk: TestDesk, email: string, tenant: string, group: string): Promise<void> {
  const store = await desk.store()
  const { id } = await store.db.selectFrom('tenants').select('id').where('name', '=', tenant).executeTakeFirstOrThrow()
  const { user_id } = await store.db
    .selectFrom('user_addresses')
    .select('user_id')
    .where('address', '=', email)
    .executeTakeFirstOrThrow()
  await store.db
    .updateTable('memberships')
    .set({ group_name: group, tenant_id: id })
    .where('user_id', '=', user_id)
    .execute()
  await store.close()
}

const bookkeeping = ['group', 'add', 'bookkeeping', '--permission', 'accounts:view', '--permission', 'users:view']

describe('a group of a tenant’s own', () => {
  test('is made by the tenant’s administrator and grants what it lists, there and nowhere else', async () => {
    const desk = await withTenants()
    await desk.json('user', 'add', 'bob@acme.example')
    await desk.as('boss@acme.example')
    expect(await desk.json<ShownGroup>(...bookkeeping)).toEqual({
      tenant: 'acme',
      name: 'bookkeeping',
      fixed: false,
      permissions: ['accounts:view', 'users:view'],
      members: 0,
    })
    await desk.as('bob@acme.example')
    expect(await desk.refused('user', 'list')).toMatchObject({ exitCode: 77 })
    await putInto(desk, 'bob@acme.example', 'acme', 'bookkeeping')
    const people = await desk.json<{ email: string }[]>('user', 'list')
    expect(people.map(({ email }) => email)).toEqual(['bob@acme.example', 'boss@acme.example'])
    expect(await desk.refused('user', 'list', '--tenant', 'beta')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('group', 'list')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
  })

  test('holds for its members from their next command on when it is changed', async () => {
    const desk = await withTenants()
    await desk.json('user', 'add', 'bob@acme.example')
    await desk.as('boss@acme.example')
    await desk.json(...bookkeeping)
    await putInto(desk, 'bob@acme.example', 'acme', 'bookkeeping')
    const words = [
      'group',
      'edit',
      'bookkeeping',
      '--remove-permission',
      'users:view',
      '--add-permission',
      'groups:view',
    ]
    expect(await desk.json<ShownGroup>(...words)).toMatchObject({ permissions: ['accounts:view', 'groups:view'] })
    await desk.as('bob@acme.example')
    expect(await desk.refused('user', 'list')).toMatchObject({ exitCode: 77 })
    expect((await desk.json<ShownGroup[]>('group', 'list')).map(({ name }) => name)).toContain('bookkeeping')
  })

  test('cannot be removed while somebody is in it, or asked into it as a guest', async () => {
    const desk = await withTenants()
    await desk.json('user', 'add', 'bob@acme.example')
    await desk.as('boss@acme.example')
    await desk.json(...bookkeeping)
    await putInto(desk, 'bob@acme.example', 'acme', 'bookkeeping')
    expect(await desk.refused('group', 'remove', 'bookkeeping')).toMatchObject({
      exitCode: 1,
      code: 'group-in-use',
      details: { members: 1 },
    })
    await putInto(desk, 'bob@acme.example', 'acme', 'user')
    await desk.json('group', 'remove', 'bookkeeping')
    expect(await desk.refused('group', 'show', 'bookkeeping')).toMatchObject({ exitCode: 66, code: 'group-not-found' })
  })

  test('stands in the journal, each change once', async () => {
    const desk = await withTenants()
    await desk.as('boss@acme.example')
    await desk.json(...bookkeeping, '--idempotency-key', 'k')
    await desk.json(...bookkeeping, '--idempotency-key', 'k')
    await desk.json('group', 'edit', 'bookkeeping', '--add-permission', 'users:view')
    await desk.json('group', 'edit', 'bookkeeping', '--add-permission', 'rules:view')
    await desk.json('group', 'remove', 'bookkeeping')
    await desk.as(undefined)
    const log = await desk.json<{ type: string; actor: string; changes: object }[]>('log', '--tenant', 'acme')
    const groups = log.filter(({ type }) => type.startsWith('group.'))
    expect(groups.map(({ type, actor }) => [type, actor])).toEqual([
      ['group.added', 'boss@acme.example'],
      ['group.edited', 'boss@acme.example'],
      ['group.removed', 'boss@acme.example'],
    ])
    expect(groups[1]?.changes).toEqual({
      permissions: { from: ['accounts:view', 'users:view'], to: ['accounts:view', 'users:view', 'rules:view'] },
    })
  })

  test('is no way to what is the desk’s, nor to a fixed group', async () => {
    const desk = await withTenants()
    await desk.as('boss@acme.example')
    for (const permission of ['desk:edit', 'access:assign', 'access:redeem', 'tickets:edit']) {
      expect(await desk.refused('group', 'add', 'x', '--permission', permission)).toMatchObject({
        exitCode: 65,
        code: 'not-grantable',
      })
    }
    for (const name of ['admin', 'user', 'advisor', 'second-level']) {
      expect(await desk.refused('group', 'add', name, '--permission', 'rules:view')).toMatchObject({
        exitCode: 65,
        code: 'group-fixed',
      })
      expect(await desk.refused('group', 'remove', name)).toMatchObject({ exitCode: 65, code: 'group-fixed' })
    }
  })

  test.each([
    [['group', 'add', 'big group', '--permission', 'rules:view'], 65, 'wrong-name'],
    [['group', 'add', '-x', '--permission', 'rules:view'], 64, 'unknown-flag'],
    [['group', 'add', 'a'.repeat(41), '--permission', 'rules:view'], 65, 'wrong-name'],
    [['group', 'add', 'x', '--permission', 'rules:veiw'], 65, 'unknown-permission'],
    [['group', 'add', 'x'], 64, 'missing-flag'],
    [['group', 'edit', 'x'], 64, 'nothing-to-change'],
    [['group', 'edit', 'x', '--add-permission', 'rules:view'], 66, 'group-not-found'],
    [
      ['group', 'edit', 'bookkeeping', '--remove-permission', 'accounts:view', '--remove-permission', 'users:view'],
      65,
      'group-empty',
    ],
    [['group', 'show', 'x'], 66, 'group-not-found'],
    [bookkeeping, 1, 'group-exists'],
  ] as const)('%j is refused with %s, %s', async (words, exitCode, code) => {
    const desk = await withTenants()
    await desk.as('boss@acme.example')
    await desk.json(...bookkeeping)
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
  })

  test('belongs to one tenant: another one’s is not even to be known of', async () => {
    const desk = await withTenants()
    await desk.as('boss@beta.example')
    await desk.json(...bookkeeping)
    await desk.as('boss@acme.example')
    expect(await desk.refused('group', 'show', 'bookkeeping')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('group', 'show', 'bookkeeping', '--tenant', 'beta')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused(...bookkeeping, '--tenant', 'beta')).toMatchObject({ exitCode: 66 })
    expect(await desk.json(...bookkeeping)).toMatchObject({ tenant: 'acme' })
  })

  test('on a terminal is asked what it grants', async () => {
    const desk = await withTenants()
    await desk.as('boss@acme.example')
    desk.answering('accounts:view, rules:view')
    const { exitCode, stdout } = await desk.run('group', 'add', 'readers', '--no-color')
    expect([exitCode, stdout]).toEqual([0, '✓ group readers · acme · accounts:view, rules:view · 0 members\n'])
  })
})

describe('groups are listed', () => {
  test('of the desk for its people, of a tenant when one is named', async () => {
    const desk = await withTenants()
    const ofDesk = await desk.json<ShownGroup[]>('group', 'list')
    expect(ofDesk.map(({ name, members }) => [name, members])).toEqual([
      ['admin', 1],
      ['second-level', 0],
      ['first-level', 1],
      ['advisor', 0],
    ])
    await desk.as('fred@support.example')
    const ofAcme = await desk.json<ShownGroup[]>('group', 'list', '--tenant', 'acme')
    expect(ofAcme.find(({ name }) => name === 'admin')).toMatchObject({ tenant: 'acme', fixed: true, members: 1 })
    expect(await desk.refused(...bookkeeping, '--tenant', 'acme')).toMatchObject({ exitCode: 77 })
  })

  test('with what they grant as the desk is set', async () => {
    const desk = await withTenants()
    const opens = async (): Promise<string[]> =>
      (await desk.json<ShownGroup[]>('group', 'list', '--tenant', 'acme'))
        .filter(({ permissions }) => permissions.includes('tickets:open'))
        .map(({ name }) => name)
    expect(await opens()).toEqual(['admin', 'full-access', 'management', 'user', 'key-user', 'first-level'])
    await desk.json('config', 'set', 'tickets.opened-by', 'key-users')
    expect(await opens()).toEqual(['admin', 'key-user'])
  })
})

describe('whoever may not is told who may', () => {
  test('in a tenant its own members, and never the desk’s people', async () => {
    const desk = await withTenants()
    await desk.json('user', 'add', 'bob@acme.example')
    await desk.as('bob@acme.example')
    const { details } = await desk.refused('user', 'list')
    expect(details).toEqual({
      permission: 'users:view',
      tenant: 'acme',
      who: [{ email: 'boss@acme.example', name: 'Boss of acme' }],
    })
    expect((await desk.refused('config', 'get', 'desk.name')).details).toEqual({
      permission: 'desk:view',
      tenant: null,
    })
  })

  test('at the desk its administrators', async () => {
    const desk = await withTenants()
    await desk.as('fred@support.example')
    expect((await desk.refused('config', 'list')).details).toMatchObject({
      who: [{ email: 'jana@support.example', name: null }],
    })
  })

  test('those who open tickets, where not everybody does', async () => {
    const desk = await withTenants()
    await desk.json('user', 'add', 'bob@acme.example')
    await desk.json('user', 'add', 'kim@acme.example', '--name', 'Kim Key', '--group', 'key-user')
    await desk.json('user', 'add', 'gone@acme.example', '--group', 'key-user')
    await desk.json('user', 'disable', 'gone@acme.example')
    await desk.json('config', 'set', 'tickets.opened-by', 'key-users')
    await desk.as('bob@acme.example')
    const refusal = await desk.refused('open', 'Payment file rejected')
    expect(refusal).toMatchObject({ exitCode: 77, code: 'may-not-open' })
    expect(refusal.details.who).toEqual([
      { email: 'boss@acme.example', name: 'Boss of acme' },
      { email: 'kim@acme.example', name: 'Kim Key' },
    ])
    const { stderr } = await desk.run('open', 'Payment file rejected')
    expect(stderr).toContain('who may: Boss of acme <boss@acme.example>, Kim Key <kim@acme.example>')
  })

  test('an administrator answers others’ tickets only where the desk lets them open some', async () => {
    const desk = await withTenants()
    await desk.json('open', 'x', '--for', 'anna@acme.example')
    await desk.json('config', 'set', 'tickets.opened-by', 'first-level')
    await desk.as('boss@acme.example')
    expect(await desk.refused('reply', '1', '-m', 'I know')).toMatchObject({ exitCode: 77 })
    await desk.as('anna@acme.example')
    expect(await desk.json('reply', '1', '-m', 'It is mine')).toMatchObject({ number: 1 })
  })
})

test('every permission has its meaning, in both languages', async () => {
  const desk = await withTenants()
  const shown = await desk.json<{ permission: string; deskGroups: string[]; tenantGroups: string[] }[]>('permissions')
  expect(shown.find(({ permission }) => permission === 'tickets:note')).toMatchObject({
    deskGroups: ['admin', 'second-level', 'first-level'],
    tenantGroups: ['first-level'],
  })
  desk.terminal = true
  for (const [language, meaning] of [
    ['en', 'tickets:note · read or write notes'],
    ['de', 'tickets:note · Notizen lesen und schreiben'],
  ] as const) {
    const { stdout } = await desk.run('permissions', '--lang', language, '--no-color')
    expect(stdout.split('\n')).toContain(meaning)
    for (const { permission } of shown) expect(stdout).toMatch(new RegExp(`^${permission} · \\S`, 'm'))
  }
})
