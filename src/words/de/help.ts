import type { enHelp } from '../en/help'
import type { Example } from '../help'
import { deMailHelp } from './mail-help'
import { deRecipientHelp } from './recipient-help'
import { deRuleHelp } from './rule-help'
import { deSlaHelp } from './sla-help'
import { deWorkspaceHelp } from './workspace-help'

/**
 * The same texts in another language: what English names, verb by verb and flag by flag, must be here, and nothing
 * else. That is as strict as the type of `enHelp` is exact.
 */
type Translated<T> = T extends string
  ? string
  : T extends readonly Example[]
    ? readonly Example[]
    : { readonly [Name in keyof T]: Translated<T[Name]> }

const number = { number: 'das Ticket: 1042, oder . für das zuletzt in diesem Terminal gezeigte' }
const numbers = {
  number:
    'die Tickets: 1042 1044-1049, . für das zuletzt in diesem Terminal gezeigte, - für Nummern aus der Standardeingabe',
}
const text = {
  '--message': 'der Text; ohne ihn öffnet sich der Editor',
  '--file': 'der Text aus einer Datei, - für die Standardeingabe',
}
const attach = {
  '--attach': 'eine Datei, - für die Standardeingabe; mehrfach möglich',
  '--attach-name': 'wie die Datei aus der Standardeingabe heißen soll',
}
const recover = { '--recover': 'den Text eines gescheiterten Befehls wieder aufnehmen' }
const categoryFlags = {
  '--label': 'was Menschen lesen',
  '--label-de': 'dasselbe auf Deutsch',
  '--label-en': 'dasselbe auf Englisch',
  '--description': 'wofür er ist',
  '--description-de': 'dasselbe auf Deutsch',
  '--description-en': 'dasselbe auf Englisch',
  '--partner-only': 'nur Partner können ihn wählen',
  '--ask': 'ein Feld, nach dem ein Terminal fragt: browser, where, occurred …; auch mehrmals',
  '--require': 'ein Feld, das erfragt wird und für die Weitergabe nötig ist; auch mehrmals',
  '--help-text': 'wie ein Feld zu beantworten ist: "console=F12 drücken"; auch mehrmals',
  '--help-text-de': 'dasselbe auf Deutsch',
  '--help-text-en': 'dasselbe auf Englisch',
  '--link': 'wo mehr über ein Feld steht: console=https://…',
  '--first': 'vor allen anderen',
  '--after': 'hinter diesem',
}
const teamsOwn =
  'Ein Ticket gehört dem Team, das für sein Thema zuständig ist, sonst für sein Modul, sonst für seinen Grund, solange es keinem anderen gegeben wurde. Zwei Teams sind nie für dasselbe zuständig.'
const givenToATeam =
  'Was ein Team bekommt, hat dort niemand, bis es jemand übernimmt; es verlässt das Team, indem man es anderen, niemandem oder dem anderen Level gibt.'
const teamFlags = {
  '--title': 'wie es für Menschen heißt',
  '--member': 'ein Mitarbeiter; mehrfach möglich',
  '--topic': 'ein Thema, für das es zuständig ist; mehrfach möglich',
  '--module': 'ein Modul, für das es zuständig ist, wie es in Tickets heißt; mehrfach möglich',
  '--category': 'ein Grund der Anfrage, für den es zuständig ist; mehrfach möglich',
}
const listFlags = {
  '--status': 'open, waiting, solved oder closed; auch mehrmals',
  '--all': 'in jedem Status',
  '--mine': 'mir zugewiesen',
  '--assignee': 'dieser Person zugewiesen',
  '--unassigned': 'niemandem zugewiesen',
  '--team': 'dieses Teams, oder ohne Team und bei jemandem daraus',
  '--category': 'mit diesem Grund der Anfrage',
  '--topic': 'zu diesem Thema',
  '--level': '1 oder 2',
  '--priority': 'low, normal, high oder urgent',
  '--emergency': 'nur Notfälle',
  '--overdue': 'was überfällig ist',
  '--new': 'noch von niemandem beantwortet oder übernommen',
  '--watching': 'die beobachteten',
  '--held': 'was zurückgestellt ist und deshalb sonst nicht in der Liste steht',
  '--since': 'seitdem eröffnet: 21.11.2026, "gestern 14:30", "vor 3d"',
  '--search':
    'mit diesen Wörtern, in jedem Status (helpdesk search --help); die besten zuerst, sofern --sort nichts anderes sagt',
  '--sort': 'queue, number, created oder updated; -updated umgekehrt',
  '--limit': 'höchstens so viele; ein Terminal zeigt 50',
}
const report = {
  '--affected-user': 'wer das Problem hat',
  '--where': 'wo im Produkt',
  '--device': 'das Gerät: "Laptop, Windows 11"',
  '--browser': 'Browser und Version, auf Beraterseite',
  '--customer-device': 'das Gerät auf Kundenseite',
  '--customer-browser': 'Browser und Version auf Kundenseite',
  '--occurred-at': 'wann es geschah, genau: 14:30, "gestern 9:15", 2026-11-21T14:30',
  '--occurred-about': 'wann es ungefähr geschah',
  '--console-file': 'was die Konsole des Browsers meldet, aus einer Datei, - für die Standardeingabe',
  '--document': 'das Dokument, an dem das Problem zu sehen ist, als Anhang; - für die Standardeingabe',
  '--document-clean': 'das Dokument enthält keine personenbezogenen Daten',
  '--tried': 'was schon versucht wurde',
}
const noReport = {
  '--no-affected-user': 'niemand Bestimmtes',
  '--no-where': 'kein Ort',
  '--no-device': 'kein Gerät',
  '--no-browser': 'kein Browser',
  '--no-customer-device': 'kein Gerät auf Kundenseite',
  '--no-customer-browser': 'kein Browser auf Kundenseite',
  '--no-occurred': 'keine Zeit',
  '--no-console': 'nichts aus der Konsole',
  '--no-document': 'kein Anhang ist mehr das Dokument',
  '--no-document-clean': 'nichts zum Dokument',
  '--no-tried': 'nichts dazu, was versucht wurde',
}
const key = { '--idempotency-key': 'nur einmal ausführen, so oft der Befehl mit diesem Schlüssel auch kommt' }
const change = {
  '--dry-run': 'nur proben: welche Tickets gemeint sind, wer E-Mail bekäme',
  '--if-version': 'ablehnen, wenn das Ticket seit dieser Version geändert wurde',
  ...key,
}
const changeOne = { ...change, '--dry-run': 'nur proben: welches Ticket gemeint ist, wer E-Mail bekäme' }
const topic = 'Kennung oder Titel, oder der Anfang davon'
const topicTexts = {
  '--title': 'wie es heißt',
  '--title-de': 'der Titel auf Deutsch',
  '--title-en': 'der Titel auf Englisch',
  '--question': 'was gefragt wird',
  '--question-de': 'die Frage auf Deutsch',
  '--question-en': 'die Frage auf Englisch',
  '--answer': 'was darauf geantwortet wird',
  '--answer-de': 'die Antwort auf Deutsch',
  '--answer-en': 'die Antwort auf Englisch',
  '--answer-file': 'die Antwort aus einer Datei, - für die Standardeingabe',
  '--answer-file-de': 'die deutsche Antwort aus einer Datei',
  '--answer-file-en': 'die englische Antwort aus einer Datei',
  '--answered-by': 'out-of-scope, first-level, project-lead oder second-level; üblich ist first-level',
}
const accessCode = {
  summary: 'Der Zugangscode des Mandanten, zum Vorlesen für einen Kundenberater',
  description:
    'Zeigt den gültigen Code, und erzeugt einen, wenn es keinen gibt. Er lässt einen Kundenberater ein, der sieht, was helpdesk access permissions aufführt, und nichts ändert. --ttl und --for erzeugen einen neuen Code; der vorige gilt dann nicht mehr.',
  flags: {
    '--new': 'einen neuen erzeugen; der vorige gilt dann nicht mehr',
    '--ttl': 'wie lange der Code gilt: 5m bis 24h',
    '--for': 'wie lange der Zugriff dauert, höchstens 14d; sonst einen Tag',
    '--watch': 'die Zeit herunterzählen und sagen, wer gekommen ist',
  },
  examples: [
    ['helpdesk code', 'den Code zeigen, buchstabiert fürs Telefon'],
    ['helpdesk code --for 3d --watch', 'drei Tage Zugriff; warten, bis jemand eingelassen ist'],
  ],
} as const
const accessRedeem = {
  summary: 'Als Kundenberater einen Mandanten einsehen, mit dem Code, den er vorliest',
  description:
    'Wie der Code getippt wird, ist gleich: klein, mit Leerzeichen oder Strichen, als mehrere Wörter. Ohne Code fragt ein Terminal danach, damit er in keinem Verlauf steht. Vertippt zu haben kostet nichts; falsche Codes werden gezählt.',
  arguments: { tenant: 'der Kurzname des Mandanten', code: 'der Code: 7KQ2-9MXD-4' },
  flags: {
    '--ticket': 'Zugriff, bis dieses Ticket gelöst ist, längstens 14 Tage',
    '--reason': 'warum, fürs Protokoll des Mandanten',
  },
  examples: [['helpdesk redeem acme 7KQ2 9MXD 4 --ticket 1041', 'bis #1041 gelöst ist']],
} as const

