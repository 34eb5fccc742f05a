import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import type { Settings } from '../settings/setting'
import { readSettings } from '../settings/store'
import { loadMailWords } from '../words/catalogue'
import { composeMail } from './letter/compose'
import { messageIdOf } from './letter/message-id'
import type { TestedMail } from './mail-view'
import { WayOutClosed } from './outbox/courier'
import type { Answer } from './outbox/outbox'
import type { MailNow } from './outbox/outbox-mail'
import { courierFor, demandWayOut } from './outbox/send-mail'
import { waiting } from './outbox/send-now'
import { wayOutName } from './outbox/way-out'

/**
 * Sends a mail at once, past the outbox: it is about the way, and whoever asks waits for the answer. Throws
 * `mail-not-set-up`, `mail-password-damaged`, `mail-way-out-closed`.
 */
export async function testMail(desk: Desk, address: string): Promise<{ tested: TestedMail; answer: Answer }> {
  const { db } = await desk.store()
  return testMailWith(desk, await readSettings(db), address)
}

/** The same by settings that are only tried, and not the desk's yet. Throws what `testMail` throws. */
export async function testMailWith(
  desk: Desk,
  settings: Settings,
  address: string,
): Promise<{ tested: TestedMail; answer: Answer }> {
  const store = await desk.store()
  const wayOut = await demandWayOut(desk, settings)
  const words = await loadMailWords(desk.language)
  const id = desk.newId()
  const mail: MailNow = {
    id,
    kind: 'test',
    address,
    recipientId: null,
    audience: 'staff',
    language: desk.language,
    subject: words.testSubject(settings['desk.name']),
    body: words.testBody,
    secret: null,
    authorId: null,
    tenantId: null,
    ticketId: null,
    ticketMessageId: null,
    entryPosition: null,
    messageId: messageIdOf(await desk.key(), id, settings),
    answers: null,
    createdAt: desk.now(),
    course: {
      state: 'queued',
      attempts: 0,
      firstAttemptAt: null,
      repeated: false,
      lastError: null,
      nextAttemptAt: desk.now(),
    },
    recipientName: null,
    recipientStatus: null,
    authorName: null,
    isTenantDeleted: false,
    isTakenBack: false,
    hasStopped: false,
  }
  const deskId = store.identity.id
  const written = await composeMail(mail, { settings, deskId, now: desk.now(), text: words.testBody, files: [] })
  const courier = await courierFor(desk, wayOut)
  try {
    const answer = await courier.deliver(written, async () => true)
    const response = answer.outcome === 'accepted' ? answer.response : ''
    return { tested: { to: address, via: wayOutName(wayOut), response, messageId: mail.messageId }, answer }
  } catch (error) {
    if (!(error instanceof WayOutClosed)) throw error
    throw new DeskError('mail-way-out-closed', { reason: error.message, waiting: await waiting(desk) })
  } finally {
    await courier.close()
  }
}

/** What a test came to, or the refusal that it stands for: `mail-refused`, `mail-not-taken`. */
export function takenOrRefused({ tested, answer }: { tested: TestedMail; answer: Answer }): TestedMail {
  if (answer.outcome === 'accepted') return tested
  const { to: address } = tested
  if (answer.outcome === 'failed') throw new DeskError('mail-refused', { address, answer: answer.reason })
  throw new DeskError('mail-not-taken', { address, answer: answer.reason ?? answer.outcome })
}
