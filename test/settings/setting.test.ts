import { describe, expect, test } from 'vitest'
import { letterTextSettings } from '../../src/settings/letter-text'
import { checkSetting, settingName, settingNames, settings, settingsFrom } from '../../src/settings/setting'

/** CLI.md, Settings, and the defaults of DOMAIN, as far as the settings exist. */
const defaults = {
  'desk.name': '',
  'desk.language': 'en',
  'desk.time-zone': 'UTC',
  'desk.domain': '',
  'desk.address-form': 'sie',
  'desk.ticket-prefix': '',
  'links.wiki': '',
  'links.releases': '',
  'links.faq': '',
  'links.remote-support': '',
  'links.api-docs': '',
  'links.advisors': '',
  'links.portal': [],
  'links.ticket': '',
  'contact.address': '',
  'contact.phone': '',
  'contact.email': '',
  'contact.emergency-phone': '',
  'access.code-ttl': 60 * 60_000,
  'access.grant-max-age': 14,
  'access.require-ticket': 'off',
  'tickets.opened-by': 'everyone',
  'tickets.seen-by': 'organisation',
  'tickets.reopen-window': 14,
  'tickets.remind-after': 5,
  'tickets.solve-unanswered-after': 14,
  'tickets.hide-second-level': 'off',
  'tickets.default-category': '',
  'tickets.max-attachment-size': 25 * 1024 * 1024,
  'consent.mode': 'off',
  'consent.title.de': '',
  'consent.title.en': '',
  'consent.text.de': '',
  'consent.text.en': '',
  'notifications.confirm-external': 'on',
  'notifications.emergency': '',
  'mail.from': '',
  'mail.reply-to': '',
  'mail.bounce-address': '',
  'mail.deliver': 'now',
  'mail.undo-window': 30_000,
  'mail.max-per-run': 200,
  'mail.max-size': 20 * 1024 * 1024,
  'mail.footer': '',
  ...letterTextSettings(
    () => '',
    () => '',
  ),
  'mail.smtp-url': '',
  'mail.smtp-token-command': '',
}

test('what was never set has its documented default', () => {
  expect(settingsFrom(new Map())).toEqual(defaults)
})

test.each(settingNames)('the default of %s is a value it takes', (name) => {
  expect(settings[name].read(settings[name].default)).not.toBeUndefined()
  expect(() => checkSetting(name, settings[name].default)).not.toThrow()
})

describe('a value', () => {
  test.each([
    ['desk.name', 'Payments Support'],
    ['desk.language', 'de'],
    ['desk.time-zone', 'Europe/Berlin'],
    ['desk.time-zone', 'America/Argentina/Buenos_Aires'],
    ['desk.address-form', 'du'],
    ['tickets.opened-by', 'key-users'],
    ['tickets.reopen-window', '1d'],
    ['tickets.reopen-window', '365d'],
    ['tickets.remind-after', 'off'],
    ['tickets.solve-unanswered-after', 'off'],
    ['tickets.solve-unanswered-after', '30d'],
    ['tickets.max-attachment-size', '1KiB'],
    ['tickets.max-attachment-size', '1GiB'],
    ['access.code-ttl', '5m'],
    ['access.code-ttl', '1h 30m'],
    ['access.code-ttl', '24h'],
    ['access.grant-max-age', '1d'],
    ['access.require-ticket', 'on'],
    ['consent.mode', 'required'],
    ['consent.text.de', 'x'.repeat(4000)],
  ] as const)('of %s can be %j', (name, value) => {
    expect(() => checkSetting(name, value)).not.toThrow()
  })

  test.each([
    ['desk.name', 'x'.repeat(4001)],
    ['desk.name', 'a\0b'],
    ['desk.language', 'fr'],
    ['desk.language', 'DE'],
    ['desk.language', ''],
    ['desk.time-zone', 'Berlin'],
    ['desk.time-zone', '+01:00'],
    ['desk.time-zone', ''],
    ['desk.address-form', 'Sie'],
    ['tickets.opened-by', 'nobody'],
    ['tickets.seen-by', 'constructor'],
    ['tickets.reopen-window', '0d'],
    ['tickets.max-attachment-size', '2GiB'],
    ['tickets.max-attachment-size', '0KiB'],
    ['tickets.max-attachment-size', '25'],
    ['tickets.max-attachment-size', '25 MiB'],
    ['tickets.max-attachment-size', '9999GiB'],
    ['tickets.reopen-window', '366d'],
    ['tickets.reopen-window', 'off'],
    ['tickets.remind-after', '0d'],
    ['tickets.remind-after', 'never'],
    ['tickets.reopen-window', '14'],
    ['tickets.reopen-window', '336h'],
    ['tickets.reopen-window', '-1d'],
    ['tickets.reopen-window', '1.5d'],
    ['tickets.reopen-window', ' 14d'],
    ['access.code-ttl', '4m'],
    ['access.code-ttl', '25h'],
    ['access.code-ttl', '3d'],
    ['access.code-ttl', '60'],
    ['access.grant-max-age', '15d'],
    ['access.grant-max-age', '0d'],
    ['access.require-ticket', 'yes'],
    ['consent.mode', 'yes'],
    ['desk.ticket-prefix', 'acme'],
    ['desk.ticket-prefix', 'AC-ME'],
    ['links.ticket', 'https://desk.example/'],
    ['links.ticket', 'javascript:{number}'],
    ['mail.from', 'support'],
    ['mail.from', 'a@b.example, c@d.example'],
    ['mail.from', 'Support\r\nBcc: x@y.example <a@b.example>'],
    ['mail.from', 'Support <a@b.example'],
    ['mail.max-per-run', '0'],
    ['mail.max-per-run', '1e3'],
    ['mail.undo-window', '11m'],
    ['mail.deliver', 'later'],
  ] as const)('of %s cannot be %j', (name, value) => {
    expect(() => checkSetting(name, value)).toThrow(
      expect.objectContaining({
        trouble: 'wrong-value',
        exitCode: 65,
        details: expect.objectContaining({ name, value }),
      }),
    )
  })
})

