import type { AddressForm, ToldEvent } from '../notices'

/** What notices say: mails that a rule sends, and what is asked of people outside before they get any. English is the measure. */
export const enNotices = {
  /** What happened, in one sentence. */
  happened: {
    'payment-file.rejected': () => 'A payment file was rejected.',
    'payment.status-changed': ({ about, change }: ToldEvent) => `Payment ${about}: ${change}.`,
    'eds-order.changed': ({ about, change }: ToldEvent) => `EDS order ${about}: ${change}.`,
    'ticket.opened': ({ about, who }: ToldEvent) => `Ticket ${about} was opened${by(who)}.`,
    'ticket.replied': ({ about, who }: ToldEvent) => `Ticket ${about} was answered${by(who)}.`,
    'ticket.assigned': ({ about, who, whom, team }: ToldEvent) => {
      if (team !== '') return `Ticket ${about} was given to the team ${team}${by(who)}.`
      return whom === ''
        ? `Ticket ${about} was taken from its assignee${by(who)}.`
        : `Ticket ${about} was assigned to ${whom}${by(who)}.`
    },
    'ticket.escalated': ({ about, who }: ToldEvent) => `Ticket ${about} was escalated${by(who)}.`,
    'ticket.returned': ({ about, who }: ToldEvent) => `Ticket ${about} came back to first level${from(who)}.`,
    'ticket.solved': ({ about, who }: ToldEvent) => `Ticket ${about} was solved${by(who)}.`,
    'ticket.reopened': ({ about, who }: ToldEvent) => `Ticket ${about} was reopened${by(who)}.`,
    'ticket.rated': ({ about, who }: ToldEvent) => `The solution of ticket ${about} was rated${by(who)}.`,
    'sla.warning': ({ about }: ToldEvent) => `Ticket ${about} is about to miss its service level.`,
    'sla.breached': ({ about }: ToldEvent) => `Ticket ${about} has missed its service level.`,
    'access.redeemed': ({ whom }: ToldEvent) => `An advisor came in with an access code${named(whom)}.`,
    'access.ended': ({ whom }: ToldEvent) => `An advisor’s access has ended${named(whom)}.`,
    'access.attempts-exceeded': ({ whom }: ToldEvent) => `Somebody typed too many wrong access codes${named(whom)}.`,
  },
  metrics: {
    'first-answer': 'first answer',
    'next-answer': 'next answer',
    solution: 'solution',
  } as Readonly<Record<string, string>>,
  labels: {
    payment: 'Payment',
    file: 'File',
    order: 'Order',
    contact: 'EBICS contact',
    kind: 'Kind',
    reason: 'Reason',
    amount: 'Amount',
    account: 'Account',
    subject: 'Subject',
    from: 'From',
    metric: 'Due',
    tenant: 'Customer',
    at: 'When',
    externalId: 'Reference',
  },
  toSeeTicket: (number: number) => `To look at it: helpdesk show ${number}`,
  onTheWeb: (url: string) => `On the web: ${url}`,
  /** Above several events in one mail, with the subject that one of them would have had. */
  gathered: (count: number) => (count === 1 ? '1 event:' : `${count} events:`),
  gatheredSubject: (subject: string, count: number) => (count === 1 ? subject : `${subject} (and ${count - 1} more)`),
  andMore: (count: number) => `… and ${count} more.`,
  allOfThem: 'All of them: helpdesk event list',
  becauseOf: (_form: AddressForm, rules: readonly string[]) =>
    rules.length === 1
      ? `You get this mail because of the rule ${rules[0] ?? ''}.`
      : `You get this mail because of these rules:\n${rules.map((rule) => `  ${rule}`).join('\n')}`,
  ruleOf: (description: string, owner: string) => `“${description}” of ${owner}`,
  whyExactly: (event: string) => `Why exactly: helpdesk rule explain ${event}`,
  toChange: (command: string) => `To change it: ${command}`,
  outsideBecauseOf: (_form: AddressForm, rules: readonly string[]) =>
    rules.length === 1
      ? `You get this mail because ${rules[0] ?? ''} names this address.`
      : `You get this mail because these rules name this address:\n${rules.map((rule) => `  ${rule}`).join('\n')}`,
  outsideRule: (description: string, owner: string) => `the rule “${description}” of ${owner}`,
  toStop: (_form: AddressForm) => 'To get no more of them, answer with the one word: stop',
  confirmation: {
    subject: (owner: string) => `${owner}: do you want these notifications?`,
    hello: 'Hello,',
    asks: (_form: AddressForm, owner: string, who: string | null) =>
      who === null
        ? `${owner} wants to send notifications to this address.`
        : `${who} (${owner}) wants to send notifications to this address.`,
    rules: (rules: readonly string[]) => `These are:\n${rules.map((rule) => `  ${rule}`).join('\n')}`,
    howTo: (_form: AddressForm) =>
      'To get them, answer this mail with the one word: yes\nor tell whoever asked you for it this code:',
    code: (gap: string) => `Code: ${gap}`,
    otherwise: (_form: AddressForm) =>
      'Unless you confirm, nothing more comes. What happens until then is not sent later.\nIf you never want to be asked again, answer with the one word: stop',
  },
  held: {
    sendAll: (count: number) =>
      count === 1 ? '1 mail is held. Send it?' : `${groups(count)} mails are held. Send them all?`,
    released: (count: number) => (count === 1 ? '1 mail released' : `${groups(count)} mails released`),
    toRelease: (count: number) =>
      `${count === 1 ? '1 mail is' : `${groups(count)} mails are`} held: helpdesk mail release`,
    subject: (count: number) => (count === 1 ? '1 mail is held' : `${count} mails are held`),
    body: (count: number, most: number) =>
      [
        count === 1 ? '1 mail is held and not sent.' : `${count} mails are held and not sent.`,
        `One command or run sends at most ${most} (mail.max-per-run).`,
        '',
        'To see them: helpdesk mail queue',
        'To send them: helpdesk mail release',
        '',
        'This is said once, until they are released or cancelled.',
      ].join('\n'),
  },
}

/** 12,345 */
function groups(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

function by(who: string): string {
  return who === '' ? '' : ` by ${who}`
}

function from(who: string): string {
  return who === '' ? '' : ` from ${who}`
}

function named(whom: string): string {
  return whom === '' ? '' : `: ${whom}`
}

export type NoticeWords = typeof enNotices
