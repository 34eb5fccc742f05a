import { describe, expect, test } from 'vitest'
import { countTickets, listTickets } from '../../src/ticket/list-store'
import { planOf, statementsOf } from '../bench/statements'
import { TestDesk } from '../kit/test-desk'
import { ticketNumbers } from '../kit/ticket-numbers'
import { whileWriting } from '../kit/writing'

const day = 24 * 60 * 60 * 1000
const noon = '2026-03-05T12:00:00.000Z'
const lastMoment = '2026-04-04T12:00:00.000Z'

/**
 * Acme with an administrator (boss), Anna, and two tickets of hers; beta with Ben and a ticket; Kim, who belongs to
 * both; Fred of the desk's first level.
 */
async function twoTenants(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  for (const name of ['acme', 'beta']) await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
  await desk.json('user', 'add', 'boss@acme.example', '--group', 'admin')
  await desk.json('user', 'add', 'anna@acme.example')
  await desk.json('user', 'add', 'boss@beta.example', '--group', 'admin')
  await desk.json('user', 'add', 'ben@beta.example')
  await desk.json('user', 'add', 'kim@acme.example')
  await desk.json('user', 'invite', 'kim@acme.example', '--tenant', 'beta', '--group', 'user')
  await desk.json('user', 'add', 'fred@support.example', '--group', 'first-level')
  await desk.json('open', 'one', '--for', 'anna@acme.example')
  await desk.json('open', 'two', '--for', 'anna@acme.example')
  await desk.json('open', 'three', '--for', 'ben@beta.example')
  await desk.json('solve', '2')
  return desk
}

async function withoutAcme(): Promise<TestDesk> {
  const desk = await twoTenants()
  await desk.json('tenant', 'delete', 'acme', '--yes')
  return desk
}

describe('tenant delete', () => {
  test('marks the tenant, says until when it can be restored, and stands in its log', async () => {
    const desk = await twoTenants()
    const deleted = await desk.json('tenant', 'delete', 'acme', '--yes')
    expect(deleted).toMatchObject({
      name: 'acme',
      deletedAt: noon,
      restorableUntil: lastMoment,
      people: 3,
      openTickets: 1,
      dryRun: false,
    })
    expect(await desk.json('tenant', 'list')).toMatchObject([{ name: 'beta', deletedAt: null, restorableUntil: null }])
    expect(await desk.json('tenant', 'list', '--deleted')).toMatchObject([
      { name: 'acme', deletedAt: noon, restorableUntil: lastMoment },
    ])
    const log = await desk.json<{ type: string; tenant: string }[]>('log')
    expect(log.at(-1)).toMatchObject({ type: 'tenant.deleted', tenant: 'acme', about: 'acme' })
  })

  test('twice is no change and no second entry', async () => {
    const desk = await withoutAcme()
    const before = await desk.json<unknown[]>('log')
    desk.later(day)
    expect(await desk.json('tenant', 'delete', 'acme', '--yes')).toMatchObject({ deletedAt: noon })
    expect(await desk.json('log')).toHaveLength(before.length)
  })

  test('wants a yes: nobody there to be asked is 64, before anything is opened, and No changes nothing', async () => {
    const desk = await twoTenants()
    expect(await desk.refused('tenant', 'delete', 'acme')).toMatchObject({ exitCode: 64, code: 'confirmation-needed' })
    expect(await desk.refused('tenant', 'delete', 'acmee')).toMatchObject({ exitCode: 64 })
    desk.answering(false)
    const { exitCode, stderr } = await desk.run('tenant', 'delete', 'acme')
    expect({ exitCode, asked: stderr.split('\n')[0] }).toEqual({
      exitCode: 130,
      asked: '? Delete tenant "acme" (3 people, 1 open ticket)?',
    })
    desk.terminal = false
    expect(await desk.json('tenant', 'show', 'acme')).toMatchObject({ deletedAt: null })
    desk.answering(true)
    expect((await desk.run('tenant', 'delete', 'acme')).exitCode).toBe(0)
    desk.terminal = false
    expect(await desk.json('tenant', 'list')).toHaveLength(1)
  })

  test('a dry run counts and changes nothing', async () => {
    const desk = await twoTenants()
    const before = await desk.json<unknown[]>('log')
    expect(await desk.json('tenant', 'delete', 'acme', '-n')).toMatchObject({
      people: 3,
      openTickets: 1,
      dryRun: true,
      deletedAt: null,
    })
    expect(await desk.json('log')).toHaveLength(before.length)
    expect(await desk.json('tenant', 'show', 'acme')).toMatchObject({ deletedAt: null })
  })

  test('is the desk’s word', async () => {
    const desk = await twoTenants()
    for (const email of ['boss@acme.example', 'fred@support.example']) {
      await desk.as(email)
      expect(await desk.refused('tenant', 'delete', 'acme', '--yes')).toMatchObject({
        exitCode: 77,
        code: 'not-allowed',
        details: { permission: 'desk:edit' },
      })
      expect(await desk.refused('tenant', 'restore', 'acme')).toMatchObject({ exitCode: 77 })
    }
    await desk.as('boss@beta.example')
    expect(await desk.refused('tenant', 'delete', 'acme', '--yes')).toMatchObject({ exitCode: 66 })
    await desk.as(undefined)
    expect(await desk.refused('tenant', 'delete', 'acmee', '--yes')).toMatchObject({
      exitCode: 66,
      code: 'tenant-not-found',
      details: { suggestion: 'acme' },
    })
  })
})

