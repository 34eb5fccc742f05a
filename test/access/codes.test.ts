import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { typedCode } from '../../src/access/access-code'
import { misfits } from '../kit/json-schema'
import type { TestDesk } from '../kit/test-desk'
import { advisedDesk, type Code, codeOf, letIn, minute, otherThan, type ShownGrant } from './advised-desk'

interface Logged {
  type: string
  actor: string | null
  tenant: string | null
  about: string | null
}

async function typesLogged(desk: TestDesk, tenant = 'acme'): Promise<string[]> {
  await desk.as(`boss@${tenant}.example`)
  return (await desk.json<Logged[]>('log')).map(({ type }) => type).filter((type) => type.startsWith('access.'))
}

describe('the code', () => {
  test('is made on demand, and is the same until it is spent', async () => {
    const desk = await advisedDesk()
    await desk.as('boss@acme.example')
    const first = await desk.json<Code>('code')
    expect(first).toEqual({
      tenant: 'acme',
      code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/),
      expiresAt: '2026-03-05T13:00:00.000Z',
      secondsLeft: 3600,
    })
    desk.later(10 * minute)
    expect(await desk.json<Code>('access', 'code')).toEqual({ ...first, secondsLeft: 3000 })
    const second = await desk.json<Code>('code', '--new')
    expect(second.code).not.toBe(first.code)
    await desk.as('adv@support.example')
    expect(await desk.refused('redeem', 'acme', first.code)).toMatchObject({ exitCode: 77, code: 'access-denied' })
    await desk.json('redeem', 'acme', second.code)
    expect((await desk.as('boss@acme.example').then((boss) => boss.json<Code>('code'))).code).not.toBe(second.code)
  })

  test('is the tenant’s own, and each has another', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    expect(await codeOf(desk, 'beta')).not.toBe(code)
    await desk.as('adv@support.example')
    expect(await desk.refused('redeem', 'beta', code)).toMatchObject({ code: 'access-denied' })
    await desk.json('redeem', 'acme', code)
  })

  test('lives as long as the desk or whoever makes it says, to the second', async () => {
    const desk = await advisedDesk()
    await desk.json('config', 'set', 'access.code-ttl', '24h')
    await desk.as('boss@acme.example')
    expect(await desk.json<Code>('code')).toMatchObject({ secondsLeft: 24 * 3600 })
    const { code } = await desk.json<Code>('code', '--ttl', '5m')
    desk.later(5 * minute - 1000)
    await desk.as('adv@support.example')
    await desk.json('redeem', 'acme', code)
    const second = await codeOf(desk, 'acme', '--ttl', '5m')
    desk.later(5 * minute)
    await desk.as('eve@support.example')
    expect(await desk.refused('redeem', 'acme', second)).toMatchObject({ exitCode: 77, code: 'access-denied' })
  })

  test('lives as long as its tenant has set for itself, to the second', async () => {
    const desk = await advisedDesk()
    await desk.json('config', 'set', 'access.code-ttl', '24h')
    await desk.as('boss@acme.example')
    await desk.json('config', 'set', 'access.code-ttl', '10m')
    const first = await codeOf(desk)
    const second = await codeOf(desk, 'beta')
    desk.later(10 * minute - 1000)
    await desk.as('adv@support.example')
    await desk.json('redeem', 'acme', first)
    const third = await codeOf(desk)
    desk.later(10 * minute)
    await desk.as('eve@support.example')
    expect(await desk.refused('redeem', 'acme', third)).toMatchObject({ exitCode: 77, code: 'access-denied' })
    // Another tenant has the desk's.
    await desk.json('redeem', 'beta', second)
  })

  test.each([
    ['--ttl', '3d'],
    ['--ttl', '4m'],
    ['--ttl', 'soon'],
    ['--ttl', ''],
    ['--for', '15d'],
    ['--for', '0'],
    ['--for', '-3d'],
  ])('of %s %s there is none', async (flag, value) => {
    const desk = await advisedDesk()
    await desk.as('boss@acme.example')
    expect(await desk.refused('code', flag, value)).toMatchObject({ exitCode: 65, code: 'wrong-value' })
  })

  test('for a longer stay than the desk allows there is none', async () => {
    const desk = await advisedDesk()
    await desk.json('config', 'set', 'access.grant-max-age', '2d')
    expect(await desk.refused('config', 'set', 'access.grant-max-age', '15d')).toMatchObject({ exitCode: 65 })
    expect(await desk.refused('config', 'set', 'access.code-ttl', '3d')).toMatchObject({ exitCode: 65 })
    await desk.as('boss@acme.example')
    expect(await desk.refused('code', '--for', '3d')).toMatchObject({ exitCode: 65, code: 'wrong-value' })
    await desk.json('code', '--for', '2d')
  })

  test('stands nowhere in the files of the database, and goes when it is spent', async () => {
    const desk = await advisedDesk()
    const code = typedCode([await codeOf(desk)])
    const forms = [
      code,
      code.slice(0, 8),
      `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`,
      code.toLowerCase(),
    ]
    const files = (): string =>
      ['helpdesk.db', 'helpdesk.db-wal']
        .map((name) => {
          try {
            return readFileSync(join(desk.home, name), 'latin1')
          } catch {
            return ''
          }
        })
        .join('')
    expect(files().length).toBeGreaterThan(100_000)
    expect(forms.filter((form) => files().includes(form))).toEqual([])
    await desk.as('adv@support.example')
    await desk.json('redeem', 'acme', code)
    const store = await desk.store()
    const kept = await store.db.selectFrom('access_codes').select(['sealed', 'end_reason']).execute()
    await store.close()
    expect(kept).toEqual([{ sealed: null, end_reason: 'redeemed' }])
    expect(forms.filter((form) => files().includes(form))).toEqual([])
  })

  test('that was altered in the database lets nobody in and says so, and a new one can be made', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    const store = await desk.store()
    const { sealed } = await store.db.selectFrom('access_codes').select('sealed').executeTakeFirstOrThrow()
    const bytes = Buffer.from(sealed ?? '', 'base64')
    for (const place of [0, 13, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
      await store.db
        .updateTable('access_codes')
        .set({ sealed: changed.toString('base64') })
        .execute()
      await desk.as('boss@acme.example')
      expect(await desk.refused('code')).toMatchObject({ exitCode: 78, code: 'code-damaged' })
      await desk.as('adv@support.example')
      expect(await desk.refused('redeem', 'acme', code)).toMatchObject({ exitCode: 78, code: 'code-damaged' })
    }
    // Nothing was destroyed: with its bytes back it is the same code.
    await store.db.updateTable('access_codes').set({ sealed }).execute()
    await store.close()
    await desk.as('boss@acme.example')
    expect(await desk.json('code')).toMatchObject({ code })
    expect(await desk.json('code', '--new')).not.toMatchObject({ code })
  })

  test('of another tenant does not open in its place', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    await codeOf(desk, 'beta')
    const store = await desk.store()
    const rows = await store.db
      .selectFrom('access_codes')
      .innerJoin('tenants', 'tenants.id', 'access_codes.tenant_id')
      .select(['access_codes.id', 'sealed', 'lookup', 'name'])
      .execute()
    const [acme, beta] = ['acme', 'beta'].map((name) => rows.find((row) => row.name === name))
    await store.db
      .updateTable('access_codes')
      .set({ lookup: 'x' })
      .where('id', '=', acme?.id ?? '')
      .execute()
    await store.db
      .updateTable('access_codes')
      .set({ sealed: acme?.sealed ?? null, lookup: acme?.lookup ?? '' })
      .where('id', '=', beta?.id ?? '')
      .execute()
    await store.close()
    await desk.as('boss@beta.example')
    expect(await desk.refused('code')).toMatchObject({ code: 'code-damaged' })
    await desk.as('adv@support.example')
    expect(await desk.refused('redeem', 'beta', code)).toMatchObject({ code: 'access-denied' })
  })

  test.each([
    ['missing', 'key-missing', undefined],
    ['damaged', 'key-damaged', 'helpdesk-key-1:AAAA\n'],
    ['another desk’s', 'key-wrong', `helpdesk-key-1:${Buffer.alloc(32, 7).toString('base64')}\n`],
  ])('without its key, which is %s, is neither shown nor redeemed nor lost', async (_, trouble, content) => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    const path = join(desk.home, 'helpdesk.key')
    const key = readFileSync(path)
    rmSync(path)
    if (content !== undefined) writeFileSync(path, content, { mode: 0o600 })
    expect(await desk.refused('code')).toMatchObject({ exitCode: 78, code: trouble })
    expect(await desk.refused('code', '--new')).toMatchObject({ exitCode: 78, code: trouble })
    await desk.as('adv@support.example')
    expect(await desk.refused('redeem', 'acme', code)).toMatchObject({ exitCode: 78, code: trouble })
    writeFileSync(path, key, { mode: 0o600 })
    await desk.json('redeem', 'acme', code)
  })

  test('is not shown to a token that only reads', async () => {
    const desk = await advisedDesk()
    await desk.as('boss@acme.example')
    const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'r', '--scope', 'read')
    await desk.json('code')
    desk.environment.HELPDESK_TOKEN = token
    expect(await desk.refused('code')).toMatchObject({ exitCode: 77, code: 'token-scope' })
  })
})

