import { isLoopback, parseSmtpUrl, type SmtpUrl } from './smtp-url'

/**
 * By which way mail leaves the desk: as `mail.smtp-url` says, else by the machine's own program; undefined: by none, and
 * mail waits. A rehearsal sends to this machine at most, and never hands anything to a program that might deliver it.
 */
export function wayOutOf(
  smtpUrl: string,
  { isRehearsal, sendmail }: { isRehearsal: boolean; sendmail: string | undefined },
): Exclude<SmtpUrl, { kind: 'sendmail' }> | { kind: 'sendmail'; path: string } | undefined {
  const url = parseSmtpUrl(smtpUrl) ?? { kind: 'sendmail' as const, path: null }
  if (url.kind !== 'sendmail') return isRehearsal && !isLoopback(url.host) ? undefined : url
  const path = url.path ?? sendmail
  return isRehearsal || path === undefined ? undefined : { kind: 'sendmail', path }
}
