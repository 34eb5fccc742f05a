import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import {
  bank,
  fates,
  mails,
  makeRecipient,
  makeRule,
  noticingDesk,
  payroll,
  reject,
  toOutside,
  toUser,
} from './noticing-desk'

describe('mails of rules', () => {
  test('one event and address get one mail that names all rules, with the subject of the first', async () => {
    const desk = await noticingDesk()
    const recipients = [await toUser(desk, 'anna@acme.example'), await toUser(desk, 'ben@acme.example')]
    await makeRule(desk, { description: 'Rejected', recipients, filters: { status: ['rejected-by-bank'] } })
    await makeRule(desk, {
      description: 'All payments',
      recipients: recipients.slice(0, 1),
      subject: 'News of {payment.reference}',
    })
    await makeRule(desk, { description: 'Executed', recipients, filters: { status: ['executed'] } })
    await reject(desk, 'INV-7')
    const [anna, ben, ...others] = await mails(desk)
    expect(others).toEqual([])
    expect(anna).toMatchObject({ address: 'anna@acme.example', state: 'queued', subject: 'News of INV-7' })
    expect(anna?.body).toContain('“All payments” of acme\n  “Rejected” of acme')
    expect(anna?.rules).toHaveLength(2)
    expect(ben).toMatchObject({ address: 'ben@acme.example', subject: 'Payment INV-7: rejected by the bank' })
    expect(ben?.body).toMatchInlineSnapshot(`
      "Payment INV-7: rejected by the bank.
        Reason:   AC04 closed account
        Amount:   1200.00 EUR
        Account:  DE89 3704 0044 0532 0130 00
        Kind:     SEPA
        Customer: acme
        When:     Thu 5 Mar 2026 13:00

      You get this mail because of the rule “Rejected” of acme.
      Why exactly: helpdesk rule explain 41e49d713e21573e
      To change it: helpdesk rule edit Rejected --tenant acme
      "
    `)
    expect(await fates(desk)).toEqual([
      ['anna@acme.example', 'mail'],
      ['anna@acme.example', 'mail'],
      ['ben@acme.example', 'mail'],
    ])
  })

  test('in German, formally or not, in the language of whoever reads it', async () => {
    const desk = await noticingDesk()
    await desk.as(undefined)
    await desk.json('user', 'edit', 'ben@acme.example', '--language', 'de', '--tenant', 'acme')
    await desk.as('script@acme.example')
    await makeRule(desk, { description: 'Zahlungen', recipients: [await toUser(desk, 'ben@acme.example')] })
    await reject(desk, 'INV-7')
    const [ben] = await mails(desk)
    expect(ben?.subject).toBe('Payment INV-7: von Bank abgelehnt')
    expect(ben?.body).toMatchInlineSnapshot(`
      "Zahlung INV-7: von Bank abgelehnt.
        Grund:  AC04 closed account
        Betrag: 1200.00 EUR
        Konto:  DE89 3704 0044 0532 0130 00
        Art:    SEPA
        Kunde:  acme
        Wann:   Do. 5. März 2026 13:00

      Sie erhalten diese Mail wegen der Regel „Zahlungen“ von acme.
      Warum genau: helpdesk rule explain 293b4b0462290cdd
      Zum Ändern: helpdesk rule edit Zahlungen --tenant acme
      "
    `)
  })

  test('nobody is mailed about what they did themselves', async () => {
    const desk = await noticingDesk()
    const recipients = [await toUser(desk, 'script@acme.example'), await toUser(desk, 'anna@acme.example')]
    await makeRule(desk, { recipients })
    await reject(desk, 'INV-7')
    expect((await mails(desk)).map(({ address }) => address)).toEqual(['anna@acme.example'])
    expect(await fates(desk)).toEqual([
      ['anna@acme.example', 'mail'],
      ['script@acme.example', 'own-action'],
    ])
  })

  test('a disabled rule tells nobody', async () => {
    const desk = await noticingDesk()
    await makeRule(desk, { enabled: false, recipients: [await toUser(desk, 'anna@acme.example')] })
    await reject(desk, 'INV-7')
    expect(await fates(desk)).toEqual([])
  })
})

describe('exactly once', () => {
  test('working entries out again tells nobody twice', async () => {
    const desk = await noticingDesk()
    await makeRule(desk, { recipients: [await toUser(desk, 'anna@acme.example')] })
    await makeRule(desk, {
      description: 'Gathered',
      collect: 60_000,
      recipients: [await toUser(desk, 'ben@acme.example')],
    })
    await reject(desk, 'INV-7')
    const before = [await mails(desk), await fates(desk)]
    await moveBack(desk)
    await desk.json('account', 'edit', payroll, '--label', 'Wages', '--tenant', 'acme')
    await reject(desk, 'INV-8')
    expect((await mails(desk)).slice(0, 1)).toEqual(before[0])
    expect((await mails(desk)).map(({ subject }) => subject)).toEqual([
      'Payment INV-7: rejected by the bank',
      'Payment INV-8: rejected by the bank',
    ])
    expect((await fates(desk)).slice(0, 2)).toEqual(before[1])
    expect(await fates(desk)).toHaveLength(4)
  })

  test('what was done before its mails were worked out is told by whoever comes next', async () => {
    const desk = await noticingDesk()
    await makeRule(desk, { recipients: [await toUser(desk, 'anna@acme.example')] })
    await reject(desk, 'INV-7')
    // As if the program had been killed between the deed and the reaction.
    const store = await desk.store()
    await store.write(async (tx) => {
      await tx.deleteFrom('notices').execute()
      await tx.deleteFrom('outbox').where('kind', '=', 'notice').execute()
    })
    await store.close()
    await moveBack(desk)
    const { mails: count } = await reject(desk, 'INV-8')
    expect((await mails(desk)).map(({ subject }) => subject)).toEqual([
      'Payment INV-7: rejected by the bank',
      'Payment INV-8: rejected by the bank',
    ])
    // What was left over by somebody else is not what this command caused.
    expect(count).toBe(1)
  })
})

