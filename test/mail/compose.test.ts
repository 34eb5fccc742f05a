import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { composeMail } from '../../src/mail/letter/compose'
import { simpleHtml } from '../../src/mail/letter/simple-html'
import type { MailNow } from '../../src/mail/outbox/outbox-mail'
import { settingsFrom } from '../../src/settings/setting'
import { MailServer } from '../kit/mail-server'
import { TestDesk } from '../kit/test-desk'
import { post, states } from './posted-mail'

const now = new Date('2026-03-05T12:00:00.000Z')
const messageId = '<0123456789abcdef0123456789abcdef.0123456789abcdef0123@support.example>'

const plain: MailNow = {
  id: '1',
  kind: 'notice',
  address: 'anna@acme.example',
  recipientId: null,
  audience: 'outside',
  language: 'en',
  subject: 'Payment rejected',
  body: '',
  secret: null,
  authorId: null,
  tenantId: null,
  ticketId: null,
  ticketMessageId: null,
  entryPosition: null,
  messageId,
  answers: null,
  createdAt: now,
  course: { state: 'queued', attempts: 0, firstAttemptAt: null, repeated: false, lastError: null, nextAttemptAt: now },
  recipientName: null,
  recipientStatus: null,
  authorName: null,
  isTenantDeleted: false,
  isTakenBack: false,
  hasStopped: false,
}

const stored = new Map([
  ['desk.domain', 'support.example'],
  ['desk.name', 'Support'],
])

async function written(mail: Partial<MailNow>, more: Record<string, string> = {}, text = 'Hello\n') {
  const settings = settingsFrom(new Map([...stored, ...Object.entries(more)]))
  const out = await composeMail({ ...plain, ...mail }, { settings, deskId: 'desk-1', now, text, files: [] })
  const source = out.source.toString('latin1')
  const [head = ''] = source.split('\r\n\r\n')
  const headers = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const named = (name: string): string[] =>
    headers.flatMap((line) =>
      line.toLowerCase().startsWith(`${name.toLowerCase()}: `) ? [line.slice(name.length + 2)] : [],
    )
  return { ...out, source, head, headers, named }
}

/** RFC 2047 by hand, so that nobody judges himself. */
function decoded(value: string): string {
  return value
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, form: string, text: string) =>
      form.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('latin1')
        : text
            .replace(/_/g, ' ')
            .replace(/=([\dA-F]{2})/gi, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
    .split('')
    .reduce((bytes, letter) => bytes + letter, '')
}
const utf8 = (value: string): string => Buffer.from(decoded(value), 'latin1').toString('utf8')

