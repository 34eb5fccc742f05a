import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { payingDesk, payroll } from '../workspace/acme'

async function deskToAsk(): Promise<TestDesk> {
  const desk = await payingDesk()
  desk.environment.NO_COLOR = '1'
  await desk.json('user', 'add', 'tom@acme.example', '--name', 'Tom Admin')
  return desk
}

const anna = { email: 'anna@acme.example' }

async function rules(desk: TestDesk): Promise<unknown[]> {
  desk.terminal = false
  return desk.json<unknown[]>('rule', 'list')
}

describe('rule add at a terminal', () => {
  test('leads through description, event, statuses, accounts, subject and recipients', async () => {
    const desk = await deskToAsk()
    const answers = [
      'Main account',
      'payment.status-changed',
      ['cancelled', 'rejected-by-bank'],
      true,
      [payroll],
      'Zahlung {payment.status}',
      [anna],
      'bank@partner.example',
      'save',
    ]
    const { exitCode, stderr, stdout } = await desk.answering(...answers).run('rule', 'add')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(stdout).toContain('Rule “Main account”')
    expect(stderr).toContain('  Accounts     DE89 3704 0044 0532 0130 00 Payroll (1 of 1)')
    expect(stderr).toContain('  External     bank@partner.example (gets nothing before it confirms)')
    expect(await rules(desk)).toMatchObject([
      {
        description: 'Main account',
        filters: { status: ['cancelled', 'rejected-by-bank'], account: [payroll] },
        subject: 'Zahlung {payment.status}',
        recipients: { internal: ['anna@acme.example'], external: [{ email: 'bank@partner.example' }] },
      },
    ])
  })

  test('asks only what no flag said', async () => {
    const desk = await deskToAsk()
    const said = ['--event', 'payment-file.rejected', '--subject', 'x', '--to', 'tom@acme.example', '--collect', '5m']
    expect(await desk.answering('Files', 'save').run('rule', 'add', ...said)).toMatchObject({ exitCode: 0 })
    expect(await rules(desk)).toMatchObject([{ description: 'Files', collect: '5m', subject: 'x' }])
  })

  test('changes what is wrong on the last screen, or saves nothing', async () => {
    const desk = await deskToAsk()
    const said = ['--event', 'payment.status-changed', '--subject', 'x', '--to', 'tom@acme.example']
    const all = ['executed', 'cancelled']
    const changes = ['change', 'external', 'a@partner.example', 'change', 'to', [], 'change', 'filters', all, false]
    const more = [
      'change',
      'description',
      'B',
      'change',
      'subject',
      'y',
      'change',
      'event',
      'payment-file.rejected',
      'z',
    ]
    expect(
      await desk.answering('A', all, false, ...changes, ...more, 'save').run('rule', 'add', ...said),
    ).toMatchObject({ exitCode: 0 })
    expect(await rules(desk)).toMatchObject([
      {
        description: 'B',
        event: 'payment-file.rejected',
        subject: 'z',
        filters: {},
        recipients: { internal: [], external: [{ email: 'a@partner.example' }] },
      },
    ])
    expect(await desk.answering('C', all, false, 'cancel').run('rule', 'add', ...said)).toMatchObject({ exitCode: 130 })
    expect(await rules(desk)).toHaveLength(1)
  })

  test('offers the desk’s events, roles, teams and staff for a rule of the desk', async () => {
    const desk = await deskToAsk()
    await desk.as(undefined)
    const answers = ['Watchers', 'ticket.solved', [], 'S', [{ role: '@watchers' }], '', 'save']
    expect(await desk.answering(...answers).run('rule', 'add')).toMatchObject({ exitCode: 0 })
    desk.terminal = false
    expect(await desk.json('rule', 'show', 'Watchers')).toMatchObject({ recipients: { internal: ['@watchers'] } })
  })

  test('asks by what a rule about tickets is narrowed, and then for each of that', async () => {
    const desk = await deskToAsk()
    await desk.as(undefined)
    await desk.json('team', 'add', 'mobile', '--title', 'Mobile apps')
    await desk.json('team', 'add', 'payments', '--title', 'Payments')
    const narrowed = [
      ['category', 'priority', 'emergency', 'level', 'team', 'module', 'by'],
      ['question', 'wish'],
      ['high'],
      'false',
      '2',
      ['mobile'],
      'App, Web  portal, App',
      'customer',
    ]
    const answers = ['Answers', 'ticket.replied', ...narrowed, 'S', [{ role: '@team' }], '', 'save']
    const { exitCode, stderr } = await desk.answering(...answers).run('rule', 'add')
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/Team +mobile/)
    desk.terminal = false
    expect(await desk.json('rule', 'show', 'Answers')).toMatchObject({
      filters: {
        category: ['question', 'wish'],
        priority: ['high'],
        emergency: [false],
        level: [2],
        team: ['mobile'],
        module: ['App', 'Web portal'],
        by: ['customer'],
      },
    })
  })

  test('asks for no filter that a flag said, nor in a tenant for the desk’s teams', async () => {
    const desk = await deskToAsk()
    desk.environment.LANG = 'de_DE.UTF-8'
    const said = ['--priority', 'high', '--level', '2']
    const answers = ['Eilig', 'ticket.opened', ['emergency'], 'true', 'S', [anna], '', 'save']
    const { exitCode, stderr } = await desk.answering(...answers).run('rule', 'add', ...said)
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/\? Nur bestimmte\? Wonach/)
    expect(stderr).not.toContain('Team')
    expect(await rules(desk)).toMatchObject([
      { description: 'Eilig', filters: { emergency: [true], priority: ['high'], level: [2] } },
    ])
  })

  test('lets filters of a rule about tickets be changed at the end', async () => {
    const desk = await deskToAsk()
    await desk.as(undefined)
    const begin = ['Warned', 'sla.warning', ['priority'], ['high'], 'S', [{ role: '@team' }], '']
    const answers = [...begin, 'change', 'filters', ['level'], '1', 'save']
    expect((await desk.answering(...answers).run('rule', 'add')).exitCode).toBe(0)
    desk.terminal = false
    expect(await desk.json('rule', 'show', 'Warned')).toMatchObject({ filters: { level: [1] } })
  })
})