describe('a redeemed code', () => {
  test('lets the advisor in for a day, and both commands print what their schema says', async () => {
    const desk = await advisedDesk()
    await desk.as('boss@acme.example')
    const code = await desk.json<Code>('code')
    await desk.as('adv@support.example')
    const grant = await desk.json<ShownGrant>('redeem', 'acme', code.code)
    expect(grant).toEqual({
      id: expect.any(String),
      tenant: 'acme',
      advisor: { email: 'adv@support.example', name: null },
      kind: 'temporary',
      startedAt: '2026-03-05T12:00:00.000Z',
      endsAt: '2026-03-06T12:00:00.000Z',
      endedAt: null,
      endReason: null,
      ticket: null,
      agreedWith: null,
    })
    const left = await desk.json('access', 'leave', 'acme')
    for (const [command, printed] of [
      ['code', code],
      ['redeem', grant],
      ['access leave', left],
    ] as const) {
      const schema = JSON.parse((await desk.run('schema', ...command.split(' '))).stdout)
      expect(misfits(printed, schema)).toEqual([])
    }
  })

  test('is spent, and the tenant reads by whom', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    await desk.as('adv@support.example')
    await desk.json('redeem', 'acme', code, '--reason', 'Onboarding')
    await desk.as('eve@support.example')
    expect(await desk.refused('redeem', 'acme', code)).toMatchObject({ exitCode: 77, code: 'access-denied' })
    await desk.as('boss@acme.example')
    const log = await desk.json<Logged[]>('log')
    expect(log.filter(({ type }) => type.startsWith('access.'))).toMatchObject([
      { type: 'access.code-made', actor: 'boss@acme.example' },
      { type: 'access.redeemed', actor: 'adv@support.example', about: 'adv@support.example' },
      { type: 'access.refused', actor: 'eve@support.example' },
    ])
    expect(await desk.json('access', 'list')).toMatchObject([{ advisor: { email: 'adv@support.example' } }])
  })

  test('lets stay as long as the tenant said when it made it', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk, 'acme', '--for', '3d')
    await desk.as('adv@support.example')
    expect(await desk.json('redeem', 'acme', code)).toMatchObject({ endsAt: '2026-03-08T12:00:00.000Z' })
  })

  test('for somebody who is in already keeps the longer of the two', async () => {
    const desk = await advisedDesk()
    const first = await letIn(desk)
    const shorter = await codeOf(desk, 'acme', '--for', '2h')
    await desk.as('adv@support.example')
    expect(await desk.json<ShownGrant>('redeem', 'acme', shorter)).toEqual(first)
    const longer = await codeOf(desk, 'acme', '--for', '2d')
    desk.terminal = true
    await desk.as('adv@support.example')
    expect((await desk.run('redeem', 'acme', longer)).stdout).toContain('until Sat 7 Mar')
    desk.terminal = false
    const all = await desk.json<ShownGrant[]>('access', 'list', '--all')
    expect(all.map(({ endReason }) => endReason)).toEqual(['replaced', null])
    const again = await codeOf(desk)
    desk.terminal = true
    await desk.as('adv@support.example')
    expect((await desk.run('redeem', 'acme', again)).stdout).toContain('in acme already until Sat 7 Mar')
  })

  test('lets nobody in who is no advisor', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    for (const email of ['fred@support.example', 'boss@beta.example', undefined]) {
      await desk.as(email)
      expect(await desk.refused('redeem', 'acme', code)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    }
    await desk.as('adv@support.example')
    await desk.json('redeem', 'acme', code)
  })
})

