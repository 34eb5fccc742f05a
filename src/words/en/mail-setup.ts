/** What is said when mail is set up. */
export const enMailSetup = {
  askFrom: 'From which address does your desk write?',
  askWay: 'How does its mail leave?',
  asNow: (server: string): string => `As now, by ${server}`,
  provider: 'By the server of a provider, with a login',
  local: 'By the mail server of this machine (Postfix, Exim …)',
  program: (path: string): string => `By ${path}`,
  askServer: 'Server, with its port (587 unless you name one):',
  noServer: 'That is no server: mail.provider.example, or mail.provider.example:465',
  askUser: 'User (empty: it wants no login):',
  askPassword: (user: string): string => `Password of ${user}:`,
  askKeep: 'Keep these settings all the same?',
  setUp: (from: string): string => `Mail comes from ${from}`,
  notTested: 'not tested: helpdesk mail test ADDRESS',
  taken: (server: string, said: string): string => `${server} took a test mail: ${said}`,
  look: (address: string): string => `whether it arrived, the mailbox of ${address} shows`,
  cron: 'So that mail leaves without a terminal, and is tried again where that is needed, cron runs this each minute:',
  installCron: 'It is put there by: helpdesk cron install',
  dns: 'So that others do not take your mail for spam, the SPF record of your domain has to name this server, and it should sign with DKIM.',
}
export type MailSetupWords = typeof enMailSetup
