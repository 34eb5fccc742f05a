import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { keptPassword } from '../settings/secret-setting'
import type { Settings } from '../settings/setting'
import { isLoopback, parseSmtpUrl } from '../settings/smtp-url'

/** How mail leaves: by a program of this machine, or over a server. */
export type WayOut =
  | { kind: 'sendmail'; path: string }
  | {
      kind: 'server'
      host: string
      port: number
      /** From the first byte on. */
      isSecure: boolean
      /** Whether nothing goes over the wire in the clear. Where it may, a certificate is not asked for either. */
      demandsTls: boolean
      user: string | null
      password: string | null
      /** Prints an access token, which then takes the password's place. */
      tokenCommand: string | null
    }

const usualSendmail = '/usr/sbin/sendmail'

/**
 * The desk's way out; undefined where it has none: nothing was set, and the machine has no `sendmail`. A rehearsal has none
 * but to this machine. Throws `mail-password-damaged`.
 */
export async function findWayOut(desk: Desk, settings: Settings): Promise<WayOut | undefined> {
  const kept = settings['mail.smtp-url']
  const { identity } = await desk.store()
  const url = parseSmtpUrl(kept)
  if (url === undefined) {
    const path = identity.rehearsal ? undefined : desk.world.sendmail()
    return path === undefined ? undefined : { kind: 'sendmail', path }
  }
  if (url.kind === 'sendmail') {
    return identity.rehearsal
      ? undefined
      : { kind: 'sendmail', path: url.path ?? desk.world.sendmail() ?? usualSendmail }
  }
  if (identity.rehearsal && !isLoopback(url.host)) return undefined
  const tokenCommand = settings['mail.smtp-token-command']
  return {
    kind: 'server',
    host: url.host,
    port: url.port,
    isSecure: url.kind === 'smtps',
    demandsTls: url.demandsTls || !isLoopback(url.host),
    user: url.user,
    password: url.password === null ? null : await passwordOf(desk, kept),
    tokenCommand: tokenCommand === '' ? null : tokenCommand,
  }
}

async function passwordOf(desk: Desk, kept: string): Promise<string> {
  const password = keptPassword(await desk.key(), kept)
  if (typeof password === 'string') return password
  throw new DeskError('mail-password-damaged', {})
}

/** As people call it: `mail.support.example:587`. */
export function wayOutName(wayOut: WayOut): string {
  return wayOut.kind === 'sendmail' ? wayOut.path : `${wayOut.host}:${wayOut.port}`
}
