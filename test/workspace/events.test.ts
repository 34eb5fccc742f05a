import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { acmeDesk, fedRows, payingDesk, payroll } from './acme'

interface Event {
  id: string
  type: string
  attributes: Record<string, unknown>
  externalId: string | null
  duplicate: boolean
}

function words(attributes: Readonly<Record<string, string>>): string[] {
  return Object.entries(attributes).flatMap(([name, value]) => ['--attribute', `${name}=${value}`])
}

async function emit(desk: TestDesk, attributes: Readonly<Record<string, string>>, ...flags: string[]): Promise<Event> {
  return desk.json<Event>('event', 'emit', 'payment.status-changed', ...words(attributes), ...flags)
}

describe('an event', () => {
  test('makes the payment that it names, and the next one changes it', async () => {
    const desk = await payingDesk()
    await emit(desk, { payment: 'INV-7', status: 'transmitted', account: payroll, amount: '12.50 EUR' })
    desk.later(60_000)
    await emit(desk, { payment: 'INV-7', status: 'rejected-by-bank', reason: 'AC04' })
    expect(await desk.json('payment', 'show', 'INV-7')).toMatchObject({
      status: 'rejected-by-bank',
      account: payroll,
      amount: '12.50',
      currency: 'EUR',
      reason: 'AC04',
      kind: 'sepa',
      history: [
        { changes: { status: { from: null, to: 'transmitted' } } },
        {
          actor: { email: 'anna@acme.example' },
          changes: { status: { from: 'transmitted', to: 'rejected-by-bank' }, reason: { from: null, to: 'AC04' } },
        },
      ],
    })
  })

  test('tells the account that was told earlier, so that what looks at accounts finds it', async () => {
    const desk = await payingDesk()
    await emit(desk, { payment: 'INV-7', status: 'transmitted', account: 'DE89 3704 0044 0532 0130 00' })
    expect((await emit(desk, { payment: 'INV-7', status: 'executed' })).attributes).toEqual({
      payment: 'INV-7',
      status: 'executed',
      account: payroll,
      kind: 'sepa',
      amount: null,
      reason: null,
    })
  })

  test.each([
    'rejected-by-portal',
    'KON_REJECTED',
    'kon_rejected',
    'vom Portal abgelehnt',
    'Rejected by the portal',
    ' rejected-by-portal ',
  ])('has a status by id, code and label in either language: %j', async (status) => {
    const desk = await acmeDesk()
    expect((await emit(desk, { payment: '1', status })).attributes.status).toBe('rejected-by-portal')
  })

  test.each([
    [['nothing', '--attribute', 'a=b'], 'wrong-value'],
    [['ticket.opened', '--attribute', 'ticket=1'], 'event-not-fed'],
    [['payment.status-changed'], 'missing-attributes'],
    [['payment.status-changed', ...words({ payment: '1' })], 'missing-attributes'],
    [['payment.status-changed', ...words({ payment: '1', status: 'executed', colour: 'red' })], 'unknown-attribute'],
    [['payment.status-changed', ...words({ payment: '1', status: 'executed', __proto__x: '' })], 'unknown-attribute'],
    [['payment.status-changed', ...words({ payment: '1', status: 'abgelehnt' })], 'wrong-value'],
    [['payment.status-changed', ...words({ payment: '1', status: 'rejected' })], 'wrong-value'],
    [['payment.status-changed', ...words({ payment: ' ', status: 'executed' })], 'empty-text'],
    [['payment.status-changed', ...words({ payment: '1', status: 'executed', account: 'DE88' })], 'wrong-iban'],
    [['payment.status-changed', ...words({ payment: '1', status: 'executed', amount: '1,5' })], 'wrong-amount'],
    [['payment.status-changed', ...words({ payment: '1', status: 'executed', kind: 'cash' })], undefined],
    [['payment.status-changed', ...words({ payment: '1', status: 'executed', kind: 'gold' })], 'wrong-value'],
    [
      ['payment.status-changed', ...words({ payment: '1', status: 'executed' }), '--attribute', 'payment=2'],
      'attribute-twice',
    ],
    [['payment.status-changed', '--attribute', 'payment'], 'wrong-value'],
    [
      ['payment.status-changed', ...words({ payment: '1', status: 'executed' }), '--external-id', 'x'.repeat(10_000)],
      'text-too-long',
    ],
    [['payment-file.rejected', ...words({ file: 'a.xml' })], 'missing-attributes'],
  ])('that is %j is judged by itself', async (typed, code) => {
    const desk = await acmeDesk()
    desk.environment.HELPDESK_HOME = `${desk.home}/nowhere`
    const expected = code === undefined ? { exitCode: 78 } : { exitCode: 65, code }
    expect(await desk.refused('event', 'emit', ...typed)).toMatchObject(expected)
  })

  test('of an account or EBICS contact that the tenant does not have is refused', async () => {
    const desk = await acmeDesk()
    const typed = words({ payment: '1', status: 'executed', account: payroll })
    expect(await desk.refused('event', 'emit', 'payment.status-changed', ...typed)).toMatchObject({
      exitCode: 66,
      code: 'account-not-found',
      details: { account: payroll, tenant: 'acme' },
    })
    const order = words({ order: '1', change: 'pending', contact: 'bank' })
    expect(await desk.refused('event', 'emit', 'eds-order.changed', ...order)).toMatchObject({
      exitCode: 66,
      code: 'ebics-contact-not-found',
    })
    expect(await desk.json('payment', 'list')).toEqual([])
  })

  test('with an external id counts once, and in another tenant once more', async () => {
    const desk = await acmeDesk()
    const first = await emit(desk, { payment: '1', status: 'executed' }, '--external-id', 'portal-7')
    const before = await fedRows(desk)
    const again = await emit(desk, { payment: '1', status: 'executed' }, '--external-id', 'portal-7')
    expect(again).toEqual({ ...first, duplicate: true })
    expect(first.duplicate).toBe(false)
    expect(await fedRows(desk)).toEqual(before)
    await desk.as('boss@beta.example')
    expect(await emit(desk, { payment: '1', status: 'executed' }, '--external-id', 'portal-7')).toMatchObject({
      tenant: 'beta',
      duplicate: false,
    })
  })
})