test.each([
  ['en', 'acme accounts'],
  ['de', 'acme Konten'],
])('the log says at what an advisor looked, and not once more who it was (%s)', async (language, about) => {
  const desk = await advisedDesk()
  await letIn(desk)
  await desk.json('account', 'list')
  await desk.as('boss@acme.example')
  const looked = (await desk.json<Logged[]>('log')).filter(({ type }) => type === 'access.looked')
  expect(looked).toMatchObject([{ actor: 'adv@support.example', about: 'accounts' }])
  desk.terminal = true
  const { stdout } = await desk.run('log', '--no-color', '--lang', language)
  expect(
    stdout
      .split('\n')
      .filter((line) => line.includes('adv@support.example'))
      .at(-1),
  ).toMatch(about)
})

describe('with a ticket', () => {
  test('the advisor is in until it is solved, at most 14 days, and never again by its reopening', async () => {
    const desk = await advisedDesk()
    expect(await letIn(desk, 'acme', '--ticket', '1')).toMatchObject({ ticket: 1, endsAt: '2026-03-19T12:00:00.000Z' })
    await desk.json('tenant', 'show', 'acme')
    await desk.as(undefined)
    await desk.json('solve', '1')
    await desk.as('adv@support.example')
    expect(await desk.refused('tenant', 'show', 'acme')).toMatchObject({ exitCode: 66 })
    await desk.as(undefined)
    await desk.json('reopen', '1')
    await desk.as('adv@support.example')
    expect(await desk.refused('tenant', 'show', 'acme')).toMatchObject({ exitCode: 66 })
    expect(await desk.json('access', 'list', '--all')).toMatchObject([{ endReason: 'ticket-solved' }])
    expect(await typesLogged(desk)).toEqual(['access.code-made', 'access.redeemed', 'access.looked', 'access.ended'])
  })

  test('not even a status that nobody wrote down lets in: it is part of the question', async () => {
    const desk = await advisedDesk()
    await letIn(desk, 'acme', '--ticket', '1')
    const store = await desk.store()
    await store.db
      .updateTable('tickets')
      .set({
        status: 'solved',
        solved_at: desk.now.toISOString(),
        closes_at: desk.now.toISOString(),
        resolution: 'fixed',
      })
      .where('number', '=', 1)
      .execute()
    await store.close()
    expect(await desk.refused('tenant', 'show', 'acme')).toMatchObject({ exitCode: 66 })
  })

  test.each([
    ['another tenant’s', '2', 66, 'ticket-not-of-tenant'],
    ['one that there is not', '99', 66, 'ticket-not-of-tenant'],
    ['a solved one', '1', 1, 'grant-ticket-solved'],
    ['no number', 'one', 65, 'wrong-number'],
    ['zero', '0', 65, 'wrong-number'],
  ])('%s is refused, and the code stays good', async (_, number, exitCode, code) => {
    const desk = await advisedDesk()
    if (code === 'grant-ticket-solved') await desk.json('solve', '1')
    const secret = await codeOf(desk)
    await desk.as('adv@support.example')
    for (let count = 0; count < 6; count += 1) {
      expect(await desk.refused('redeem', 'acme', secret, '--ticket', number)).toMatchObject({ exitCode, code })
    }
    await desk.json('redeem', 'acme', secret)
  })

  test('it is compulsory where the desk says so', async () => {
    const desk = await advisedDesk()
    await desk.json('config', 'set', 'access.require-ticket', 'on')
    const code = await codeOf(desk)
    await desk.as('adv@support.example')
    expect(await desk.refused('redeem', 'acme', code)).toMatchObject({
      exitCode: 64,
      code: 'missing-flag',
      details: { flag: '--ticket' },
    })
    await desk.json('redeem', 'acme', code, '--ticket', '#1')
  })
})

