import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { keptPassword } from '../../settings/secret-setting'
import type { Settings } from '../../settings/setting'
import { isLoopback } from '../../settings/smtp-url'
import { wayOutOf } from '../../settings/way-out'

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

/** The desk's way out; undefined where it has none. Throws `mail-password-damaged`. */
export async function findWayOut(desk: Desk, settings: Settings): Promise<WayOut | undefined> {
  const kept = settings['mail.smtp-url']
  const { identity } = await desk.store()
  const url = wayOutOf(kept, { isRehearsal: identity.rehearsal, sendmail: desk.world.sendmail() })
  if (url === undefined || url.kind === 'sendmail') return url
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
