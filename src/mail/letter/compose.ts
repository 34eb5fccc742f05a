import MailComposer from 'nodemailer/lib/mail-composer'
import { shortenText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import type { Settings } from '../../settings/setting'
import type { WrittenMail } from '../outbox/courier'
import type { MailNow } from '../outbox/outbox-mail'
import { mimeSource } from './mime-source'
import { bounceAddress, type Mailbox, replyToOf, senderOf } from './sender-address'
import { simpleHtml } from './simple-html'

/** A file that goes with a mail. */
export interface MailFile {
  name: string
  type: string
  content: Buffer
}

/** What a mail is made of besides its row. */
export interface Ingredients {
  settings: Settings
  deskId: string
  now: Date
  /** The body, with what was left out of it. */
  text: string
  files: readonly MailFile[]
}

/** Mail programs cut far earlier; what is longer is no subject. */
const longestSubject = 250

/**
 * Writes the mail: headers as RFC 5322 wants them, the text, and the same as simple HTML. Nothing that anybody typed can begin
 * a header of its own. Only for a desk that has an address to send from.
 */
export async function composeMail(mail: MailNow, ingredients: Ingredients): Promise<WrittenMail> {
  const { settings, text, files, now } = ingredients
  const from = sendersOf(mail, settings)
  const replyTo = replyToOf(settings)
  const composer = new MailComposer({
    from: addressed(from),
    to: addressed({ name: mail.recipientName, address: mail.address }),
    ...(replyTo === undefined || replyTo.address === from.address ? {} : { replyTo: addressed(replyTo) }),
    subject: subjectOf(mail.subject),
    date: now,
    headers: { ...threadOf(mail), ...headersOf(mail, ingredients, replyTo ?? from) },
    text,
    html: simpleHtml(text, mail.language),
    attachments: files.map(({ name, type, content }) => ({
      filename: lineOf(name),
      content,
      contentType: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream',
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  const compiled = composer.compile()
  const source = files.length === 0 ? mimeSource(compiled) : await compiled.build()
  return { id: mail.id, from: envelopeSender(mail, settings, from), to: mail.address, source }
}

/** "Fritz First · Support" <support@support.example>: whose word it is, and always the desk's address. */
function sendersOf(mail: MailNow, settings: Settings): Mailbox {
  const sender = senderOf(settings)
  if (sender === undefined) throw new Error('a desk without an address writes mail')
  const desk = sender.name ?? (settings['desk.name'] === '' ? null : settings['desk.name'])
  const names = mail.authorId === null ? [desk] : [mail.authorName, desk]
  const name = names.filter((part) => part !== null && part !== '').join(' · ')
  return { name: name === '' ? null : name, address: sender.address }
}

/** Where it is told that a mail could not be delivered. Machines get the null sender, so that no two of them ever talk. */
function envelopeSender(mail: MailNow, settings: Settings, from: Mailbox): string {
  const bounces = bounceAddress(settings)
  return isOfMachine(mail) ? bounces : bounces || from.address
}

/** Nobody's word but the desk's. Whose word an answer is may be hidden from its reader: it is a person's all the same. */
function isOfMachine({ authorId, kind, ticketMessageId }: MailNow): boolean {
  const isAnswer = ticketMessageId !== null && (kind === 'reply' || kind === 'solved')
  return authorId === null && !isAnswer
}

/** Never folded: some programs do not find an id on a line below its name. */
function threadOf({ messageId, answers }: MailNow) {
  const whole = (value: string) => ({ prepared: true, foldLines: false, value })
  const isId = answers !== null && /^<[^<>\s]+>$/.test(answers)
  return {
    'Message-ID': whole(messageId),
    ...(isId ? { 'In-Reply-To': whole(answers), References: answers } : {}),
  }
}

function headersOf(mail: MailNow, { deskId }: Ingredients, replyTo: Mailbox): Record<string, string> {
  const unsubscribe: Record<string, string> =
    mail.audience === 'outside' && mail.kind === 'notice'
      ? { 'List-Unsubscribe': `<mailto:${replyTo.address}?subject=stop>` }
      : {}
  if (!isOfMachine(mail)) return unsubscribe
  return {
    // An answer to what somebody sent, or something that nobody asked for (RFC 3834 5).
    'Auto-Submitted': mail.kind === 'received' ? 'auto-replied' : 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'X-Helpdesk-Loop': deskId,
    ...unsubscribe,
  }
}

/** On one line and of a sane length, without half an emoji at the end. */
export function subjectOf(typed: string): string {
  return shortenText(lineOf(typed), longestSubject, (text) => text.length)
}

function addressed({ name, address }: Mailbox): { name: string; address: string } {
  return { name: name === null ? '' : lineOf(name), address: lineOf(address) }
}

/** What was typed, on one line and without what nobody sees. */
function lineOf(typed: string): string {
  return safeText(typed).trim()
}

/** The headers of a mail that people care for, unfolded and decoded by nobody: as they go over the wire. */
export function headersIn(source: Buffer): { name: string; value: string }[] {
  const text = source.toString('latin1')
  const head = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return head.split('\r\n').flatMap((header) => {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(header) ?? []
    return name === '' || /^(content-|mime-)/i.test(name) ? [] : [{ name, value }]
  })
}
