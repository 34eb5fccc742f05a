import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { advisedDesk, codeOf, day, hour, letIn, type ShownGrant } from './advised-desk'

interface Look {
  at: string
  advisor: { email: string; name: string | null } | null
  tenant: string
  area: string
  permission: string
  object: string | null
}

async function looks(desk: TestDesk, tenant = 'acme'): Promise<Look[]> {
  await desk.as(`boss@${tenant}.example`)
  const found = await desk.json<Look[]>('access', 'log')
  await desk.as('adv@support.example')
  return found
}

/** Whoever was logged out logs in again. */
async function logInAgain(desk: TestDesk): Promise<void> {
  const store = await desk.store()
  await store.db.updateTable('sessions').set({ ended_at: null }).execute()
  await store.close()
}

/** Whether the advisor gets in; where they do not, acme is not to be known of. */
async function isIn(desk: TestDesk): Promise<boolean> {
  await desk.as('adv@support.example')
  const { exitCode } = await desk.run('tenant', 'show', 'acme', '--json')
  expect([0, 66]).toContain(exitCode)
  return exitCode === 0
}

async function lastGrant(desk: TestDesk): Promise<ShownGrant | undefined> {
  await desk.as('boss@acme.example')
  return (await desk.json<ShownGrant[]>('access', 'list', '--all')).at(-1)
}

async function assign(desk: TestDesk, ...words: string[]): Promise<ShownGrant> {
  await desk.as(undefined)
  const all =
    words.length > 0 ? words : ['adv@support.example', '--tenant', 'acme', '--agreed-with', 'boss@acme.example']
  return desk.json<ShownGrant>('access', 'assign', ...all)
}

