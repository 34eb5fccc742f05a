import { codeFrom, randomBytesOfCode, spaced } from '../access/access-code'
import { sha256Hex } from '../kit/digest'
import { retryAt, type Throttle } from '../people/login-throttle'
import type { DeskKey } from '../store/desk-key'

/**
 * By a confirmation code somebody outside says that they want the mails of a rule. It looks like an access code and forgives
 * the same mistakes, and stands nowhere: it is made under the desk's key from the id of the address, when the mail that
 * brings it leaves, and again when it is typed.
 */
export function confirmationCode(key: Pick<DeskKey, 'sign'>, id: string): string {
  return spaced(plainCode(key, id))
}

/** Whether that is the code, which was read by `typedCode`; compared in a time that says nothing about how much is right. */
export function isConfirmationCode(key: Pick<DeskKey, 'sign'>, id: string, code: string): boolean {
  const [wanted, given] = [plainCode(key, id), code].map((one) => Buffer.from(sha256Hex(one)))
  if (wanted === undefined || given === undefined) return false
  return process.getBuiltinModule('node:crypto').timingSafeEqual(wanted, given)
}

function plainCode(key: Pick<DeskKey, 'sign'>, id: string): string {
  return codeFrom(Buffer.from(key.sign('confirmation-code', id), 'hex').subarray(0, randomBytesOfCode))
}

const minute = 60_000

/** After five wrong ones within 15 minutes an address waits 15 minutes, after the next five 30, then 60, like access codes. */
const throttle: Throttle = {
  allowed: 5,
  within: 15 * minute,
  furtherAllowed: 5,
  firstWait: 15 * minute,
  longestWait: 60 * minute,
}

/** So far back wrong codes count. */
export const wrongCodesCountFor = 24 * 60 * minute

/** When the next code may be typed for an address with these wrong ones; undefined if it may now. */
export function codeWaitsUntil(failures: readonly Date[], now: Date): Date | undefined {
  return retryAt(failures, now, throttle)
}
