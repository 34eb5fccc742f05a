import type { LevelWords } from '../en/levels'

/** Was vom 1st und 2nd Level gesagt wird, vom Weitergeben und Zurückgeben. */
export const deLevels: LevelWords = {
  missing: {
    'affected-user': 'wer betroffen ist',
    where: 'wo im Produkt',
    device: 'Gerät auf Beraterseite',
    browser: 'Browser auf Beraterseite',
    'customer-device': 'Gerät auf Kundenseite',
    'customer-browser': 'Browser auf Kundenseite',
    'occurred-at': 'Zeitpunkt des Fehlers',
    'console-file': 'Meldungen der Konsole',
    document: 'das Dokument, das ihn zeigt',
    'document-clean': 'dass das Dokument keine personenbezogenen Daten enthält',
    tried: 'was schon versucht wurde',
    reason: 'die Begründung',
  },
  examples: {
    where: 'Kalender > Abgleich',
    'occurred-at': 'gestern 14:30',
    'console-file': 'konsole.txt',
    document: 'angebot.pdf',
    tried: 'anderer Browser',
    reason: 'Protokoll des Abgleichs nötig',
  },
  askReason: 'Warum muss der 2nd Level es ansehen?',
  reasonNeeded: 'Das muss der 2nd Level wissen.',
  askEscalate: (count) => `${count} Tickets an den 2nd Level weitergeben?`,
  askReturnSeveral: (count) => `${count} Tickets an den 1st Level zurückgeben?`,
  someMissing: (count) =>
    count === 1 ? 'Dem 2nd Level fehlt noch eine Angabe.' : `Dem 2nd Level fehlen noch ${count} Angaben.`,
  noteDeskOnly: 'Notiz, nur für den Servicedesk',
  deskNoteAdded: 'Notiz nur für den Servicedesk, niemand erhält eine E-Mail',
  handedOver: (name) => `Weitergegeben von ${name}`,
  handedDown: (name) => `Zurück vom 2nd Level: ${name}`,
  timesHere: (count) => `zum ${count}. Mal hier`,
  timesThere: (count) => (count === 1 ? 'einmal dort gewesen' : `${count}-mal dort gewesen`),
  days: (days, hours) => `${days} T. ${hours} Std.`,
  hours: (hours, minutes) => `${hours} Std. ${minutes} Min.`,
  minutes: (minutes) => `${minutes} Min.`,
  handedUp: 'beim 2nd Level',
  handedBack: (name) => (name === undefined ? 'wieder beim 1st Level' : `wieder beim 1st Level, bei ${name}`),
  forced: (missing) => `ohne Angabe: ${missing}`,
  noLead: (tenant) =>
    `keine Projektleitung benannt: helpdesk config set tenants.project-lead E-MAIL --tenant ${tenant}`,
  unknownLead: (email) => `die Projektleitung ${email} kann es nicht übernehmen: hier unbekannt oder gesperrt`,
  withLead: (name) => `bei der Projektleitung ${name}`,
}
