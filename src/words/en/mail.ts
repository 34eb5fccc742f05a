/** What is said of mail that must leave. */
export const enMail = {
  states: {
    queued: 'waits',
    leased: 'is going out',
    accepted: 'sent',
    deferred: 'put off',
    failed: 'failed',
    suppressed: 'not wanted',
    uncertain: 'uncertain',
    held: 'held back',
    cancelled: 'cancelled',
  },
  columns: { id: 'Id', state: 'State', to: 'To', subject: 'Subject', when: 'When', reason: 'Why' },
  /** Why a mail did not go although it was queued. */
  unwanted: {
    disabled: 'the recipient was disabled meanwhile',
    'tenant-deleted': 'the tenant was deleted meanwhile',
    'taken-back': 'the reply was taken back',
    stopped: 'the recipient wants no more of these mails',
  },
  bodyGone: 'its text is no longer kept',
  secretGone: 'its link is no longer good: used, too old, or replaced by a newer one',
  filesLeftOut: (names: readonly string[]): string =>
    `[Too large to be sent by mail: ${names.join(', ')}. You find ${names.length === 1 ? 'it' : 'them'} in the ticket.]`,
  nothingToSend: 'Nothing to send',
  sent: (count: number): string => (count === 1 ? '1 mail sent' : `${count} mails sent`),
  putOff: (count: number): string => `${count} put off`,
  failed: (count: number): string => `${count} failed: helpdesk mail queue --state failed`,
  uncertain: (count: number): string =>
    `of ${count} nobody knows whether ${count === 1 ? 'it' : 'they'} arrived: helpdesk mail queue --state uncertain`,
  suppressed: (count: number): string => `${count} no longer wanted`,
  held: (count: number): string => `${count} held back, too old: helpdesk mail release`,
  wouldSend: (count: number): string => (count === 1 ? '1 mail is due' : `${count} mails are due`),
  queueEmpty: 'Nothing waits',
  noneFits: 'No mail fits. All: helpdesk mail queue --all',
  /** With how many are shown. */
  more: (shown: number): string => `the ${shown} oldest · more: --limit 200`,
  goes: (at: string): string => `goes ${at}`,
  again: (at: string): string => `again ${at}`,
  askReleaseAll: (count: number): string => `Let ${count} mails go?`,
  retried: (count: number): string => (count === 1 ? '1 mail goes once more' : `${count} mails go once more`),
  cancelledMails: (count: number): string => (count === 1 ? '1 mail cancelled' : `${count} mails cancelled`),
  released: (count: number): string => (count === 1 ? '1 mail may go' : `${count} mails may go`),
  wouldRelease: (count: number): string => (count === 1 ? '1 mail would go' : `${count} mails would go`),
  nothingHeld: 'No mail is held back',
  nothingFailed: 'No mail has failed',
  testSubject: (desk: string): string => (desk === '' ? 'Test of your helpdesk' : `Test of ${desk}`),
  testBody: 'This mail shows that your helpdesk can send mail.\n',
  testTaken: (server: string, said: string): string => `${server} took the mail: ${said}`,
  testOnTheWay: 'Whether it arrives, only the mailbox shows.',
}
export type MailWords = typeof enMail