describe('while a tenant is deleted', () => {
  test('its tickets are in no list and no count, and nobody finds them, not even staff', async () => {
    const desk = await withoutAcme()
    for (const email of [undefined, 'fred@support.example']) {
      await desk.as(email)
      expect(await ticketNumbers(desk, '--all')).toEqual([3])
      for (const words of [
        ['show', '1'],
        ['reply', '1', '-m', 'x'],
        ['note', '2', '-m', 'x'],
        ['take', '1'],
      ]) {
        expect(await desk.refused(...words)).toMatchObject({ exitCode: 66, code: 'ticket-not-found' })
      }
    }
    await desk.as(undefined)
    expect(await desk.refused('log', '--ticket', '1')).toMatchObject({ exitCode: 66 })
    desk.terminal = true
    const { stdout } = await desk.run('list', '--all')
    expect(stdout).toContain('1 of 1')
  })

  test('whoever is only there can log in, sees nothing and is told that they belong nowhere', async () => {
    const desk = await withoutAcme()
    await desk.as('anna@acme.example')
    expect(await desk.json('whoami')).toMatchObject({ email: 'anna@acme.example', memberships: [] })
    expect(await ticketNumbers(desk, '--all')).toEqual([])
    expect(await desk.refused('show', '1')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('reply', '1', '-m', 'x')).toMatchObject({ exitCode: 66 })
    const own = { exitCode: 77, code: 'belongs-nowhere' }
    expect(await desk.refused('open', 'x')).toMatchObject(own)
    expect(await desk.refused('open', 'x', '--for', 'anna@acme.example')).toMatchObject(own)
    expect(await desk.refused('open', 'x', '--for', 'anna@acme.example', '--new-tenant', 'mine')).toMatchObject(own)
    expect(await desk.json('tenant', 'list')).toEqual([])
    expect(await desk.json('tenant', 'list', '--deleted')).toEqual([])
    desk.terminal = true
    expect((await desk.run('whoami')).stdout).toContain('belongs to no organisation')
  })

  test('its administrator may nothing there, and is not told that it was deleted', async () => {
    const desk = await withoutAcme()
    await desk.as('boss@acme.example')
    for (const words of [
      ['tenant', 'show', 'acme'],
      ['user', 'list', '--tenant', 'acme'],
      ['list', '-t', 'acme'],
    ]) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 66, details: { deletedAt: null } })
    }
    expect(await desk.refused('user', 'add', 'new@acme.example')).toMatchObject({ exitCode: 77 })
  })

  test('whoever belongs elsewhere, too, goes on there', async () => {
    const desk = await withoutAcme()
    expect(await desk.json('open', 'four', '--for', 'kim@acme.example')).toMatchObject({ tenant: 'beta' })
    await desk.as('kim@acme.example')
    expect(await desk.json('whoami')).toMatchObject({ memberships: [{ tenant: 'beta', group: 'user' }] })
    expect(await ticketNumbers(desk, '--all')).toEqual([3, 4])
  })

  test('an administrator of another tenant gets no charge of its people', async () => {
    const desk = await withoutAcme()
    await desk.as('boss@beta.example')
    for (const words of [
      ['user', 'invite', 'kim@acme.example', '--print-token'],
      ['user', 'disable', 'kim@acme.example'],
    ]) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 77, details: { tenant: null } })
    }
  })

  test('staff open nothing for its people, old or new, and are told what to do', async () => {
    const desk = await withoutAcme()
    await desk.as('fred@support.example')
    const refusal = { exitCode: 1, code: 'tenant-deleted', details: { tenant: 'acme', restorable: true } }
    expect(await desk.refused('open', 'x', '--for', 'anna@acme.example')).toMatchObject(refusal)
    expect(await desk.refused('open', 'x', '--for', 'new@acme.example')).toMatchObject(refusal)
    expect(await desk.refused('open', 'x', '--for', 'anna@acme.example', '--new-tenant', 'other')).toMatchObject(
      refusal,
    )
    expect(await desk.refused('user', 'add', 'new@acme.example')).toMatchObject(refusal)
    expect(await desk.refused('open', 'x', '--for', 'anna@acme.example', '--tenant', 'beta')).toMatchObject(refusal)
    expect(await desk.refused('open', 'x', '--for', 'anna@acme.example', '--tenant', 'acme')).toMatchObject({
      exitCode: 1,
    })
    desk.terminal = true
    const { stderr } = await desk.run('open', 'x', '--for', 'anna@acme.example', '-m', 'y')
    expect(stderr).toContain('helpdesk tenant restore acme')
    expect(stderr).not.toContain('new here')
  })

  test('its name and its mail domain stay taken', async () => {
    const desk = await withoutAcme()
    const refusal = { exitCode: 1, code: 'tenant-deleted', details: { tenant: 'acme' } }
    expect(await desk.refused('tenant', 'add', 'acme')).toMatchObject(refusal)
    expect(await desk.refused('tenant', 'add', 'more', '--domain', 'acme.example')).toMatchObject(refusal)
    expect(await desk.refused('tenant', 'edit', 'beta', '--domain', 'acme.example')).toMatchObject(refusal)
    expect(await desk.refused('open', 'x', '--for', 'zoe@zeta.example', '--new-tenant', 'acme')).toMatchObject(refusal)
  })

  test.each([
    [['list', '--tenant', 'acme']],
    [['user', 'list', '--tenant', 'acme']],
    [['user', 'add', 'x@x.example', '--tenant', 'acme']],
    [['tenant', 'show', 'acme']],
    [['tenant', 'edit', 'acme', '--title', 'Acme']],
    [['log', '--tenant', 'acme']],
    [['open', 'x', '--for', 'ben@beta.example', '--tenant', 'acme']],
  ] as const)('%j is 66 and says to staff that it was deleted', async (words) => {
    const desk = await withoutAcme()
    expect(await desk.refused(...words)).toMatchObject({
      exitCode: 66,
      code: 'tenant-not-found',
      details: { name: 'acme', deletedAt: noon },
    })
  })

  test('a reply that was being written when it was deleted is not written', async () => {
    const desk = await twoTenants()
    await desk.as('anna@acme.example')
    desk.terminal = true
    desk.asker = whileWriting(async () => {
      const store = await desk.store()
      await store.db.updateTable('tenants').set({ deleted_at: noon }).where('name', '=', 'acme').execute()
      await store.close()
    })
    const { exitCode } = await desk.run('reply', '1')
    expect(exitCode).toBe(75)
  })

  test('lists still run along their index, and look for deleted tenants in the index of those', async () => {
    const desk = await withoutAcme()
    const store = await desk.store()
    const now = new Date(noon)
    const filter = { statuses: ['open', 'waiting'] as const }
    const options = { now, sorting: { by: 'queue', descending: false } as const, limit: 50 }
    const statements = await statementsOf(store, async () => {
      await listTickets(store.db, { all: true }, filter, options)
      await countTickets(store.db, { all: true }, filter, now)
    })
    const plans = statements.map((statement) => planOf(store, statement).join('\n'))
    await store.close()
    expect(plans).toHaveLength(2)
    expect(plans[0]).toContain('SCAN tickets USING INDEX tickets_queue')
    for (const plan of plans) {
      expect(plan).toContain('tenants_deleted')
      expect(plan).not.toContain('TEMP B-TREE')
    }
  })
})

