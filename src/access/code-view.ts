import { instant, text, whole } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { spaced } from './access-code'
import type { ShownCode } from './make-code'

/** A code at the moment it is looked at. */
export interface CodeNow {
  code: ShownCode
  now: Date
}

/** Whole seconds that are left. */
export function secondsLeft({ code, now }: CodeNow): number {
  return Math.max(0, Math.floor((code.expiresAt.getTime() - now.getTime()) / 1000))
}

export const codeView: View<CodeNow> = {
  fields: { tenant: text, code: text, expiresAt: instant, secondsLeft: whole },
  columns: ['tenant', 'code', 'expiresAt', 'secondsLeft'],
  toJson: (shown) => ({
    tenant: shown.code.tenant,
    code: spaced(shown.code.code),
    expiresAt: formatInstant(shown.code.expiresAt),
    secondsLeft: secondsLeft(shown),
  }),
}
