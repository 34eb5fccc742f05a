import { describe, expect, test } from 'vitest'
import { checkSymbol, typedCode } from '../../src/access/access-code'
import { carryOut } from '../../src/journal/deed'
import { stopRecipient } from '../../src/rule/answer-recipient'
import { confirmationCode, isConfirmationCode } from '../../src/rule/confirmation-code'
import { findRecipientById } from '../../src/rule/recipient-state-store'
import { readDeskKey } from '../../src/store/desk-key'
import { MailServer } from '../kit/mail-server'
import type { TestDesk } from '../kit/test-desk'
import { bank, fates, mails, noticingDesk, reject } from '../mail/noticing-desk'

const minute = 60_000
const day = 24 * 60 * minute

/** A desk where a rule of acme names the bank, which was asked. */
async function askedDesk(): Promise<TestDesk> {
  const desk = await noticingDesk()
  await addRule(desk, 'Rejected')
  return desk
}

async function addRule(desk: TestDesk, description: string, ...more: string[]): Promise<void> {
  const about = ['--description', description, '--event', 'payment.status-changed', '--tenant', 'acme', '--yes']
  await desk.json('rule', 'add', ...about, '--external', bank, '--to', 'anna@acme.example', ...more)
}

interface Listed {
  address: string
  state: string
  rules: string[]
}

async function listed(desk: TestDesk): Promise<Listed[]> {
  return desk.json<Listed[]>('recipient', 'list', '--tenant', 'acme')
}

async function idOfBank(desk: TestDesk): Promise<string> {
  const store = await desk.store()
  const { id } = await store.db
    .selectFrom('external_recipients')
    .select('id')
    .where('address', '=', bank)
    .executeTakeFirstOrThrow()
  await store.close()
  return id
}

/** The code that the confirmation mail brings. */
async function codeFor(desk: TestDesk): Promise<string> {
  return confirmationCode(readDeskKey(`${desk.home}/helpdesk.key`), await idOfBank(desk))
}

/** Another code, correctly written. */
function otherThan(code: string, count = 1): string {
  const symbols = typedCode([code]).slice(0, 8)
  const last = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const changed = symbols.slice(0, 7) + (last[(last.indexOf(symbols.charAt(7)) + count) % 32] ?? '')
  return changed + checkSymbol(changed)
}