test('a mail of the desk: what RFC 5322 wants, and the marks of a machine', async () => {
  const mail = await written({ answers: '<first@support.example>' })
  for (const [name, value] of [
    ['From', 'Support <support@support.example>'],
    ['To', 'anna@acme.example'],
    ['Subject', 'Payment rejected'],
    ['Message-ID', messageId],
    ['In-Reply-To', '<first@support.example>'],
    ['References', '<first@support.example>'],
    ['Auto-Submitted', 'auto-generated'],
    ['X-Auto-Response-Suppress', 'All'],
    ['X-Helpdesk-Loop', 'desk-1'],
    ['List-Unsubscribe', '<mailto:support@support.example?subject=stop>'],
    ['MIME-Version', '1.0'],
    ['Date', 'Thu, 05 Mar 2026 12:00:00 +0000'],
  ] as const) {
    expect([name, mail.named(name)]).toEqual([name, [value]])
  }
  expect(mail.from).toBe('')
  // Lines end with CR LF and with nothing else, and none is longer than 998 (RFC 5322 2.1.1).
  expect(mail.source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(Math.max(...mail.source.split('\r\n').map((line) => line.length))).toBeLessThan(999)
  expect(/[^\0-\x7f]/.test(mail.source)).toBe(false)
  expect(`\r\n${mail.source}`).toContain(`\r\nMessage-ID: ${messageId}\r\n`)
})

test('an answer to what somebody sent says so; bounces have an address of their own', async () => {
  const mail = await written({ kind: 'received' }, { 'mail.bounce-address': 'bounces@support.example' })
  expect(mail.named('Auto-Submitted')).toEqual(['auto-replied'])
  expect(mail.from).toBe('bounces@support.example')
})

test('a person’s reply bears their name and none of a machine’s marks', async () => {
  const mail = await written({ kind: 'reply', audience: 'customer', authorId: 'fritz', authorName: 'Fritz First' })
  expect(utf8(mail.named('From')[0] ?? '')).toMatch(/^"?Fritz First · Support"? <support@support\.example>$/)
  for (const name of [
    'Auto-Submitted',
    'X-Auto-Response-Suppress',
    'X-Helpdesk-Loop',
    'List-Unsubscribe',
    'Precedence',
  ]) {
    expect(mail.named(name)).toEqual([])
  }
  expect(mail.from).toBe('support@support.example')
})

test('the desk’s own addresses', async () => {
  const mail = await written({}, { 'mail.from': 'Hilfe <hilfe@bank.example>', 'mail.reply-to': 'antwort@bank.example' })
  expect(mail.named('From')).toEqual(['Hilfe <hilfe@bank.example>'])
  expect(mail.named('Reply-To')).toEqual(['antwort@bank.example'])
  expect(mail.named('List-Unsubscribe')).toEqual(['<mailto:antwort@bank.example?subject=stop>'])
})

describe('nothing that anybody typed begins a header', () => {
  const evil = 'x\r\nBcc: everybody@evil.example\r\n\r\n<script>'

  test.each([
    ['subject', { subject: evil }],
    ['name of the recipient', { recipientName: evil }],
    ['name of the author', { authorId: 'fritz', authorName: evil }],
    ['Message-ID that it follows', { answers: `<a@b>\r\nBcc: everybody@evil.example` }],
  ])('%s', async (_, mail) => {
    const { headers, source } = await written(mail)
    expect(headers.filter((line) => /^bcc:/i.test(line))).toEqual([])
    expect(source).not.toMatch(/\r\nBcc:/i)
  })

  test('an address with a line feed never leaves', async () => {
    const server = await MailServer.start()
    const desk = await new TestDesk().init()
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`)
    await post(desk, { to: { address: 'anna@acme.example\r\nRCPT TO:<evil@evil.example>', userId: null } }, {})
    expect((await desk.run('mail', 'send')).exitCode).toBe(0)
    expect(await states(desk)).toEqual(['failed', 'accepted'])
    expect(server.mails.map(({ to }) => to)).toEqual([['anna1@acme.example']])
  })
})

test('emoji arrive, and a subject of 2,000 characters is cut to a sane length', async () => {
  const emoji = await written({ subject: 'Zahlung abgelehnt 🚫👩‍👩‍👧 für Müller', recipientName: 'Zoë 🦊' })
  expect(utf8(emoji.named('Subject')[0] ?? '')).toBe('Zahlung abgelehnt 🚫👩‍👩‍👧 für Müller')
  expect(utf8(emoji.named('To')[0] ?? '')).toContain('Zoë 🦊')
  const long = await written({ subject: '🦊'.repeat(1000) })
  const subject = utf8(long.named('Subject')[0] ?? '')
  expect(subject.length).toBeLessThanOrEqual(250)
  expect(subject).toMatch(/^(🦊)+…$/u)
  expect(long.head.split('\r\n').every((line) => line.length <= 78 || line.startsWith('Message-ID: '))).toBe(true)
})

test('the text as simple HTML: paragraphs, lines, links, and no markup of anybody’s', () => {
  const html = simpleHtml('Hello <b>Anna</b> & all,\n\nsee https://desk.example/1041?a=1&b="2".\n  indented\n', 'en')
  expect(html).toContain('<p>Hello &lt;b&gt;Anna&lt;/b&gt; &amp; all,</p>')
  expect(html).toContain('<a href="https://desk.example/1041?a=1&amp;b=">https://desk.example/1041?a=1&amp;b=</a>')
  expect(html).toContain('<br>\n&nbsp;&nbsp;indented')
  expect(simpleHtml('javascript:alert(1) <img src=x onerror=alert(1)>', 'de')).not.toMatch(
    /<(?!\/?(p|br|html|head|meta|body|a)\b|!DOCTYPE)/,
  )
})

describe('files of a message', () => {
  async function replied(size: string): Promise<{ desk: TestDesk; server: MailServer }> {
    const server = await MailServer.start()
    const desk = await new TestDesk().init()
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`)
    await desk.run('config', 'set', 'mail.max-size', size)
    writeFileSync(join(desk.home, 'Übersicht\u202e.txt'), 'statement '.repeat(150_000))
    await desk.json('open', 'Statement', '--for', 'anna@acme.example', '--new-tenant', 'acme')
    await desk.json('reply', '1', '-m', 'Here it is', '-a', join(desk.home, 'Übersicht\u202e.txt'))
    const store = await desk.store()
    const message = await store.db
      .selectFrom('messages')
      .selectAll()
      .where('kind', '=', 'reply')
      .executeTakeFirstOrThrow()
    const user = await store.db
      .selectFrom('user_addresses')
      .select('user_id')
      .where('address', '=', 'anna@acme.example')
      .executeTakeFirstOrThrow()
    await store.db.deleteFrom('outbox').execute()
    await store.close()
    await post(desk, {
      kind: 'reply',
      to: { address: 'anna@acme.example', userId: user.user_id },
      audience: 'customer',
      ticketId: message.ticket_id,
      message: { id: message.id, kind: 'reply' },
      body: 'Here it is\n',
    })
    return { desk, server }
  }

  test('go with the mail', async () => {
    const { desk, server } = await replied('20MiB')
    expect((await desk.run('mail', 'send')).stdout).toBe('1 mail sent\n')
    const source = server.mails[0]?.source ?? ''
    expect(source).toContain('multipart/mixed')
    const base64 = /Content-Disposition: attachment[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(source)?.[1] ?? ''
    expect(Buffer.from(base64, 'base64').toString()).toBe('statement '.repeat(150_000))
  })

  test('that are too large stay in the ticket, and the mail says so', async () => {
    const { desk, server } = await replied('1MiB')
    expect((await desk.run('mail', 'send')).stdout).toBe('1 mail sent\n')
    const source = server.mails[0]?.source ?? ''
    expect(source).not.toContain('multipart/mixed')
    expect(source.replace(/=\r\n/g, '')).toContain('Too large to be sent by mail')
  })

  test('a reply that was taken back does not go', async () => {
    const { desk, server } = await replied('20MiB')
    const store = await desk.store()
    await store.db
      .updateTable('messages')
      .set({ taken_back_at: desk.now.toISOString() })
      .where('kind', '=', 'reply')
      .execute()
    await store.close()
    await desk.run('mail', 'send')
    expect(await states(desk)).toEqual(['suppressed'])
    expect(server.mails).toEqual([])
  })
})

describe('what became of the world meanwhile', () => {
  test('a link that is no longer good is not sent', async () => {
    const server = await MailServer.start()
    const desk = await new TestDesk().init()
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`)
    const tokenOf = async (email: string): Promise<{ id: string; token: string }> => {
      const { activationToken } = await desk.json<{ activationToken: string }>(
        'user',
        'invite',
        email,
        '--tenant',
        'acme',
        '--group',
        'user',
        '--print-token',
      )
      const store = await desk.store()
      const { id } = await store.db
        .selectFrom('one_time_tokens')
        .select('id')
        .where('used_at', 'is', null)
        .orderBy('created_at', 'desc')
        .executeTakeFirstOrThrow()
      await store.db.deleteFrom('outbox').execute()
      await store.close()
      return { id, token: activationToken }
    }
    await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
    const { id, token } = await tokenOf('anna@acme.example')
    const letter = { secret: { purpose: 'one-time-token', id }, body: 'helpdesk activate {secret}\n' } as const
    const [first = ''] = await post(desk, letter)
    const shown = await desk.run('mail', 'show', first)
    expect(shown.stdout).not.toContain(token)
    expect(shown.stdout).toContain('helpdesk activate ***')
    await desk.run('mail', 'send')
    expect((server.mails[0]?.source ?? '').replace(/=\r\n/g, '').replaceAll('=3D', '=')).toContain(
      `helpdesk activate ${token}`,
    )
    // Replaced by a newer one.
    const store = await desk.store()
    await store.db.updateTable('one_time_tokens').set({ used_at: desk.now.toISOString() }).execute()
    await store.close()
    await post(desk, letter)
    await desk.run('mail', 'send')
    expect(await states(desk)).toEqual(['accepted', 'failed'])
    expect(server.mails).toHaveLength(1)
  })

  test('nothing goes to whoever was disabled, nor about a tenant that was deleted, nor to whoever said stop', async () => {
    const server = await MailServer.start()
    const desk = await new TestDesk().init()
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`)
    await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
    await desk.json('user', 'add', 'anna@acme.example')
    await desk.json('user', 'disable', 'anna@acme.example', '--yes')
    const store = await desk.store()
    const { user_id: userId } = await store.db
      .selectFrom('user_addresses')
      .select('user_id')
      .where('address', '=', 'anna@acme.example')
      .executeTakeFirstOrThrow()
    const { id: tenantId } = await store.db
      .selectFrom('tenants')
      .select('id')
      .where('name', '=', 'acme')
      .executeTakeFirstOrThrow()
    await store.db
      .insertInto('external_recipients')
      .values({
        id: 'x',
        scope: 'desk',
        address: 'bank@partner.example',
        state: 'stopped',
        language: 'en',
        wrong_codes: 0,
        added_by: null,
        asked_at: null,
        confirmed_at: null,
        stopped_at: desk.now.toISOString(),
        created_at: desk.now.toISOString(),
      })
      .execute()
    await store.db.deleteFrom('outbox').execute()
    await store.close()
    await desk.json('tenant', 'delete', 'acme', '--yes')
    await post(
      desk,
      { to: { address: 'anna@acme.example', userId }, audience: 'customer' },
      { to: { address: 'bank@partner.example', userId: null } },
      { tenantId },
      { to: { address: 'bank@partner.example', userId: null }, kind: 'confirmation' },
    )
    await desk.run('mail', 'send')
    expect(await states(desk)).toEqual(['suppressed', 'suppressed', 'suppressed', 'accepted'])
    const queue = await desk.json<{ lastError: string }[]>('mail', 'queue', '--state', 'suppressed')
    expect(queue.map(({ lastError }) => lastError)).toEqual([
      'the recipient was disabled meanwhile',
      'the recipient wants no more of these mails',
      'the tenant was deleted meanwhile',
    ])
  })
})

test('a desk for which no address is known writes nothing', async () => {
  const desk = await new TestDesk().init()
  await desk.run('config', 'set', 'desk.domain', '')
  desk.sendmail = '/bin/true'
  await post(desk, {})
  expect(await desk.refused('mail', 'send')).toMatchObject({
    exitCode: 78,
    code: 'mail-not-set-up',
    details: { missing: 'sender' },
  })
  expect(await desk.run('cron', 'run')).toMatchObject({ exitCode: 0, stdout: '' })
})