describe('guessing', () => {
  test('a wrong, an expired and a spent code and an unknown tenant answer alike', async () => {
    const desk = await advisedDesk()
    const spent = await codeOf(desk)
    await desk.as('eve@support.example')
    await desk.json('redeem', 'acme', spent)
    const code = await codeOf(desk)
    const expired = await codeOf(desk, 'beta', '--ttl', '5m')
    desk.later(10 * minute)
    await desk.as('adv@support.example')
    const answers = [
      await desk.run('redeem', 'acme', otherThan(code), '--json'),
      await desk.run('redeem', 'acme', spent, '--json'),
      await desk.run('redeem', 'beta', expired, '--json'),
      await desk.run('redeem', 'nowhere', code, '--json'),
    ]
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ exitCode: 77 })
  })

  test('five wrong ones cost 15 minutes, counted although the command failed', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk, 'acme', '--ttl', '24h')
    await desk.as('adv@support.example')
    for (let count = 0; count < 5; count += 1) {
      // Not all for one tenant: that would end its code.
      const tenant = count % 2 === 0 ? 'beta' : 'nowhere'
      expect(await desk.refused('redeem', tenant, otherThan(code))).toMatchObject({
        exitCode: 77,
        code: 'access-denied',
      })
    }
    expect(await desk.refused('redeem', 'acme', code)).toMatchObject({
      exitCode: 75,
      code: 'too-many-attempts',
      details: { retryAt: '2026-03-05T12:15:00.000Z' },
    })
    // Somebody else is not held up.
    await desk.as('eve@support.example')
    desk.later(15 * minute - 1000)
    await desk.as('adv@support.example')
    expect(await desk.refused('redeem', 'acme', code)).toMatchObject({ exitCode: 75 })
    desk.later(1000)
    await desk.as('adv@support.example')
    await desk.json('redeem', 'acme', code)
    await desk.as(undefined)
    const types = (await desk.json<Logged[]>('log'))
      .map(({ type }) => type)
      .filter((type) => type.startsWith('access.'))
    expect(types.filter((type) => type === 'access.refused')).toHaveLength(7)
    expect(types.filter((type) => type === 'access.attempts-exceeded')).toHaveLength(1)
  })

  test('five wrong ones for one tenant end its code, by whomever', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    for (const name of ['adv', 'adv', 'eve', 'eve', 'eve']) {
      await desk.as(`${name}@support.example`)
      expect(await desk.refused('redeem', 'acme', otherThan(code))).toMatchObject({ code: 'access-denied' })
    }
    expect(await desk.refused('redeem', 'acme', code)).toMatchObject({ code: 'access-denied' })
    expect((await typesLogged(desk)).filter((type) => type === 'access.attempts-exceeded')).toHaveLength(1)
    expect(await codeOf(desk)).not.toBe(code)
  })

  test('eight typing mistakes in a row cost nothing', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    const before = await typesLogged(desk)
    await desk.as('adv@support.example')
    const swapped = code.slice(0, 8) + (code[8] === 'Z' ? '0' : 'Z') + code.slice(9)
    for (let count = 0; count < 8; count += 1) {
      const mistyped = swapped === code ? '7KQ2-9MXD-5' : swapped
      expect(await desk.refused('redeem', 'acme', mistyped)).toMatchObject({ exitCode: 65, code: 'code-mistyped' })
    }
    expect(await typesLogged(desk)).toEqual(before)
    await desk.as('adv@support.example')
    await desk.json('redeem', 'acme', ...code.toLowerCase().split('-'))
  })

  test('a mistyped code is told before anybody is asked who they are', async () => {
    const desk = await advisedDesk()
    desk.environment.HELPDESK_TOKEN = 'nonsense'
    expect(await desk.refused('redeem', 'acme', 'x')).toMatchObject({ exitCode: 65 })
  })
})

