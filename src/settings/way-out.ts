import { accessSync, constants } from 'node:fs'

/** Where most machines have the program that takes mail; `HELPDESK_SENDMAIL` names another one. */
const usualSendmail = '/usr/sbin/sendmail'

/**
 * By which way mail leaves the desk: what `mail.smtp-url` says, else the machine's own `sendmail:/path`; undefined: by none,
 * and mail waits. A rehearsal never hands anything to a program that might deliver it.
 */
export function wayOutOf(
  url: string | undefined,
  { isRehearsal, sendmail }: { isRehearsal: boolean; sendmail: string | undefined },
): string | undefined {
  const asked = url === undefined || url === '' ? 'sendmail:' : url
  if (!asked.startsWith('sendmail:')) return asked
  if (isRehearsal) return undefined
  const program = asked.slice('sendmail:'.length) || sendmail || usualSendmail
  return isExecutable(program) ? `sendmail:${program}` : undefined
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
