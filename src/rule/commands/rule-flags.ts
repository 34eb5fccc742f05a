import type { Command, OptionValues } from '@commander-js/extra-typings'
import { collect } from '../../kit/verb'
import type { RuleFlags } from '../rule-words'

/** What a rule can be told, new or not. */
export function withRuleFlags<Words extends unknown[], Options extends OptionValues>(command: Command<Words, Options>) {
  return command
    .option('--description <text>')
    .option('--event <type>')
    .option('--status <status>', '', collect)
    .option('--account <account>', '', collect)
    .option('--change <change>', '', collect)
    .option('--contact <contact>', '', collect)
    .option('--category <category>', '', collect)
    .option('--priority <priority>', '', collect)
    .option('--emergency')
    .option('--no-emergency')
    .option('--level <level>', '', collect)
    .option('--team <team>', '', collect)
    .option('--module <module>', '', collect)
    .option('--by <side>', '', collect)
    .option('--subject <text>')
    .option('--to <who>', '', collect)
    .option('--external <email>', '', collect)
    .option('--collect <duration>')
    .option('--desk')
    .option('--idempotency-key <key>')
}

/** What commander makes of them. */
export interface TypedRuleFlags {
  description?: string | undefined
  event?: string | undefined
  status?: string[] | undefined
  account?: string[] | undefined
  change?: string[] | undefined
  contact?: string[] | undefined
  category?: string[] | undefined
  priority?: string[] | undefined
  emergency?: boolean | undefined
  level?: string[] | undefined
  team?: string[] | undefined
  module?: string[] | undefined
  by?: string[] | undefined
  subject?: string | undefined
  to?: string[] | undefined
  external?: string[] | undefined
  collect?: string | undefined
  disabled?: boolean | undefined
  addStatus?: string[] | undefined
  removeStatus?: string[] | undefined
  addAccount?: string[] | undefined
  removeAccount?: string[] | undefined
  addTo?: string[] | undefined
  removeTo?: string[] | undefined
  addExternal?: string[] | undefined
  removeExternal?: string[] | undefined
}

/** The flags as what they say of a rule. */
export function ruleFlagsFrom(flags: TypedRuleFlags): RuleFlags {
  const {
    description,
    event,
    subject,
    to,
    external,
    collect: span,
    addTo,
    removeTo,
    addExternal,
    removeExternal,
  } = flags
  const { change, contact, category, priority, level, team, module, by } = flags
  return {
    filters: {
      status: { set: flags.status, add: flags.addStatus, remove: flags.removeStatus },
      account: { set: flags.account, add: flags.addAccount, remove: flags.removeAccount },
      change: { set: change },
      contact: { set: contact },
      category: { set: category },
      priority: { set: priority },
      emergency: { set: flags.emergency === undefined ? undefined : [String(flags.emergency)] },
      level: { set: level },
      team: { set: team },
      module: { set: module },
      by: { set: by },
    },
    ...{ description, event, subject, to, external, collect: span, addTo, removeTo, addExternal, removeExternal },
    enabled: flags.disabled === true ? false : undefined,
  }
}
