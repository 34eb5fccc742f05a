import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { acmeDesk, payingDesk, payroll } from '../workspace/acme'

const other = 'DE75512108001245126199'

const about = ['--event', 'payment.status-changed']
const toAnna = ['--to', 'anna@acme.example']
const basic = ['rule', 'add', '--description', 'Not executed', ...about]

interface RuleJson {
  id: string
  filters: { status: string[] | 'all'; account: string[] | 'all' }
  recipients: { internal: string[]; external: { email: string; confirmed: boolean }[] }
}

describe('rule add', () => {
  test('keeps a rule as the command line says', async () => {
    const desk = await payingDesk()
    const external = ['--external', 'Bank@Partner.example', '--collect', '5m']
    const subject = ['--subject', 'S {payment.status}']
    const rule = await desk.json<RuleJson>(
      ...basic,
      '--status',
      'not-executed',
      '--account',
      payroll,
      ...subject,
      ...toAnna,
      ...external,
    )
    expect(rule).toEqual({
      id: rule.id,
      description: 'Not executed',
      tenant: 'acme',
      event: 'payment.status-changed',
      filters: {
        status: ['transmission-failed', 'transmission-unclear', 'cancelled', 'rejected-by-bank'],
        account: [payroll],
      },
      subject: 'S {payment.status}',
      recipients: { internal: ['anna@acme.example'], external: [{ email: 'bank@partner.example', confirmed: false }] },
      collect: '5m',
      enabled: true,
    })
    expect(await desk.json('rule', 'list')).toEqual([rule])
    for (const name of ['not executed', 'NOT', rule.id, rule.id.slice(0, 8)]) {
      expect(await desk.json('rule', 'show', name)).toEqual(rule)
    }
  })

  test.each([
    ['FIN_UPLOAD_FAILED', 'transmission-failed'],
    ['Storniert', 'cancelled'],
    ['von bank ABGELEHNT', 'rejected-by-bank'],
    ['rejected by the portal', 'rejected-by-portal'],
  ])('takes the status %s', async (typed, id) => {
    const desk = await acmeDesk()
    expect(await desk.json(...basic, '--status', typed, ...toAnna)).toMatchObject({ filters: { status: [id] } })
  })

  test.each(['Zahlungsstatus wurde aktualisiert', 'payment.s', 'Payment status was updated'])(
    'takes the event %s',
    async (typed) => {
      const desk = await acmeDesk()
      expect(await desk.json('rule', 'add', '--description', 'X', '--event', typed, ...toAnna)).toMatchObject({
        event: 'payment.status-changed',
        filters: { status: 'all', account: 'all' },
        subject: 'Payment {payment.status}: {payment.reason}',
      })
    },
  )

  test('takes accounts by label and beginning, and knows which there are', async () => {
    const desk = await payingDesk()
    expect(await desk.json(...basic, '--account', 'Payr', ...toAnna)).toMatchObject({ filters: { account: [payroll] } })
    const missing = ['rule', 'add', '--description', 'X', ...about, '--account']
    expect(await desk.refused(...missing, other, ...toAnna)).toMatchObject({ exitCode: 66, code: 'account-not-found' })
    expect(await desk.refused(...missing, 'DE00', ...toAnna)).toMatchObject({ exitCode: 66 })
    expect(await desk.refused(...missing, 'DE88370400440532013000', ...toAnna)).toMatchObject({
      exitCode: 65,
      code: 'wrong-iban',
    })
  })

  test('who may not see the accounts names an IBAN, and learns nothing of which there are', async () => {
    const desk = await payingDesk()
    await desk.json('user', 'add', 'lea@acme.example', '--group', 'management')
    await desk.as('lea@acme.example')
    for (const [name, iban] of [
      ['A', payroll],
      ['B', other],
    ] as const) {
      const rule = ['rule', 'add', '--description', name, ...about, '--account', iban, ...toAnna]
      expect(await desk.json(...rule)).toMatchObject({ filters: { account: [iban] } })
    }
    expect(
      await desk.refused('rule', 'add', '--description', 'C', ...about, '--account', 'payroll', ...toAnna),
    ).toMatchObject({
      exitCode: 65,
    })
    expect((await desk.run('rule', 'show', 'A', '-o', 'table')).stdout).not.toContain('Payroll')
  })

  test('a description is unique, whatever the case', async () => {
    const desk = await acmeDesk()
    await desk.json(...basic, ...toAnna)
    for (const name of ['NOT EXECUTED', ' not  executed ']) {
      expect(await desk.refused('rule', 'add', '--description', name, ...about, ...toAnna)).toMatchObject({
        exitCode: 1,
        code: 'rule-exists',
      })
    }
    await desk.as('boss@beta.example')
    expect(await desk.json(...basic, '--to', 'boss@beta.example')).toMatchObject({ tenant: 'beta' })
  })

  test('tells all that is missing or wrong at once, before anything is opened', async () => {
    const desk = await acmeDesk()
    desk.environment.HELPDESK_HOME = `${desk.home}/nowhere`
    expect(await desk.refused('rule', 'add')).toMatchObject({ exitCode: 64, code: 'missing-and-wrong' })
    const wrong = ['--status', 'lost', '--collect', '25h', '--external', 'no-address', '--subject', ' ']
    const refused = await desk.refused(...basic, ...toAnna, ...wrong)
    expect(refused).toMatchObject({ exitCode: 65, code: 'several-wrong' })
    expect(refused.details.wrong).toHaveLength(4)
    expect(await desk.refused(...basic, ...toAnna)).toMatchObject({ exitCode: 78 })
  })

  test.each([
    [['--subject', 'Zahlung {payment.pin}'], 'unknown-placeholder'],
    [['--subject', '{ticket.number}'], 'unknown-placeholder'],
    [['--subject', '😀'.repeat(2000)], 'text-too-long'],
    [['--description', 'x'.repeat(201)], 'text-too-long'],
    [['--category', 'problem'], 'filter-not-of-event'],
    [['--event', 'sla.breached'], 'wrong-value'],
    [['--event', 'payment'], 'ambiguous-value'],
    [['--to', '@team'], 'recipient-not-for-tenant'],
    [['--to', 'mobile'], 'recipient-not-for-tenant'],
    [['--to', '@everybody'], 'wrong-value'],
    [['--level', '3'], 'wrong-value'],
    [['--collect', '-5m'], 'wrong-value'],
    [['--external', 'bank@partner.example\r\nBcc: x@y.example'], 'wrong-address'],
  ])('refuses %j', async (flags, code) => {
    const desk = await acmeDesk()
    expect(await desk.refused(...basic, ...toAnna, ...flags)).toMatchObject({ exitCode: 65, code })
    expect(await desk.json('rule', 'list')).toEqual([])
  })

  test('a line break in subject or description is a blank', async () => {
    const desk = await acmeDesk()
    const broken = ['--subject', 'a\r\nBcc: x@y.example']
    expect(await desk.json(...basic, ...toAnna, ...broken)).toMatchObject({ subject: 'a Bcc: x@y.example' })
  })

  test('takes emoji, and at most 1,000 recipients', async () => {
    const desk = await acmeDesk()
    const many = Array.from({ length: 1001 }, (_, index) => ['--external', `a${index}@partner.example`]).flat()
    expect(await desk.refused(...basic, ...many)).toMatchObject({ exitCode: 65, code: 'too-many-recipients' })
    expect(await desk.json(...basic, '--subject', '💸 {payment.reference}', ...many.slice(0, 2000))).toMatchObject({
      subject: '💸 {payment.reference}',
    })
  })

  test('only people of the tenant are internal; another tenant’s and strangers are alike', async () => {
    const desk = await acmeDesk()
    for (const email of ['boss@beta.example', 'nobody@nowhere.example', 'jana@support.example']) {
      expect(await desk.refused(...basic, '--to', email)).toMatchObject({
        exitCode: 66,
        code: 'recipient-not-found',
        details: { email, tenant: 'acme', suggestion: null },
      })
    }
    expect(await desk.refused(...basic, '--to', 'ana@acme.example')).toMatchObject({
      details: { suggestion: 'anna@acme.example' },
    })
  })

  test('is done once for a key', async () => {
    const desk = await acmeDesk()
    const words = [...basic, ...toAnna, '--idempotency-key', 'k']
    expect(await desk.json(...words)).toEqual(await desk.json(...words))
    expect(await desk.json('rule', 'list')).toHaveLength(1)
  })
})

