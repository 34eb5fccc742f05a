const key = { '--idempotency-key': 'nur einmal ausführen, sooft es mit diesem Schlüssel aufgerufen wird' }
const desk = { '--desk': 'eine Regel des Servicedesk, nicht eines Mandanten' }
const named = { rule: 'ihre Beschreibung, deren Anfang, oder ihre Kennung' }
const filters = {
  '--status':
    'Zahlungen mit diesem Status: Kennung, Code oder Bezeichnung; not-executed meint alles Gescheiterte; mehrfach möglich',
  '--account': 'Zahlungen dieses Kontos: IBAN, Adresse, Bezeichnung, oder all; mehrfach möglich',
  '--change': 'VEU-Aufträge: pending, signed-automatically, signed-manually, cancelled; mehrfach möglich',
  '--contact': 'VEU-Aufträge dieses EBICS-Kontakts, oder all; mehrfach möglich',
  '--category': 'Tickets mit diesem Grund; mehrfach möglich',
  '--priority': 'Tickets mit dieser Priorität; mehrfach möglich',
  '--emergency': 'nur Notfälle',
  '--no-emergency': 'alles außer Notfällen',
  '--level': 'Tickets auf Stufe 1 oder 2',
  '--team': 'Tickets dieses Teams, wie list --team sie zeigt (Regeln des Servicedesk); mehrfach möglich',
  '--module': 'Tickets zu diesem Modul; mehrfach möglich',
  '--by': 'Antworten von customer (Kunde) oder staff (Mitarbeiter)',
}
const content = {
  '--description': 'wie sie heißen soll, höchstens 200 Zeichen',
  '--event': 'worum es geht: helpdesk event types',
  ...filters,
  '--subject': 'E-Mail-Betreff; {payment.status}, {ticket.number} … stehen für das, was das Ereignis meldet',
  '--to':
    'jemand aus dem Mandanten; in einer Regel des Servicedesk Mitarbeiter, ein Team oder eine Rolle (@team …); mehrfach möglich',
  '--external': 'eine andere Adresse, die nichts bekommt, bevor sie bestätigt hat; mehrfach möglich',
  '--collect': 'Ereignisse so lange in einer E-Mail sammeln: 5m, 1h; 0 meldet jedes sofort',
  ...desk,
  ...key,
}

/** Die Hilfeseiten zu Benachrichtigungsregeln. */
export const deRuleHelp = {
  nouns: {
    rule: 'Wer eine E-Mail bekommt, wenn etwas geschieht.',
  },
  verbs: {
    'rule add': {
      summary: 'Eine Benachrichtigungsregel anlegen',
      description:
        'Im Terminal wird gefragt, was fehlt. Rollen in Regeln des Servicedesk: @assignee, @team, @level-1, @level-2, @watchers, @requester, @emergency.',
      flags: {
        ...content,
        '--disabled': 'sie benachrichtigt noch niemanden',
        '--recover': 'die Antworten zu einer Regel wieder aufnehmen, die nicht gespeichert wurde',
      },
      examples: [
        ['helpdesk rule add', 'Schritt für Schritt'],
        [
          'helpdesk rule add --description "Nicht ausgeführt" --event payment.status-changed --status not-executed --to anna@acme.example',
          'für alle Konten, auch künftige',
        ],
        [
          'helpdesk rule add --description Notfälle --event ticket.opened --emergency --to @emergency --desk',
          'eine Regel des Servicedesk',
        ],
      ],
    },
    'rule list': {
      summary: 'Die Regeln eines Mandanten oder des Servicedesk',
      description: 'Im gemeinten Mandanten; Administratoren des Servicedesk, die keinen nennen, sehen die eigenen.',
      flags: desk,
    },
    'rule show': { summary: 'Eine Regel mit Filtern und Empfängern', arguments: named, flags: desk },
    'rule edit': {
      summary: 'Eine Regel ändern',
      description: 'Eine Option ohne add oder remove setzt die ganze Liste neu.',
      arguments: named,
      flags: {
        ...content,
        '--add-status': 'ein Status mehr',
        '--remove-status': 'ein Status weniger',
        '--add-account': 'ein Konto mehr',
        '--remove-account': 'ein Konto weniger',
        '--add-to': 'jemand mehr',
        '--remove-to': 'jemand weniger',
        '--add-external': 'eine andere Adresse mehr',
        '--remove-external': 'eine andere Adresse weniger',
      },
      examples: [['helpdesk rule edit "Nicht ausgeführt" --add-account Gehälter', 'ein Konto mehr']],
    },
    'rule enable': { summary: 'Eine Regel wieder einschalten', arguments: named, flags: { ...desk, ...key } },
    'rule disable': {
      summary: 'Eine Regel abschalten, ohne sie zu löschen',
      arguments: named,
      flags: { ...desk, ...key },
    },
    'rule delete': {
      summary: 'Eine Regel löschen',
      arguments: named,
      flags: { '--dry-run': 'nur sagen, welche es wäre', ...desk, ...key },
    },
    'rule export': {
      summary: 'Alle Regeln als Datei für rule apply ausgeben',
      description: 'JSON in fester Ordnung und ohne Kennungen, zum Prüfen und Aufheben.',
      flags: desk,
      examples: [['helpdesk rule export --desk', 'die des Servicedesk']],
    },
    'rule apply': {
      summary: 'Die Regeln so machen, wie eine Datei sie beschreibt',
      description:
        'Was in der Datei steht, wird angelegt oder geändert, was nicht darin steht, gelöscht: alles oder nichts. Fragt vorher.',
      arguments: { path: 'die Datei, - für die Standardeingabe' },
      flags: { '--dry-run': 'nur sagen, was sich ändern würde', ...desk, ...key },
      examples: [['helpdesk rule apply regeln.json --dry-run', 'was sich ändern würde']],
    },
  },
} as const
