import type { Settings } from '../../settings/setting'
import type { DeskKey } from '../../store/desk-key'
import { senderOf } from './sender-address'

/** So many digits of the signature stand in an id: 80 bits, which nobody guesses by mail. */
const signatureLength = 20

/**
 * The Message-ID of an outgoing mail, with its angle brackets: the mail's id and our signature over it, so that an answer is
 * known by it even when the outbox has long forgotten the mail (RFC 5322 3.6.4).
 */
export function messageIdOf(key: Pick<DeskKey, 'sign'>, id: string, settings: Settings): string {
  return `<${id}.${signatureOf(key, id)}@${mailDomain(settings)}>`
}

/** The id of our mail in a Message-ID that we signed; undefined for any other. */
export function signedMailId(key: Pick<DeskKey, 'sign'>, messageId: string): string | undefined {
  const [, id = '', signature = ''] = /^<([\da-f-]{32,36})\.([\da-f]{20})@[^<>\s]+>$/.exec(messageId.trim()) ?? []
  return id !== '' && signatureOf(key, id) === signature ? id : undefined
}

function signatureOf(key: Pick<DeskKey, 'sign'>, id: string): string {
  return key.sign('message-id', id).slice(0, signatureLength)
}

/** The part of our addresses behind the @; a desk that has none yet says so in a domain that never exists (RFC 2606). */
function mailDomain(settings: Settings): string {
  return senderOf(settings)?.address.split('@').at(-1) ?? 'helpdesk.invalid'
}