describe('an address outside', () => {
  test('that looks mistyped is pointed out, and taken with --yes or when a person says so', async () => {
    const desk = await acmeDesk()
    const typed = [...basic, '--external', 'bank@gmial.com', '--external', 'x@acme.exampel']
    expect(await desk.refused(...typed)).toMatchObject({
      exitCode: 64,
      code: 'address-doubtful',
      details: {
        addresses: [
          { email: 'bank@gmial.com', meant: 'gmail.com' },
          { email: 'x@acme.exampel', meant: 'acme.example' },
        ],
      },
    })
    expect((await desk.answering(false).run(...typed)).exitCode).toBe(130)
    expect((await desk.answering(true, true).run(...typed)).exitCode).toBe(0)
    desk.terminal = false
    expect(await desk.refused('rule', 'edit', 'Not', '--add-external', 'y@gmx.d')).toMatchObject({
      code: 'address-doubtful',
    })
    expect(await desk.json('rule', 'edit', 'Not', '--add-external', 'y@gmx.d', '--yes')).toMatchObject({
      recipients: { external: [{}, {}, { email: 'y@gmx.d' }] },
    })
  })

  test.each(['gmx.net', 'gmx.at', 'mail.com', 'acme.de', 'partner.example'])(
    '%s is taken without a word',
    async (domain) => {
      const desk = await acmeDesk()
      await desk.json(...basic, '--external', `bank@${domain}`)
    },
  )

  test('of another customer’s domain is no hint', async () => {
    const desk = await acmeDesk()
    await desk.json(...basic, '--external', 'bank@betta.example')
    await desk.as(undefined)
    const asStaff = ['rule', 'add', '-t', 'acme', '--description', 'X', ...about, '--external', 'bank@bета.example']
    expect(await desk.run(...asStaff.slice(0, -1), 'bank@betta.example', '--json')).toMatchObject({ exitCode: 0 })
    expect(await desk.refused('rule', 'edit', 'X', '-t', 'acme', '--add-external', 'new@bet.example')).toMatchObject({
      details: { addresses: [{ meant: 'beta.example' }] },
    })
  })

  test('of a domain that the tenant does not allow is refused', async () => {
    const desk = await acmeDesk()
    await desk.json('config', 'set', 'notifications.allowed-domains', 'partner.example, bank.example', '-t', 'acme')
    await desk.json(...basic, '--external', 'a@bank.example')
    expect(await desk.refused('rule', 'edit', 'Not', '--add-external', 'a@elsewhere.example')).toMatchObject({
      exitCode: 65,
      code: 'domain-not-allowed',
      details: { domains: ['partner.example', 'bank.example'] },
    })
  })

  test('is asked whether it agrees, and again when a rule names it anew while it has not answered', async () => {
    const desk = await acmeDesk()
    await desk.json(...basic, '--external', 'bank@partner.example')
    await desk.json('rule', 'add', '--description', 'X', ...about, '--external', 'bank@partner.example')
    await desk.json('rule', 'edit', 'X', '--remove-external', 'bank@partner.example', '--add-to', 'anna@acme.example')
    await desk.json('rule', 'edit', 'X', '--add-external', 'bank@partner.example')
    const entries = await desk.json<{ type: string }[]>('log')
    const kinds = entries.map(({ type }) => type).filter((type) => /^(rule|recipient)\./.test(type))
    const [first, again] = [
      ['rule.added', 'recipient.added'],
      ['rule.added', 'recipient.added', 'rule.edited', 'rule.edited', 'recipient.added'],
    ] as const
    expect(kinds).toEqual([...first, ...again])
  })
})

