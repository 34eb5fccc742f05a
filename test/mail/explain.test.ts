import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { bank, makeRecipient, makeRule, noticingDesk, reject, toOutside, toUser } from './noticing-desk'

interface Explained {
  rule: string
  matched: boolean
  reason: string | null
  filter: { name: string; told: string[]; wanted: string[] } | null
  address: string | null
  outcome: string | null
  state: string | null
  response: string | null
}

async function explain(desk: TestDesk, event: unknown, ...more: string[]): Promise<Explained[]> {
  return desk.json<Explained[]>('rule', 'explain', String(event), ...more)
}

/** Sets what became of all mails of rules, as their sender does. */
async function deliver(desk: TestDesk, news: { state: string; response?: string; last_error?: string }): Promise<void> {
  const store = await desk.store()
  const ended = { ...news, ended_at: desk.now.toISOString(), next_attempt_at: null }
  await store.write((tx) => tx.updateTable('outbox').set(ended).where('kind', '=', 'notice').execute())
  await store.close()
}

describe('why somebody was told', () => {
  test('rule by rule, with what became of each mail', async () => {
    const desk = await noticingDesk()
    await makeRecipient(desk)
    const anna = await toUser(desk, 'anna@acme.example')
    const own = await toUser(desk, 'script@acme.example')
    await makeRule(desk, { description: 'All', recipients: [anna, own, toOutside()] })
    await makeRule(desk, { description: 'Executed', recipients: [anna], filters: { status: ['executed'] } })
    await makeRule(desk, {
      description: 'Gathered',
      recipients: [await toUser(desk, 'ben@acme.example')],
      collect: 60_000,
    })
    await makeRule(desk, { description: 'Off', recipients: [anna], enabled: false })
    await makeRule(desk, { description: 'Files', recipients: [anna], event: 'payment-file.rejected' })
    await makeRule(desk, { description: 'Nobody', recipients: [] })
    const { id } = await reject(desk, 'INV-1')
    await deliver(desk, { state: 'accepted', response: '250 2.0.0 Ok: queued as 4ABC' })
    await makeRule(desk.later(60_000), { description: 'Newer', recipients: [anna] })
    expect(
      (await explain(desk, id)).map(({ rule, reason, address, outcome, state }) => [
        rule,
        reason,
        address,
        outcome,
        state,
      ]),
    ).toEqual([
      ['All', null, 'anna@acme.example', 'mail', 'accepted'],
      ['All', null, bank, 'unconfirmed', 'accepted'],
      ['All', null, 'script@acme.example', 'own-action', null],
      ['Executed', 'filter', null, null, null],
      ['Gathered', null, 'ben@acme.example', 'collecting', null],
      ['Newer', 'newer', null, null, null],
      ['Nobody', 'nobody', null, null, null],
      ['Off', 'disabled', null, null, null],
    ])
    const { stdout } = await desk.run('rule', 'explain', String(id), '-o', 'table')
    expect(stdout).toMatchInlineSnapshot(`
      "today 13:00 · Payment · INV-1 · rejected by the bank · AC04 closed account ·
      1200.00 EUR · DE89 3704 0044 0532 0130 00

      ✓ All
        anna@acme.example: sent today 13:00, the server said: 250 2.0.0 Ok: queued as
        4ABC
        bank@partner.example: not mailed: has not confirmed the address
        script@acme.example: not mailed: their own action

      – Executed
        does not fit: status is rejected by the bank, wanted executed

      ✓ Gathered
        ben@acme.example: gathered for one mail, which goes today 13:01

      – Newer
        was made after it happened

      – Nobody
        fits, but of its recipients nobody is there who may be told

      – Off
        is disabled
      "
    `)
    expect(await explain(desk, id, 'anna@acme.example')).toMatchObject([
      { rule: 'All', matched: true, address: 'anna@acme.example', response: '250 2.0.0 Ok: queued as 4ABC' },
      {
        rule: 'Executed',
        matched: false,
        filter: { name: 'status', told: ['rejected-by-bank'], wanted: ['executed'] },
      },
      { rule: 'Gathered', matched: true, reason: 'others', address: null },
      {},
      {},
      {},
    ])
    const german = await desk.run('rule', 'explain', String(id), 'anna@acme.example', '-o', 'table', '--lang', 'de')
    expect(german.stdout).toMatchInlineSnapshot(`
      "heute 13:00 · Zahlung · INV-1 · von Bank abgelehnt · AC04 closed account ·
      1200.00 EUR · DE89 3704 0044 0532 0130 00

      ✓ All
        anna@acme.example: gesendet heute 13:00, der Server sagte: 250 2.0.0 Ok:
        queued as 4ABC

      – Executed
        passt nicht: Status ist von Bank abgelehnt, verlangt ist ausgeführt

      – Gathered
        passt, meint aber anna@acme.example nicht

      – Newer
        wurde erst nach dem Ereignis angelegt

      – Nobody
        passt, aber von ihren Empfängern ist niemand da, der es erfahren darf

      – Off
        ist abgeschaltet
      "
    `)
  })

  test('a mail that was refused says what the server said', async () => {
    const desk = await noticingDesk()
    await makeRule(desk, { recipients: [await toUser(desk, 'anna@acme.example')] })
    const { id } = await reject(desk, 'INV-1')
    await deliver(desk, { state: 'failed', last_error: '550 5.1.1 no such user' })
    const { stdout } = await desk.run('rule', 'explain', String(id), '-o', 'table')
    expect(stdout).toContain('anna@acme.example: failed today 13:00: 550 5.1.1 no such user')
  })

  test('only to whoever may read events of that tenant and its rules', async () => {
    const desk = await noticingDesk()
    await makeRule(desk, { recipients: [await toUser(desk, 'anna@acme.example')] })
    const { id } = await reject(desk, 'INV-1')
    await desk.as('ben@acme.example')
    expect(await explain(desk, id)).toHaveLength(1)
    await desk.as('boss@beta.example')
    expect(await desk.refused('rule', 'explain', String(id))).toMatchObject({ exitCode: 66, code: 'event-not-found' })
    expect(await desk.refused('rule', 'log', '--tenant', 'acme')).toMatchObject({ exitCode: 66 })
    expect(await desk.json('rule', 'log')).toEqual([])
  })
})

