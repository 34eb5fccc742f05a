import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { bank, fates, mails, makeRecipient, makeRule, noticingDesk, reject, toOutside, toUser } from './noticing-desk'

const minute = 60_000

async function gatheringDesk(collect = 15 * minute): Promise<TestDesk> {
  const desk = await noticingDesk()
  await makeRule(desk, { collect, recipients: [await toUser(desk, 'anna@acme.example')] })
  return desk
}

/** What cron does to what is gathered; gives how many mails that were. */
async function collect(desk: TestDesk): Promise<unknown> {
  await desk.as(undefined)
  const { jobs } = await desk.json<{ jobs: { count: number | null; error: string | null }[] }>(
    ...['cron', 'run', '--job', 'collect'],
  )
  await desk.as('script@acme.example')
  return jobs[0]?.error ?? jobs[0]?.count
}

describe('events that a rule gathers', () => {
  test('go in one mail, in the order of time, when the first of them has waited long enough', async () => {
    const desk = await gatheringDesk()
    const { stdout } = await desk.run(
      ...['event', 'emit', 'payment.status-changed', '--attribute', 'payment=INV-1', '--attribute', 'status=executed'],
      ...['--tenant', 'acme', '-o', 'table'],
    )
    expect(stdout).toContain('collected until today 13:15')
    await reject(desk.later(10 * minute), 'INV-2')
    expect(await collect(desk)).toBe(0)
    expect(await mails(desk)).toEqual([])
    expect(await collect(desk.later(5 * minute))).toBe(1)
    const [mail, ...others] = await mails(desk)
    expect(others).toEqual([])
    expect(mail?.subject).toBe('Payment INV-1: executed (and 1 more)')
    expect(mail?.body).toMatchInlineSnapshot(`
      "2 events:

      Payment INV-1: executed.
        Kind:     SEPA
        Customer: acme
        When:     Thu 5 Mar 2026 13:00

      Payment INV-2: rejected by the bank.
        Reason:   AC04 closed account
        Amount:   1200.00 EUR
        Account:  DE89 3704 0044 0532 0130 00
        Kind:     SEPA
        Customer: acme
        When:     Thu 5 Mar 2026 13:10

      You get this mail because of the rule “Payments” of acme.
      Why exactly: helpdesk rule explain f775c6f5acc5f9af
      To change it: helpdesk rule edit Payments --tenant acme
      "
    `)
    expect(await fates(desk)).toEqual([
      ['anna@acme.example', 'mail'],
      ['anna@acme.example', 'mail'],
    ])
    expect(await collect(desk.later(60 * minute))).toBe(0)
  })

  test('begin anew with what comes after the mail', async () => {
    const desk = await gatheringDesk()
    await reject(desk, 'INV-1')
    await collect(desk.later(15 * minute))
    await reject(desk, 'INV-2')
    expect(await collect(desk.later(14 * minute))).toBe(0)
    expect(await collect(desk.later(minute))).toBe(1)
    expect((await mails(desk)).map(({ subject }) => subject)).toEqual([
      'Payment INV-1: rejected by the bank',
      'Payment INV-2: rejected by the bank',
    ])
  })

  test('go late where cron comes late, and at once where the clock was set back', async () => {
    const desk = await gatheringDesk()
    await reject(desk, 'INV-1')
    await reject(desk.later(24 * 60 * minute), 'INV-2')
    expect(await collect(desk)).toBe(1)
    await reject(desk, 'INV-3')
    expect(await collect(desk.later(-24 * 60 * minute))).toBe(1)
  })

  test('are told in full up to a hundred', async () => {
    const desk = await gatheringDesk()
    const events = Array.from({ length: 130 }, (_, index) => ({
      type: 'payment.status-changed',
      attributes: { payment: `INV-${index}`, status: 'executed' },
    }))
    desk.stdin = Buffer.from(JSON.stringify(events))
    await desk.json('event', 'import', '-', '--tenant', 'acme')
    await collect(desk.later(15 * minute))
    const [mail] = await mails(desk)
    expect(mail?.subject).toBe('Payment INV-0: executed (and 129 more)')
    expect(mail?.body).toContain('130 events:')
    expect(mail?.body).toContain('INV-99')
    expect(mail?.body).not.toContain('INV-100')
    expect(mail?.body).toContain('… and 30 more. All of them: helpdesk event list')
    expect(new Set((await fates(desk)).map(([, fate]) => fate))).toEqual(new Set(['mail']))
  })

  test('are told at once, and only once, where another rule does so', async () => {
    const desk = await gatheringDesk()
    await makeRule(desk, { description: 'At once', recipients: [await toUser(desk, 'anna@acme.example')] })
    await reject(desk, 'INV-1')
    expect(await mails(desk)).toHaveLength(1)
    expect(await collect(desk.later(15 * minute))).toBe(0)
    expect(await mails(desk)).toHaveLength(1)
  })

  test('are told once where two rules gather them, when the first of both is due', async () => {
    const desk = await gatheringDesk()
    await makeRule(desk, {
      description: 'Later',
      collect: 60 * minute,
      recipients: [await toUser(desk, 'anna@acme.example')],
    })
    await reject(desk, 'INV-1')
    expect(await collect(desk.later(15 * minute))).toBe(1)
    const [mail] = await mails(desk)
    expect(mail?.rules).toHaveLength(2)
    expect(await collect(desk.later(60 * minute))).toBe(0)
  })

  test('still go when the rule was disabled, and not when it was deleted', async () => {
    const desk = await gatheringDesk()
    await reject(desk, 'INV-1')
    await change(desk, (store) => store.write((tx) => tx.updateTable('rules').set({ enabled: 0 }).execute()))
    expect(await collect(desk.later(15 * minute))).toBe(1)
    const other = await gatheringDesk()
    await reject(other, 'INV-1')
    await change(other, (store) => store.write((tx) => tx.deleteFrom('rules').execute()))
    expect(await collect(other.later(15 * minute))).toBe(0)
  })

  test('are not told to whoever has left meanwhile, or wants no more', async () => {
    const desk = await noticingDesk()
    await makeRecipient(desk, bank, 'confirmed')
    await makeRule(desk, { collect: 15 * minute, recipients: [await toUser(desk, 'ben@acme.example'), toOutside()] })
    await reject(desk, 'INV-1')
    await desk.json('user', 'remove', 'ben@acme.example', '--tenant', 'acme', '--yes')
    await change(desk, (store) =>
      store.write((tx) => tx.updateTable('external_recipients').set({ state: 'stopped' }).execute()),
    )
    expect(await collect(desk.later(15 * minute))).toBe(0)
    expect(await mails(desk)).toEqual([])
    expect(await fates(desk)).toEqual([
      [bank, 'stopped'],
      ['ben@acme.example', 'nobody'],
    ])
  })
})

async function change(
  desk: TestDesk,
  work: (store: Awaited<ReturnType<TestDesk['store']>>) => Promise<unknown>,
): Promise<void> {
  const store = await desk.store()
  await work(store)
  await store.close()
}