describe('rule edit', () => {
  async function ruled(...flags: string[]): Promise<TestDesk> {
    const desk = await payingDesk()
    await desk.json('account', 'add', other, '--label', 'Other')
    await desk.json('user', 'add', 'tom@acme.example')
    await desk.json(...basic, ...toAnna, ...flags)
    return desk
  }
  const edit = (desk: TestDesk, ...flags: string[]) => desk.json<RuleJson>('rule', 'edit', 'Not', ...flags)

  test('adds to lists and takes from them', async () => {
    const desk = await ruled('--account', 'payroll', '--status', 'executed')
    expect((await edit(desk, '--add-account', 'other')).filters.account).toEqual([payroll, other])
    expect((await edit(desk, '--remove-account', payroll)).filters.account).toEqual([other])
    expect(
      (await edit(desk, '--add-status', 'not-executed', '--remove-status', 'executed')).filters.status,
    ).toHaveLength(4)
    const { recipients } = await edit(desk, '--add-to', 'tom@acme.example', '--add-external', 'b@partner.example')
    expect(recipients.internal).toEqual(['anna@acme.example', 'tom@acme.example'])
    const gone = await edit(desk, '--remove-to', 'Anna@acme.example', '--remove-external', 'b@partner.example')
    expect(gone.recipients).toEqual({ internal: ['tom@acme.example'], external: [] })
    expect((await edit(desk, '--account', 'all')).filters.account).toBe('all')
    expect((await edit(desk, '--to', 'anna@acme.example')).recipients.internal).toEqual(['anna@acme.example'])
  })

  test('takes an account from a list although it was removed meanwhile', async () => {
    const desk = await ruled('--account', 'payroll', '--account', 'other')
    await desk.json('account', 'remove', 'other', '--yes')
    expect((await edit(desk, '--remove-account', other)).filters.account).toEqual([payroll])
  })

  test('never leaves a rule that fits nothing or tells nobody', async () => {
    const desk = await ruled('--account', 'payroll')
    expect(await desk.refused('rule', 'edit', 'Not', '--remove-account', 'payroll')).toMatchObject({
      exitCode: 1,
      code: 'filter-left',
    })
    expect(await desk.refused('rule', 'edit', 'Not', '--remove-to', 'anna@acme.example')).toMatchObject({
      exitCode: 64,
      code: 'recipients-needed',
    })
    await edit(desk, '--account', 'all')
    expect(await desk.refused('rule', 'edit', 'Not', '--remove-account', 'payroll')).toMatchObject({
      code: 'filter-left',
    })
    expect((await edit(desk, '--add-account', 'payroll')).filters.account).toBe('all')
  })

  test('renames, and says what changed; what is so already is no entry', async () => {
    const desk = await ruled()
    await edit(desk, '--description', 'Gone wrong', '--collect', '15m')
    await desk.json('rule', 'edit', 'Gone', '--collect', '15m')
    await desk.json('rule', 'enable', 'Gone')
    const entries = await desk.json<{ type: string }[]>('log')
    expect(entries.filter(({ type }) => type === 'rule.edited')).toHaveLength(1)
    expect(await desk.refused('rule', 'edit', 'Gone')).toMatchObject({ exitCode: 64, code: 'nothing-to-change' })
    const both = ['--account', 'all', '--add-account', 'payroll']
    expect(await desk.refused('rule', 'edit', 'Gone', ...both)).toMatchObject({
      exitCode: 64,
      code: 'conflicting-flags',
    })
  })

  test('another event takes the filters with it that it does not have', async () => {
    const desk = await ruled('--account', 'payroll', '--status', 'executed')
    expect(await desk.refused('rule', 'edit', 'Not', '--event', 'payment-file.rejected')).toMatchObject({
      code: 'unknown-placeholder',
    })
    expect(await edit(desk, '--event', 'payment-file.rejected', '--subject', '{file.name}')).toMatchObject({
      filters: {},
    })
  })

  test('delete asks, shows what it would be, and is for those who may', async () => {
    const desk = await ruled()
    expect(await desk.refused('rule', 'delete', 'Not')).toMatchObject({ exitCode: 64, code: 'confirmation-needed' })
    expect(await desk.json('rule', 'delete', 'Not', '-n')).toMatchObject({ description: 'Not executed' })
    expect((await desk.answering(false).run('rule', 'delete', 'Not')).exitCode).toBe(130)
    desk.terminal = false
    expect(await desk.json('rule', 'list')).toHaveLength(1)
    await desk.json('rule', 'delete', 'Not', '--yes')
    expect(await desk.refused('rule', 'show', 'Not')).toMatchObject({ exitCode: 66, code: 'rule-not-found' })
  })
})

