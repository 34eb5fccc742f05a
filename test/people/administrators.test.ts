import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { publicKey } from '../kit/ssh-key'
import type { TestDesk } from '../kit/test-desk'
import { twoTenants } from './two-tenants'

const refused = { exitCode: 77, code: 'first-administrator-only' }
const last = { exitCode: 1, code: 'last-administrator' }

/** Every way to put somebody into a tenant's group `admin`. */
const roads: readonly (readonly [string, (desk: TestDesk) => string[]])[] = [
  ['add', () => ['user', 'add', 'new@acme.example', '--tenant', 'acme', '--group', 'admin']],
  ['invite', () => ['user', 'invite', 'new@acme.example', '--tenant', 'acme', '--group', 'admin']],
  ['invite, known', () => ['user', 'invite', 'anna@acme.example', '--tenant', 'acme', '--group', 'admin']],
  ['edit', () => ['user', 'edit', 'anna@acme.example', '--tenant', 'acme', '--add-group', 'admin']],
  ['merge', () => ['user', 'merge', 'boss@acme.example', '--into', 'anna@acme.example', '--yes']],
  [
    'import',
    (desk) => {
      writeFileSync(join(desk.home, 'p.csv'), 'email,name,tenant,group\nnew@acme.example,,acme,admin\n')
      return ['user', 'import', 'p.csv']
    },
  ],
]

describe('a further administrator of a tenant', () => {
  test.each(roads)('is not made by staff: %s', async (road, words) => {
    const desk = await twoTenants()
    for (const actor of [undefined, 'fred@support.example']) {
      await desk.as(actor)
      const refusal = await desk.refused(...words(desk))
      if (road !== 'import') expect(refusal).toMatchObject(refused)
      else expect(refusal).toMatchObject({ details: { lines: [{ line: 2, problem: 'first-administrator-only' }] } })
    }
  })

  test.each(roads)('is not made by those who only manage people there: %s', async (road, words) => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    await desk.json('user', 'add', 'may@acme.example', '--group', 'full-access')
    await desk.as('may@acme.example')
    const refusal = await desk.refused(...words(desk))
    if (road !== 'import') expect(refusal).toMatchObject(refused)
    else expect(refusal).toMatchObject({ details: { lines: [{ line: 2, problem: 'first-administrator-only' }] } })
  })

  test.each(roads)('is made by an administrator of the tenant: %s', async (_, words) => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    await desk.json('user', 'edit', 'anna@acme.example', '--remove-group', 'user', '--add-group', 'management')
    await desk.json('user', 'add', 'second@acme.example', '--group', 'admin')
    await desk.as('second@acme.example')
    await desk.json(...words(desk))
  })

  test('is not made out of the first by somebody of the tenant who is none', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'add', 'may@acme.example', '--group', 'management')
    await desk.json('user', 'remove', 'boss@acme.example', '--yes')
    await desk.as('may@acme.example')
    expect(await desk.refused('user', 'edit', 'may@acme.example', '--add-group', 'admin')).toMatchObject(refused)
    await desk.as(undefined)
    await desk.json('user', 'edit', 'may@acme.example', '--add-group', 'admin')
  })
})

describe('the last administrator', () => {
  test('of the desk cannot be disabled, removed, regrouped or merged away', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'add', 'zoe@support.example', '--group', 'admin')
    await desk.as('zoe@support.example')
    const jana = 'jana@support.example'
    await desk.json('user', 'edit', jana, '--remove-group', 'admin', '--add-group', 'first-level')
    const zoe = 'zoe@support.example'
    expect(await desk.refused('user', 'edit', zoe, '--remove-group', 'admin')).toMatchObject(last)
    expect(await desk.refused('user', 'disable', zoe)).toMatchObject({ code: 'own-account' })
    expect(await desk.refused('user', 'remove', zoe, '--yes')).toMatchObject({ code: 'own-account' })
    expect(await desk.refused('user', 'merge', zoe, '--into', jana, '--yes')).toMatchObject({ code: 'own-account' })
    expect((await desk.json<{ memberships: object[] }>('user', 'show', zoe)).memberships).toHaveLength(1)
  })

  test('who can log in is one even beside those who cannot', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'invite', 'zoe@support.example', '--group', 'admin')
    const words = ['user', 'edit', 'jana@support.example', '--remove-group', 'admin', '--add-group', 'first-level']
    expect(await desk.refused(...words)).toMatchObject(last)
  })

  test('of a tenant is not taken away by its own people, but by staff', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'add', 'may@acme.example', '--group', 'management')
    const boss = 'boss@acme.example'
    const ways = [
      ['user', 'disable', boss],
      ['user', 'remove', boss, '--yes'],
      ['user', 'edit', boss, '--remove-group', 'admin'],
    ]
    await desk.as('may@acme.example')
    for (const words of ways)
      expect(await desk.refused(...words)).toMatchObject({ ...last, details: { tenant: 'acme' } })
    await desk.as(boss)
    expect(await desk.refused('user', 'edit', boss, '--remove-group', 'admin')).toMatchObject(last)
    await desk.as('fred@support.example')
    await desk.json('user', 'edit', boss, '--remove-group', 'admin')
  })
})

describe('full access, which may what administrators may', () => {
  test('is given by staff only while nobody rules the tenant', async () => {
    const desk = await twoTenants()
    await desk.json('tenant', 'add', 'gamma', '--domain', 'gamma.example')
    await desk.as('fred@support.example')
    await desk.json('user', 'add', 'first@gamma.example', '--group', 'full-access')
    const second = ['user', 'add', 'second@gamma.example', '--group', 'full-access']
    expect(await desk.refused(...second)).toMatchObject(refused)
    expect(await desk.refused('user', 'add', 'ghost@acme.example', '--group', 'full-access')).toMatchObject(refused)
    // Otherwise nobody could ever become its administrator.
    await desk.json('user', 'edit', 'first@gamma.example', '--add-group', 'admin')
  })

  test('is nothing that people of the management give themselves, nor a way in to it', async () => {
    const desk = await twoTenants()
    await desk.as('boss@acme.example')
    await desk.json('user', 'add', 'may@acme.example', '--group', 'management')
    await desk.json('user', 'add', 'full@acme.example', '--group', 'full-access')
    await desk.as('may@acme.example')
    expect(await desk.refused('user', 'edit', 'may@acme.example', '--add-group', 'full-access')).toMatchObject(refused)
    expect(await desk.refused('user', 'invite', 'full@acme.example', '--print-token')).toMatchObject(refused)
    expect(await desk.refused('user', 'key', 'add', 'full@acme.example', publicKey('may'))).toMatchObject(refused)
  })
})