test('what was stored outranks the default', () => {
  const stored = new Map([
    ['tickets.reopen-window', '7d'],
    ['desk.name', 'Support'],
    ['consent.mode', 'notice'],
  ])
  expect(settingsFrom(stored)).toEqual({
    ...defaults,
    'tickets.reopen-window': 7,
    'desk.name': 'Support',
    'consent.mode': 'notice',
  })
})

test('a stored text that makes no sense counts as never set, and one nobody knows is passed over', () => {
  const stored = new Map([
    ['tickets.reopen-window', 'soon'],
    ['desk.time-zone', "12 o'clock"],
    ['desk.language', 'xx'],
    ['tickets.invented', 'yes'],
  ])
  expect(settingsFrom(stored)).toEqual(defaults)
})

test('a name is known or refused', () => {
  expect(settingName('tickets.reopen-window')).toBe('tickets.reopen-window')
  for (const name of ['', 'tickets', 'Tickets.Reopen-Window', 'toString']) {
    expect(() => settingName(name)).toThrow(
      expect.objectContaining({
        trouble: 'unknown-setting',
        exitCode: 65,
        details: { name, names: settingNames, suggestion: null },
      }),
    )
  }
})

describe('the text of a letter', () => {
  test.each([
    ['mail.text.received.de', 'Hallo {recipient.name}, danke! {hours}'],
    ['mail.text.reply.en', 'We say: {text}'],
    ['mail.text.reply.en', ''],
    ['mail.text.invitation.de', '{inviter} lädt ein: {token}, { so } "{}"'],
    ['mail.subject.solved.en', 'Solved: {ticket.subject} ({resolution})'],
    ['mail.subject.solved.en', ''],
    ['mail.subject.invitation.de', '{inviter} lädt {recipient.name} zu {organisation} ein'],
  ] as const)('%s may be %j', (name, value) => expect(() => checkSetting(name, value)).not.toThrow())

  test.each([
    ['mail.text.received.de', '{hourz}', 'unknown-placeholder', 'hourz'],
    ['mail.text.received.de', '{token}', 'unknown-placeholder', 'token'],
    ['mail.text.reply.en', 'Thank you.', 'missing-placeholder', 'text'],
    ['mail.text.password-reset.de', 'Bis {until}.', 'missing-placeholder', 'token'],
    ['mail.subject.reply.en', 'An answer', 'missing-placeholder', 'ticket.subject'],
    ['mail.subject.reply.en', '{ticket.subject}: {text}', 'unknown-placeholder', 'text'],
    ['mail.subject.reply.en', '{ticket.number} {ticket.subject}', 'unknown-placeholder', 'ticket.number'],
    ['mail.subject.invitation.en', 'Your code: {token}', 'unknown-placeholder', 'token'],
    ['mail.subject.invitation.en', 'About {ticket.subject}', 'unknown-placeholder', 'ticket.subject'],
  ] as const)('%s cannot be %j', (name, value, trouble, placeholder) => {
    expect(() => checkSetting(name, value)).toThrow(
      expect.objectContaining({ trouble, exitCode: 65, details: expect.objectContaining({ placeholder }) }),
    )
  })

  test.each(['Hello\r\nBcc: x@y.example', 'a\nb', 'a\u2028b', 'a\u0007b', 'a\u0085b', 'x'.repeat(201)])(
    'its subject cannot be %j',
    (value) => {
      expect(() => checkSetting('mail.subject.invitation.en', value)).toThrow(
        expect.objectContaining({ trouble: 'wrong-value', exitCode: 65 }),
      )
    },
  )
})