describe('whose rules', () => {
  test('an advisor who was let in sees them, each look is written down, and changes none', async () => {
    const desk = await acmeDesk()
    await desk.json(...basic, ...toAnna)
    await desk.as(undefined)
    await desk.json('user', 'add', 'adv@support.example', '--group', 'advisor')
    await desk.json('access', 'assign', 'adv@support.example', '-t', 'acme', '--agreed-with', 'anna@acme.example')
    await desk.as('adv@support.example')
    expect(await desk.json('rule', 'list')).toHaveLength(1)
    await desk.json('rule', 'show', 'Not', '-t', 'acme')
    const all = await desk.json<{ holds: { rules: object[] } }>('tenant', 'show', 'acme', '--all')
    expect(all.holds.rules).toHaveLength(1)
    expect(await desk.refused('rule', 'disable', 'Not')).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('rule', 'list', '--desk')).toMatchObject({ exitCode: 77 })
    await desk.as('anna@acme.example')
    const looks = await desk.json<{ area: string; object: string | null }[]>('access', 'log')
    expect(looks.filter(({ area }) => area === 'rules').map(({ object }) => object)).toEqual([null, 'Not', null, 'Not'])
  })

  test('the desk’s are its administrators’', async () => {
    const desk = await acmeDesk()
    expect(await desk.refused('rule', 'list', '--desk')).toMatchObject({ exitCode: 77 })
    await desk.as(undefined)
    expect(await desk.refused('rule', 'list', '--desk', '--tenant', 'acme')).toMatchObject({ exitCode: 64 })
    expect(await desk.refused('rule', 'add', '--description', 'X', ...about, '--to', '@team')).toMatchObject({
      exitCode: 65,
      code: 'wrong-value',
    })
    await desk.json('user', 'add', 'fritz@support.example', '--group', 'first-level')
    await desk.as('fritz@support.example')
    expect(await desk.refused('rule', 'list')).toMatchObject({ exitCode: 77 })
  })

  test('a desk in German has German rules', async () => {
    const { TestDesk: Desk } = await import('../kit/test-desk')
    const desk = await new Desk({ environment: { LANG: 'de_DE.UTF-8' } }).init()
    expect(await desk.json('rule', 'show', 'Neues Ticket')).toMatchObject({
      subject: 'Neu: #{ticket.number} {ticket.subject}',
      recipients: { internal: ['@team'] },
    })
  })
})

