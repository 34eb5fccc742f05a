/** What is said of first and second level, of handing tickets over and back. English is the measure. */
export const enLevels = {
  /** What a report lacks, by the flags that say it. */
  missing: {
    'affected-user': 'who is affected',
    where: 'where in the product',
    device: 'device on the advisor’s side',
    browser: 'browser on the advisor’s side',
    'customer-device': 'device on the customer’s side',
    'customer-browser': 'browser on the customer’s side',
    'occurred-at': 'time of the error',
    'console-file': 'console messages',
    document: 'the document that shows it',
    'document-clean': 'that the document contains no personal data',
    tried: 'what was tried',
    reason: 'the reason',
  },
  /** How each is said on the command line. */
  examples: {
    where: 'Calendar > Sync',
    'occurred-at': 'yesterday 14:30',
    'console-file': 'console.txt',
    document: 'offer.pdf',
    tried: 'another browser',
    reason: 'needs the sync log',
  },
  askReason: 'Why does second level have to look at it?',
  reasonNeeded: 'Second level has to know why.',
  askEscalate: (count: number) => `Hand ${count} tickets to second level?`,
  askReturnSeveral: (count: number) => `Return ${count} tickets to first level?`,
  someMissing: (count: number): string =>
    count === 1 ? 'Second level needs one more thing.' : `Second level needs ${count} more things.`,
  noteDeskOnly: 'note, desk only',
  deskNoteAdded: 'note, desk only, nobody mailed',
  handedOver: (name: string) => `Handed over by ${name}`,
  handedDown: (name: string) => `Back from second level: ${name}`,
  timesHere: (count: number): string =>
    count === 2 ? 'second time here' : count === 3 ? 'third time here' : `${count} times here`,
  timesThere: (count: number): string =>
    count === 1 ? 'once there' : count === 2 ? 'twice there' : `${count} times there`,
  levelTime: (level: number, length: string) => `level ${level}: ${length}`,
  inWork: 'somebody is on it',
  days: (days: number, hours: number) => `${days} d ${hours} h`,
  hours: (hours: number, minutes: number) => `${hours} h ${String(minutes).padStart(2, '0')} min`,
  minutes: (minutes: number) => `${minutes} min`,
  handedUp: 'with second level',
  handedBack: (name: string | undefined): string =>
    name === undefined ? 'back at first level' : `back at first level, with ${name}`,
  forced: (missing: string): string => `handed over all the same, without: ${missing}`,
  noLead: 'no project lead is named',
  unknownLead: (email: string): string => `the project lead ${email} cannot have it`,
  withLead: (name: string): string => `with the project lead ${name}`,
}
export type LevelWords = typeof enLevels