/** Puts the cursor back to the beginning of the journal. */
async function moveBack(desk: TestDesk): Promise<void> {
  const store = await desk.store()
  await store.write((tx) => tx.updateTable('reaction_cursor').set({ position: 0 }).execute())
  await store.close()
}

describe('people outside', () => {
  test('whoever has not confirmed gets nothing, and it can be seen what they would have got', async () => {
    const desk = await noticingDesk()
    await makeRecipient(desk)
    await makeRule(desk, { recipients: [toOutside()] })
    const { mails: count } = await reject(desk, 'INV-7')
    expect(count).toBe(0)
    expect(await mails(desk)).toMatchObject([{ address: bank, state: 'suppressed' }])
    expect(await fates(desk)).toEqual([[bank, 'unconfirmed']])
  })

  test('IBANs are masked in everything that they read', async () => {
    const desk = await noticingDesk()
    await makeRecipient(desk, bank, 'confirmed')
    await makeRule(desk, {
      description: `Account ${payroll}`,
      subject: '{payment.account} {payment.reason}',
      recipients: [toOutside()],
    })
    const attributes = [
      `payment=INV ${payroll}`,
      'status=rejected-by-bank',
      `account=${payroll}`,
      'reason=DE89 3704 0044 0532 0130 00 closed',
    ]
    await desk.json(
      'event',
      'emit',
      'payment.status-changed',
      ...attributes.flatMap((one) => ['--attribute', one]),
      '--tenant',
      'acme',
    )
    const [mail] = await mails(desk)
    expect(mail?.subject).toBe('DE•• •••• 3000 DE•• •••• 3000 closed')
    expect(mail?.body).toMatchInlineSnapshot(`
      "Payment INV DE•• •••• 3000: rejected by the bank.
        Reason:   DE•• •••• 3000 closed
        Account:  DE•• •••• 3000
        Kind:     SEPA
        Customer: acme
        When:     Thu 5 Mar 2026 13:00

      You get this mail because the rule “Account DE•• •••• 3000” of acme names this address.
      To get no more of them, answer with the one word: stop
      "
    `)
    expect(`${mail?.subject}${mail?.body}`.replaceAll(' ', '')).not.toContain('3704')
  })

  test('whoever said stop gets nothing', async () => {
    const desk = await noticingDesk()
    await makeRecipient(desk, bank, 'stopped')
    await makeRule(desk, { recipients: [toOutside()] })
    await reject(desk, 'INV-7')
    expect(await mails(desk)).toEqual([])
    expect(await fates(desk)).toEqual([[bank, 'stopped']])
  })

  test('nothing that somebody wrote in a ticket, and no name, goes out', async () => {
    const desk = await noticingDesk()
    await makeRecipient(desk, bank, 'confirmed')
    await makeRule(desk, {
      event: 'ticket.opened',
      subject: 'New: {ticket.subject} #{ticket.number} of {ticket.requester}',
      recipients: [toOutside(), await toUser(desk, 'anna@acme.example')],
    })
    await desk.json('open', 'Salary of Mr Meier', '-m', 'He gets too little', '--tenant', 'acme')
    const [anna, outside] = await mails(desk)
    expect(anna?.subject).toBe('New: Salary of Mr Meier #1 of script@acme.example')
    expect(anna?.body).toContain('Salary of Mr Meier')
    expect(anna?.body).not.toContain('too little')
    expect(outside?.subject).toBe('New: #1 of')
    expect(outside?.body).toMatchInlineSnapshot(`
      "Ticket #1 was opened.
        Customer: acme
        When:     Thu 5 Mar 2026 13:00

      You get this mail because the rule “Payments” of acme names this address.
      To get no more of them, answer with the one word: stop
      "
    `)
  })
})

describe('subjects', () => {
  test.each([
    ['a line\u061c and \u202ebidi', 'a line and bidi'],
    ['😀'.repeat(300), `${'😀'.repeat(99)}…`],
  ])('what comes from outside stays one safe line: %s', async (reason, expected) => {
    const desk = await noticingDesk()
    await makeRule(desk, { subject: '{payment.reason}', recipients: [await toUser(desk, 'anna@acme.example')] })
    const event = { type: 'payment.status-changed', attributes: { payment: 'X', status: 'executed', reason } }
    desk.stdin = Buffer.from(JSON.stringify([event]))
    await desk.json('event', 'import', '-', '--tenant', 'acme')
    expect((await mails(desk))[0]?.subject).toBe(expected)
  })

  test('a placeholder in what a placeholder brings in stays as it is', async () => {
    const desk = await noticingDesk()
    await makeRule(desk, { subject: '{payment.reference}', recipients: [await toUser(desk, 'anna@acme.example')] })
    await reject(desk, '{payment.account}')
    expect((await mails(desk))[0]?.subject).toBe('{payment.account}')
  })

  test('where nothing is left of it, it says what kind of event it is', async () => {
    const desk = await noticingDesk()
    await makeRule(desk, { subject: '{payment.amount}', recipients: [await toUser(desk, 'anna@acme.example')] })
    const attributes = ['--attribute', 'payment=INV-7', '--attribute', 'status=executed']
    await desk.json('event', 'emit', 'payment.status-changed', ...attributes, '--tenant', 'acme')
    expect((await mails(desk))[0]?.subject).toBe('Payment status was updated')
  })
})