describe('rules as a file', () => {
  const apply = (desk: TestDesk, content: unknown, ...flags: string[]) => {
    const path = join(desk.home, 'rules.json')
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return ['rule', 'apply', path, ...flags] as const
  }
  const one = {
    description: 'One',
    event: 'payment-file.rejected',
    subject: 'x',
    recipients: { internal: ['anna@acme.example'] },
  }

  test('what was exported changes nothing, here and elsewhere, and has no ids', async () => {
    const desk = await payingDesk()
    await desk.json(
      ...basic,
      '--status',
      'not-executed',
      '--account',
      'payroll',
      ...toAnna,
      '--external',
      'bank@gmial.com',
      '--yes',
    )
    await desk.json(
      'rule',
      'add',
      '--description',
      'All',
      '--event',
      'eds-order.changed',
      ...toAnna,
      '--disabled',
      '--collect',
      '1h',
    )
    const { stdout } = await desk.run('rule', 'export')
    expect(stdout).not.toMatch(/"id"|confirmed|tenant/)
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, rules: [{ description: 'All', collect: '1h' }, {}] })
    const unchanged = { added: [], changed: [], removed: [], unchanged: 2, dryRun: false }
    expect(await desk.json(...apply(desk, stdout, '--yes'))).toEqual(unchanged)
    await desk.json('rule', 'delete', 'All', '--yes')
    expect(await desk.json(...apply(desk, stdout, '--yes'))).toMatchObject({ added: ['All'], unchanged: 1 })
    expect((await desk.run('rule', 'export')).stdout).toBe(stdout)
  })

  test('adds, changes and deletes; -n only says so', async () => {
    const desk = await acmeDesk()
    await desk.json(
      'rule',
      'add',
      '--description',
      'one',
      '--event',
      'payment-file.rejected',
      '--subject',
      'y',
      ...toAnna,
    )
    await desk.json(...basic, ...toAnna)
    const file = { version: 1, rules: [one, { ...one, description: 'Two', enabled: false }] }
    const plan = { added: ['Two'], changed: ['One'], removed: ['Not executed'], unchanged: 0 }
    expect(await desk.json(...apply(desk, file, '-n'))).toEqual({ ...plan, dryRun: true })
    expect(await desk.json<RuleJson[]>('rule', 'list')).toHaveLength(2)
    expect(await desk.refused(...apply(desk, file))).toMatchObject({ exitCode: 64, code: 'confirmation-needed' })
    expect((await desk.answering(false).run(...apply(desk, file))).exitCode).toBe(130)
    const { exitCode, stderr } = await desk.answering(true).run(...apply(desk, file))
    expect(exitCode).toBe(0)
    expect(stderr).toContain('  + Two\n  ~ One\n  - Not executed\n')
    desk.terminal = false
    const rules = await desk.json<{ description: string; enabled: boolean; subject: string }[]>('rule', 'list')
    expect(rules.map(({ description, enabled, subject }) => [description, enabled, subject])).toEqual([
      ['One', true, 'x'],
      ['Two', false, 'x'],
    ])
  })

  test.each([
    ['{', 'no-json', {}],
    ['[]', 'wrong-json', { path: '' }],
    [{ version: 2, rules: [] }, 'wrong-json', { path: 'version' }],
    [{ version: 1 }, 'wrong-json', { path: 'rules' }],
    [
      { version: 1, rules: [one, { ...one, description: 'ONE' }] },
      'wrong-json',
      { path: 'rules[1].description', reason: 'twice' },
    ],
    [{ version: 1, rules: [{ ...one, id: 'x' }] }, 'wrong-json', { path: 'rules[0].id', reason: 'unknown-key' }],
    [{ version: 1, rules: [{ ...one, event: 'payment' }] }, 'wrong-json', { path: 'rules[0].event' }],
    [
      { version: 1, rules: [{ ...one, filters: { status: ['executed'] } }] },
      'wrong-json',
      { path: 'rules[0].filters.status' },
    ],
    [
      { version: 1, rules: [{ ...one, event: 'payment.status-changed', filters: { status: ['lost'] } }] },
      'wrong-json',
      { path: 'rules[0].filters.status' },
    ],
    [{ version: 1, rules: [{ ...one, subject: '{x.y}' }] }, 'wrong-json', { path: 'rules[0].subject' }],
    [{ version: 1, rules: [{ ...one, subject: '' }] }, 'wrong-json', { path: 'rules[0].subject' }],
    [{ version: 1, rules: [{ ...one, collect: '2d' }] }, 'wrong-json', { path: 'rules[0].collect' }],
    [{ version: 1, rules: [{ ...one, enabled: 1 }] }, 'wrong-json', { path: 'rules[0].enabled' }],
    [
      { version: 1, rules: [{ ...one, recipients: { external: ['x'] } }] },
      'wrong-json',
      { path: 'rules[0].recipients.external' },
    ],
    [
      { version: 1, rules: [one, { ...one, description: 'Two', recipients: {} }] },
      'rules-broken',
      { path: 'rules[1]' },
    ],
    [
      { version: 1, rules: [{ ...one, recipients: { internal: ['boss@beta.example'] } }] },
      'rules-broken',
      { path: 'rules[0]' },
    ],
  ])('a file that is wrong is refused as a whole: %j', async (file, code, details) => {
    const desk = await acmeDesk()
    expect(await desk.refused(...apply(desk, file, '--yes'))).toMatchObject({ exitCode: 65, code, details })
    expect(await desk.json('rule', 'list')).toEqual([])
  })
})
