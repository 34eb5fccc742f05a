import { describe, expect, test } from 'vitest'
import { readTenantSettings } from '../../src/settings/store'
import { advisedDesk, letIn } from '../access/advised-desk'
import type { TestDesk } from '../kit/test-desk'

interface Shown {
  name: string
  value: string
  default: string
  origin: string
}

const ttl = 'access.code-ttl'

async function asBoss(): Promise<TestDesk> {
  const desk = await advisedDesk()
  return desk.as('boss@acme.example')
}

describe('what a tenant sets for itself', () => {
  test('is its own, with the desk’s value where it has set nothing', async () => {
    const desk = await advisedDesk()
    await desk.json('config', 'set', 'desk.language', 'de')
    await desk.as('boss@acme.example')
    expect(await desk.json<Shown>('config', 'set', ttl, '30m')).toEqual({
      name: ttl,
      value: '30m',
      default: '60m',
      origin: 'tenant',
    })
    expect(await desk.json<Shown[]>('config', 'list')).toEqual([
      { name: ttl, value: '30m', default: '60m', origin: 'tenant' },
      { name: 'tenant.language', value: 'de', default: 'de', origin: 'desk' },
      { name: 'tenant.first-level-contact', value: '', default: '', origin: 'default' },
      { name: 'tenant.project-lead', value: '', default: '', origin: 'default' },
      { name: 'notifications.allowed-domains', value: '', default: '', origin: 'default' },
    ])
    await desk.as(undefined)
    expect((await desk.run('config', 'get', ttl)).stdout).toBe('60m\n')
    expect((await desk.run('config', 'get', ttl, '--tenant', 'acme')).stdout).toBe('30m\n')
    await desk.json('config', 'set', ttl, '2h')
    expect(await desk.json<Shown>('config', 'get', ttl, '--tenant', 'acme')).toMatchObject({ default: '2h' })
    expect(await desk.json<Shown>('config', 'unset', ttl, '--tenant', 'acme')).toMatchObject({
      value: '2h',
      origin: 'desk',
    })
    expect(await desk.json<Shown>('config', 'get', ttl, '--tenant', 'beta')).toMatchObject({ value: '2h' })
  })

  test('comes to the code in the form it works with', async () => {
    const desk = await asBoss()
    await desk.json('config', 'set', 'notifications.allowed-domains', '@Acme.example, bank.EXAMPLE,acme.example')
    await desk.json('config', 'set', 'tenant.project-lead', 'Boss@Acme.example')
    const store = await desk.store()
    const { id } = await store.db
      .selectFrom('tenants')
      .select('id')
      .where('name', '=', 'acme')
      .executeTakeFirstOrThrow()
    const settings = await readTenantSettings(store.db, id)
    await store.close()
    expect(settings).toEqual({
      [ttl]: 60 * 60_000,
      'tenant.language': 'en',
      'tenant.first-level-contact': '',
      'tenant.project-lead': 'boss@acme.example',
      'notifications.allowed-domains': ['acme.example', 'bank.example'],
    })
  })

  test.each([
    ['no length of time', ttl, 'soon', 65, 'wrong-value'],
    ['a length that codes cannot have', ttl, '3d', 65, 'wrong-value'],
    ['no language of ours', 'tenant.language', 'fr', 65, 'wrong-value'],
    ['no language at all', 'tenant.language', '', 65, 'wrong-value'],
    ['no domain', 'notifications.allowed-domains', 'acme.example,no domain', 65, 'wrong-domain'],
    ['an empty domain', 'notifications.allowed-domains', 'acme.example,,bank.example', 65, 'wrong-domain'],
    ['no address', 'tenant.project-lead', 'boss', 65, 'wrong-address'],
    ['nobody', 'tenant.project-lead', 'nobody@acme.example', 66, 'user-not-found'],
    ['somebody of another tenant', 'tenant.project-lead', 'boss@beta.example', 66, 'user-not-found'],
    ['too long', 'tenant.first-level-contact', 'x'.repeat(4001), 65, 'wrong-value'],
    ['with a NUL', 'tenant.first-level-contact', 'Room\0', 65, 'text-has-nul'],
    ['no setting', 'tenant.colour', 'red', 65, 'unknown-setting'],
  ])('is refused where it is %s', async (_, name, value, exitCode, code) => {
    const desk = await asBoss()
    expect(await desk.refused('config', 'set', name, value)).toMatchObject({ exitCode, code })
    expect((await desk.json<Shown[]>('config', 'list')).filter(({ origin }) => origin === 'tenant')).toEqual([])
  })

  test('may name a project lead of the desk, too', async () => {
    const desk = await asBoss()
    await desk.json('config', 'set', 'tenant.project-lead', 'jana@support.example')
  })

  test('is nothing that is the desk’s', async () => {
    const desk = await advisedDesk()
    const refusal = { exitCode: 65, code: 'setting-not-for-tenants' }
    for (const words of [
      ['set', 'desk.name', 'X'],
      ['unset', 'desk.name'],
      ['get', 'desk.name'],
    ]) {
      expect(await desk.refused('config', ...words, '--tenant', 'acme')).toMatchObject(refusal)
    }
    // Without a tenant in the words the variable is none of this setting's business.
    desk.environment.HELPDESK_TENANT = 'acme'
    await desk.json('config', 'set', 'desk.name', 'Support')
    expect(await desk.json<Shown>('config', 'set', ttl, '30m')).toMatchObject({ origin: 'tenant' })
    delete desk.environment.HELPDESK_TENANT
    expect(await desk.refused('config', 'set', 'tenant.language', 'de')).toMatchObject({
      exitCode: 64,
      code: 'tenant-needed',
    })
    await desk.as('boss@acme.example')
    expect(await desk.refused('config', 'set', 'desk.name', 'X')).toMatchObject({ exitCode: 77 })
  })

  test('is seen by an advisor who was let in, which stands in the access log', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as('adv@support.example')
    expect(await desk.json<Shown[]>('config', 'list', '--tenant', 'acme')).toHaveLength(5)
    expect(await desk.refused('config', 'set', ttl, '30m', '--tenant', 'acme')).toMatchObject({ exitCode: 77 })
    await desk.as('boss@acme.example')
    expect(await desk.json('access', 'log')).toEqual([
      expect.objectContaining({ advisor: expect.anything(), permission: 'tenant:view', object: 'settings' }),
    ])
  })

  test('stands in its log, once for each change, and not in that of others', async () => {
    const desk = await asBoss()
    for (let times = 0; times < 2; times += 1) await desk.json('config', 'set', ttl, '30m')
    const changes = async (): Promise<unknown[]> =>
      (await desk.json<{ type: string }[]>('log')).filter(({ type }) => type === 'setting.changed')
    expect(await changes()).toHaveLength(1)
    await desk.as('boss@beta.example')
    expect(await changes()).toEqual([])
  })

  test('is in no preset, and in none that somebody writes', async () => {
    const desk = await asBoss()
    await desk.json('config', 'set', 'tenant.first-level-contact', 'Room 4')
    await desk.json('config', 'set', ttl, '30m')
    await desk.as(undefined)
    const { stdout } = await desk.run('config', 'export')
    expect(stdout).not.toMatch(/Room 4|30m|tenant\./)
  })

  test('says the same once for a key', async () => {
    const desk = await asBoss()
    const words = ['config', 'set', ttl, '30m', '--idempotency-key', 'k']
    await desk.json(...words)
    await desk.json('config', 'unset', ttl)
    expect(await desk.json<Shown>(...words)).toMatchObject({ origin: 'default' })
    expect(await desk.refused('config', 'set', ttl, '40m', '--idempotency-key', 'k')).toMatchObject({ exitCode: 1 })
  })
})
