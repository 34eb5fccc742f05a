import { describe, expect, test } from 'vitest'
import { acmeDesk, payingDesk, payroll } from './acme'

describe('an account', () => {
  test('is kept without blanks, and shown in groups of four', async () => {
    const desk = await acmeDesk()
    expect(await desk.json('account', 'add', 'de89 3704 0044 0532 0130 00', '--bic', 'cobadeffxxx')).toMatchObject({
      account: payroll,
      kind: 'bank',
      label: null,
      bic: 'COBADEFFXXX',
      tenant: 'acme',
    })
    const { stdout } = await desk.run('account', 'list', '-o', 'table')
    expect(stdout).toContain('DE89 3704 0044 0532 0130 00')
  })

  test('of PayPal is an address, and has no BIC', async () => {
    const desk = await acmeDesk()
    expect(await desk.json('account', 'add', 'Pay@Acme.example')).toMatchObject({
      account: 'pay@acme.example',
      kind: 'paypal',
    })
    const wrong = { exitCode: 65, code: 'wrong-bic', details: { value: 'COBADEFF', reason: 'paypal' } }
    expect(await desk.refused('account', 'add', 'b@acme.example', '--bic', 'COBADEFF')).toMatchObject(wrong)
    expect(await desk.refused('account', 'edit', 'pay@acme.example', '--bic', 'COBADEFF')).toMatchObject(wrong)
  })

  test.each([
    ['DE88370400440532013000', 'check-digits'],
    // Two digits swapped.
    ['DE89370400440532031000', 'check-digits'],
    ['DE8937040044053201300', 'length'],
    ['XX89370400440532013000', 'country'],
    ['DE8937040044053201300O', 'form'],
    ['4711', 'form'],
    [' ', 'form'],
    ['DE89370400440532013000'.repeat(1000), 'form'],
    ['DE89\u0000370400440532013000', 'form'],
  ])('with the IBAN %j is refused: %s', async (iban, reason) => {
    const desk = await acmeDesk()
    expect(await desk.refused('account', 'add', iban)).toMatchObject({
      exitCode: 65,
      code: 'wrong-iban',
      details: { reason },
    })
  })

  test('is judged before anything is opened', async () => {
    const desk = await acmeDesk()
    desk.environment.HELPDESK_HOME = `${desk.home}/nowhere`
    expect(await desk.refused('account', 'add', 'DE88370400440532013000')).toMatchObject({ code: 'wrong-iban' })
    expect(await desk.refused('account', 'add', payroll)).toMatchObject({ exitCode: 78 })
  })

  test('all that is wrong is told at once', async () => {
    const desk = await acmeDesk()
    const { code, details } = await desk.refused('account', 'add', 'DE88', '--bic', 'X', '--label', ' ')
    expect(code).toBe('several-wrong')
    expect(details.wrong).toMatchObject([{ code: 'wrong-iban' }, { code: 'empty-text' }, { code: 'wrong-bic' }])
  })

  test('stands once in a tenant, and once more in another', async () => {
    const desk = await payingDesk()
    expect(await desk.refused('account', 'add', 'DE89 3704 0044 0532 0130 00')).toMatchObject({
      exitCode: 1,
      code: 'account-exists',
    })
    await desk.as('boss@beta.example')
    expect(await desk.json('account', 'list')).toEqual([])
    expect(await desk.json('account', 'add', payroll)).toMatchObject({ tenant: 'beta' })
  })

  test('is found by IBAN, label and their beginnings; another tenant’s is not', async () => {
    const desk = await payingDesk()
    for (const name of [payroll, 'DE89 3704', 'payroll', 'Pay']) {
      expect(await desk.json('account', 'show', name)).toMatchObject({ account: payroll })
    }
    await desk.json('account', 'add', 'DE75512108001245126199', '--label', 'Payments')
    expect(await desk.refused('account', 'show', 'Pay')).toMatchObject({ exitCode: 65, code: 'ambiguous-value' })
    await desk.as('boss@beta.example')
    expect(await desk.refused('account', 'show', payroll)).toMatchObject({ exitCode: 66, code: 'account-not-found' })
  })

  test('is changed and removed, and the journal tells', async () => {
    const desk = await payingDesk()
    expect(await desk.json('account', 'edit', 'payroll', '--label', 'Wages')).toMatchObject({ label: 'Wages' })
    expect(await desk.json('account', 'edit', 'wages', '--label', 'Wages')).toMatchObject({ label: 'Wages' })
    expect(await desk.refused('account', 'edit', 'wages')).toMatchObject({ exitCode: 64, code: 'nothing-to-change' })
    expect(await desk.refused('account', 'remove', 'wages')).toMatchObject({ exitCode: 64 })
    await desk.json('account', 'remove', 'wages', '--yes')
    expect(await desk.json('account', 'list')).toEqual([])
    const entries = await desk.json<{ type: string }[]>('log')
    expect(entries.map(({ type }) => type).filter((type) => type.startsWith('account.'))).toEqual([
      'account.added',
      'account.edited',
      'account.removed',
    ])
  })

  test('is removed only when a person says so', async () => {
    const desk = await payingDesk()
    expect((await desk.answering(false).run('account', 'remove', 'payroll')).exitCode).toBe(130)
    expect(await desk.json('account', 'list')).toHaveLength(1)
    expect((await desk.answering(true).run('account', 'remove', 'payroll')).exitCode).toBe(0)
    desk.terminal = false
    expect(await desk.json('account', 'list')).toEqual([])
  })

  test('is only named with --dry-run, with every refusal, and asks nobody', async () => {
    const desk = await payingDesk()
    expect(await desk.json('account', 'remove', 'payroll', '-n')).toMatchObject({ account: payroll, dryRun: true })
    expect((await desk.run('account', 'remove', 'payroll', '-n', '-o', 'table')).stdout).toBe(
      'would remove DE89 3704 0044 0532 0130 00 · Payroll · bank account · acme ·\nnothing was changed\n',
    )
    expect(await desk.refused('account', 'remove', 'wages', '--dry-run')).toMatchObject({ exitCode: 66 })
    // No key is used up by trying.
    const key = ['--idempotency-key', 'k']
    await desk.json('account', 'remove', 'payroll', '--dry-run', ...key)
    expect(await desk.json('account', 'list')).toHaveLength(1)
    expect(await desk.json('account', 'remove', 'payroll', '--yes', ...key)).toMatchObject({ dryRun: false })
    expect(await desk.json('account', 'list')).toEqual([])
  })

  test('is added once for a key', async () => {
    const desk = await acmeDesk()
    for (let time = 0; time < 2; time += 1) await desk.json('account', 'add', payroll, '--idempotency-key', 'k')
    expect(await desk.json('account', 'list')).toHaveLength(1)
  })
})

