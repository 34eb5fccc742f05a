import { describe, expect, test } from 'vitest'
import { fits, searchFor } from '../../src/people/people-search'
import type { Tenant } from '../../src/people/tenant'
import type { User } from '../../src/people/user'
import { twoTenants } from '../people/two-tenants'

const user: User = {
  id: '1',
  email: 'j.mueller@acme.example',
  addresses: ['j.mueller@acme.example', 'jm@home.example'],
  name: 'Jürgen Müller-Groß',
  status: 'active',
  telephone: '+49 (0)30 12 34-56',
  language: 'de',
  memberships: [],
  restingIn: [],
  createdAt: new Date(0),
}
const acme: Tenant = {
  id: 'a',
  name: 'acme',
  title: 'Bäckerei Süd',
  domains: [],
  partner: false,
  deletedAt: null,
  createdAt: new Date(0),
}

describe('somebody is found', () => {
  test.each([
    'Müller',
    'mueller',
    'MULLER',
    'muller-gross',
    'jurgen groß',
    'müller jürgen',
    'jm@home',
    'acme',
    'baeckerei',
    'sued müller',
    '030 123456',
    '030/12 34 56',
    '+49 30 123456',
    '0049 30 1234',
    '49 30 1234',
    '3456',
  ])('by %s', (text) => {
    expect(fits(searchFor(text), user, [acme])).toBe(true)
  })

  test.each(['Meyer', 'müller anna', '030 99', '56', '+43 30 1234', 'beta', '+', ''])('not by %j', (text) => {
    expect(fits(searchFor(text), user, [acme])).toBe(false)
  })

  test('by a number of another country', () => {
    const abroad = { ...user, telephone: '+43 1 2345' }
    for (const text of ['+43 1 2345', '0043 12345', '2345']) expect(fits(searchFor(text), abroad, [])).toBe(true)
  })
})

describe('who', () => {
  test('tells who it is and what is open', async () => {
    const desk = await twoTenants()
    await desk.json('tenant', 'edit', 'acme', '--title', 'Acme GmbH')
    await desk.json('user', 'edit', 'anna@acme.example', '--name', 'Anna Müller', '--phone', '030 1234')
    for (const subject of ['One', 'Two', 'Three', 'Four', 'Five']) {
      await desk.json('open', subject, '--for', 'anna@acme.example')
    }
    await desk.json('solve', '5')
    await desk.json('reply', '4', '-m', 'Which?')
    expect(await desk.json('who', 'mueller')).toEqual([
      {
        email: 'anna@acme.example',
        name: 'Anna Müller',
        status: 'contact',
        telephone: '030 1234',
        language: null,
        tenants: [{ name: 'acme', title: 'Acme GmbH', groups: ['user'] }],
        deskGroups: [],
        openTickets: 4,
        tickets: [
          { number: 4, subject: 'Four', status: 'waiting' },
          { number: 3, subject: 'Three', status: 'open' },
          { number: 2, subject: 'Two', status: 'open' },
        ],
      },
    ])
    const { stdout } = await desk.run('who', '030', '12', '34', '-o', 'table')
    expect(stdout.split('\n')).toEqual([
      'Anna Müller <anna@acme.example> · contact',
      '030 1234 · Acme GmbH (acme): user · 4 open tickets',
      '  #4 Four · waiting',
      '  #3 Three · open',
      '  #2 Two · open',
      '',
    ])
  })

  test('finds nobody with 66, and needs a text', async () => {
    const desk = await twoTenants()
    expect(await desk.refused('who', 'Meyer')).toMatchObject({ exitCode: 66, code: 'nobody-found' })
    expect(await desk.refused('who')).toMatchObject({ exitCode: 64, code: 'missing-argument' })
    expect(await desk.refused('who', ' ')).toMatchObject({ exitCode: 65, code: 'empty-text' })
    expect(await desk.refused('who', 'anna', '--limit', '0')).toMatchObject({ exitCode: 65, code: 'wrong-value' })
  })

  test('shows everybody only what they may know of', async () => {
    const desk = await twoTenants()
    await desk.json('user', 'edit', 'anna@acme.example', '--tenant', 'beta', '--add-group', 'guest')
    await desk.json('open', 'For beta', '--for', 'anna@acme.example', '--tenant', 'beta')
    const emails = async (...words: string[]): Promise<string[]> =>
      (await desk.json<{ email: string }[]>('who', ...words)).map(({ email }) => email)
    expect(await emails('anna')).toEqual(['anna@acme.example', 'anna@beta.example'])
    expect(await emails('anna', '--tenant', 'beta')).toEqual(['anna@acme.example', 'anna@beta.example'])
    expect(await emails('anna', '--limit', '1')).toEqual(['anna@acme.example'])
    await desk.as('boss@acme.example')
    expect(await desk.json('who', 'anna')).toMatchObject([
      { email: 'anna@acme.example', tenants: [{ name: 'acme' }], openTickets: 0, tickets: [] },
    ])
    expect(await desk.refused('who', 'beta')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('who', 'anna', '--tenant', 'beta')).toMatchObject({ exitCode: 66 })
    for (const nobody of ['anna@beta.example', 'adv@support.example']) {
      await desk.as(nobody)
      expect(await desk.refused('who', 'anna')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    }
  })

  test('in a window shows ten and says how many there are', async () => {
    const desk = await twoTenants()
    for (let index = 0; index < 11; index += 1) await desk.json('user', 'add', `p${index}@acme.example`)
    const { stdout } = await desk.run('who', 'acme', '-o', 'table')
    expect(stdout.match(/@acme/g)).toHaveLength(10)
    expect(stdout).toContain('\n10 of 13 · --limit\n')
  })
})