describe('what rules caused', () => {
  test('is listed newest last, of one rule or all', async () => {
    const desk = await noticingDesk()
    await makeRule(desk, { description: 'One', recipients: [await toUser(desk, 'anna@acme.example')] })
    await makeRule(desk, { description: 'Two', recipients: [await toUser(desk, 'ben@acme.example')] })
    await reject(desk, 'INV-1')
    await reject(desk.later(60_000), 'INV-2')
    const all = await desk.json<{ rule: string; address: string }[]>('rule', 'log', '--tenant', 'acme')
    expect(all.map(({ rule, address }) => `${rule} ${address}`).sort()).toEqual([
      'One anna@acme.example',
      'One anna@acme.example',
      'Two ben@acme.example',
      'Two ben@acme.example',
    ])
    expect(await desk.json('rule', 'log', 'Two', '--tenant', 'acme', '--limit', '1')).toHaveLength(1)
    const { stdout } = await desk.run('rule', 'log', '--tenant', 'acme', '-o', 'table')
    expect(stdout).toMatchInlineSnapshot(`
      "today 13:00 · Payment · INV-1 · One
        anna@acme.example: in the queue, goes today 13:00
      today 13:00 · Payment · INV-1 · Two
        ben@acme.example: in the queue, goes today 13:00
      today 13:01 · Payment · INV-2 · One
        anna@acme.example: in the queue, goes today 13:01
      today 13:01 · Payment · INV-2 · Two
        ben@acme.example: in the queue, goes today 13:01
      "
    `)
  })
})