describe('an EBICS contact', () => {
  const ids = ['--host-id', 'EBIXHOST', '--partner-id', 'P4711', '--user-id', 'U1']

  test('has the ids that the bank gave, and order types in order', async () => {
    const desk = await acmeDesk()
    await desk.json('ebics', 'add', 'House bank', ...ids, '--order-type', 'sta', '--order-type', 'CCT')
    expect(
      await desk.json('ebics', 'edit', 'house', '--order-type', 'C53', '--remove-order-type', 'STA'),
    ).toMatchObject({
      contact: 'House bank',
      hostId: 'EBIXHOST',
      partnerId: 'P4711',
      userId: 'U1',
      url: null,
      orderTypes: ['C53', 'CCT'],
    })
    expect(await desk.refused('ebics', 'add', 'HOUSE BANK', ...ids)).toMatchObject({ code: 'ebics-contact-exists' })
  })

  test.each([
    [['--host-id', 'a b'], 'wrong-ebics-id'],
    [['--user-id', 'x'.repeat(36)], 'wrong-ebics-id'],
    [['--order-type', 'LONG'], 'wrong-value'],
    [['--url', 'ftp://bank.example'], 'wrong-value'],
  ])('is refused with %j', async (flags, code) => {
    const desk = await acmeDesk()
    expect(await desk.refused('ebics', 'add', 'bank', ...ids, ...flags)).toMatchObject({ exitCode: 65, code })
  })

  test('has orders from the first event that names them, with their history', async () => {
    const desk = await acmeDesk()
    await desk.json('ebics', 'add', 'House bank', ...ids)
    for (const change of ['pending', 'signed-manually']) {
      const attributes = ['order=A1', 'contact=house bank', `change=${change}`]
      await desk.json('event', 'emit', 'eds-order.changed', ...attributes.flatMap((one) => ['--attribute', one]))
    }
    const { orders } = await desk.json<{ orders: { history: { changes: unknown }[] }[] }>('ebics', 'show', 'House bank')
    expect(orders).toMatchObject([{ order: 'A1', change: 'signed-manually' }])
    expect(orders[0]?.history.map(({ changes }) => changes)).toEqual([
      { change: { from: null, to: 'pending' } },
      { change: { from: 'pending', to: 'signed-manually' } },
    ])
    expect(await desk.json('ebics', 'remove', 'House', '--dry-run')).toMatchObject({
      contact: 'House bank',
      dryRun: true,
    })
    expect(await desk.json('ebics', 'list')).toHaveLength(1)
    await desk.json('ebics', 'remove', 'House bank', '--yes')
    expect(await desk.json('ebics', 'list')).toEqual([])
  })
})

describe('a statement file', () => {
  test('is known by account and name, once', async () => {
    const desk = await payingDesk()
    const words = ['statement', 'add', 'STA-1.txt', '--account', payroll, '--format', 'mt940']
    const first = await desk.json(...words, '--from', '2026-11-19', '--to', '2026-11-20', '--size', '1200')
    desk.later(60_000)
    expect(await desk.json(...words, '--size', '7')).toEqual(first)
    expect(await desk.json('statement', 'list')).toEqual([first])
  })

  test.each([
    [['--format', 'docx'], 65, 'wrong-value'],
    [['--from', '2026-02-30'], 65, 'wrong-value'],
    [['--from', '2026-11-20', '--to', '2026-11-19'], 65, 'wrong-value'],
    [['--size', '-1'], 65, 'wrong-value'],
    [['--account', 'DE75512108001245126199'], 66, 'account-not-found'],
  ])('is refused with %j', async (flags, exitCode, code) => {
    const desk = await payingDesk()
    const words = ['statement', 'add', 'STA-1.txt', '--account', payroll, ...flags]
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
  })
})