describe('what a grant shows', () => {
  test.each([
    ['the tenant', ['tenant', 'show', 'acme'], 'tenant:view', null],
    ['the tenant in a list', ['tenant', 'list'], 'tenant:view', null],
    ['its users', ['user', 'list', '--tenant', 'acme'], 'users:view', null],
    ['its users without naming it', ['user', 'list'], 'users:view', null],
    ['one of them', ['user', 'show', 'anna@acme.example'], 'users:view', 'anna@acme.example'],
    ['what one of them did', ['log', '-t', 'acme', '--actor', 'boss@acme.example'], 'users:view', 'boss@acme.example'],
    ['its groups', ['group', 'list', '--tenant', 'acme'], 'groups:view', null],
    ['what a group grants', ['group', 'show', 'user', '--tenant', 'acme'], 'groups:view', 'user'],
    ['its tokens', ['token', 'list', '--tenant', 'acme'], 'api:view', null],
  ] as const)('%s, and the tenant reads that somebody looked', async (_, words, permission, object) => {
    const desk = await advisedDesk()
    await letIn(desk)
    desk.later(1000)
    await desk.json(...words)
    expect(await looks(desk)).toEqual([
      {
        at: '2026-03-05T12:00:01.000Z',
        advisor: { email: 'adv@support.example', name: null },
        tenant: 'acme',
        area: permission.split(':')[0],
        permission,
        object,
      },
    ])
    // The other tenant has nothing to do with it.
    expect(await looks(desk, 'beta')).toEqual([])
  })

  test('is logged although the command looks at nothing afterwards, and not where it was refused', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    expect(await desk.refused('group', 'show', 'nonsense', '--tenant', 'acme')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('guest', 'list', '--tenant', 'acme')).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('log', '--tenant', 'acme')).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('user', 'edit', 'anna@acme.example', '--name', 'X')).toMatchObject({ exitCode: 77 })
    expect((await looks(desk)).map(({ permission, object }) => [permission, object])).toEqual([
      ['groups:view', 'nonsense'],
    ])
  })

  test('nothing of whoever may look because they belong there is logged', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as('boss@acme.example')
    await desk.json('user', 'list')
    await desk.json('token', 'list', '--tenant', 'acme')
    await desk.as('fred@support.example')
    await desk.json('tenant', 'show', 'acme')
    expect(await looks(desk)).toEqual([])
  })

  test('a token that only reads is enough, and is written down all the same', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'r', '--scope', 'read')
    desk.environment.HELPDESK_TOKEN = token
    await desk.json('user', 'list', '--tenant', 'acme')
    expect(await desk.refused('access', 'leave', 'acme')).toMatchObject({ exitCode: 77, code: 'token-scope' })
    expect(await looks(desk)).toHaveLength(1)
  })

  test('tokens come with settings and use, never with what would let somebody in', async () => {
    const desk = await advisedDesk()
    await desk.as('anna@acme.example')
    const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'nightly')
    await desk.as('anna@beta.example')
    await desk.json('token', 'create', '--name', 'theirs')
    await letIn(desk)
    const { stdout } = await desk.run('token', 'list', '--tenant', 'acme', '--json')
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'nightly', owner: 'anna@acme.example', scope: 'all' }])
    expect(stdout).not.toContain(token.slice(4))
    // Without the flag they are one's own, also where a tenant stands in the environment.
    desk.environment.HELPDESK_TENANT = 'acme'
    expect(await desk.json('token', 'list')).toEqual([])
  })

  test('what somebody did is shown without tickets', async () => {
    const desk = await advisedDesk()
    await desk.as('anna@acme.example')
    await desk.json('reply', '1', '-m', 'More of it')
    await letIn(desk)
    expect(await desk.json('log', '--tenant', 'acme', '--actor', 'anna@acme.example')).toEqual([])
    const types = (await desk.json<{ type: string }[]>('log', '--actor', 'boss@acme.example')).map(({ type }) => type)
    expect(types).toEqual(['access.code-made'])
    expect(await desk.refused('log', '--actor', 'anna@beta.example')).toMatchObject({ exitCode: 66 })
  })

  test('of two tenants that let somebody in, the one that is not looked at stays out of what is shown', async () => {
    const desk = await advisedDesk()
    await desk.json('user', 'edit', 'anna@acme.example', '--tenant', 'beta', '--add-group', 'user')
    await letIn(desk)
    await letIn(desk, 'beta')
    const list = await desk.json<{ email: string; memberships: { tenant: string }[] }[]>('user', 'list', '-t', 'acme')
    const anna = list.find(({ email }) => email === 'anna@acme.example')
    expect(anna?.memberships.map(({ tenant }) => tenant)).toEqual(['acme'])
    expect([(await looks(desk)).length, (await looks(desk, 'beta')).length]).toEqual([1, 0])
    const shown = await desk.json<{ memberships: { tenant: string }[] }>('user', 'show', 'anna@acme.example')
    expect(shown.memberships.map(({ tenant }) => tenant)).toEqual(['acme', 'beta'])
    expect([(await looks(desk)).length, (await looks(desk, 'beta')).length]).toEqual([2, 1])
  })

  test('names of the tenant’s people are told nobody unasked', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    const mistyped = await desk.refused('user', 'show', 'ana@acme.example')
    expect(mistyped).toMatchObject({ exitCode: 66, details: { suggestion: null } })
    const { stderr } = await desk.run('guest', 'list', '--tenant', 'acme')
    expect(stderr).not.toContain('boss@acme.example')
    const list = await desk.run('list', '--assignee', 'ana@acme.example')
    expect(list.stderr).not.toContain('anna@')
  })

  test('tickets are none of it, nor is anything of another tenant', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    expect(await desk.refused('show', '1')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    expect(await desk.refused('show', '2')).toMatchObject({ exitCode: 66, code: 'ticket-not-found' })
    expect(await desk.refused('list', '--tenant', 'acme')).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('search', 'acme', '--tenant', 'acme')).toMatchObject({ exitCode: 77 })
    expect(await desk.json('list')).toEqual([])
    expect(await desk.refused('tenant', 'show', 'beta')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('user', 'show', 'anna@beta.example')).toMatchObject({ exitCode: 66 })
  })
})

