import { describe, expect, test } from 'vitest'
import type { RuleMemory } from '../../src/rule/notice'
import type { TestDesk } from '../kit/test-desk'
import { acmeDesk, payingDesk, payroll } from '../workspace/acme'
import { answers, emit, noticesIn, told } from './ruled-desk'

const other = 'DE75512108001245126199'

async function ruledDesk(): Promise<TestDesk> {
  const desk = await payingDesk()
  await desk.json('account', 'add', other, '--label', 'Other')
  await desk.json('user', 'add', 'tom@acme.example')
  return desk
}

const add = (desk: TestDesk, description: string, event: string, ...flags: string[]) =>
  desk.json('rule', 'add', '--description', description, '--event', event, ...flags)

describe('a tenant’s rule about payments', () => {
  test('tells of the statuses and accounts that it names, and of later accounts where it names none', async () => {
    const desk = await ruledDesk()
    const to = ['--to', 'tom@acme.example']
    await add(desk, 'one', 'payment.status-changed', '--status', 'not-executed', '--account', 'payroll', ...to)
    await add(desk, 'any', 'payment.status-changed', '--status', 'FIN_REJECTED', '--account', 'all', ...to)
    expect(await told(desk, () => emit(desk, 'rejected-by-bank', payroll))).toEqual([
      'any: tom@acme.example mail',
      'one: tom@acme.example mail',
    ])
    expect(await told(desk, () => emit(desk, 'executed', payroll))).toEqual([])
    expect(await told(desk, () => emit(desk, 'transmission-failed', payroll))).toEqual(['one: tom@acme.example mail'])
    await desk.json('account', 'add', 'DE02120300000000202051')
    expect(await told(desk, () => emit(desk, 'rejected-by-bank', 'DE02120300000000202051', 'INV-8'))).toEqual([
      'any: tom@acme.example mail',
    ])
  })

  test('knows the account that an earlier event told of the payment', async () => {
    const desk = await ruledDesk()
    await add(desk, 'one', 'payment.status-changed', '--account', payroll, '--to', 'tom@acme.example')
    await emit(desk, 'transmitted', payroll)
    expect(await told(desk, () => emit(desk, 'executed'))).toEqual(['one: tom@acme.example mail'])
  })

  test('is silent once it is disabled or deleted, and for another tenant’s events', async () => {
    const desk = await ruledDesk()
    await add(desk, 'one', 'payment-file.rejected', '--to', 'tom@acme.example')
    const reject = () =>
      desk.json('event', 'emit', 'payment-file.rejected', '--attribute=file=a', '--attribute=reason=b')
    expect(await told(desk, reject)).toEqual(['one: tom@acme.example mail'])
    await desk.json('rule', 'disable', 'one')
    expect(await told(desk, reject)).toEqual([])
    await desk.json('rule', 'enable', 'one')
    await desk.as('boss@beta.example')
    expect(await told(desk, reject)).toEqual([])
    await desk.as('anna@acme.example')
    await desk.json('rule', 'delete', 'one', '--yes')
    expect(await told(desk, reject)).toEqual([])
  })

  test('tells nobody of what they did themselves, and nobody who was disabled or has left', async () => {
    const desk = await ruledDesk()
    await desk.json('user', 'add', 'kim@acme.example')
    const to = ['anna@acme.example', 'tom@acme.example', 'kim@acme.example'].flatMap((email) => ['--to', email])
    await add(desk, 'one', 'payment.status-changed', ...to)
    await desk.json('user', 'disable', 'tom@acme.example')
    await desk.json('user', 'remove', 'kim@acme.example', '--yes')
    expect(await told(desk, () => emit(desk, 'executed'))).toEqual(['one: anna@acme.example own-action'])
    expect((await desk.run('rule', 'show', 'one', '-o', 'table')).stdout.match(/gets nothing/g)).toHaveLength(2)
    await desk.json('user', 'enable', 'tom@acme.example')
    expect(await told(desk, () => emit(desk, 'executed'))).toContain('one: tom@acme.example mail')
  })

  test('tells an address outside only after it confirmed, and never after it said stop', async () => {
    const desk = await ruledDesk()
    await add(desk, 'one', 'payment.status-changed', '--external', 'bank@partner.example')
    const happens = () => told(desk, () => emit(desk, 'executed'))
    expect(await happens()).toEqual(['one: bank@partner.example unconfirmed'])
    await answers(desk, 'bank@partner.example', 'confirmed')
    expect(await happens()).toEqual(['one: bank@partner.example mail'])
    await answers(desk, 'bank@partner.example', 'stopped')
    expect(await happens()).toEqual(['one: bank@partner.example stopped'])
    await desk.as(undefined)
    await desk.json('config', 'set', 'notifications.confirm-external', 'off')
    await desk.as('anna@acme.example')
    expect(await happens()).toEqual(['one: bank@partner.example stopped'])
    await desk.json('rule', 'edit', 'one', '--add-external', 'new@partner.example')
    expect(await happens()).toContain('one: new@partner.example mail')
  })

  test('what one tenant’s reader confirmed says nothing for another tenant', async () => {
    const desk = await ruledDesk()
    await add(desk, 'one', 'payment.status-changed', '--external', 'bank@partner.example')
    await answers(desk, 'bank@partner.example', 'confirmed')
    await desk.as('boss@beta.example')
    await add(desk, 'theirs', 'payment-file.rejected', '--external', 'bank@partner.example')
    const reject = () =>
      desk.json('event', 'emit', 'payment-file.rejected', '--attribute=file=a', '--attribute=reason=b')
    expect(await told(desk, reject)).toEqual(['theirs: bank@partner.example unconfirmed'])
  })

  test('means somebody once, however often it names them', async () => {
    const desk = await ruledDesk()
    const flags = ['--to', 'tom@acme.example', '--to', 'TOM@acme.example', '--external', 'tom@acme.example']
    await add(desk, 'one', 'payment.status-changed', ...flags)
    expect(await told(desk, () => emit(desk, 'executed'))).toEqual(['one: tom@acme.example mail'])
  })

  test('tells of EDS orders by change and contact', async () => {
    const desk = await ruledDesk()
    const ids = ['--host-id', 'EBIXHOST', '--partner-id', 'P4711', '--user-id', 'U1']
    for (const name of ['House bank', 'Other bank']) await desk.json('ebics', 'add', name, ...ids)
    await add(desk, 'one', 'eds-order.changed', '--contact', 'house', '--change', 'pending', '--to', 'tom@acme.example')
    const change = (contact: string, what: string) => () =>
      desk.json(
        'event',
        'emit',
        'eds-order.changed',
        `--attribute=contact=${contact}`,
        `--attribute=change=${what}`,
        '--attribute=order=A1',
      )
    expect(await told(desk, change('House bank', 'pending'))).toEqual(['one: tom@acme.example mail'])
    expect(await told(desk, change('House bank', 'cancelled'))).toEqual([])
    expect(await told(desk, change('Other bank', 'pending'))).toEqual([])
  })
})

