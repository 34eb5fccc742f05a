import type { Desk } from '../../desk'
import type { Settings } from '../../settings/setting'
import type { Reader } from '../../store/schema'
import type { Attachment } from '../../ticket/attachment/attachment'
import { listAttachments, readContent } from '../../ticket/attachment/attachment-store'
import { loadMailWords } from '../../words/catalogue'
import type { WrittenMail } from '../outbox/courier'
import type { Answer } from '../outbox/outbox'
import type { MailNow } from '../outbox/outbox-mail'
import { composeMail, type MailFile } from './compose'
import { secretGap } from './letter'
import { letterSecret } from './letter-secret'

/**
 * Makes of a letter what goes over the wire, or says why it must not go any more: the world may have changed since it was
 * written.
 */
export async function writeMail(desk: Desk, settings: Settings, mail: MailNow): Promise<WrittenMail | Answer> {
  const store = await desk.store()
  const unwanted = whyNot(mail)
  // Why it does not go is for those who run the desk.
  const wordsOfDesk = () => loadMailWords(settings['desk.language'])
  if (unwanted !== undefined) return { outcome: 'suppressed', reason: (await wordsOfDesk()).unwanted[unwanted] }
  if (mail.body === null) return { outcome: 'failed', reason: (await wordsOfDesk()).bodyGone }
  const text = await withSecret(desk, store.db, mail, mail.body)
  if (text === undefined) return { outcome: 'failed', reason: (await wordsOfDesk()).secretGone }
  const files = await listFiles(store.db, mail)
  const isTooLarge = encodedSize(files) > settings['mail.max-size']
  const said = isTooLarge ? `${text.trimEnd()}\n\n${await filesLeftOut(mail, files)}\n` : text
  const contents = isTooLarge ? [] : await readFiles(store.db, files)
  const deskId = store.identity.id
  return composeMail(mail, { settings, deskId, now: desk.now(), text: said, files: contents })
}

/** Why a mail must not go although it was queued. */
export type Unwanted = 'disabled' | 'tenant-deleted' | 'taken-back' | 'stopped'

function whyNot(mail: MailNow): Unwanted | undefined {
  if (mail.isTakenBack) return 'taken-back'
  if (mail.recipientStatus === 'disabled') return 'disabled'
  // What the desk's own people are told of a tenant stays true.
  if (mail.isTenantDeleted && mail.audience !== 'staff') return 'tenant-deleted'
  const isStopped = mail.hasStopped && mail.audience === 'outside' && mail.kind === 'notice'
  return isStopped ? 'stopped' : undefined
}

async function withSecret(desk: Desk, db: Reader, mail: MailNow, body: string): Promise<string | undefined> {
  if (mail.secret === null) return body
  const secret = await letterSecret(db, await desk.key(), mail.secret, desk.now())
  return secret === undefined ? undefined : body.replaceAll(secretGap, () => secret)
}

/** The files of the message that the mail brings. */
async function listFiles(db: Reader, { ticketId, ticketMessageId, audience }: MailNow): Promise<Attachment[]> {
  if (ticketId === null || ticketMessageId === null) return []
  const all = await listAttachments(db, ticketId, audience === 'staff')
  return all.filter(({ messageId }) => messageId === ticketMessageId)
}

/** In base 64, with a line end after each 76 letters and some lines of headers. */
function encodedSize(files: readonly Attachment[]): number {
  return files.reduce((sum, { size }) => sum + Math.ceil(size / 3) * 4 * (78 / 76) + 500, 0)
}

async function filesLeftOut({ language }: MailNow, files: readonly Attachment[]): Promise<string> {
  const words = await loadMailWords(language)
  return words.filesLeftOut(files.map(({ name }) => name))
}

async function readFiles(db: Reader, files: readonly Attachment[]): Promise<MailFile[]> {
  const read: MailFile[] = []
  for (const file of files) {
    const pieces: Uint8Array[] = []
    for await (const piece of readContent(db, file)) pieces.push(piece)
    read.push({ name: file.name, type: file.type, content: Buffer.concat(pieces) })
  }
  return read
}
