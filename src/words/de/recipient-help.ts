const desk = { '--desk': 'bei den Regeln des Desks, nicht eines Mandanten' }
const rule = { rule: 'ihre Beschreibung, deren Anfang oder ihre Id' }

/** Hilfeseiten dazu, was Regeln bewirken, und zu den externen Adressen, die sie nennen. */
export const deRecipientHelp = {
  nouns: {
    recipient: 'Externe Adressen, die Regeln nennen, und ob sie bestätigt sind.',
  },
  verbs: {
    'rule test': {
      summary: 'Zeigen, was eine Regel senden würde',
      description:
        'Für das neueste Ereignis, das passt, für ein bestimmtes oder für eines aus einer Datei; wo es keines gibt, für ein Beispiel. Sendet nichts.',
      arguments: { ...rule, event: 'seine Id, seine externe Id oder die Nummer eines Tickets für das neueste dazu' },
      flags: {
        '--event-file': 'eine Datei mit einem Ereignis, wie event import sie nimmt; - für die Standardeingabe',
        ...desk,
      },
      examples: [['helpdesk rule test "Nicht ausgeführt"', 'wer eine Mail erhielte, und was darin stünde']],
    },
    'rule explain': {
      summary: 'Warum jemand von einem Ereignis erfuhr oder nicht',
      description:
        'Zuerst die Briefe, die es von selbst auslöste: an wen, warum und was aus jedem wurde. Dann Regel für Regel: ob sie passt, wen sie meint und was aus jeder Mail wurde. Wer einen Brief erhielt, darf immer fragen, warum.',
      arguments: {
        event:
          'seine Id, seine externe Id, die Nummer eines Tickets für das neueste dazu oder die Id einer Mail für das, was sie auslöste',
        address: 'nur, was diese Adresse betrifft',
      },
      examples: [
        ['helpdesk rule explain 4be91c02a7d35f18 anna@acme.example', 'warum Anna eine Mail erhielt oder keine'],
      ],
    },
    'rule log': {
      summary: 'Was Regeln bewirkt haben, das Neueste zuletzt',
      description:
        'Was eine gelöschte Regel bewirkt hat, verschwindet mit ihr. Eine abgeschaltete Regel sendet noch, was sie schon gesammelt hatte.',
      arguments: rule,
      flags: { '--limit': 'höchstens so viele, die neuesten', ...desk },
    },
    'recipient list': { summary: 'Externe Adressen, und ob sie bestätigt sind', flags: desk },
    'recipient confirm': {
      summary: 'Eine Adresse mit dem Code bestätigen, der an sie ging',
      description: 'Wer das Postfach liest, kann auch mit „ja“ antworten. Was vorher geschah, wird nicht nachgesandt.',
      arguments: {
        address: 'die externe Adresse',
        code: 'der Code; Leerzeichen, Striche und Kleinbuchstaben stören nicht',
      },
      flags: desk,
      examples: [['helpdesk recipient confirm bank@partner.example 7KQ2-9MXD-4', 'aus der Zeile „Code:“ der Mail']],
    },
    'recipient remove': {
      summary: 'Eine Adresse entfernen, auch aus allen Regeln',
      arguments: { address: 'die externe Adresse' },
      flags: desk,
    },
  },
} as const