test('an advisor who also answers tickets has both rights, and solving their ticket ends the grant', async () => {
  const desk = await advisedDesk()
  await desk.as(undefined)
  await desk.json('user', 'edit', 'adv@support.example', '--add-group', 'first-level')
  await letIn(desk, 'acme', '--ticket', '1')
  await desk.json('tenant', 'show', 'acme')
  await desk.json('user', 'list', '--tenant', 'acme')
  await desk.json('group', 'list', '--tenant', 'acme')
  await desk.json('reply', '1', '-m', 'Which bank is it?')
  // What first level sees of every tenant is no look of an advisor; its tokens are.
  expect(await looks(desk)).toEqual([])
  await desk.json('token', 'list', '--tenant', 'acme')
  expect((await looks(desk)).map(({ area }) => area)).toEqual(['api'])
  await desk.json('solve', '1')
  expect(await desk.refused('token', 'list', '--tenant', 'acme')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
  expect(await desk.json('access', 'list', '--mine')).toEqual([])
  // Taking the solution back does not let in again.
  await desk.json('undo')
  expect(await desk.refused('token', 'list', '--tenant', 'acme')).toMatchObject({ exitCode: 77 })
})

describe('a grant ends', () => {
  test('when its time is over, to the second', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    desk.later(day - 1000)
    expect(await isIn(desk)).toBe(true)
    desk.later(1000)
    expect(await isIn(desk)).toBe(false)
    expect(await lastGrant(desk)).toMatchObject({ endReason: 'expired', endedAt: '2026-03-06T12:00:00.000Z' })
    expect(await desk.json('access', 'list')).toEqual([])
  })

  test('when the tenant removes the advisor, who is told nothing more', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as('boss@acme.example')
    const ended = await desk.json('access', 'remove', 'adv@support.example')
    expect(ended).toMatchObject({ endReason: 'removed', endedAt: '2026-03-05T12:00:00.000Z' })
    expect(await desk.refused('access', 'remove', 'adv@support.example')).toMatchObject({
      exitCode: 66,
      code: 'advisor-not-found',
    })
    expect(await desk.refused('access', 'remove', 'nobody@support.example')).toMatchObject({
      code: 'advisor-not-found',
    })
    expect(await isIn(desk)).toBe(false)
  })

  test('when the tenant takes the advisor out of its list of users', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as('boss@acme.example')
    const list = await desk.json<{ email: string; access: unknown[] }[]>('user', 'list')
    expect(list.find(({ email }) => email === 'adv@support.example')).toMatchObject({
      memberships: [],
      access: [{ tenant: 'acme', kind: 'temporary', endsAt: '2026-03-06T12:00:00.000Z' }],
    })
    expect(await desk.json('user', 'show', 'adv@support.example')).toMatchObject({ access: [{ tenant: 'acme' }] })
    await desk.run('user', 'remove', 'adv@support.example', '--yes')
    expect((await desk.json<{ email: string }[]>('user', 'list')).map(({ email }) => email)).toEqual([
      'anna@acme.example',
      'boss@acme.example',
    ])
    expect(await lastGrant(desk)).toMatchObject({ endReason: 'removed' })
    expect(await isIn(desk)).toBe(false)
  })

  test('not by somebody of the first level, who manages users but no advisors', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as('fred@support.example')
    const words = ['user', 'remove', 'adv@support.example', '--tenant', 'acme', '--yes']
    expect(await desk.refused(...words)).toMatchObject({ exitCode: 77 })
    expect(await isIn(desk)).toBe(true)
  })

  test('when the advisor leaves, once', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    expect(await desk.json('access', 'leave', 'acme')).toMatchObject({ endReason: 'left' })
    expect(await desk.refused('access', 'leave', 'acme')).toMatchObject({ exitCode: 66, code: 'not-let-in' })
    expect(await desk.refused('access', 'leave', 'nowhere')).toMatchObject({ exitCode: 66, code: 'not-let-in' })
    expect(await isIn(desk)).toBe(false)
  })

  test('when the advisor is disabled, and enabling does not bring it back', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as(undefined)
    await desk.json('user', 'disable', 'adv@support.example')
    await desk.json('user', 'enable', 'adv@support.example')
    await logInAgain(desk)
    expect(await isIn(desk)).toBe(false)
    expect(await lastGrant(desk)).toMatchObject({ endReason: 'advisor-disabled' })
  })

  test('when the advisor is none any more, and becoming one again does not bring it back', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as(undefined)
    await desk.json('user', 'edit', 'adv@support.example', '--add-group', 'first-level', '--remove-group', 'advisor')
    await desk.json('user', 'edit', 'adv@support.example', '--add-group', 'advisor', '--remove-group', 'first-level')
    await logInAgain(desk)
    expect(await isIn(desk)).toBe(false)
    expect(await lastGrant(desk)).toMatchObject({ endReason: 'no-advisor' })
  })

  test('with the tenant, and restoring it does not bring it back', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as(undefined)
    await desk.json('tenant', 'delete', 'acme', '--yes')
    expect(await isIn(desk)).toBe(false)
    await desk.as(undefined)
    await desk.json('tenant', 'restore', 'acme')
    expect(await isIn(desk)).toBe(false)
    expect(await lastGrant(desk)).toMatchObject({ endReason: 'tenant-deleted' })
  })

  test('when the advisor’s record is merged into another', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as(undefined)
    await desk.json('user', 'merge', 'adv@support.example', '--into', 'eve@support.example', '--yes')
    await desk.as('eve@support.example')
    expect(await desk.refused('tenant', 'show', 'acme')).toMatchObject({ exitCode: 66 })
    expect(await lastGrant(desk)).toMatchObject({ endReason: 'merged' })
  })

  test('when its ticket is merged into another', async () => {
    const desk = await advisedDesk()
    await desk.json('open', 'Portal down', '--for', 'anna@acme.example')
    await letIn(desk, 'acme', '--ticket', '1')
    await desk.as(undefined)
    await desk.json('merge', '1', '--into', '3', '--yes')
    expect(await isIn(desk)).toBe(false)
  })

  test('in the log by the job of cron, once', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as(undefined)
    const next = async (): Promise<unknown> =>
      (await desk.json<{ name: string; nextAt: string | null }[]>('cron', 'jobs')).find(
        ({ name }) => name === 'end-access',
      )
    expect(await next()).toMatchObject({ nextAt: '2026-03-06T12:00:00.000Z' })
    desk.later(day)
    await desk.as(undefined)
    await desk.run('cron', 'run')
    await desk.run('cron', 'run')
    const log = await desk.json<{ type: string; actor: string | null }[]>('log')
    expect(log.filter(({ type }) => type === 'access.ended')).toMatchObject([{ actor: null }])
    expect(await next()).toMatchObject({ nextAt: null })
  })

  test('once in the log, whoever comes by first', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    desk.later(2 * day)
    await codeOf(desk)
    await letIn(desk)
    await desk.as('boss@acme.example')
    const log = await desk.json<{ type: string; actor: string | null }[]>('log')
    expect(log.filter(({ type }) => type === 'access.ended')).toMatchObject([{ actor: null }])
  })
})

