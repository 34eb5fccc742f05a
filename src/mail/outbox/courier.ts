import type { Answer } from './outbox'

/** A mail as it goes over the wire. */
export interface WrittenMail {
  id: string
  /** The envelope: empty for machine mail that nobody is to be told of. */
  from: string
  to: string
  /** Headers and content, in ASCII. */
  source: Buffer
}

/** Takes mails to the next server, several at once. */
export interface Courier {
  /** How many mails it carries at the same time. */
  readonly hands: number
  /**
   * Delivers one mail. `mark` is waited for just before its content leaves; where it gives false or throws, nothing was sent.
   * Throws `WayOutClosed` where no mail would get through, and what `mark` throws.
   */
  deliver(mail: WrittenMail, mark: () => Promise<boolean>): Promise<Answer>
  close(): Promise<void>
}

/** No mail gets out, whichever it is: the server is not there, or refuses the desk. */
export class WayOutClosed extends Error {
  override readonly name = 'WayOutClosed'
}

/** How long to wait for what, in milliseconds. */
export interface Patience {
  /** Until the server is there and has greeted. */
  connection: number
  greeting: number
  /** For the answer to a command. */
  command: number
  /** For the answer to a mail's content: servers look for spam before they say it (RFC 5321 4.5.3.2). */
  content: number
}

export const usualPatience: Patience = { connection: 20_000, greeting: 60_000, command: 120_000, content: 720_000 }