describe('what was found for earlier events of a run', () => {
  test('is taken again, but not for a rule that changed meanwhile', async () => {
    const desk = await ruledDesk()
    await add(desk, 'one', 'payment.status-changed', '--status', 'executed', '--to', 'tom@acme.example')
    const memory: RuleMemory = new Map()
    const happens = async () => (await noticesIn(desk, () => emit(desk, 'executed'), memory)).length
    expect(await happens()).toBe(1)
    expect(memory.size).toBe(1)
    expect(await happens()).toBe(1)
    await desk.json('rule', 'edit', 'one', '--status', 'cancelled')
    expect(await happens()).toBe(0)
    await desk.json('rule', 'edit', 'one', '--status', 'executed')
    await desk.json('rule', 'disable', 'one')
    expect(await happens()).toBe(0)
    await desk.json('rule', 'delete', 'one', '--yes')
    expect(await happens()).toBe(0)
  })
})

describe('the rules of the desk', () => {
  async function staffedDesk(): Promise<TestDesk> {
    const desk = await acmeDesk()
    await desk.as(undefined)
    await desk.json('user', 'add', 'fritz@support.example', '--group', 'first-level')
    await desk.json('user', 'add', 'sara@support.example', '--group', 'second-level')
    await desk.json('user', 'add', 'kim@acme.example')
    return desk
  }

  const open =
    (desk: TestDesk, ...flags: string[]) =>
    () =>
      desk.json('open', 'Payment file rejected', '--for', 'kim@acme.example', '--if-duplicate', 'open', ...flags)

  test('seven are there from the beginning', async () => {
    const desk = await staffedDesk()
    const rules = await desk.json<{ description: string; tenant: null; enabled: boolean }[]>('rule', 'list')
    expect(rules.map(({ description }) => description)).toEqual([
      'Customer answered',
      'Emergency',
      'New ticket',
      'Service level in danger',
      'Service level missed',
      'Ticket assigned',
      'Ticket escalated',
    ])
    expect(rules.every(({ tenant, enabled }) => tenant === null && enabled)).toBe(true)
  })

  test('a new ticket is told to whoever answers on its level, an emergency to both', async () => {
    const desk = await staffedDesk()
    expect(await told(desk, open(desk))).toEqual(['New ticket: fritz@support.example mail'])
    expect(await told(desk, open(desk, '--emergency'))).toEqual([
      'Emergency: fritz@support.example mail',
      'Emergency: sara@support.example mail',
      'New ticket: fritz@support.example mail',
    ])
    await desk.json('config', 'set', 'notifications.emergency', 'sara@support.example, kim@acme.example')
    expect(await told(desk, open(desk, '--emergency'))).toEqual([
      'Emergency: sara@support.example mail',
      'New ticket: fritz@support.example mail',
    ])
  })

  test('an answer is told to whoever has the ticket, if the customer gave it', async () => {
    const desk = await staffedDesk()
    await open(desk)()
    await desk.as('kim@acme.example')
    const answer = () => desk.json('reply', '1', '-m', 'Any news?')
    expect(await told(desk, answer)).toEqual(['Customer answered: fritz@support.example mail'])
    await desk.as(undefined)
    expect(await told(desk, () => desk.json('give', '1', 'sara@support.example'))).toEqual([
      'Ticket assigned: sara@support.example mail',
    ])
    expect(await told(desk, () => desk.json('reply', '1', '-m', 'Which bank?'))).toEqual([])
    await desk.as('kim@acme.example')
    expect(await told(desk, answer)).toEqual(['Customer answered: sara@support.example mail'])
    await desk.as('sara@support.example')
    expect(await told(desk, () => desk.json('take', '1'))).toEqual([])
    expect(await told(desk, () => desk.json('assign', '1', '--none'))).toEqual([])
    expect(await told(desk, () => desk.json('take', '1'))).toEqual(['Ticket assigned: sara@support.example own-action'])
  })

  test('watchers and requester are told while they may see the ticket', async () => {
    const desk = await staffedDesk()
    await open(desk)()
    await desk.json(
      'rule',
      'add',
      '--description',
      'W',
      '--event',
      'ticket.solved',
      '--to',
      '@watchers',
      '--to',
      '@requester',
    )
    await desk.as('sara@support.example')
    await desk.json('watch', '1')
    await desk.as(undefined)
    expect(await told(desk, () => desk.json('solve', '1'))).toEqual([
      'W: sara@support.example mail',
      'W: kim@acme.example mail',
    ])
    await desk.json('reopen', '1')
    await desk.json('user', 'disable', 'sara@support.example')
    expect(await told(desk, () => desk.json('solve', '1'))).toEqual(['W: kim@acme.example mail'])
  })

  test('filters of tickets narrow: category, priority, level, module, team', async () => {
    const desk = await staffedDesk()
    await desk.json('team', 'add', 'mobile', '--member', 'sara@support.example')
    const rule = (name: string, ...flags: string[]) =>
      add(desk, name, 'ticket.assigned', '--to', 'jana@support.example', ...flags)
    await rule('category', '--category', 'problem')
    await rule('priority', '--priority', 'high', '--priority', 'urgent')
    await rule('level', '--level', '2')
    await rule('module', '--module', 'portal')
    await rule('team', '--team', 'mobile')
    await desk.json('rule', 'disable', 'Ticket assigned')
    await open(desk, '--module', 'Portal', '-c', 'problem')()
    await desk.as('fritz@support.example')
    expect(await told(desk, () => desk.json('take', '1'))).toEqual([
      'category: jana@support.example mail',
      'module: jana@support.example mail',
    ])
    expect(await told(desk, () => desk.json('give', '1', 'sara@support.example'))).toEqual([
      'category: jana@support.example mail',
      'module: jana@support.example mail',
      'team: jana@support.example mail',
    ])
  })

  test('a team’s members are told, and no advisor who handles no tickets', async () => {
    const desk = await staffedDesk()
    await desk.json('team', 'add', 'mobile', '--member', 'sara@support.example')
    await desk.json('rule', 'disable', 'New ticket')
    await add(desk, 'T', 'ticket.opened', '--to', 'mobile', '--to', 'fritz@support.example')
    expect(await told(desk, open(desk))).toEqual(['T: sara@support.example mail', 'T: fritz@support.example mail'])
    await desk.json('user', 'edit', 'fritz@support.example', '--add-group', 'advisor')
    await desk.json('user', 'edit', 'fritz@support.example', '--remove-group', 'first-level')
    expect(await told(desk, open(desk))).toEqual(['T: sara@support.example mail'])
  })

  test('a tenant’s own first level hears of new tickets instead of the desk’s', async () => {
    const desk = await staffedDesk()
    await desk.json('user', 'add', 'line@acme.example', '--group', 'first-level')
    const [notice] = await noticesIn(desk, open(desk))
    expect(notice).toMatchObject({ recipient: { address: 'line@acme.example', audience: 'customer' } })
  })

  test('a tenant’s rule about tickets tells only those who may see the ticket', async () => {
    const desk = await staffedDesk()
    await desk.json('config', 'set', 'tickets.seen-by', 'requester')
    await desk.json('user', 'add', 'lea@acme.example', '--group', 'user')
    await desk.json('user', 'add', 'max@acme.example', '--group', 'user')
    await desk.as('anna@acme.example')
    const to = ['anna@acme.example', 'lea@acme.example', 'max@acme.example'].flatMap((email) => ['--to', email])
    await add(desk, 'Ours', 'ticket.opened', ...to)
    await desk.as(undefined)
    await desk.json('rule', 'disable', 'New ticket')
    expect(await told(desk, () => desk.json('open', 'X', '--for', 'lea@acme.example'))).toEqual([
      'Ours: anna@acme.example mail',
      'Ours: lea@acme.example mail',
    ])
  })

  test('what rules mean comes in the order in which it happened', async () => {
    const desk = await staffedDesk()
    const notices = await noticesIn(desk, async () => {
      await open(desk)()
      await desk.json('note', '1', '-m', 'x')
      await open(desk)()
    })
    expect(notices.map(({ entry }) => entry.position)).toEqual(
      [...notices.map(({ entry }) => entry.position)].sort((one, next) => one - next),
    )
    expect(notices).toHaveLength(2)
  })
})