describe('tenant restore', () => {
  test('brings everything back as it was', async () => {
    const desk = await twoTenants()
    const before = await desk.json('list', '--all')
    const people = await desk.json('user', 'list')
    await desk.json('tenant', 'delete', 'acme', '--yes')
    desk.later(30 * day)
    expect(await desk.json('tenant', 'restore', 'acme')).toMatchObject({ deletedAt: null, restorableUntil: null })
    desk.later(-30 * day)
    expect(await desk.json('list', '--all')).toEqual(before)
    expect(await desk.json('user', 'list')).toEqual(people)
    const log = await desk.json<{ type: string }[]>('log', '--tenant', 'acme')
    expect(log.slice(-2)).toMatchObject([{ type: 'tenant.deleted' }, { type: 'tenant.restored' }])
    await desk.as('anna@acme.example')
    expect(await desk.json('open', 'again')).toMatchObject({ number: 4, tenant: 'acme' })
  })

  test('after 30 days is too late, whether retention ran or not', async () => {
    const desk = await withoutAcme()
    desk.later(20 * day)
    await desk.json('whoami')
    desk.later(10 * day + 1)
    expect(await desk.refused('tenant', 'restore', 'acme')).toMatchObject({
      exitCode: 1,
      code: 'tenant-gone',
      details: { tenant: 'acme', until: lastMoment },
    })
    expect(await desk.refused('open', 'x', '--for', 'anna@acme.example')).toMatchObject({
      code: 'tenant-deleted',
      details: { restorable: false },
    })
  })

  test('of a tenant that stands is no change, of one that never was is 66', async () => {
    const desk = await twoTenants()
    const before = await desk.json<unknown[]>('log')
    expect(await desk.json('tenant', 'restore', 'beta')).toMatchObject({ name: 'beta', deletedAt: null })
    expect(await desk.json('log')).toHaveLength(before.length)
    expect(await desk.refused('tenant', 'restore', 'nobody')).toMatchObject({ exitCode: 66 })
  })

  test('a key repeats nothing: what was restored since stays', async () => {
    const desk = await twoTenants()
    const once = ['tenant', 'delete', 'acme', '--yes', '--idempotency-key', 'k1']
    await desk.json(...once)
    await desk.json('tenant', 'restore', 'acme')
    expect(await desk.json(...once)).toMatchObject({ deletedAt: null })
  })
})

test('a domain is free again only when it was given away by the tenant itself', async () => {
  const desk = await twoTenants()
  await desk.json('tenant', 'edit', 'acme', '--remove-domain', 'acme.example')
  await desk.json('tenant', 'delete', 'acme', '--yes')
  await desk.json('tenant', 'edit', 'beta', '--domain', 'acme.example')
  expect(await desk.json('tenant', 'restore', 'acme')).toMatchObject({ domains: [] })
})
