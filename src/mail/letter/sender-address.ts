import type { Settings } from '../../settings/setting'

/** An address with the name that is shown before it. */
export interface Mailbox {
  name: string | null
  address: string
}

/** From whom the desk's mail comes: `mail.from`, else support@ its domain; undefined where it has neither. */
export function senderOf(settings: Settings): Mailbox | undefined {
  return mailboxIn(settings['mail.from']) ?? byDefault(settings)
}

/** Where answers go. */
export function replyToOf(settings: Settings): Mailbox | undefined {
  return (
    mailboxIn(settings['mail.reply-to']) ?? (settings['mail.from'] === '' ? byDefault(settings) : senderOf(settings))
  )
}

/** Where what machines have to say of a mail goes: an address of its own, or nowhere. */
export function bounceAddress(settings: Settings): string {
  return mailboxIn(settings['mail.bounce-address'])?.address ?? ''
}

function byDefault(settings: Settings): Mailbox | undefined {
  const domain = settings['desk.domain']
  return domain === '' ? undefined : { name: null, address: `support@${domain}` }
}

/** `Support <support@support.example>`, or the address alone. */
function mailboxIn(text: string): Mailbox | undefined {
  const [, name = '', address] = /^([^<>]*)<([^<>\s]+)>$/.exec(text) ?? ['', '', text]
  return address === undefined || address === '' ? undefined : { name: name.trim() || null, address }
}
