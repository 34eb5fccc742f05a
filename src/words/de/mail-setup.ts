import type { MailSetupWords } from '../en/mail-setup'

/** Was gesagt wird, wenn Mail eingerichtet wird. */
export const deMailSetup: MailSetupWords = {
  askFrom: 'Von welcher Adresse schreibt der Servicedesk?',
  askWay: 'Auf welchem Weg geht seine Mail hinaus?',
  asNow: (server) => `Wie bisher, über ${server}`,
  provider: 'Über den Server eines Anbieters, mit Anmeldung',
  local: 'Über den Mailserver dieses Rechners (Postfix, Exim …)',
  program: (path) => `Über ${path}`,
  askServer: 'Server, mit Port (ohne Angabe 587):',
  noServer: 'Das ist kein Server: mail.anbieter.example oder mail.anbieter.example:465',
  askUser: 'Benutzer (leer: ohne Anmeldung):',
  askPassword: (user) => `Passwort von ${user}:`,
  askKeep: 'Diese Einstellungen trotzdem behalten?',
  setUp: (from) => `Mail kommt von ${from}`,
  notTested: 'nicht geprüft: helpdesk mail test ADRESSE',
  taken: (server, said) => `${server} hat eine Testmail angenommen: ${said}`,
  look: (address) => `ob sie ankam, zeigt das Postfach von ${address}`,
  cron: 'Damit Mail auch ohne Terminal hinausgeht und noch einmal versucht wird, wo es nötig ist, startet Cron jede Minute:',
  installCron: 'So kommt die Zeile dorthin: helpdesk cron install',
  dns: 'Damit andere Ihre Mail nicht für Spam halten, muss der SPF-Eintrag Ihrer Domain diesen Server nennen; außerdem sollte er mit DKIM signieren.',
}
