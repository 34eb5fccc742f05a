const key = { '--idempotency-key': 'nur einmal ausführen, sooft es mit diesem Schlüssel aufgerufen wird' }
const account = { account: 'IBAN, Adresse oder Bezeichnung, oder der Anfang davon' }
const contact = { contact: 'sein Name oder der Anfang davon' }
const ebicsFlags = {
  '--host-id': 'die Host-ID der Bank',
  '--partner-id': 'die Kunden-ID bei der Bank',
  '--user-id': 'die ID des Teilnehmers, der unterschreibt',
  '--url': 'die EBICS-Adresse der Bank',
  '--order-type': 'eine Auftragsart, die benutzt werden darf: CCT, STA …; mehrfach möglich',
}
const paging = {
  '--limit': 'höchstens so viele; ein Terminal zeigt 50',
  '--cursor': 'dort weiter, wo eine Seite endete',
  '--page-info': 'als JSON: {items, nextCursor}',
}

/** Die Hilfeseiten zu dem, was ein Mandant hat: Konten, EBICS-Kontakte, Zahlungen, Auszugsdateien, Ereignisse. */
export const deWorkspaceHelp = {
  nouns: {
    account: 'Bankkonten und PayPal-Konten eines Mandanten.',
    ebics: 'EBICS-Kontakte eines Mandanten und die Aufträge, die dort auf Unterschriften warten.',
    payment: 'Zahlungen eines Mandanten, und was aus ihnen wurde.',
    statement: 'Angaben zu Dateien mit Kontoumsätzen, nie ihr Inhalt.',
    event: 'Was geschehen ist, auch anderswo und hier eingespeist.',
  },
  verbs: {
    'account add': {
      summary: 'Ein Konto anlegen',
      arguments: { account: 'eine IBAN, oder die Adresse eines PayPal-Kontos' },
      flags: { '--label': 'wie das Konto heißen soll', '--bic': 'der BIC der Bank', ...key },
      examples: [['helpdesk account add "DE89 3704 0044 0532 0130 00" --label Gehälter', 'Leerzeichen stören nicht']],
    },
    'account list': { summary: 'Die Konten eines Mandanten', flags: paging },
    'account show': { summary: 'Ein Konto', arguments: account },
    'account edit': {
      summary: 'Bezeichnung oder BIC eines Kontos ändern',
      arguments: account,
      flags: {
        '--label': 'wie das Konto heißen soll',
        '--no-label': 'ohne Bezeichnung',
        '--bic': 'der BIC der Bank',
        '--no-bic': 'ohne BIC',
        ...key,
      },
    },
    'account remove': {
      summary: 'Ein Konto entfernen',
      description: 'Was von seinen Zahlungen bekannt ist, bleibt; weitere Ereignisse dazu werden abgewiesen.',
      arguments: account,
      flags: { '--dry-run': 'nur sagen, was entfernt würde', ...key },
    },
    'ebics add': {
      summary: 'Einen EBICS-Kontakt anlegen',
      arguments: { name: 'wie der Kontakt heißen soll' },
      flags: { ...ebicsFlags, ...key },
      examples: [
        [
          'helpdesk ebics add Hausbank --host-id EBIXHOST --partner-id P4711 --user-id U1 --order-type CCT',
          'so wie es im Brief der Bank steht',
        ],
      ],
    },
    'ebics list': { summary: 'Die EBICS-Kontakte eines Mandanten', flags: paging },
    'ebics show': { summary: 'Ein EBICS-Kontakt mit seinen Aufträgen, und was aus ihnen wurde', arguments: contact },
    'ebics edit': {
      summary: 'Einen EBICS-Kontakt ändern',
      arguments: contact,
      flags: {
        '--name': 'ein anderer Name',
        ...ebicsFlags,
        '--no-url': 'ohne Adresse',
        '--remove-order-type': 'eine Auftragsart, die nicht mehr benutzt werden darf; mehrfach möglich',
        ...key,
      },
    },
    'ebics remove': {
      summary: 'Einen EBICS-Kontakt entfernen, und was von seinen Aufträgen bekannt ist',
      arguments: contact,
      flags: { '--dry-run': 'nur sagen, was entfernt würde', ...key },
    },
    'payment list': {
      summary: 'Zahlungen, die zuletzt geänderten zuerst',
      description: 'Eine Zahlung ist bekannt, sobald ein Ereignis sie nennt.',
      flags: {
        '--kind': 'sepa, foreign-trade, cash-card oder paypal',
        '--status':
          'mit diesem Status: Kennung, Code oder Bezeichnung; not-executed meint alles Gescheiterte; mehrfach möglich',
        '--account': 'mit dieser IBAN oder PayPal-Adresse',
        ...paging,
      },
      examples: [['helpdesk payment list --status not-executed', 'was nicht durchging']],
    },
    'payment show': {
      summary: 'Eine Zahlung mit allem, was von ihr gemeldet wurde',
      arguments: { payment: 'ihre Referenz' },
    },
    'statement add': {
      summary: 'Vermerken, dass eine Datei mit Kontoumsätzen da ist',
      description: 'Für Portale und Skripte. An einer, die schon bekannt ist, ändert sich nichts.',
      arguments: { name: 'wie die Datei heißt; gelesen wird sie nicht' },
      flags: {
        '--account': 'wessen Umsätze: IBAN oder PayPal-Adresse',
        '--format': 'mt940, mt942, camt.052, camt.053, camt.054, csv oder pdf',
        '--from': 'der erste Tag: 2026-11-19',
        '--to': 'der letzte Tag: 2026-11-20',
        '--size': 'ihre Größe in Bytes',
        ...key,
      },
    },
    'statement list': {
      summary: 'Welche Dateien mit Kontoumsätzen da sind, die neueste zuerst',
      flags: { '--account': 'mit dieser IBAN oder PayPal-Adresse', ...paging },
    },
    'event types': { summary: 'Was geschehen kann, mit Attributen und Filtern' },
    'event emit': {
      summary: 'Ein Ereignis einspeisen',
      description: 'Zu einem Konto oder EBICS-Kontakt, den der Mandant hat. Mit einer fremden Kennung zählt es einmal.',
      arguments: { type: 'payment-file.rejected, payment.status-changed oder eds-order.changed' },
      flags: {
        '--attribute': 'was es meldet: status=executed; mehrfach möglich',
        '--external-id': 'wie der Absender es nennt, höchstens 200 Zeichen',
        ...key,
      },
      examples: [
        [
          'helpdesk event emit payment.status-changed --attribute payment=RE-7 --attribute status=FIN_REJECTED',
          'ein Status als Kennung, Code oder Bezeichnung',
        ],
        [
          'helpdesk event emit payment-file.rejected --attribute file=mai.xml --attribute "reason=Kein Auftraggeber"',
          'betrifft den ganzen Mandanten',
        ],
      ],
    },
    'event import': {
      summary: 'Die Ereignisse aus Dateien einspeisen',
      description:
        'JSON, wie event list es ausgibt (eine Liste, oder eines je Zeile), oder die Antwort einer Bank: pain.002.001.03 bis .10. Eine Datei gilt ganz oder gar nicht, und was schon bekannt ist, zählt einmal.',
      arguments: { path: 'Dateien, - für die Standardeingabe' },
      flags: {
        '--format': 'pain.002 oder json; auto sieht nach, wie eine Datei beginnt',
        '--dry-run': 'nur sagen, was neu wäre',
        ...key,
      },
      examples: [
        ['helpdesk event import status.xml', 'was die Bank geantwortet hat'],
        ['helpdesk event import events.ndjson --dry-run', 'was neu wäre'],
      ],
    },
    'event list': {
      summary: 'Was geschehen ist, das Älteste zuerst',
      description: 'Im gemeinten Mandanten; Mitarbeiter des Servicedesk, die keinen nennen, sehen alles.',
      flags: {
        '--all': 'aus allen Mandanten',
        '--type': 'nur diese Art: helpdesk event types',
        '--since': 'seit dann: 2026-11-21, "gestern 14:30"',
        ...paging,
        '--limit': 'die neuesten, höchstens so viele; ein Terminal zeigt 50',
      },
    },
    'event follow': {
      summary: 'Ereignisse ausgeben, sobald sie kommen, bis Strg-C',
      description: 'Mit --json ein Objekt je Zeile.',
      flags: { '--all': 'aus allen Mandanten', '--from': 'hinter diesem Ereignis beginnen: seine Kennung' },
      examples: [['helpdesk event follow --json', 'für ein Skript, das weiterliest']],
    },
  },
} as const
