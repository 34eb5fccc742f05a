import { instant, listOf, oneOf, orNull, text } from '../kit/json'
import { languages } from '../kit/language'
import type { Screen } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { RuleLogWords } from '../words/en/rule-log'
import { type ExternalRecipient, recipientStates } from './recipient'

/** An address outside with the rules that name it. */
export interface ShownRecipient {
  recipient: ExternalRecipient
  /** Null: it is the desk's. */
  tenant: string | null
  /** By description. */
  rules: readonly string[]
}

const orNever = (at: Date | null): string | null => (at === null ? null : formatInstant(at))

export const recipientView: View<ShownRecipient> = {
  fields: {
    address: text,
    tenant: orNull(text),
    state: oneOf(recipientStates),
    language: oneOf(languages),
    rules: listOf(text),
    askedAt: orNull(instant),
    confirmedAt: orNull(instant),
    stoppedAt: orNull(instant),
    createdAt: instant,
  },
  columns: ['address', 'tenant', 'state', 'language', 'askedAt', 'confirmedAt', 'stoppedAt'],
  toJson: ({ recipient, tenant, rules }) => ({
    address: recipient.address,
    tenant,
    state: recipient.state,
    language: recipient.language,
    rules: [...rules],
    askedAt: orNever(recipient.askedAt),
    confirmedAt: orNever(recipient.confirmedAt),
    stoppedAt: orNever(recipient.stoppedAt),
    createdAt: formatInstant(recipient.createdAt),
  }),
}

/** What a person reads of how far it is: confirmed, asked on Monday, no more since yesterday. */
export function recipientState(screen: Screen, words: RuleLogWords, { recipient }: ShownRecipient): string {
  const { state, askedAt, confirmedAt, stoppedAt } = recipient
  const at = (instantOf: Date | null): string =>
    instantOf === null ? '' : formatLocal(instantOf, screen.zone, screen.language, 'day', screen.now)
  if (state === 'confirmed') return words.confirmed(at(confirmedAt))
  if (state === 'stopped') return words.stopped(at(stoppedAt))
  return askedAt === null ? words.notAsked : words.asked(at(askedAt))
}

export function ruleNames(screen: Screen, { rules }: ShownRecipient): string {
  return rules.length === 0 ? screen.symbols.nothing : rules.map((rule) => safeText(rule)).join(', ')
}
