import { beforeEach, describe, expect, test } from 'vitest'
import { safeText } from '../../src/kit/text/safe-text'
import { TestDesk } from '../kit/test-desk'
import { mailsOf, outboxOf, told } from './outbox'

const anna = 'anna@acme.example'
const kim = 'kim@acme.example'
const tom = 'tom@acme.example'
const fred = 'fred@support.example'

/** Anna's ticket #1, in which Kim takes part and Ben, from elsewhere, waits to be let in. Tom is Acme's administrator. */
async function deskWithTicket(): Promise<TestDesk> {
  const made = await new TestDesk().init()
  await made.json('tenant', 'add', 'acme', '--domain', 'acme.example', '--title', 'Acme GmbH')
  await made.json('user', 'add', tom, '--group', 'admin')
  await made.json('user', 'add', kim, '--name', 'Kim Berg')
  await made.json('user', 'add', fred, '--group', 'second-level', '--name', 'Fred Second')
  made.later(1000)
  await made.json('open', 'Payment file rejected', '--for', anna, '--name', 'Anna Key', '--cc', kim)
  made.later(1000)
  await made.as(anna)
  await made.json('cc', '1', 'add', 'ben@beta.example')
  await made.as(undefined)
  made.later(60_000)
  return made
}

let desk: TestDesk
beforeEach(async () => {
  desk = await deskWithTicket()
})

describe('who gets what', () => {
  const cases: readonly (readonly [by: string, words: readonly string[], mails: readonly string[]])[] = [
    [fred, ['reply', '1', '-m', 'Which bank?'], [`reply ${anna}`, `reply ${kim}`]],
    [anna, ['reply', '1', '-m', 'Mine.'], [`reply ${kim}`]],
    [kim, ['reply', '1', '-m', 'Hers.'], [`reply ${anna}`]],
    [tom, ['reply', '1', '-m', 'Ours.'], [`reply ${anna}`, `reply ${kim}`]],
    [fred, ['note', '1', '-m', 'Same as #7.'], []],
    [fred, ['solve', '1'], [`solved ${anna}`, `solved ${kim}`]],
    [fred, ['solve', '1', '-m', 'Done.'], [`solved ${anna}`, `solved ${kim}`]],
    [fred, ['reply', '1', '-m', 'Done.', '--solve'], [`solved ${anna}`, `solved ${kim}`]],
    [anna, ['solve', '1'], [`solved ${kim}`]],
    [anna, ['reply', '1', '-m', 'Thanks!', '--solve'], [`solved ${kim}`]],
    [tom, ['solve', '1'], [`solved ${anna}`, `solved ${kim}`]],
    [fred, ['take', '1'], []],
    [fred, ['hold', '1', '--until', 'in 2h'], []],
    [fred, ['edit', '1', '--priority', 'high'], []],
    [anna, ['open', 'Another thing'], [`received ${anna}`]],
    [fred, ['open', 'For Kim', '--for', kim], [`received ${kim}`]],
    [fred, ['open', 'For the new one', '--for', 'neu@acme.example'], ['received neu@acme.example']],
  ]

  test.each(cases)('%s: %j', async (by, words, mails) => {
    await desk.as(by)
    expect(told(await mailsOf(desk, words))).toEqual([...mails].sort())
  })

  test('who is disabled gets nothing, and neither does who was taken out', async () => {
    await desk.json('user', 'disable', kim, '--yes')
    expect(told(await mailsOf(desk, ['reply', '1', '-m', 'Which bank?']))).toEqual([`reply ${anna}`])
    await desk.json('user', 'enable', kim)
    await desk.json('cc', '1', 'remove', kim)
    expect(told(await mailsOf(desk, ['reply', '1', '-m', 'And which file?']))).toEqual([`reply ${anna}`])
  })

  test('who was let in gets what is said from then on', async () => {
    const mails = await mailsOf(
      desk,
      ['cc', '1', 'add', 'ben@beta.example', '--yes'],
      ['reply', '1', '-m', 'Which bank?'],
    )
    expect(told(mails)).toEqual(['reply anna@acme.example', 'reply ben@beta.example', 'reply kim@acme.example'])
  })

  test('a thank you that is closed again is told to nobody, as they were told before', async () => {
    await desk.json('solve', '1')
    await desk.as(anna)
    desk.later(60_000)
    await desk.json('reply', '1', '-m', 'Thank you!')
    await desk.as(undefined)
    desk.later(60_000)
    expect(told(await mailsOf(desk, ['solve', '1', '--thanks']))).toEqual([])
  })

  test('in a ticket that took in another one its people get the answers, too', async () => {
    await desk.json('open', 'The same again', '--for', tom)
    const mails = await mailsOf(desk, ['merge', '2', '--into', '1', '--yes'], ['reply', '1', '-m', 'Which bank?'])
    expect(told(mails)).toEqual([`reply ${anna}`, `reply ${kim}`, `reply ${tom}`])
  })

  test('the requester is reminded, and told that it was solved for lack of an answer', async () => {
    await desk.json('reply', '1', '-m', 'Which bank?')
    desk.later(6 * 24 * 60 * 60 * 1000)
    const [reminder, ...others] = await mailsOf(desk, ['cron', 'run'])
    expect(others).toEqual([])
    expect(reminder).toMatchObject({ kind: 'reminder', address: anna, ticket_message_kind: 'reply', author_id: null })
    expect(reminder?.body).toContain('> Which bank?')
    desk.later(20 * 24 * 60 * 60 * 1000)
    const solved = await mailsOf(desk, ['cron', 'run'])
    expect(told(solved)).toEqual([`solved ${anna}`, `solved ${kim}`])
    expect(solved[0]?.body).toContain('have not heard from you')
    expect(solved[0]?.next_attempt_at).toBe(desk.now.toISOString())
  })

  test('of a deleted tenant nobody is told anything', async () => {
    await desk.json('tenant', 'delete', 'acme', '--yes')
    expect(await mailsOf(desk, ['cron', 'run'])).toEqual([])
  })
})

