/** What is said of addresses outside, and of what rules caused and would cause. English is the measure. */
export const enRuleLog = {
  columns: {
    address: 'Address',
    state: 'State',
    rules: 'Rules',
  },
  noRecipients: 'No rule names an address outside',
  confirmed: (at: string) => `confirmed ${at}`.trim(),
  stopped: (at: string) => `wants no more since ${at}`,
  asked: (at: string) => `asked ${at}`,
  notAsked: 'not asked yet',
  nowConfirmed: 'confirmed: gets what rules mean for it from now on',
  notSentLater: 'what happened before is not sent later',
  askRemove: (address: string, rules: readonly string[]) =>
    rules.length === 0
      ? `Remove ${address}?`
      : `Remove ${address}, also from ${rules.map((rule) => `“${rule}”`).join(', ')}?`,
  outOfRules: (count: number) => (count === 0 ? '' : count === 1 ? 'out of 1 rule' : `out of ${count} rules`),
  nothingCaused: 'Rules have caused nothing yet',
  /** What became of what a rule meant for somebody, where there is no mail. */
  fates: {
    mail: 'mailed',
    collecting: 'gathered for one mail',
    'own-action': 'not mailed: their own action',
    unconfirmed: 'not mailed: has not confirmed the address',
    stopped: 'not mailed: wants no more',
    nobody: 'not mailed: may not be told of it any more',
  },
  gatheredUntil: (at: string) => `gathered for one mail, which goes ${at}`,
  mailGone: 'mailed; the mail itself was removed',
  mailStates: {
    queued: (at: string) => `in the queue, goes ${at}`,
    leased: () => 'being sent',
    accepted: (at: string, answer: string) => `sent ${at}${answer === '' ? '' : `, the server said: ${answer}`}`,
    deferred: (at: string, answer: string) => `again ${at}${answer === '' ? '' : `, the server said: ${answer}`}`,
    failed: (at: string, answer: string) => `failed ${at}${answer === '' ? '' : `: ${answer}`}`,
    suppressed: () => 'not sent',
    uncertain: () => 'may have arrived or not: the connection broke',
    held: () => 'held because there were so many: helpdesk mail release',
    cancelled: () => 'cancelled',
  } as Readonly<Record<string, (at: string, answer: string) => string>>,
  /** Of the example that `rule test` makes up. */
  exampleValue: (name: string) => `‹${name}›`,
  noEventYet: 'No event has fitted this rule yet; this is how one would look.',
  onEvent: (when: string) => `With the event of ${when}`,
  isDisabled: 'The rule is disabled: it tells nobody',
  wouldTell: {
    mail: 'would be mailed',
    'own-action': 'would not be mailed: their own action',
    unconfirmed: 'would not be mailed: has not confirmed the address',
    stopped: 'would not be mailed: wants no more',
  },
  rolesThen: (roles: string) => `${roles}: whoever that is when it happens`,
  nobodyMeant: 'nobody: none of its recipients is there, or may see this',
  subjectIs: (subject: string) => `Subject: ${subject}`,
  nothingSent: 'Nothing was sent.',
  toOutside: 'To people outside:',
  toInside: 'To people inside:',
  noRules: 'There are no rules that could be about this event',
  reasons: {
    disabled: 'is disabled',
    newer: 'was made after it happened',
    waiting: 'fits, but its mails are still to be worked out: helpdesk cron run',
    nobody: 'fits, but of its recipients nobody is there who may be told',
    changed: 'did not fit when it happened; it was changed since',
    others: (address: string) => `fits, but does not mean ${address}`,
    filter: (filter: string, told: string, wanted: string) => `does not fit: ${filter} is ${told}, wanted ${wanted}`,
    nothingTold: 'not told',
  },
}

export type RuleLogWords = typeof enRuleLog