describe('an address outside', () => {
  test('gets the code by mail, and it is the one that confirms', async () => {
    const server = await MailServer.start()
    const desk = await askedDesk()
    await desk.as(undefined)
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`)
    await desk.run('mail', 'send')
    const source = server.mails.find(({ to }) => to.includes(bank))?.source ?? ''
    const [, code = ''] = /Code: ([\dA-Z]{4}-[\dA-Z]{4}-\S)/.exec(source) ?? []
    expect(code).not.toBe('')
    expect(await desk.json('recipient', 'confirm', bank, code, '--tenant', 'acme')).toMatchObject({
      state: 'confirmed',
    })
  })

  test('that confirmed meanwhile gets no code any more', async () => {
    const server = await MailServer.start()
    const desk = await askedDesk()
    await desk.as(undefined)
    await desk.json('recipient', 'confirm', bank, await codeFor(desk), '--tenant', 'acme')
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`)
    await desk.run('mail', 'send')
    expect(server.mails.filter(({ to }) => to.includes(bank))).toEqual([])
  })

  test('is asked once, by a mail that says who wants to send what and does not hold the code', async () => {
    const desk = await askedDesk()
    const [mail, ...others] = await mails(desk, 'confirmation')
    expect(others).toEqual([])
    expect(mail).toMatchObject({ address: bank, state: 'queued', subject: 'acme: do you want these notifications?' })
    expect(mail?.body).toMatchInlineSnapshot(`
      "Hello,

      script@acme.example (acme) wants to send notifications to this address.

      These are:
        Rejected

      To get them, answer this mail with the one word: yes
      or tell whoever asked you for it this code:

      Code: {secret}

      Unless you confirm, nothing more comes. What happens until then is not sent later.
      If you never want to be asked again, answer with the one word: stop
      "
    `)
    expect(await listed(desk)).toMatchObject([{ address: bank, state: 'pending', rules: ['Rejected'] }])
  })

  test('is asked again when a rule names it anew, but at most once a day', async () => {
    const desk = await askedDesk()
    await addRule(desk.later(minute), 'Again')
    expect(await mails(desk, 'confirmation')).toHaveLength(1)
    await desk.json('rule', 'edit', 'Again', '--subject', 'X', '--tenant', 'acme')
    await addRule(desk.later(day), 'Once more')
    expect(await mails(desk, 'confirmation')).toHaveLength(2)
  })

  test('is not asked where the desk does not want that', async () => {
    const desk = await noticingDesk()
    await desk.as(undefined)
    await desk.json('config', 'set', 'notifications.confirm-external', 'off')
    await desk.as('script@acme.example')
    await addRule(desk, 'Rejected')
    await reject(desk, 'INV-1')
    expect(await mails(desk, 'confirmation')).toEqual([])
    expect((await mails(desk)).map(({ address, state }) => [address, state])).toContainEqual([bank, 'queued'])
  })

  test('gets what happens after it confirmed, and nothing of before', async () => {
    const desk = await askedDesk()
    await reject(desk, 'INV-1')
    const code = await codeFor(desk)
    const words = code.toLowerCase().replaceAll('0', 'o').split('-')
    const confirmed = await desk.json('recipient', 'confirm', bank, ...words, '--tenant', 'acme')
    expect(confirmed).toMatchObject({ address: bank, state: 'confirmed' })
    await reject(desk, 'INV-2')
    const ofBank = (await mails(desk)).filter(({ address }) => address === bank)
    expect(ofBank.map(({ subject, state }) => [subject.slice(0, 30), state])).toEqual([
      [expect.any(String), 'suppressed'],
      [expect.any(String), 'queued'],
    ])
    // To confirm what is confirmed changes nothing.
    await desk.json('recipient', 'confirm', bank, '0000-0000-0', '--tenant', 'acme')
  })

  test('gets nothing more after stop, and nobody else can confirm it again', async () => {
    const desk = await askedDesk()
    const code = await codeFor(desk)
    await desk.json('recipient', 'confirm', bank, code, '--tenant', 'acme')
    await stop(desk)
    await reject(desk, 'INV-1')
    expect((await mails(desk)).map(({ address }) => address)).toEqual(['anna@acme.example'])
    expect(await fates(desk)).toContainEqual([bank, 'stopped'])
    expect(await desk.refused('recipient', 'confirm', bank, code, '--tenant', 'acme')).toMatchObject({
      exitCode: 1,
      code: 'recipient-stopped',
    })
    await addRule(desk.later(2 * day), 'Again')
    expect(await mails(desk, 'confirmation')).toHaveLength(1)
  })

  test('is removed from all rules', async () => {
    const desk = await askedDesk()
    await addRule(desk, 'Again')
    expect((await desk.refused('recipient', 'remove', bank, '--tenant', 'acme')).code).toBe('confirmation-needed')
    const { stdout } = await desk.run('recipient', 'remove', bank, '--tenant', 'acme', '--yes', '-o', 'table')
    expect(stdout).toBe(`✓ ${bank} · removed · out of 2 rules\n`)
    expect(await listed(desk)).toEqual([])
    expect(await desk.json('rule', 'show', 'Again', '--tenant', 'acme')).toMatchObject({ recipients: { external: [] } })
  })

  test('of another tenant is not known here', async () => {
    const desk = await askedDesk()
    await desk.as('boss@beta.example')
    expect(await desk.json('recipient', 'list')).toEqual([])
    expect(await desk.refused('recipient', 'remove', bank, '--yes')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('recipient', 'list', '--tenant', 'acme')).toMatchObject({ exitCode: 66 })
  })
})

describe('a confirmation code', () => {
  test('that is wrong is refused, and after five of them nobody gets through for 15 minutes', async () => {
    const desk = await askedDesk()
    const code = await codeFor(desk)
    for (let count = 1; count <= 5; count += 1) {
      const refused = await desk.refused('recipient', 'confirm', bank, otherThan(code, count), '--tenant', 'acme')
      expect(refused).toMatchObject({ exitCode: 77, code: 'wrong-confirmation-code' })
    }
    const waiting = await desk.refused('recipient', 'confirm', bank, code, '--tenant', 'acme')
    expect(waiting).toMatchObject({ exitCode: 75, code: 'too-many-attempts' })
    expect(waiting.details.retryAt).toBe(new Date(desk.now.getTime() + 15 * minute).toISOString())
    await desk.later(15 * minute).json('recipient', 'confirm', bank, code, '--tenant', 'acme')
  })

  test('that is mistyped costs no attempt', async () => {
    const desk = await askedDesk()
    for (let count = 1; count <= 6; count += 1) {
      const refused = await desk.refused('recipient', 'confirm', bank, 'AAAA-AAAA-A', '--tenant', 'acme')
      expect(refused).toMatchObject({ exitCode: 65, code: 'code-mistyped' })
    }
    await desk.json('recipient', 'confirm', bank, await codeFor(desk), '--tenant', 'acme')
  })

  test('is good for its own address only', async () => {
    const desk = await askedDesk()
    const key = readDeskKey(`${desk.home}/helpdesk.key`)
    const code = typedCode([confirmationCode(key, 'one')])
    expect(isConfirmationCode(key, 'one', code)).toBe(true)
    expect(isConfirmationCode(key, 'another', code)).toBe(false)
  })
})

/** What an answer with the word stop will do. */
async function stop(desk: TestDesk): Promise<void> {
  const { deskFor } = await import('../../src/desk')
  const { noGlobals } = await import('../../src/kit/globals')
  const id = await idOfBank(desk)
  const opened = await deskFor(desk.world(), noGlobals)
  await carryOut(opened, { userId: null, channel: 'mail' }, async (deed) => {
    const recipient = await findRecipientById(deed.tx, id)
    if (recipient !== undefined) await stopRecipient(deed, recipient)
  })
  await opened.close()
}