describe('what it says', () => {
  test('a reply is the word of its author, with its text, and waits until it can no longer be taken back', async () => {
    await desk.as(fred)
    const [mail] = await mailsOf(desk, ['reply', '1', '-m', 'Which bank is it?'])
    expect(mail).toMatchObject({
      ...{ kind: 'reply', state: 'queued', address: anna, audience: 'customer', language: 'en' },
      ...{ subject: '[#1] Payment file rejected', ticket_message_kind: 'reply' },
      next_attempt_at: new Date(desk.now.getTime() + 30_000).toISOString(),
    })
    expect(mail?.author_id).not.toBeNull()
    expect(mail?.body).toMatch(
      /^##- Please type your reply above this line\. -##\n\nHello Anna Key,\n\nWhich bank is it\?\n\nTicket #1: Payment file rejected\n\nKind regards\nFred Second\nYour service desk\n\n\[#1:[\da-f]{12}\]\n$/,
    )
  })

  test('with a prefix and a link the ticket is called and found by them', async () => {
    await desk.json('config', 'set', 'desk.ticket-prefix', 'ACME')
    await desk.json('config', 'set', 'links.ticket', 'https://desk.example/t/{number}')
    const [mail] = await mailsOf(desk, ['reply', '1', '-m', 'Which bank is it?'])
    expect(mail?.subject).toBe('[ACME-1] Payment file rejected')
    expect(mail?.body).toContain('Ticket ACME-1: Payment file rejected\nhttps://desk.example/t/1\n')
    expect(mail?.body).toMatch(/\n\[ACME-1:[\da-f]{12}\]\n$/)
  })

  test('what follows in a ticket answers the mail before it, to each of its readers', async () => {
    const [first] = await mailsOf(desk, ['reply', '1', '-m', 'Which bank is it?'])
    desk.later(1000)
    const [second] = await mailsOf(desk, ['reply', '1', '-m', 'And which file?'])
    const [received] = (await outboxOf(desk)).filter(({ kind }) => kind === 'received')
    expect([first?.answers, second?.answers]).toEqual([received?.message_id, first?.message_id])
  })

  test('who takes part is told why, and is asked for no rating', async () => {
    const [requesters, participants] = await mailsOf(desk, ['solve', '1'])
    expect(requesters?.body).toContain('from 1 (bad) to 5 (very good)')
    expect(requesters?.body).toContain('by Thu 19 Mar 2026')
    expect(requesters?.body).not.toContain('take part')
    expect(participants?.body).toContain('You get this because you take part in this ticket.')
    expect(participants?.body).not.toContain('from 1')
  })

  test('German is written where somebody reads it, in the form of the desk', async () => {
    await desk.json('user', 'edit', anna, '--language', 'de')
    await desk.json('config', 'set', 'desk.address-form', 'du')
    const [mine, kims] = await mailsOf(desk, ['solve', '1'])
    expect(mine).toMatchObject({ address: anna, language: 'de' })
    expect(mine?.body).toContain('##- Bitte geben Sie Ihre Antwort über dieser Zeile ein. -##')
    expect(mine?.body).toContain('Hallo Anna Key,\n\ndeine Anfrage ist gelöst.')
    expect(kims).toMatchObject({ address: kim, language: 'en' })
    await desk.json('reopen', '1')
    await desk.json('config', 'set', 'desk.address-form', 'sie')
    desk.later(60_000)
    const [again] = await mailsOf(desk, ['solve', '1'])
    expect(again?.body).toContain('Guten Tag Anna Key,\n\nIhre Anfrage ist gelöst.')
  })

  test('what was received says when somebody is there, and what to do in an emergency', async () => {
    await desk.json('config', 'set', 'contact.emergency-phone', '+49 711 999')
    await desk.json(
      'calendar',
      'set',
      '--time-zone',
      'Europe/Berlin',
      '--hours',
      'mon-fri=09:00-18:00',
      '--region',
      'DE-BW',
    )
    const [open] = await mailsOf(desk, ['open', 'One', '--for', anna])
    expect(open?.body).toContain('We are there right now, until 18:00.')
    expect(open?.body).toContain('in an emergency you reach us at +49 711 999')
    expect(open?.body).toContain('Your service desk has written down your request for you.')
    desk.later(2 * 24 * 60 * 60 * 1000)
    await desk.as(anna)
    const [closed] = await mailsOf(desk, ['open', 'Two', '-m', 'Everything'])
    expect(closed?.body).toContain('we are back on Mon 9 Mar 2026 09:00')
    expect(closed?.body).toContain('Your request has reached us.')
    expect(closed?.body).not.toContain('> Everything')
  })

  test('whoever writes for the first time is told of the data notice, once', async () => {
    await desk.json('config', 'set', 'consent.mode', 'notice')
    await desk.json('config', 'set', 'consent.title.en', 'Data notice')
    await desk.json('config', 'set', 'consent.text.en', 'We keep what you write.')
    await desk.json('config', 'set', 'mail.text.received.en', 'Thanks, {recipient.name}.')
    const [first] = await mailsOf(desk, ['open', 'One', '--for', tom])
    expect(first?.body).toContain('Thanks, .\n\nData notice\n\nWe keep what you write.'.replace(', .', ',.'))
    const [second] = await mailsOf(desk, ['open', 'Two', '--for', tom])
    expect(second?.body).not.toContain('Data notice')
  })

  test('files are named, with nothing in a name that would show otherwise than it reads', async () => {
    desk.pipedIn = Buffer.from('content')
    const [mail] = await mailsOf(desk, [
      'reply',
      '1',
      '-m',
      'See there.',
      '-a',
      '-',
      '--attach-name',
      'a\u202egpj.exe\nTo: x',
    ])
    expect(mail?.body).toContain('Attached: agpj.exe To: x (7 B)')
  })

  test('subjects and names bring no control characters, line breaks or reversed text into a mail', async () => {
    const evil = 'Bill\u202e\u0007 due \u2028 now'
    await desk.json('edit', '1', '--subject', evil)
    await desk.json('user', 'edit', anna, '--name', 'Anna\u2066 \u0085Key')
    const [mail] = await mailsOf(desk, ['reply', '1', '-m', 'Here:\r\nit\u202e is\u0000'.replace('\u0000', '')])
    expect(mail?.subject).toBe('[#1] Bill due now')
    const whole = `${mail?.subject}\n${mail?.body}`
    expect(safeText(whole, { keepLineBreaks: true })).toBe(whole)
    expect(mail?.body).toContain('Here:\nit is\n')
  })

  test('who greets and takes leave in their own words is not made to do so twice', async () => {
    const [mail] = await mailsOf(desk, ['reply', '1', '-m', 'Dear Anna,\n\nwhich bank?\n\nBest regards\nFred'])
    expect(mail?.body).not.toContain('Hello')
    expect(mail?.body).not.toContain('Kind regards')
    expect(mail?.body).toContain('Best regards\nFred\n\nTicket #1')
  })
})

