import { DeskError } from '../kit/errors'

/**
 * A password has at least 12 characters (what they are is not prescribed), is not one that everybody uses, and does not
 * repeat the person's own address (NIST SP 800-63B 3.1.1.2). More than 256 characters are nobody's password.
 */
export const shortestPassword = 12
export const longestPassword = 256

/** Long passwords from the lists that attackers try first; shorter ones are refused for their length anyway. */
const common = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456789abc',
  '111111111111',
  '000000000000',
  'passwordpassword',
  'password1234',
  'password12345',
  'password123456',
  'passwort1234',
  'passwort12345',
  'passwort123456',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopasdf',
  'qwertzuiopasdf',
  'qwertzuiop12',
  'qwertzuiop123',
  'administrator',
  'administrator1',
  'letmeinletmein',
  'iloveyouiloveyou',
  'changemechangeme',
  'changeme1234',
  'welcome12345',
  'willkommen12',
  'willkommen123',
  'sommer2026sommer',
  'hallohallohallo',
  'helpdeskhelpdesk',
  'servicedesk1',
  'abcdefghijkl',
  'abcdefghijklm',
  'correcthorsebatterystaple',
  'correct horse battery staple',
])

/** Refuses a password that would not protect (`weak-password`, with the reason). Never puts the password into the error. */
export function checkPassword(password: string, email: string): void {
  const reason = weaknessOf(password, email)
  if (reason !== undefined) throw new DeskError('weak-password', { reason, shortest: shortestPassword })
}

export type Weakness = 'short' | 'long' | 'common' | 'own-address'

/** Why a password would not protect; undefined if it would. */
export function weaknessOf(password: string, email: string): Weakness | undefined {
  const length = Array.from(password).length
  if (length < shortestPassword) return 'short'
  if (length > longestPassword) return 'long'
  const plain = password.normalize('NFKC').toLowerCase()
  if (common.has(plain) || new Set(plain).size < 4) return 'common'
  const [local = ''] = email.split('@')
  return plain === email || (local.length >= 6 && plain.replace(/[\d\W_]+$/, '') === local) ? 'own-address' : undefined
}