/** Deutsch. Wie auf den Bildschirmen: knapp und sachlich, ohne Anrede. */
export const deHelp: Translated<typeof enHelp> = {
  usage: 'Aufruf',
  argumentsTitle: 'Angaben',
  flagsTitle: 'Optionen',
  globalFlagsTitle: 'Optionen aller Befehle',
  examplesTitle: 'Beispiele',
  commandsTitle: 'Befehle',
  tagline: 'helpdesk: ein ganzer Servicedesk in einer Datei.',
  shortVerbsTitle: 'Tickets',
  nounsTitle: 'Alles',
  moreHelp: 'Zu jedem Befehl eine Seite: helpdesk open --help. Die Optionen aller Befehle: helpdesk help flags',
  moreGlobalFlags: 'Optionen aller Befehle (--json, --tenant, --lang …): helpdesk help flags',
  nounAndVerb: '<Objekt> <Befehl> ...',
  verb: '<Befehl> ...',
  flags: '[Optionen]',
  placeholders: {
    number: 'Nummer',
    code: 'Code',
    advisor: 'Berater',
    duration: 'Dauer',
    deed: 'Befehl',
    other: 'Ziel',
    score: 'Wertung',
    resolution: 'Ergebnis',
    whom: 'wen',
    job: 'Aufgabe',
    token: 'Token',
    tenant: 'Mandant',
    scope: 'Umfang',
    subject: 'Betreff',
    user: 'Benutzer',
    attachment: 'Anhang',
    name: 'Name',
    email: 'E-Mail',
    value: 'Wert',
    command: 'Befehl',
    text: 'Text',
    path: 'Pfad',
    folder: 'Ordner',
    category: 'Kategorie',
    priority: 'Priorität',
    channel: 'Weg',
    manner: 'Weise',
    key: 'Schlüssel',
    'key-id': 'Kennung',
    fingerprint: 'Fingerabdruck',
    version: 'Version',
    status: 'Status',
    level: 'Stufe',
    topic: 'Thema',
    team: 'Team',
    id: 'Kennung',
    link: 'Link',
    label: 'Bezeichnung',
    who: 'wer',
    time: 'Zeit',
    field: 'Feld',
    count: 'Anzahl',
    place: 'Ort',
    device: 'Gerät',
    browser: 'Browser',
    'field=text': 'Feld=Text',
    'field=url': 'Feld=URL',
    cursor: 'Stelle',
    title: 'Titel',
    domain: 'Domain',
    group: 'Gruppe',
    preset: 'Vorlage',
    address: 'Adresse',
    format: 'Format',
    names: 'Namen',
    language: 'Sprache',
    file: 'Datei',
    account: 'Konto',
    contact: 'Kontakt',
    rule: 'Regel',
    change: 'Änderung',
    module: 'Modul',
    side: 'Seite',
    payment: 'Zahlung',
    event: 'Ereignis',
    type: 'Art',
    kind: 'Art',
    bytes: 'Bytes',
    'name=value': 'Name=Wert',
  },
  globalFlags: {
    '--output': 'table, json, ndjson, csv oder tsv; im Terminal sonst table, in einer Pipe tsv',
    '--json': 'dasselbe wie -o json',
    '--fields': 'nur diese Felder, durch Kommas getrennt',
    '--db': 'die Datenbankdatei',
    '--home': 'ein Ordner für alles: Datenbank, Schlüssel, Anmeldung, Entwürfe',
    '--tenant': 'welcher Mandant gemeint ist (HELPDESK_TENANT)',
    '--lang': 'de oder en (HELPDESK_LANG)',
    '--no-input': 'nichts fragen; was fehlt, ist ein Fehler',
    '--yes': 'Rückfragen mit Ja beantworten',
    '--no-color': 'keine Farben (NO_COLOR)',
    '--ascii': 'nur ASCII-Zeichen',
    '--quiet': 'nur das Verlangte ausgeben',
    '--verbose': 'am Ende sagen, welche Datenbank es war und wie lange es gedauert hat',
    '--debug': 'bei einem Fehler auch, wo im Programm er entstand',
  },
  nouns: {
    ticket: 'Tickets. Das Wort darf fehlen: helpdesk reply 1042. Eine Nummer allein zeigt das Ticket.',
    view: 'Eigene Ansichten: Listen, die man wieder sehen will.',
    category: 'Die Gründe, aus denen jemand schreibt.',
    topic: 'Bekannte Themen mit ihren vorbereiteten Antworten.',
    tenant: 'Mandanten: die Organisationen der Kunden.',
    access: 'Kundenberater: eingelassen mit einem Code zum Vorlesen, nur lesend, protokolliert.',
    guest: 'Gäste: Leute von anderswo, die in einem Mandanten handeln, sobald sie annehmen.',
    user: 'Benutzer: Mitarbeiter, Kunden, Kontakte.',
    group: 'Wer was darf: Gruppen von Berechtigungen, im Servicedesk und bei Mandanten.',
    team: 'Mitarbeiter, die für dasselbe zuständig sind: Themen, Module, Gründe der Anfrage.',
    'user key': 'Ssh-Schlüssel, mit denen jemand über ssh hereinkommt.',
    ssh: 'Die Tür für alle, die über ssh kommen.',
    password: 'Passwörter: das eigene, und ein neues für andere.',
    token: 'Die eigenen Zugriffstokens, für Skripte.',
    consent: 'Der Datenschutzhinweis, und wer zugestimmt hat.',
    config: 'Die Einstellungen dieses Servicedesk.',
    calendar: 'Wann der Servicedesk erreichbar ist.',
    'calendar holiday': 'Tage, an denen geschlossen ist.',
    audit: 'Das Journal, nachgeprüft.',
    cron: 'Was der Servicedesk von selbst tut.',
    db: 'Die Datenbankdatei.',
    key: 'Der Schlüssel des Servicedesk, der neben der Datenbank liegt.',
    ...deWorkspaceHelp.nouns,
    ...deMailHelp.nouns,
    ...deRuleHelp.nouns,
    ...deRecipientHelp.nouns,
    ...deSlaHelp.nouns,
  },
  verbs: {
    'ticket open': {
      summary: 'Ein Ticket eröffnen',
      description:
        'Wer noch unbekannt ist, wird dabei als Kontakt angelegt, mit --new-tenant auch der Mandant. In einem Terminal wird nach dem gefragt, was fehlt.',
      arguments: { subject: 'worum es geht, in einer Zeile' },
      flags: {
        '--subject': 'der Betreff als Option',
        ...text,
        ...attach,
        '--for': 'wessen Ticket es ist (für Mitarbeiter und den First-Level eines Mandanten)',
        '--name': 'wie diese Person heißt, falls sie neu ist',
        '--category': 'der Grund der Anfrage: helpdesk category list',
        '--topic': 'um welches bekannte Thema es geht: helpdesk topic list',
        '--module': 'welcher Teil des Produkts',
        '--priority': 'low, normal, high oder urgent (Mitarbeiter)',
        '--emergency': 'duldet keinen Aufschub und ist damit dringend',
        '--new-tenant': 'diesen Mandanten anlegen, wenn die E-Mail-Domain noch niemandem gehört',
        '--cc': 'wer die Antworten auch bekommt; auch mehrmals',
        '--link': 'eine Seite, die damit zu tun hat: https://…',
        '--level': '1 oder 2: der 1st Level gibt es sofort an den 2nd Level, mit allem, was helpdesk escalate verlangt',
        '--reason': 'warum der 2nd Level es ansehen muss; sonst gilt die Beschreibung',
        '--force': 'mit --level 2: was auch fehlt, und wessen Thema es auch ist',
        '--via': 'wie die Anfrage kam: phone, mail oder cli',
        '--consent': 'der Anfragende stimmt der Datennutzung zu',
        '--consent-by': 'wie er zugestimmt hat, was Mitarbeiter festhalten: phone, mail oder contract',
        '--dry-run': 'nur proben: was eröffnet würde, wer E-Mail bekäme',
        '--if-duplicate':
          'was geschieht, wenn ein ähnliches Ticket noch nicht gelöst ist: open (eröffnen und darauf hinweisen), reply (dort antworten, wenn es sicher dasselbe ist) oder fail (ablehnen)',
        ...report,
        ...key,
        ...recover,
      },
      examples: [
        ['helpdesk open "Zahlung abgelehnt" --for anna@acme.example', 'für die Beschreibung öffnet sich der Editor'],
        [
          'helpdesk open "Portal nicht erreichbar" --for anna@acme.example --emergency -m "503 seit 8:10"',
          'ein Notfall, sofort',
        ],
        [
          'journalctl -u import -n 50 | helpdesk open "Import gescheitert" --for ops@acme.example -F -',
          'aus einem Skript',
        ],
      ],
    },
    'ticket list': {
      summary: 'Was zu tun ist, das Dringendste zuerst',
      description: 'Zeigt, was offen ist oder auf den Kunden wartet, sofern --status oder --all nichts anderes sagt.',
      flags: {
        ...listFlags,
        '--view': 'eine gespeicherte Ansicht: helpdesk view list; weitere Optionen grenzen sie ein',
        '--cursor': 'dort weiter, wo eine Seite endete',
        '--page-info': 'als JSON: {items, nextCursor}',
      },
      examples: [
        ['helpdesk list --mine', 'meine Tickets'],
        ['helpdesk list --status solved --tenant acme', 'was acme noch wieder öffnen kann'],
        ['helpdesk list --held', 'was zurückgestellt ist'],
        ['helpdesk list --json --fields number,subject,requester', 'für ein Skript'],
        [
          'helpdesk list --search Rechnung --sort created --since "vor 7d"',
          'nicht nach Treffern, sondern nach Zeit geordnet',
        ],
      ],
    },
    'ticket search': {
      summary: 'Tickets an dem finden, was in ihnen steht',
      description:
        'Durchsucht Betreff, Beschreibung, Bericht, Nachrichten und die Namen der Anhänge, in jedem Status; Groß- und Kleinschreibung und die Schreibweise von Umlauten sind gleich. Dazu Rechnung* (Wortanfang), "zwei Wörter" (Wortfolge), -Wort (darf nicht vorkommen) und Feld:Wert mit subject, attachment, status, from, tenant, category, topic, assignee, priority, number, has:attachment.',
      arguments: { text: 'Wörter, die alle vorkommen müssen; wegen der Shell in Anführungszeichen' },
      flags: { '--limit': 'höchstens so viele; ein Terminal zeigt 20' },
      examples: [
        ['helpdesk search "Zahlung abgelehnt -PayPal"', 'die beiden ersten Wörter, das dritte nicht'],
        ['helpdesk search \'status:open from:anna "fällig am"\'', 'Annas offene mit dieser Wortfolge'],
      ],
    },
    'ticket next': {
      summary: 'Das dringendste Ticket für Sie, und warum',
      description:
        'Aus Ihrer Supportstufe, Ihres oder noch keines: Notfälle zuerst, dann die Priorität; unter gleichen, wer am längsten auf ein Wort wartet.',
      flags: { '--take': 'und übernimmt es; von zweien zur selben Zeit bekommt jeder ein anderes' },
      examples: [['helpdesk next --take', 'das nächste, sofort']],
    },
    'ticket triage': {
      summary: 'Die Liste Ticket für Ticket durchgehen, mit einzelnen Tasten',
      description:
        'Was next der Reihe nach zeigen würde, oder was die Optionen von list sagen. Jede Taste ist der Befehl, nach dem sie heißt; ? zeigt alle.',
      flags: { ...listFlags, '--view': 'eine gespeicherte Ansicht: helpdesk view list' },
      examples: [
        ['helpdesk triage', 'alles, was anliegt'],
        ['helpdesk triage --mine', 'die eigenen Tickets'],
      ],
    },
    'ticket show': {
      summary: 'Ein Ticket mit seinem Schriftwechsel',
      arguments: number,
      flags: { '--history': 'alles, was damit geschehen ist' },
      examples: [
        ['helpdesk 1042', 'dasselbe wie helpdesk show 1042'],
        ['helpdesk show . --history', 'das zuletzt gezeigte, mit seinem Verlauf'],
      ],
    },
    'ticket reply': {
      summary: 'Dem Anfragenden antworten',
      description:
        'Nach einer Antwort des Servicedesk wartet das Ticket auf den Kunden, nach dessen Antwort ist es wieder offen.',
      arguments: numbers,
      flags: {
        ...text,
        ...attach,
        ...recover,
        '--cc': 'wer die Antworten auch bekommt; auch mehrmals',
        '--answer': 'die vorbereitete Antwort dieses Themas, unter dem eigenen Text, falls es einen gibt (Mitarbeiter)',
        '--solve': 'und das Ticket lösen',
        '--keep-open': 'es bleibt offen, der Servicedesk ist weiter am Zug',
        '--reopen': 'ein gelöstes Ticket wieder aufnehmen',
        ...change,
      },
      examples: [
        ['helpdesk reply 1042 -m "Um welche Bank geht es?"', 'zurückfragen'],
        ['helpdesk reply 1042 --solve -F antwort.txt', 'die Antwort, die es löst'],
        ['helpdesk reply 1042 -m "Das Formular liegt bei." -a formular.pdf', 'mit einer Datei'],
        ['helpdesk reply 1042,1044-1049 -m "Die Bank ist wieder da."', 'mehrere auf einmal'],
      ],
    },
    'ticket note': {
      summary: 'Etwas nur für Mitarbeiter festhalten',
      arguments: numbers,
      flags: {
        ...text,
        ...attach,
        '--desk-only':
          'nur der Servicedesk selbst sieht sie, nicht der 1st Level eines Mandanten; die Suche findet sie nicht',
        ...recover,
        ...change,
      },
      examples: [['helpdesk note 1042 -m "Wie bei #998?"', 'der Anfragende sieht das nie']],
    },
    'ticket take': {
      summary: 'Ein Ticket selbst übernehmen',
      arguments: numbers,
      flags: change,
      examples: [['cut -f1 numbers.tsv | helpdesk take -', 'die ein anderes Programm nennt']],
    },
    'ticket give': {
      summary: 'Ein Ticket einem Kollegen oder einem Team geben',
      description: `Ohne Angabe bietet ein Terminal Kolleginnen, Kollegen und Teams an. ${givenToATeam}`,
      arguments: { ...numbers, user: 'die E-Mail-Adresse des Kollegen, oder der Name eines Teams' },
      flags: change,
      examples: [['helpdesk give 12 payments', 'ans Team payments: next bietet es nur dessen Leuten an']],
    },
    'ticket assign': {
      summary: 'Ein Ticket jemandem, einem Team oder niemandem geben',
      description: `Ohne Angabe bietet ein Terminal Kolleginnen, Kollegen und Teams an. ${givenToATeam}`,
      arguments: { ...numbers, user: 'die E-Mail-Adresse des Kollegen, oder der Name eines Teams' },
      flags: { '--me': 'sich selbst', '--none': 'niemandem, auch keinem Team', ...change },
    },
    'ticket edit': {
      summary: 'Die Angaben eines Tickets berichtigen',
      arguments: numbers,
      flags: {
        '--subject': 'ein anderer Betreff',
        '--category': 'ein anderer Grund der Anfrage',
        '--topic': 'um welches bekannte Thema es geht',
        '--no-topic': 'um keines der bekannten Themen',
        '--module': 'ein anderes Modul',
        '--no-module': 'kein Modul',
        '--priority': 'low, normal, high oder urgent',
        '--emergency': 'ein Notfall, also dringend',
        '--no-emergency': 'kein Notfall',
        '--requester': 'jemand anders aus demselben Mandanten',
        ...report,
        ...noReport,
        '--attach-name': attach['--attach-name'],
        ...change,
      },
      examples: [['helpdesk edit 1042 --priority high --category billing', 'zwei Angaben auf einmal']],
    },
    'ticket solve': {
      summary: 'Ein Ticket als gelöst kennzeichnen',
      description:
        'Ein Text geht vorher als Antwort hinaus. 14 Tage lang (tickets.reopen-window) öffnet eine Antwort es wieder.',
      arguments: numbers,
      flags: {
        '--message': 'eine letzte Antwort',
        '--file': 'eine letzte Antwort aus einer Datei, - für die Standardeingabe',
        '--as': 'wie: answered (beantwortet), fixed (behoben), out-of-scope oder withdrawn; sonst, was passt',
        '--thanks': 'wieder geöffnet hat es nur ein Dankeschön: die Lösung gilt wie zuvor (Servicedesk)',
        ...change,
      },
      examples: [['helpdesk solve 1042 -m "Das neue Schema ist eingespielt."', 'antworten und lösen']],
    },
    'ticket hold': {
      summary: 'Ein Ticket bis zu einem Zeitpunkt zurückstellen',
      description:
        'Es kommt von selbst wieder, oder sobald der Anfragende antwortet. Solange wird niemand erinnert. In einem Terminal wird gefragt, was fehlt.',
      arguments: numbers,
      flags: {
        '--until': 'wann es wiederkommt: morgen, "in 3d", 01.12.2026, "morgen 9:00"',
        '--for': 'auf wen es wartet: customer (Kunde) oder third-party (Dritte)',
        '--none': 'sofort wieder in die Liste nehmen',
        ...change,
      },
      examples: [['helpdesk hold 1042 --until "in 3d" --for third-party', 'erst muss die Bank antworten']],
    },
    'ticket escalate': {
      summary: 'Ein Ticket an den 2nd Level weitergeben',
      description:
        'Für den 1st Level. Nötig sind eine Begründung, was schon versucht wurde, und ein Bericht mit allem, was Formular und Thema verlangen; was fehlt, wird genannt, und ein Terminal fragt genau danach. Die Begründung ist eine Notiz, die der Anfragende nie sieht.',
      arguments: numbers,
      flags: {
        '--reason': 'warum der 2nd Level es ansehen muss',
        ...attach,
        ...report,
        '--force': 'was auch fehlt, und wessen Thema es auch ist; der Verlauf hält es fest',
        ...recover,
        ...change,
      },
      examples: [
        ['helpdesk escalate 1042 --reason "Protokoll nötig" --tried "neu verbunden"', 'der Bericht ist vollständig'],
        ['helpdesk escalate 1042 --reason "niemand kann arbeiten" --force', 'sofort, was auch fehlt'],
      ],
    },
    'ticket return': {
      summary: 'Ein Ticket mit einer Antwort an den 1st Level zurückgeben',
      description:
        'Für den 2nd Level. Die Antwort ist eine Notiz, die der Anfragende nie sieht. Das Ticket bekommt wieder, wer es dort hatte. Dem Anfragenden antworten: helpdesk reply.',
      arguments: numbers,
      flags: { ...text, ...attach, ...recover, ...change },
      examples: [
        ['helpdesk return 1042 -m "Bei uns behoben. Kim meldet sich bitte neu an."', 'eine Antwort für den 1st Level'],
      ],
    },
    'ticket follow-up': {
      summary: 'Eine Folgeanfrage zu einem gelösten oder geschlossenen Ticket stellen',
      description: 'Anfragender, Mandant, Grund und, ohne --subject, auch der Betreff sind dieselben.',
      arguments: number,
      flags: {
        '--subject': 'ein anderer Betreff',
        ...text,
        ...attach,
        '--consent': 'der Anfragende stimmt dem Datenschutzhinweis zu',
        '--consent-by': 'wie zugestimmt wurde, was Mitarbeiter festhalten: phone, mail oder contract',
        ...recover,
        ...changeOne,
      },
      examples: [
        ['helpdesk follow-up 1042 -m "Seit heute ist es wieder da."', 'ein geschlossenes nimmt keine Antwort'],
      ],
    },
    'ticket rate': {
      summary: 'Die Lösung des eigenen Tickets bewerten',
      description:
        'Einmal je Lösung, bis 14 Tage nach dem Schließen. Das Ticket wird dadurch nicht wieder geöffnet. In einem Terminal wird gefragt, was fehlt.',
      arguments: number,
      flags: { '--score': '1 (schlecht) bis 5 (gut)', '--comment': 'was Sie dazu sagen möchten', ...changeOne },
      examples: [['helpdesk rate 1042 --score 5 --comment "Sehr schnell!"', 'fünf von fünf']],
    },
    'ticket reopen': { summary: 'Ein gelöstes Ticket wieder öffnen', arguments: numbers, flags: change },
    'ticket close': {
      summary: 'Ein gelöstes Ticket vorzeitig schließen',
      description: 'Von selbst schließt es sich, wenn die Frist zum Wiederöffnen vorbei ist.',
      arguments: numbers,
      flags: change,
    },
    'ticket cc': {
      summary: 'Wer die Antworten noch bekommt',
      description:
        'Wer in Kopie ist, liest das Ticket ohne Notizen mit und kann antworten. Allein zeigt der Befehl, wer es ist; add lässt auch zu, wer darauf wartet.',
      arguments: { number: number.number, deed: 'add oder remove', email: 'die E-Mail-Adressen' },
      flags: changeOne,
      examples: [
        ['helpdesk cc 1042 add kim@acme.example', 'ein Kollege des Anfragenden'],
        ['helpdesk cc 1042 add bank@partner.example --yes', 'jemand von außerhalb'],
      ],
    },
    'ticket watch': {
      summary: 'Ein Ticket beobachten, ohne es zu übernehmen',
      description: 'Eine eigene Merkhilfe: Am Ticket ändert sich nichts, und niemand sonst sieht es.',
      arguments: numbers,
      flags: change,
    },
    'ticket unwatch': { summary: 'Ein Ticket nicht mehr beobachten', arguments: numbers, flags: change },
    'ticket link': {
      summary: 'Ein Ticket mit einem anderen oder einer Seite verknüpfen',
      description: 'In einem Terminal wird gefragt, was fehlt.',
      arguments: { number: numbers.number, other: 'die Nummer des anderen Tickets, oder eine Adresse: https://…' },
      flags: { '--remove': 'die Verknüpfung lösen', ...change },
      examples: [['helpdesk link 1042 998', 'auf beiden Seiten zu sehen']],
    },
    'ticket merge': {
      summary: 'Aus mehreren Tickets zum selben Thema eines machen',
      description:
        'Die anderen werden geschlossen und verweisen auf das eine, das zeigt, was in allen gesagt wurde. Ihre Beteiligten gehen mit. Ist eines davon offen, dann ist auch dieses offen. In einem Terminal wird gefragt, was fehlt.',
      arguments: numbers,
      flags: { '--into': 'das Ticket, in dem es weitergeht', '--dry-run': 'nur sagen, ob es ginge', ...key },
      examples: [['helpdesk merge 1044 1047 --into 1042', 'aus dreien wird eines']],
    },
    'ticket undo': {
      summary: 'Das Letzte zurücknehmen',
      description:
        'Die eigene letzte Antwort, Notiz oder Änderung von Status oder Bearbeiter, binnen 10 Minuten und solange niemand das Ticket angefasst hat. Der Text bleibt erhalten.',
      flags: { '--dry-run': 'nur sagen, was es war' },
    },
    'ticket attachments': {
      summary: 'Die Dateien, die mit einem Ticket kamen',
      arguments: number,
      examples: [['helpdesk attachments 1042', 'was es gibt, mit den Nummern für download']],
    },
    'ticket download': {
      summary: 'Eine Datei holen, die mit einem Ticket kam',
      description:
        'Legt sie unter ihrem Namen, der dabei unschädlich gemacht wird, im aktuellen Ordner ab; über ssh geht sie an die Standardausgabe. Überschrieben wird nichts.',
      arguments: { ...number, attachment: 'die Nummer in der Liste, der Name, die Kennung oder deren Anfang' },
      flags: {
        '--to': 'ein anderer Ordner oder eine Datei, - für die Standardausgabe',
        '--overwrite': 'eine vorhandene Datei ersetzen',
      },
      examples: [
        ['helpdesk download 1042 1', 'die erste, in den aktuellen Ordner'],
        ['helpdesk download 1042 pain.xml --to -', 'für ein anderes Programm'],
      ],
    },
    'view save': {
      summary: 'Eine Liste unter einem Namen behalten',
      description: 'Nur für einen selbst. Die Optionen sind die von list und bleiben, wie sie getippt wurden.',
      arguments: { name: 'kleine Buchstaben, Ziffern und Bindestriche' },
      flags: listFlags,
      examples: [
        ['helpdesk view save dringend --unassigned --priority urgent', 'wieder ansehen: helpdesk list --view dringend'],
      ],
    },
    'view list': { summary: 'Die eigenen Ansichten' },
    'view remove': { summary: 'Eine eigene Ansicht vergessen', arguments: { name: 'die Ansicht' } },
    'category list': { summary: 'Die Gründe, aus denen jemand schreibt' },
    'category show': {
      summary: 'Ein Grund der Anfrage, und was sein Formular erfragt',
      arguments: { category: 'Kennung, Bezeichnung oder ein eindeutiger Anfang' },
      examples: [['helpdesk category show technical', 'mit den Hilfetexten der Felder']],
    },
    'category add': {
      summary: 'Einen Grund der Anfrage anlegen',
      description:
        'Ein Text ohne Sprachangabe steht in der Sprache des Servicedesk und gilt auch in der anderen, bis diese einen eigenen hat.',
      arguments: { id: 'der Kurzname: kleine Buchstaben, Ziffern, Bindestriche' },
      flags: { ...categoryFlags, ...key },
      examples: [
        [
          'helpdesk category add video --label "Bild und Ton" --label-en "Video and sound" --require browser --ask tried',
          'mit einem Formular',
        ],
      ],
    },
    'category edit': {
      summary: 'Einen Grund der Anfrage oder sein Formular ändern',
      arguments: { category: 'Kennung, Bezeichnung oder ein eindeutiger Anfang' },
      flags: {
        ...categoryFlags,
        '--no-partner-only': 'alle können ihn wählen',
        '--remove-ask': 'ein Feld, das nicht mehr erfragt wird',
        '--remove-require': 'ein Feld, das für die Weitergabe nicht mehr nötig ist',
        '--remove-help': 'ein Feld ohne Text und Link',
        ...key,
      },
      examples: [
        [
          'helpdesk category edit technical --help-text "console=F12 drücken und Konsole wählen."',
          'wie ein Feld zu beantworten ist',
        ],
      ],
    },
    'category remove': {
      summary: 'Einen Grund der Anfrage entfernen, den kein Ticket hat',
      arguments: { category: 'Kennung, Bezeichnung oder ein eindeutiger Anfang' },
      flags: key,
    },
    'topic list': { summary: 'Alle Themen, wer sie beantwortet und wie viele Tickets sie erspart haben' },
    'topic show': {
      summary: 'Ein Thema mit seiner Antwort',
      arguments: { topic },
    },
    'topic search': {
      summary: 'Welche Themen zu einer Frage passen',
      arguments: { text: 'ein paar Wörter oder die ganze Frage' },
      examples: [['helpdesk topic search "Kalender synchronisiert nicht"', 'in jeder der Sprachen']],
    },
    'topic add': {
      summary: 'Ein Thema anlegen',
      description:
        'Texte ohne -de oder -en sind in der Sprache des Servicedesk; fehlt ein Text in einer Sprache, steht dort der andere. Eine Antwort kann {requester.name}, {ticket.number}, {ticket.subject} und {desk.name} enthalten.',
      arguments: { id: 'kleine Buchstaben, Ziffern und Bindestriche' },
      flags: {
        ...topicTexts,
        '--category': 'der Grund der Anfrage, zu dem es gehört',
        '--required': 'eine Angabe, die vor einer Eskalation da sein muss; mehrfach möglich',
        '--link': 'Name=https://…; mehrfach möglich',
        ...key,
      },
      examples: [
        [
          'helpdesk topic add calendar-sync --title "Kalender synchronisiert nicht" --answer-file sync.txt --answered-by second-level',
          'die Antwort aus einer Datei',
        ],
      ],
    },
    'topic edit': {
      summary: 'Ein Thema ändern',
      description: 'Was nicht genannt ist, bleibt. Verschickte Antworten bleiben, wie sie waren.',
      arguments: { topic },
      flags: {
        ...topicTexts,
        '--category': 'ein anderer Grund der Anfrage',
        '--no-category': 'kein bestimmter Grund der Anfrage',
        '--add-required': 'eine weitere Angabe, die da sein muss; mehrfach möglich',
        '--remove-required': 'eine Angabe, die nicht mehr da sein muss; mehrfach möglich',
        '--add-link': 'Name=https://…, auch statt des Links mit diesem Namen; mehrfach möglich',
        '--remove-link': 'der Name eines Links; mehrfach möglich',
        ...key,
      },
      examples: [['helpdesk topic edit calendar-sync --answer-de "Bitte verbinden Sie den Kalender neu."', 'ein Text']],
    },
    'topic remove': {
      summary: 'Ein Thema entfernen; Tickets dazu verlieren es',
      arguments: { topic },
      flags: key,
    },
    'topic import': {
      summary: 'Die Themen eines Ordners einlesen',
      description:
        'Jede Datei *.md ist ein Thema: erst der Kopf, dann die Antwort (docs/topics.md). Ein Thema, das es gibt, wird geändert, die anderen bleiben. Stimmt etwas nicht, wird alles genannt und nichts eingelesen.',
      arguments: { path: 'der Ordner' },
      flags: { '--dry-run': 'nur sagen, was geschähe' },
      examples: [['helpdesk topic import ./topics --dry-run', 'was daran nicht stimmt, oder was sich änderte']],
    },
    'tenant add': {
      summary: 'Einen Mandanten anlegen',
      arguments: { name: 'der Kurzname: kleine Buchstaben, Ziffern, Bindestriche' },
      flags: {
        '--title': 'der Name, den Menschen lesen',
        '--domain': 'eine E-Mail-Domain, deren Leute dazugehören; auch mehrmals',
        '--partner': 'ein Partner: sieht auch die Gründe nur für Partner',
        ...key,
      },
      examples: [['helpdesk tenant add acme --title "Acme GmbH" --domain acme.example', 'mit seiner E-Mail-Domain']],
    },
    'tenant list': {
      summary: 'Alle Mandanten',
      flags: { '--deleted': 'die gelöschten, und bis wann sie sich wiederherstellen lassen' },
    },
    'tenant delete': {
      summary: 'Einen Mandanten löschen',
      description:
        'Niemand kann ihn mehr benutzen: Seine Benutzer sehen nichts, seine Tickets stehen in keiner Liste. 30 Tage lang lässt er sich wiederherstellen.',
      arguments: { name: 'der Kurzname' },
      flags: { '--dry-run': 'nur sagen, was gelöscht würde', ...key },
      examples: [['helpdesk tenant delete acme -n', 'wie viele Benutzer und offene Tickets er hat']],
    },
    'tenant restore': {
      summary: 'Einen gelöschten Mandanten wiederherstellen, innerhalb von 30 Tagen',
      description: 'Benutzer, Tickets, Domains und Einstellungen sind wie zuvor.',
      arguments: { name: 'der Kurzname: helpdesk tenant list --deleted' },
      flags: key,
    },
    'tenant show': {
      summary: 'Ein Mandant',
      arguments: { name: 'der Kurzname' },
      flags: { '--all': 'mit allem, was er hat und Sie sehen dürfen' },
    },
    'tenant edit': {
      summary: 'Einen Mandanten ändern',
      arguments: { name: 'der Kurzname' },
      flags: {
        '--title': 'ein anderer Name, den Menschen lesen',
        '--no-title': 'kein solcher Name',
        '--domain': 'eine weitere E-Mail-Domain',
        '--remove-domain': 'eine E-Mail-Domain, die nicht mehr dazugehört',
        '--partner': 'ist ein Partner',
        '--no-partner': 'ist kein Partner',
        ...key,
      },
    },
    code: accessCode,
    'access code': {
      ...accessCode,
      examples: [['helpdesk access code --tenant acme', 'den Code zeigen, buchstabiert fürs Telefon']],
    },
    redeem: accessRedeem,
    'access redeem': {
      ...accessRedeem,
      examples: [['helpdesk access redeem acme 7KQ2-9MXD-4 --ticket 1041', 'bis #1041 gelöst ist']],
    },
    'access list': {
      summary: 'Welche Kundenberater Zugriff haben, oder wo man ihn selbst hat',
      flags: {
        '--mine': 'nur der eigene Zugriff',
        '--permanent': 'nur dauerhaft Zugeordnete',
        '--all': 'auch beendete',
      },
    },
    'access remove': {
      summary: 'Einen Kundenberater aus dem Mandanten entfernen, sofort',
      arguments: { advisor: 'seine Adresse: helpdesk access list' },
      flags: key,
    },
    'access leave': {
      summary: 'Einen Mandanten als Kundenberater verlassen',
      arguments: { tenant: 'der Mandant: helpdesk access list --mine' },
      flags: key,
    },
    'access assign': {
      summary: 'Einem Mandanten dauerhaft einen Kundenberater zuordnen',
      description:
        'Nach Absprache mit jemandem des Mandanten, der dessen Code vorlesen darf. Der Mandant kann den Zugriff jederzeit beenden.',
      arguments: { advisor: 'die Adresse des Kundenberaters' },
      flags: { '--agreed-with': 'mit wem beim Mandanten es abgesprochen ist', ...key },
      examples: [
        ['helpdesk access assign adv@support.example -t acme --agreed-with tom@acme.example', 'mit Tom abgesprochen'],
      ],
    },
    'access permissions': { summary: 'Was ein Kundenberater beim Mandanten sieht; ändern kann es niemand' },
    'access log': {
      summary: 'Welcher Kundenberater was beim Mandanten eingesehen hat',
      flags: { '--since': 'ab dann: gestern, 2026-11-21' },
    },
    'guest invite': {
      summary: 'Jemanden als Gast in den eigenen Mandanten einladen',
      description:
        'Wer annimmt, kann dort handeln. Eine weitere Einladung mit anderer --group ändert sie sofort. Eine Adresse, die noch niemand hat, wartet, bis jemand damit einen Zugang bekommt.',
      arguments: { email: 'die E-Mail-Adresse' },
      flags: { '--group': 'die Benutzergruppe; sonst guest', ...key },
      examples: [
        ['helpdesk guest invite anna@beta.example', 'sie darf zusehen, in der Gruppe guest'],
        ['helpdesk guest invite anna@beta.example --group management -t acme', 'mit mehr Rechten, zu acme'],
      ],
    },
    'guest list': {
      summary: 'Gäste und Einladungen: die der eigenen Mandanten und die eigenen',
      flags: { '--mine': 'nur, wo man selbst Gast oder eingeladen ist' },
    },
    'guest accept': {
      summary: 'Eine Einladung annehmen',
      description: 'Von da an wählt --tenant, in welchem Mandanten man handelt.',
      arguments: { tenant: 'der Mandant, der eingeladen hat: helpdesk guest list --mine' },
      flags: key,
    },
    'guest decline': {
      summary: 'Eine Einladung ablehnen, oder nicht länger Gast sein',
      arguments: { tenant: 'der Mandant: helpdesk guest list --mine' },
      flags: key,
    },
    'guest remove': {
      summary: 'Einen Gast entfernen oder eine Einladung zurücknehmen, sofort',
      arguments: { email: 'die E-Mail-Adresse' },
      flags: key,
    },
    'user add': {
      summary: 'Einen Benutzer anlegen',
      description:
        'Er gehört zu --tenant, sonst dorthin, wem die E-Mail-Domain gehört: einem Mandanten oder dem Servicedesk selbst.',
      arguments: { email: 'die E-Mail-Adresse' },
      flags: {
        '--name': 'der Name',
        '--phone': 'die Telefonnummer',
        '--group': 'eine Benutzergruppe; auch mehrmals',
        ...key,
      },
      examples: [
        ['helpdesk user add tom@acme.example --name "Tom Admin" --group admin', 'ein Administrator von acme'],
        ['helpdesk user add fritz@support.example --group second-level', 'ein Kollege'],
      ],
    },
    'user invite': {
      summary: 'Jemanden einladen, ein Passwort zu wählen',
      description:
        'Wer neu ist, wird zuerst angelegt wie mit user add. Eine weitere Einladung bringt ein neues Token und entwertet das alte; es gilt 7 Tage.',
      arguments: { email: 'die E-Mail-Adresse' },
      flags: {
        '--name': 'der Name, bei neuen Benutzern',
        '--phone': 'die Telefonnummer, bei neuen Benutzern',
        '--group': 'eine Gruppe; auch mehrmals',
        '--print-token': 'das Token zeigen, um es selbst zu übergeben; das wird festgehalten',
      },
      examples: [['helpdesk user invite fritz@support.example --group second-level', 'einen Kollegen']],
    },
    'user import': {
      summary: 'Viele Benutzer aus einer Datei anlegen',
      description:
        'Die erste Zeile lautet email,name,tenant,group und vielleicht telephone; Komma oder Semikolon trennt, der Text ist UTF-8. Ohne Mandant zählt die E-Mail-Domain, ohne Gruppe gilt die übliche. Wer schon bekannt ist, kommt in die Gruppe. Stimmt etwas nicht, wird alles genannt und niemand angelegt.',
      arguments: { path: 'die CSV-Datei, - für die Standardeingabe' },
      flags: { '--dry-run': 'nur sagen, was geschähe' },
      examples: [['helpdesk user import people.csv --dry-run', 'was daran nicht stimmt, oder wer käme']],
    },
    'user edit': {
      summary: 'Einen Benutzer ändern',
      description:
        'Name, Telefonnummer und Sprache auch die eigenen. Gruppen sind die von --tenant, sonst die des Servicedesk für dessen Leute, sonst die des einen Mandanten.',
      arguments: { email: 'eine der E-Mail-Adressen' },
      flags: {
        '--name': 'ein anderer Name',
        '--no-name': 'kein Name',
        '--phone': 'eine andere Telefonnummer',
        '--no-phone': 'keine Telefonnummer',
        '--language': 'de oder en: die Sprache für E-Mails und Bildschirme',
        '--no-language': 'die Sprache des Servicedesk oder des Rechners',
        '--address': 'die Adresse, an die von nun an geschrieben wird',
        '--add-address': 'eine weitere Adresse; auch mehrmals',
        '--remove-address': 'eine Adresse, die nicht mehr dazugehört',
        '--add-group': 'eine weitere Gruppe; auch mehrmals',
        '--remove-group': 'eine Gruppe weniger',
        ...key,
      },
      examples: [
        ['helpdesk user edit anna@acme.example --phone "+49 30 1234" --language de', 'zweierlei auf einmal'],
        [
          'helpdesk user edit anna@acme.example --address anna.berg@acme.example',
          'eine neue Adresse; auch die alte führt zu ihr',
        ],
        ['helpdesk user edit anna@acme.example --add-group key-user --remove-group user', 'andere Rechte'],
      ],
    },
    'user merge': {
      summary: 'Zwei Einträge derselben Person zusammenführen',
      description:
        'Adressen, Gruppen, Tickets, Nachrichten und Zustimmungen gehen über. Wer bleibt, behält Namen, Telefonnummer, Zustand und alle Zugänge. Passwort, Anmeldungen, Zugriffstokens, Schlüssel und Einladungen des anderen Eintrags enden, ebenso, dass er irgendwo Gast ist.',
      arguments: { email: 'eine Adresse des Eintrags, der aufgeht' },
      flags: { '--into': 'eine Adresse des Eintrags, der bleibt', '--dry-run': 'nur sagen, was überginge' },
      examples: [['helpdesk user merge anna@gmx.example --into anna@acme.example --dry-run', 'was überginge']],
    },
    'user remove': {
      summary: 'Jemanden aus einem Mandanten oder dem Servicedesk nehmen',
      description:
        'Aus --tenant, sonst aus dem Servicedesk für dessen Leute, sonst aus dem einen Mandanten. Was geschrieben wurde, bleibt; zugewiesene Tickets, die nicht mehr bearbeitet werden dürfen, gehören niemandem mehr. Ganz ausgesperrt wird mit user disable.',
      arguments: { email: 'eine der E-Mail-Adressen' },
      examples: [['helpdesk user remove anna@acme.example --tenant acme', 'nur aus acme']],
    },
    'user disable': {
      summary: 'Jemanden sofort aussperren',
      description:
        'Alle Anmeldungen enden, alle Tokens sind widerrufen, kein ssh-Schlüssel lässt mehr ein; was geschrieben wurde, bleibt, und zugewiesene Tickets gehören niemandem mehr.',
      arguments: { email: 'die E-Mail-Adresse' },
    },
    'user enable': { summary: 'Einen gesperrten Benutzer wieder zulassen', arguments: { email: 'die E-Mail-Adresse' } },
    'user list': { summary: 'Alle Benutzer, oder die von --tenant' },
    'user show': { summary: 'Ein Benutzer', arguments: { email: 'die E-Mail-Adresse' } },
    'user key add': {
      summary: 'Jemanden mit ssh-Schlüssel einlassen',
      description:
        'Wer damit über ssh kommt, ist die Person, der der Schlüssel gehört. Für Benutzer, die man verwaltet, solange sie keinen anderen Zugang haben; Administratoren des Servicedesk dürfen es immer.',
      arguments: {
        email: 'die E-Mail-Adresse, auch die eigene',
        key: 'die eine Zeile der .pub-Datei, - für die Standardeingabe',
      },
      examples: [
        ['cat id_ed25519.pub | helpdesk user key add anna@acme.example -', 'aus der Datei, die sie geschickt hat'],
        [
          'helpdesk user key add anna@acme.example "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI... anna@laptop"',
          'die Zeile selbst',
        ],
      ],
    },
    'user key list': {
      summary: 'Die eigenen ssh-Schlüssel, oder die eines Benutzers',
      arguments: { email: 'die E-Mail-Adresse' },
    },
    'user key remove': {
      summary: 'Einen ssh-Schlüssel wegnehmen, sofort',
      arguments: { email: 'die E-Mail-Adresse', 'key-id': 'der Fingerabdruck, oder der Anfang der Kennung' },
    },
    doctor: {
      summary: 'Ob dieser Servicedesk in Ordnung ist, und was zu beheben ist',
      description:
        'Sieht nach Datenbank, Schlüssel und Journal, und ob ein anderes Konto sie lesen kann. Endet mit 78, wenn etwas behoben werden muss.',
    },
    'db check': {
      summary: 'Nachprüfen, dass die Datenbank und jede Datei darin unversehrt sind',
      description:
        'Liest alles: die Datenbank selbst und jedes Stück jedes Anhangs. Endet mit 78 und nennt es, wenn etwas beschädigt ist.',
      flags: {
        '--rebuild-due-times': 'vor der Prüfung neu berechnen, wann Tickets fällig sind',
        '--rebuild-search': 'vor der Prüfung erneuern, woran Tickets gefunden werden, wo es beschädigt ist',
      },
    },
    'key backup': {
      summary: 'Den Schlüssel des Servicedesk kopieren',
      description:
        'In eine Datei, die es noch nicht gibt und die nur ihr Besitzer lesen kann. Getrennt von der Datenbank und deren Sicherungen aufbewahren: Wer beides hat, ist der Servicedesk, und ohne den Schlüssel arbeitet er nicht mehr. Wer kopiert hat, steht im Journal.',
      arguments: { path: 'die neue Datei, - für die Standardausgabe' },
    },
    'key rotate': {
      summary: 'Dem Servicedesk einen neuen Schlüssel geben',
      description:
        'Was unter dem alten Schlüssel aufbewahrt war, ist es dann unter dem neuen, und das Journal lässt sich vom ersten Eintrag an nachprüfen. Kopien des alten passen nicht mehr zur Datenbank, werden aber für deren Sicherungen von vorher gebraucht.',
    },
    'ssh serve': {
      summary: 'Was sshd für jemanden startet, der kommt',
      description:
        'Steht in authorized_keys und wird nicht getippt: führt aus, was nach ssh getippt wurde, als Besitzer des Schlüssels.',
      arguments: { 'key-id': 'der Schlüssel, mit dem jemand kam' },
      flags: { '--key-file': 'der Schlüssel des Servicedesk, wo er nicht neben der Datenbank liegt' },
    },
    'ssh authorized-keys': {
      summary: 'Die Zeilen von authorized_keys für alle, die hereindürfen',
      description: 'Für AuthorizedKeysCommand von sshd, oder für die Datei. Wie man es einrichtet: docs/security.md.',
      arguments: { fingerprint: 'nur der Schlüssel mit diesem Fingerabdruck (%f von AuthorizedKeysCommand)' },
      examples: [['helpdesk ssh authorized-keys', 'was in ~/.ssh/authorized_keys des Dienstkontos gehört']],
    },
    login: {
      summary: 'An diesem Servicedesk anmelden',
      description: 'Die Anmeldung bleibt auf diesem Rechner, bis sie 30 Tage lang nicht benutzt wurde.',
      arguments: { email: 'die eigene E-Mail-Adresse' },
      flags: {
        '--password-file': 'das Passwort aus der ersten Zeile einer Datei, - für die Standardeingabe',
        '--print-token': 'das Token der Anmeldung ausgeben und nichts aufbewahren',
      },
    },
    who: {
      summary: 'Wer ist das? Für alle am Telefon',
      description:
        'Findet Benutzer nach einem Teil von Name, Adresse, Telefonnummer oder Mandant; Großschreibung, Umlaute und Leerzeichen sind gleich.',
      arguments: { text: 'was zu hören war' },
      flags: { '--limit': 'höchstens so viele' },
      examples: [
        ['helpdesk who mueller', 'auch Müller und Muller'],
        ['helpdesk who 030 1234', 'nach der Telefonnummer'],
      ],
    },
    logout: { summary: 'Abmelden' },
    activate: {
      summary: 'Ein Passwort wählen, nach Einladung oder Zurücksetzen',
      arguments: { token: 'das Token, das übergeben wurde' },
      flags: { '--password-file': 'das Passwort aus der ersten Zeile einer Datei, - für die Standardeingabe' },
    },
    'password reset': {
      summary: 'Jemanden ein neues Passwort wählen lassen',
      description:
        'Alle Anmeldungen enden sofort. Das Token gilt einmal und eine Stunde lang; bis dahin bleibt das alte Passwort. Ausgesperrt wird mit user disable.',
      arguments: { email: 'eine der E-Mail-Adressen' },
      flags: {
        '--print-token':
          'das Token zeigen, um es selbst zu übergeben (nur wer den Servicedesk verwaltet); das wird festgehalten',
      },
      examples: [['helpdesk password reset fritz@support.example', 'für einen Kollegen, der es vergessen hat']],
    },
    'password set': {
      summary: 'Ein neues Passwort wählen',
      description: 'Alle anderen eigenen Anmeldungen enden.',
      flags: { '--password-file': 'das Passwort aus der ersten Zeile einer Datei, - für die Standardeingabe' },
    },
    'group list': { summary: 'Die Gruppen eines Mandanten oder des Servicedesks' },
    'group show': {
      summary: 'Was eine Gruppe erlaubt',
      arguments: { group: 'ihr Name' },
      examples: [['helpdesk group show key-user --tenant acme', 'was die Key-User von acme dürfen']],
    },
    'group add': {
      summary: 'Eine eigene Gruppe des Mandanten anlegen',
      arguments: { name: 'kleine Buchstaben, Ziffern und Bindestriche' },
      flags: { '--permission': 'was sie erlaubt: helpdesk permissions; mehrfach möglich', ...key },
      examples: [
        ['helpdesk group add bookkeeping --permission accounts:view --permission payments:view', 'danach: user edit'],
      ],
    },
    'group edit': {
      summary: 'Ändern, was eine Gruppe erlaubt',
      arguments: { group: 'ihr Name' },
      flags: {
        '--add-permission': 'auch das erlauben; mehrfach möglich',
        '--remove-permission': 'das nicht mehr erlauben; mehrfach möglich',
        ...key,
      },
    },
    'group remove': {
      summary: 'Eine Gruppe entfernen, in der niemand ist',
      arguments: { group: 'ihr Name' },
      flags: key,
    },
    permissions: { summary: 'Alle Berechtigungen: was sie erlauben und welche Gruppen sie haben' },
    'team add': {
      summary: 'Ein Team anlegen',
      description: teamsOwn,
      arguments: { name: 'kleine Buchstaben, Ziffern und Bindestriche' },
      flags: { ...teamFlags, ...key },
      examples: [
        ['helpdesk team add payments --title "Payments" --member fritz@support.example', 'ein Team aus einer Person'],
        ['helpdesk team add mobile --category technical --module "Mobile App"', 'ein Team mit eigener Zuständigkeit'],
      ],
    },
    'team list': { summary: 'Alle Teams, wer darin ist und wofür sie zuständig sind' },
    'team edit': {
      summary: 'Ein Team ändern: Titel, Mitglieder und Zuständigkeit',
      description: teamsOwn,
      arguments: { name: 'das Team' },
      flags: {
        ...teamFlags,
        '--no-title': 'den Titel wegnehmen',
        '--remove-member': 'jemanden herausnehmen; mehrfach möglich',
        '--remove-topic': 'ein Thema, das nicht mehr seines ist; mehrfach möglich',
        '--remove-module': 'ein Modul, das nicht mehr seines ist; mehrfach möglich',
        '--remove-category': 'ein Grund der Anfrage, der nicht mehr seiner ist; mehrfach möglich',
        ...key,
      },
    },
    'team remove': {
      summary: 'Ein Team entfernen; seine Leute bleiben, seine Tickets gehören keinem Team',
      arguments: { name: 'das Team' },
      flags: key,
    },
    'consent show': {
      summary: 'Der Datenschutzhinweis, und ob jemand zugestimmt hat',
      arguments: { email: 'wer; ohne Angabe man selbst' },
    },
    'consent give': {
      summary: 'Dem Datenschutzhinweis zustimmen, oder festhalten, dass jemand zugestimmt hat',
      description:
        'Wer zustimmt und noch unbekannt ist, wird Kontakt des Mandanten seiner E-Mail-Domain oder dessen, den --tenant nennt.',
      arguments: { email: 'wer zugestimmt hat; ohne Angabe man selbst' },
      flags: { '--consent-by': 'wie jemand anderes zugestimmt hat: phone, mail oder contract' },
      examples: [['helpdesk consent give anna@acme.example --consent-by phone', 'sie hat am Telefon zugestimmt']],
    },
    'consent withdraw': {
      summary: 'Die Zustimmung widerrufen; danach keine neuen Tickets',
      arguments: { email: 'wessen; ohne Angabe die eigene' },
    },
    'token create': {
      summary: 'Ein Zugriffstoken für ein Skript anlegen',
      flags: {
        '--name': 'wofür es ist',
        '--scope': 'all, read, cron oder mail; üblich ist all',
        '--expires': 'wann es abläuft: 90d, 31.01.2027; sonst nie',
      },
      examples: [['helpdesk token create --name nightly --scope read --expires 90d', 'für ein Skript, das nur liest']],
    },
    'token list': {
      summary: 'Die eigenen Zugriffstokens',
      description:
        'Mit --tenant die der Benutzer dort, für alle, die sie einsehen dürfen: Einstellungen und Verwendung, nie ein Token.',
    },
    'token revoke': {
      summary: 'Ein Zugriffstoken sofort widerrufen',
      arguments: { token: 'sein Name oder der Anfang seiner Kennung' },
    },
    whoami: { summary: 'Wer man hier ist' },
    'config list': {
      summary: 'Alle Einstellungen mit Wert und Herkunft',
      description:
        'Mit --tenant die eigenen eines Mandanten. Wer zu einem einzigen gehört und nicht den Servicedesk verwaltet, muss ihn nicht nennen.',
    },
    'config get': { summary: 'Eine Einstellung', arguments: { name: 'die Einstellung: helpdesk config list' } },
    'config set': {
      summary: 'Eine Einstellung ändern',
      arguments: { name: 'die Einstellung: helpdesk config list', value: 'der Wert, - für die Standardeingabe' },
      flags: key,
      examples: [
        ['helpdesk config set tickets.reopen-window 7d', 'eine Woche zum Wiederöffnen'],
        [
          'helpdesk config set mail.subject.solved.de "Gelöst: {ticket.subject}"',
          'in eigenen Worten: mail.subject.… und mail.text.… jedes Briefs',
        ],
        [
          'helpdesk config set access.code-ttl 15m --tenant acme',
          'nur für einen Mandanten: durch dessen Administratoren oder die des Servicedesk',
        ],
      ],
    },
    'config export': {
      summary: 'Diesen Servicedesk als Vorlage ausgeben, mit der ein anderer beginnen kann',
      description: 'Darin steht keine Person, kein Mandant und weder Name noch Domain oder Adresse dieses Servicedesk.',
      examples: [['helpdesk config export', 'in eine Datei, und anderswo: helpdesk init --preset ./unser-desk.json']],
    },
    'config unset': {
      summary: 'Zur Vorgabe zurückkehren, in einem Mandanten zum Wert des Servicedesk',
      arguments: { name: 'die Einstellung' },
      flags: key,
    },
    'calendar show': { summary: 'Wann der Servicedesk erreichbar ist und wann als Nächstes geschlossen' },
    'calendar set': {
      summary: 'Zeiten, Zeitzone und Feiertage festlegen',
      description: 'An Tagen, die nicht genannt sind, ist geschlossen. Über Mitternacht sind es zwei Spannen.',
      flags: {
        '--time-zone': 'die Zeitzone: Europe/Berlin',
        '--hours': 'Tage und Zeiten: mon-thu=09:00-12:00,13:00-18:00 fri=09:00-15:00',
        '--region': 'wessen Feiertage gelten: DE, DE-BW, AT, CH-ZH',
        '--no-region': 'Feiertage nicht beachten',
        ...key,
      },
      examples: [['helpdesk calendar set --hours "mon-fri=09:00-18:00" --region DE-BW', 'Bürozeiten in Stuttgart']],
    },
    'calendar holiday add': {
      summary: 'An einem Tag schließen',
      arguments: { day: 'ein Tag: 24.12., 2026-12-24 oder morgen' },
      flags: { '--name': 'weshalb', ...key },
    },
    'calendar holiday list': { summary: 'Schließtage und Feiertage der nächsten zwölf Monate' },
    'calendar holiday remove': {
      summary: 'An einem Schließtag doch öffnen',
      arguments: { day: 'ein Tag: 24.12. oder 2026-12-24' },
      flags: key,
    },
    info: {
      summary: 'Die Hilfeseite: wo Hilfe zu finden und wie der Servicedesk zu erreichen ist',
      description:
        'Niemand muss angemeldet sein. Die Kontaktdaten stehen auch dann da, wenn sich die Datenbank nicht lesen lässt.',
    },
    remote: { summary: 'Den Link für die Fernwartung öffnen' },
    hours: { summary: 'Ob der Servicedesk jetzt erreichbar ist, bis wann, und wann wieder' },
    log: {
      summary: 'Alles, was geschehen ist, das Älteste zuerst',
      description:
        'Für Administratoren des Servicedesk alles, für die eines Mandanten, was in diesem geschah (--tenant).',
      flags: {
        '--ticket': 'mit diesem Ticket',
        '--actor': 'durch diese Person',
        '--since': 'seitdem: 21.11.2026, "gestern 14:30"',
      },
    },
    'audit verify': {
      summary: 'Nachprüfen, dass das Journal nicht verändert wurde',
      description:
        'Nennt den ersten Eintrag, der nicht stimmt. Der letzte Stand, den es ausgibt, beweist, anderswo aufbewahrt, dass am Ende nichts fehlt.',
    },
    'cron run': {
      summary: 'Erledigen, was nach der Uhr fällig ist',
      description:
        'Schließt, holt Zurückgestelltes wieder, erinnert, löst, was unbeantwortet bleibt: jedes einmal, wie oft auch gerufen wird. Ist nichts fällig, sagt es nichts.',
      flags: {
        '--job': 'nur diese Aufgabe: release, close, remind, solve-unanswered, warn oder end-access; auch mehrmals',
      },
      examples: [['helpdesk cron run --job close', 'nur diese eine Aufgabe']],
    },
    'cron jobs': { summary: 'Was der Servicedesk von selbst tut, wann zuletzt und wann wieder' },
    'cron install': {
      summary: 'Jede Minute ausführen lassen, durch crontab oder systemd',
      description:
        'Fragt, bevor etwas geschrieben wird. Verändert wird nur die eigene Zeile oder Datei, auch bei wiederholtem Aufruf.',
      flags: {
        '--systemd': 'durch einen Timer im systemd dieses Kontos',
        '--dry-run': 'nur zeigen, was geschrieben würde',
      },
      examples: [
        ['helpdesk cron install --dry-run', 'nur die Zeile, für eine andere crontab'],
        ['helpdesk cron install --yes', 'ohne Rückfrage'],
      ],
    },
    init: {
      summary: 'Einen Servicedesk anlegen',
      flags: {
        '--admin': 'die E-Mail-Adresse des ersten Administrators',
        '--name': 'wie er heißt',
        '--preset': 'plain, payments, erp oder online-advice',
        '--domain': 'die eigene E-Mail-Domain des Servicedesk',
        '--desk-name': 'wie der Servicedesk heißt',
        '--contact-phone': 'wo Kunden ihn telefonisch erreichen',
        '--contact-email': 'wo Kunden ihn per E-Mail erreichen',
        '--contact-address': 'seine Anschrift',
        '--country': 'wessen Feiertage gelten: DE, AT oder CH',
        '--rehearsal': 'zum Ausprobieren: die Uhr lässt sich stellen, E-Mails gehen nirgendwohin',
      },
      examples: [['helpdesk init --admin jana@support.example --preset erp', 'ohne Rückfrage']],
    },
    ...deWorkspaceHelp.verbs,
    ...deMailHelp.verbs,
    ...deRuleHelp.verbs,
    ...deRecipientHelp.verbs,
    ...deSlaHelp.verbs,
    demo: {
      summary: 'Die wichtigsten Schritte an einem eigenen Servicedesk sehen',
      flags: { '--keep': 'diesen Servicedesk danach behalten' },
    },
    schema: {
      summary: 'Das JSON-Schema dessen, was ein Befehl mit --json ausgibt',
      arguments: { command: 'die Wörter des Befehls' },
      examples: [['helpdesk schema ticket list', 'was eine Liste enthält']],
    },
  },
}