describe('rule add --recover', () => {
  /** Whoever is asked leaves at the question with that text. */
  async function leftAt(desk: TestDesk, answers: readonly unknown[], ...flags: string[]) {
    return desk.answering(...answers, 'cancel').run('rule', 'add', ...flags)
  }
  const said = ['--event', 'payment.status-changed']
  const answers = ['Main account', ['cancelled'], true, [payroll], 'x', [anna], 'bank@partner.example']

  test('takes up what was answered, and shows it before it is saved', async () => {
    const desk = await deskToAsk()
    const left = await leftAt(desk, answers, ...said, '--collect', '5m')
    expect(left.exitCode).toBe(130)
    expect(left.stderr).toContain('helpdesk rule add --tenant acme --recover')
    // Refused once more, and still there.
    expect((await leftAt(desk, [], '--recover')).exitCode).toBe(130)
    const saved = await desk.answering('save').run('rule', 'add', '--recover')
    expect(saved.exitCode).toBe(0)
    expect(await rules(desk)).toMatchObject([
      {
        description: 'Main account',
        filters: { status: ['cancelled'], account: [payroll] },
        subject: 'x',
        collect: '5m',
        recipients: { internal: ['anna@acme.example'], external: [{ email: 'bank@partner.example' }] },
      },
    ])
    expect(await desk.refused('rule', 'add', '--recover')).toMatchObject({ code: 'no-draft' })
  })

  test('what is said now goes before, and another event is asked anew', async () => {
    const desk = await deskToAsk()
    await leftAt(desk, answers, ...said)
    const now = ['--recover', '--description', 'Files', '--event', 'payment-file.rejected']
    expect((await desk.answering('Rejected', 'save').run('rule', 'add', ...now)).exitCode).toBe(0)
    expect(await rules(desk)).toMatchObject([
      { description: 'Files', event: 'payment-file.rejected', filters: {}, subject: 'Rejected' },
    ])
  })

  test('serves a script where nothing is missing, and is refused where something is', async () => {
    const desk = await deskToAsk()
    await leftAt(desk, answers, ...said)
    desk.terminal = false
    expect(await desk.json('rule', 'add', '--recover')).toMatchObject({ description: 'Main account' })
    // Left in the middle.
    expect((await desk.answering('Half', 'payment-file.rejected').run('rule', 'add')).exitCode).not.toBe(0)
    desk.terminal = false
    expect(await desk.refused('rule', 'add', '--recover')).toMatchObject({
      exitCode: 64,
      code: 'missing-flag',
      details: { flag: '--to' },
    })
    expect((await desk.answering('S', [anna], '', 'save').run('rule', 'add', '--recover')).exitCode).toBe(0)
    expect(await rules(desk)).toHaveLength(2)
  })

  test('never takes one tenant’s answers to another, or to the desk', async () => {
    const desk = await deskToAsk()
    await desk.as(undefined)
    const left = await leftAt(desk, ['A', 'ticket.opened', [], 'x', [], 'a@partner.example'], '--tenant', 'acme')
    expect(left.stderr).toContain('helpdesk rule add --tenant acme --recover')
    desk.terminal = false
    for (const place of [['--desk'], ['--tenant', 'beta']]) {
      expect(await desk.refused('rule', 'add', '--recover', ...place)).toMatchObject({ code: 'no-draft' })
    }
    expect(await desk.json('rule', 'add', '--recover', '--tenant', 'acme')).toMatchObject({ tenant: 'acme' })
  })

  test('flags alone leave no draft behind', async () => {
    const desk = await deskToAsk()
    const whole = ['--description', 'A', ...said, '--to', 'nobody@acme.example']
    expect((await desk.run('rule', 'add', ...whole)).stderr).not.toContain('--recover')
  })
})
