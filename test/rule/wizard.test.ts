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
