const conditions = {
  '--priority': 'nur für Tickets dieser Priorität: low, normal, high oder urgent',
  '--category': 'nur für Tickets dieser Kategorie',
  '--level': 'nur auf dieser Supportstufe: 1 oder 2',
}
const key = { '--idempotency-key': 'nur einmal ausführen, sooft es mit diesem Schlüssel aufgerufen wird' }

/** Die Hilfeseiten zu Servicezeiten. */
export const deSlaHelp = {
  nouns: { sla: 'Wie schnell der Servicedesk antwortet und löst, und was daraus wurde.' },
  verbs: {
    'sla list': {
      summary: 'Was zugesagt ist, in der Reihenfolge, in der geprüft wird, was passt',
      description:
        'Von dem, was auf ein Ticket passt, gilt die Zusage mit den meisten Bedingungen; die Kategorie geht der Priorität vor.',
    },
    'sla set': {
      summary: 'Zusagen, wie schnell der Servicedesk antwortet und löst',
      description:
        'Ersetzt, was für dieselben Tickets zugesagt war: Was nicht genannt ist, ist nicht zugesagt. Laufende Uhren behalten, was bei ihrem Beginn galt. Gezählt wird Geschäftszeit (30m, 4h, 2d: ein d ist ein Arbeitstag, so lang wie der Servicedesk an einem durchschnittlichen Tag erreichbar ist).',
      flags: {
        ...conditions,
        '--first-answer': 'bis zur ersten Antwort',
        '--next-answer': 'bis zu jeder weiteren Antwort, ab der ältesten Nachricht, die auf eine wartet',
        '--solution': 'bis zur Lösung',
        '--around-the-clock': 'auch Nächte, Wochenenden und Feiertage zählen; ein d sind 24 Stunden',
        ...key,
      },
      examples: [
        ['helpdesk sla set --first-answer 4h --next-answer 1d --solution 3d', 'für alle Tickets'],
        ['helpdesk sla set --priority urgent --first-answer 30m --around-the-clock', 'für Notfälle, auch nachts'],
        ['helpdesk sla set --level 2 --first-answer 4h', 'Second Level, ab der Eskalation'],
      ],
    },
    'sla remove': {
      summary: 'Etwas nicht mehr zusagen',
      description:
        'Genannt wird es wie beim Festlegen, mit seinen Bedingungen, oder mit seiner Id. Laufende Uhren behalten es.',
      arguments: { id: 'die Id der Zusage, oder der Anfang davon' },
      flags: { ...conditions, '--dry-run': 'nur zeigen, welche es ist', ...key },
    },
    'sla explain': {
      summary: 'Wann ein Ticket fällig ist, und warum: was gezählt wurde und was nicht',
      arguments: { number: 'das Ticket: 1042, oder . für das in diesem Terminal zuletzt gezeigte' },
      examples: [['helpdesk sla explain 1042', 'Zeile für Zeile, mit dem, was der Kalender sagt']],
    },
  },
} as const