describe('the list of events', () => {
  test('shows the tenant’s own, oldest first, and to the desk everybody’s', async () => {
    const desk = await acmeDesk()
    await emit(desk, { payment: '1', status: 'transmitted' })
    await desk.as('boss@beta.example')
    await emit(desk, { payment: '2', status: 'executed' })
    expect(await desk.json('event', 'list')).toMatchObject([{ tenant: 'beta', attributes: { payment: '2' } }])
    await desk.as(undefined)
    await desk.json('open', 'Portal down', '--for', 'kim@beta.example', '--priority', 'high')
    const all = await desk.json<Event[]>('event', 'list', '--all')
    expect(all.map(({ type }) => type)).toEqual(['payment.status-changed', 'payment.status-changed', 'ticket.opened'])
    expect(all.at(-1)?.attributes).toMatchObject({ ticket: 1, priority: 'high', level: 1, module: null })
    expect(await desk.json('event', 'list')).toEqual(all)
    expect(await desk.json('event', 'list', '--limit', '1')).toEqual(all.slice(-1))
    expect(await desk.json('event', 'list', '--type', 'ticket.opened', '--tenant', 'acme')).toEqual([])
    expect(await desk.refused('event', 'list', '--all', '--tenant', 'acme')).toMatchObject({
      code: 'conflicting-flags',
    })
  })

  test('tells nobody of tickets that they may not see', async () => {
    const desk = await acmeDesk()
    await desk.as(undefined)
    await desk.json('config', 'set', 'tickets.seen-by', 'requester')
    await desk.json('user', 'add', 'kim@acme.example')
    await desk.json('open', 'Mine', '--for', 'kim@acme.example')
    await desk.json('open', 'Another’s', '--for', 'anna@acme.example')
    await desk.as('kim@acme.example')
    const events = await desk.json<Event[]>('event', 'list')
    expect(events.map(({ attributes }) => attributes.ticket)).toEqual([1])
  })
})