describe('texts of the desk’s own', () => {
  test('stand where ours would, with their placeholders filled; what is fixed stays', async () => {
    await desk.json('config', 'set', 'mail.footer', 'Acme Support GmbH')
    await desk.json(
      'config',
      'set',
      'mail.text.reply.en',
      'About {ticket.number}, {author} says:\n{text}\n-- {desk.name}',
    )
    await desk.as(fred)
    const [mail] = await mailsOf(desk, ['reply', '1', '-m', 'Line {author} one\nLine two'])
    expect(mail?.body).toContain('\nAbout #1, Fred Second says:\nLine {author} one\nLine two\n--\n')
    expect(mail?.body).toMatch(/^##- Please/)
    expect(mail?.body).toMatch(/Acme Support GmbH\n\n\[#1:[\da-f]{12}\]\n$/)
  })

  test('hold for their own language only, and are refused where they cannot be filled', async () => {
    await desk.json('config', 'set', 'mail.text.solved.de', 'Erledigt: {text}')
    const [mail] = await mailsOf(desk, ['solve', '1'])
    expect(mail?.body).toContain('Your request is solved.')
    expect(await desk.refused('config', 'set', 'mail.text.reply.en', 'No text.')).toMatchObject({
      exitCode: 65,
      code: 'missing-placeholder',
    })
    expect(await desk.refused('config', 'set', 'mail.text.reply.en', '{text} {sla}')).toMatchObject({
      exitCode: 65,
      code: 'unknown-placeholder',
    })
  })

  test('the subject of the desk’s own keeps the number in front and the ticket’s subject in it', async () => {
    await desk.json('config', 'set', 'desk.ticket-prefix', 'ACME')
    await desk.json('config', 'set', 'mail.subject.reply.en', '{author} answered: {ticket.subject} – {desk.name}')
    await desk.as(fred)
    const [mail] = await mailsOf(desk, ['reply', '1', '-m', 'Which bank?'])
    expect(mail?.subject).toMatch(/^\[ACME-1\] Fred Second answered: Payment file rejected/)
    const [solved] = await mailsOf(desk, ['solve', '1'])
    expect(solved?.subject).toMatch(/^\[ACME-1\] (?!Fred)/)
  })

  test('nothing that somebody typed begins another header in it', async () => {
    await desk.json('config', 'set', 'mail.subject.reply.en', '{recipient.name}: {author}: {ticket.subject}')
    await desk.json('edit', '1', '--subject', 'Bill \u2028Bcc: x@y.example \u202e{author}')
    await desk.json('user', 'edit', anna, '--name', 'Anna\u0085Bcc: z@y.example')
    await desk.as(fred)
    const mails = await mailsOf(desk, ['reply', '1', '-m', 'x'])
    const [mail] = mails.filter(({ address }) => address === anna)
    expect(mail?.subject).toBe('[#1] Anna Bcc: z@y.example: Fred Second: Bill Bcc: x@y.example {author}')
  })

  test('a subject of which nothing is left is ours', async () => {
    await desk.json('config', 'set', 'mail.subject.invitation.en', '{inviter}')
    const invite = async (email: string): Promise<string | undefined> => {
      const mails = await mailsOf(desk, ['user', 'invite', email, '--group', 'user', '--tenant', 'acme'])
      return mails.find(({ kind }) => kind === 'invitation')?.subject
    }
    expect(await invite('two@acme.example')).toBe('Your access to the service desk for Acme GmbH')
    await desk.json('user', 'edit', 'jana@support.example', '--name', 'Jana')
    expect(await invite('one@acme.example')).toBe('Jana')
  })

  test('are listed only where there are some', async () => {
    const names = async () => (await desk.json<{ name: string }[]>('config', 'list')).map(({ name }) => name)
    expect((await names()).filter((name) => name.startsWith('mail.text.'))).toEqual([])
    await desk.json('config', 'set', 'mail.text.solved.de', 'Erledigt: {text}')
    expect((await names()).filter((name) => name.startsWith('mail.text.'))).toEqual(['mail.text.solved.de'])
  })
})

describe('second level', () => {
  async function hidingDesk(): Promise<TestDesk> {
    const desk = await new TestDesk().init('--preset', 'online-advice')
    await desk.json('user', 'add', 'sven@support.example', '--name', 'Sven Second', '--group', 'second-level')
    await desk.json('user', 'add', 'fritz@support.example', '--name', 'Fritz First', '--group', 'first-level')
    await desk.json('tenant', 'add', 'nord', '--domain', 'nord.example')
    await desk.json('open', 'Kalender', '--for', 'kim@nord.example', '--category', 'technical')
    return desk
  }

  async function lastReply(desk: TestDesk): Promise<{ body: string; author: string | null }> {
    const store = await desk.store()
    const rows = await store.db.selectFrom('outbox').select(['body', 'author_id', 'kind', 'subject']).execute()
    await store.close()
    const [mail] = rows.filter(({ kind }) => kind === 'reply' || kind === 'solved').slice(-1)
    return { body: `${mail?.subject}\n${mail?.body}`, author: mail?.author_id ?? null }
  }

  test('is nobody’s name in what end users are mailed, where it is hidden', async () => {
    const desk = await hidingDesk()
    await desk.as('sven@support.example')
    await desk.json('reply', '1', '-m', 'Please try again.', '--keep-open')
    const hidden = await lastReply(desk)
    expect(hidden.body).toContain('Please try again.')
    expect([hidden.body.includes('Sven'), hidden.author]).toEqual([false, null])
    await desk.json('solve', '1')
    expect((await lastReply(desk)).body).not.toContain('Sven')
    await desk.json('reopen', '1')
    await desk.as('fritz@support.example')
    await desk.json('reply', '1', '-m', 'And now?', '--keep-open')
    expect((await lastReply(desk)).body).toContain('Fritz First')
    await desk.as(undefined)
    await desk.json('config', 'set', 'tickets.hide-second-level', 'off')
    await desk.as('sven@support.example')
    await desk.json('reply', '1', '-m', 'Still here.', '--keep-open')
    const shown = await lastReply(desk)
    expect(shown.body).toContain('Sven Second')
    expect(shown.author).not.toBeNull()
  })
})

test('people who chose no language are written to in that of their tenant', async () => {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('config', 'set', 'tenant.language', 'de', '--tenant', 'acme')
  await desk.json('open', 'It hangs', '--for', 'anna@acme.example')
  const store = await desk.store()
  const { language, body } = await store.db
    .selectFrom('outbox')
    .select(['language', 'body'])
    .where('address', '=', 'anna@acme.example')
    .executeTakeFirstOrThrow()
  await store.close()
  expect([language, body?.startsWith('##- Bitte geben Sie')]).toEqual(['de', true])
})