describe('what a rule would send', () => {
  test('is shown for the newest event that fits, and nothing is sent', async () => {
    const desk = await noticingDesk()
    const recipients = [await toUser(desk, 'anna@acme.example'), toOutside()]
    await reject(desk, 'INV-1')
    await reject(desk, 'INV-2')
    const other = ['--attribute', 'payment=INV-3', '--attribute', 'status=executed', '--tenant', 'acme']
    await desk.json('event', 'emit', 'payment.status-changed', ...other)
    await makeRecipient(desk)
    await makeRule(desk, {
      description: 'Rejected',
      recipients,
      filters: { status: ['rejected-by-bank'] },
      enabled: false,
    })
    expect(await desk.json('rule', 'test', 'Rejected', '--tenant', 'acme')).toMatchObject({
      rule: 'Rejected',
      enabled: false,
      example: false,
      matched: true,
      recipients: [
        { address: 'anna@acme.example', outcome: 'mail', subject: 'Payment INV-2: rejected by the bank' },
        { address: bank, outcome: 'unconfirmed', audience: 'outside' },
      ],
    })
    const { stdout } = await desk.run('rule', 'test', 'Rejected', '--tenant', 'acme', '-o', 'table')
    expect(stdout).toMatchInlineSnapshot(`
      "Rejected
      With the event of today 13:00 · Payment · INV-2 · rejected by the bank ·
      AC04 closed account · 1200.00 EUR · DE89 3704 0044 0532 0130 00
      The rule is disabled: it tells nobody

        anna@acme.example: would be mailed
        bank@partner.example: would not be mailed: has not confirmed the address

      To people inside:
        Subject: Payment INV-2: rejected by the bank

        Payment INV-2: rejected by the bank.
          Reason:   AC04 closed account
          Amount:   1200.00 EUR
          Account:  DE89 3704 0044 0532 0130 00
          Kind:     SEPA
          Customer: acme
          When:     Thu 5 Mar 2026 13:00

        You get this mail because of the rule “Rejected” of acme.
        Why exactly: helpdesk rule explain 2443584beb6bc4bc
        To change it: helpdesk rule edit Rejected --tenant acme

      To people outside:
        Subject: Payment INV-2: rejected by the bank

        Payment INV-2: rejected by the bank.
          Reason:   AC04 closed account
          Amount:   1200.00 EUR
          Account:  DE•• •••• 3000
          Kind:     SEPA
          Customer: acme
          When:     Thu 5 Mar 2026 13:00

        You get this mail because the rule “Rejected” of acme names this address.
        To get no more of them, answer with the one word: stop

      Nothing was sent.
      "
    `)
    const store = await desk.store()
    expect(await store.db.selectFrom('outbox').selectAll().where('kind', '=', 'notice').execute()).toEqual([])
    await store.close()
  })

  test('is shown for an example where nothing has happened yet', async () => {
    const desk = await noticingDesk()
    await makeRule(desk, { recipients: [await toUser(desk, 'anna@acme.example')] })
    const { stdout } = await desk.run('rule', 'test', 'Payments', '--tenant', 'acme', '-o', 'table')
    expect(stdout).toMatchInlineSnapshot(`
      "Payments
      No event has fitted this rule yet; this is how one would look.

        anna@acme.example: would be mailed

      To people inside:
        Subject: Payment ‹payment›: accepted

        Payment ‹payment›: accepted.
          Reason:   ‹reason›
          Amount:   ‹amount›
          Account:  DE00 0000 0000 0000 0000 00
          Kind:     SEPA
          Customer: acme
          When:     Thu 5 Mar 2026 13:00

        You get this mail because of the rule “Payments” of acme.
        Why exactly: helpdesk rule explain ‹event›
        To change it: helpdesk rule edit Payments --tenant acme

      Nothing was sent.
      "
    `)
    await makeRule(desk, {
      tenant: null,
      description: 'New',
      event: 'ticket.opened',
      subject: 'New {ticket.subject}',
      recipients: [{ kind: 'role', role: '@team' }],
    })
    await desk.as(undefined)
    const ofDesk = await desk.run('rule', 'test', 'New', '--desk', '-o', 'table')
    expect(ofDesk.stdout).toMatchInlineSnapshot(`
      "New
      No event has fitted this rule yet; this is how one would look.

        @team: whoever that is when it happens

      To people inside:
        Subject: New ‹subject›

        Ticket #1042 was opened.
          Subject: ‹subject›
          From:    ‹requester›
          When:    Thu 5 Mar 2026 13:00

        To look at it: helpdesk show 1042

        You get this mail because of the rule “New” of helpdesk.
        Why exactly: helpdesk rule explain ‹event›
        To change it: helpdesk rule edit New

      Nothing was sent.
      "
    `)
  })

  test('is shown for an event from a file, which must be of its type', async () => {
    const desk = await noticingDesk()
    await makeRule(desk, { recipients: [await toUser(desk, 'anna@acme.example')], filters: { status: ['executed'] } })
    desk.stdin = Buffer.from(
      JSON.stringify({ type: 'payment.status-changed', attributes: { payment: 'X', status: 'transmitted' } }),
    )
    expect(await desk.json('rule', 'test', 'Payments', '--event-file', '-', '--tenant', 'acme')).toMatchObject({
      event: null,
      example: true,
      matched: false,
      filter: { name: 'status', told: ['transmitted'], wanted: ['executed'] },
      recipients: [{ address: 'anna@acme.example', subject: 'Payment X: transmitted' }],
    })
    desk.stdin = Buffer.from(JSON.stringify({ type: 'payment-file.rejected', attributes: { file: 'X', reason: 'Y' } }))
    const refused = await desk.refused('rule', 'test', 'Payments', '--event-file', '-', '--tenant', 'acme')
    expect(refused).toMatchObject({ exitCode: 65, code: 'wrong-value' })
    expect(await desk.refused('rule', 'test', 'Payments', '0123456789abcdef', '--tenant', 'acme')).toMatchObject({
      exitCode: 66,
    })
  })
})