describe('an advisor for good', () => {
  test('is assigned by the desk’s administrators, with whom it was agreed', async () => {
    const desk = await advisedDesk()
    expect(await assign(desk)).toMatchObject({
      tenant: 'acme',
      kind: 'permanent',
      endsAt: null,
      agreedWith: 'boss@acme.example',
    })
    desk.later(400 * day)
    expect(await isIn(desk)).toBe(true)
    await desk.as('boss@acme.example')
    expect(await desk.json('access', 'list', '--permanent')).toHaveLength(1)
    expect(await desk.json('access', 'remove', 'adv@support.example')).toMatchObject({ endReason: 'removed' })
    expect(await isIn(desk)).toBe(false)
  })

  test('is assigned once, and stays so whatever code they redeem', async () => {
    const desk = await advisedDesk()
    const first = await assign(desk)
    expect(await assign(desk)).toEqual(first)
    expect(await letIn(desk)).toEqual(first)
  })

  test('takes the place of a shorter grant', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await assign(desk)
    const all = await desk.json<ShownGrant[]>('access', 'list', '--all')
    expect(all.map(({ kind, endReason }) => [kind, endReason])).toEqual([
      ['temporary', 'replaced'],
      ['permanent', null],
    ])
  })

  test.each([
    ['without agreement', ['adv@support.example', '-t', 'acme'], 64, 'missing-flag'],
    [
      'agreed with a user',
      ['adv@support.example', '-t', 'acme', '--agreed-with', 'anna@acme.example'],
      65,
      'agreement-needed',
    ],
    [
      'agreed with another tenant',
      ['adv@support.example', '-t', 'acme', '--agreed-with', 'boss@beta.example'],
      65,
      'agreement-needed',
    ],
    [
      'agreed with oneself',
      ['adv@support.example', '-t', 'acme', '--agreed-with', 'jana@support.example'],
      65,
      'agreement-needed',
    ],
    [
      'agreed with nobody',
      ['adv@support.example', '-t', 'acme', '--agreed-with', 'no@acme.example'],
      66,
      'user-not-found',
    ],
    [
      'somebody who is none',
      ['fred@support.example', '-t', 'acme', '--agreed-with', 'boss@acme.example'],
      65,
      'not-an-advisor',
    ],
    ['nowhere', ['adv@support.example', '-t', 'gamma', '--agreed-with', 'boss@acme.example'], 66, 'tenant-not-found'],
    ['anywhere', ['adv@support.example', '--agreed-with', 'boss@acme.example'], 64, 'tenant-needed'],
  ] as const)('%s is refused', async (_, words, exitCode, code) => {
    const desk = await advisedDesk()
    expect(await desk.refused('access', 'assign', ...words)).toMatchObject({ exitCode, code })
  })

  test('by the same key is assigned once, another request under it is refused', async () => {
    const desk = await advisedDesk()
    const words = ['--tenant', 'acme', '--agreed-with', 'boss@acme.example', '--idempotency-key', 'k']
    const first = await assign(desk, 'adv@support.example', ...words)
    expect(await assign(desk, 'adv@support.example', ...words)).toEqual(first)
    expect(await desk.refused('access', 'assign', 'eve@support.example', ...words)).toMatchObject({
      exitCode: 1,
      code: 'idempotency-key-reused',
    })
  })
})

describe('access list', () => {
  test('shows advisors their own, tenants theirs, the desk all', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await letIn(desk, 'beta')
    await assign(desk, 'eve@support.example', '--tenant', 'beta', '--agreed-with', 'boss@beta.example')
    const seen = async (email: string | undefined, ...words: string[]): Promise<string[]> => {
      await desk.as(email)
      const grants = await desk.json<ShownGrant[]>('access', 'list', ...words)
      return grants.map(({ advisor, tenant }) => `${advisor.email.split('@')[0]} ${tenant}`).sort()
    }
    expect(await seen('adv@support.example')).toEqual(['adv acme', 'adv beta'])
    expect(await seen('adv@support.example', '--tenant', 'beta')).toEqual(['adv beta'])
    expect(await seen('boss@beta.example')).toEqual(['adv beta', 'eve beta'])
    expect(await seen('boss@beta.example', '--permanent')).toEqual(['eve beta'])
    expect(await seen(undefined)).toEqual(['adv acme', 'adv beta', 'eve beta'])
    expect(await seen(undefined, '--mine')).toEqual([])
    await desk.as('anna@acme.example')
    expect(await desk.refused('access', 'list')).toMatchObject({ exitCode: 77 })
    desk.later(hour)
  })
})