describe('on a terminal', () => {
  test.each(['en', 'de'])('the code is large, spelled and says what to read out, in %s', async (language) => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    desk.terminal = true
    desk.environment.NO_COLOR = '1'
    const { stdout } = await desk.run('code', '--lang', language)
    expect(stdout).toContain(`\n        ${code}\n`)
    expect(stdout).toMatch(language === 'de' ? /gültig bis 14:00 \(1 Std\.\)/ : /valid until 14:00 \(1 h\)/)
    expect(stdout).toContain(language === 'de' ? 'Mandant „acme“' : 'tenant "acme"')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('a code that is not typed is asked for', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    await desk.as('adv@support.example')
    expect(await desk.refused('redeem', 'acme')).toMatchObject({ exitCode: 64, code: 'missing-argument' })
    expect((await desk.answering(code).run('redeem', 'acme')).exitCode).toBe(0)
  })

  test('watching counts down and tells who came in', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    let seconds = 0
    desk.meanwhile = async () => {
      seconds += 1
      if (seconds !== 3) return
      await redeemElsewhere(desk, code)
    }
    desk.terminal = true
    desk.environment.NO_COLOR = '1'
    const { exitCode, stdout } = await desk.run('code', '--watch')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('\r   59 min 59 s left')
    expect(stdout).toContain('\r   59 min 58 s left')
    expect(stdout.endsWith('\r\u001b[K✓ adv@support.example came in with it; the code is spent\n')).toBe(true)
  })

  test('watching ends when somebody makes another code, and prints one object for a machine', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    desk.meanwhile = async () => {
      desk.meanwhile = undefined
      const { TestDesk: Twin } = await import('../kit/test-desk')
      const other = new Twin({ home: desk.home, environment: { HELPDESK_TOKEN: 'test-boss@acme.example' } })
      other.now = desk.now
      await other.json('code', '--new')
    }
    expect(await desk.json<Code>('code', '--watch')).toMatchObject({ code })
    expect(desk.now.toISOString()).toBe('2026-03-05T12:00:01.000Z')
  })

  test('watching ends when the code does', async () => {
    const desk = await advisedDesk()
    await codeOf(desk, 'acme', '--ttl', '5m')
    const { exitCode, stdout, stderr } = await desk.run('code', '--watch')
    expect(exitCode).toBe(0)
    expect(stdout.split('\n')).toHaveLength(5)
    expect(stdout).not.toContain('\r')
    expect(stderr).toBe('the code has expired; nobody came in with it\n')
    expect(desk.now.toISOString()).toBe('2026-03-05T12:05:00.000Z')
  })
})

/** The same desk, by somebody who sits elsewhere. */
async function redeemElsewhere(desk: TestDesk, code: string): Promise<void> {
  const { TestDesk: Twin } = await import('../kit/test-desk')
  const other = new Twin({ home: desk.home })
  other.now = desk.now
  await other.as('adv@support.example')
  await other.json('redeem', 'acme', code)
}
