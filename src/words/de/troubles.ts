import { formatSize } from '../file-size'
import { flagsNamed, missingNamed } from '../level-refusals'
import type {
  ImportProblem,
  PermittedPerson,
  RefusedTicket,
  TopicProblem,
  TroubleCatalogue,
  TroubleWords,
  WrongValue,
} from '../troubles'
import { de } from './screens'

/** Was ohne die Berechtigung nicht geht. */
const doings: Readonly<Record<string, string>> = {
  'tickets:view': 'Tickets einzusehen',
  'tickets:open': 'Tickets zu eröffnen',
  'tickets:open-for': 'Tickets für andere zu eröffnen',
  'consent:record': 'für andere zu sagen, dass sie zugestimmt haben',
  'tickets:write': 'dieses Ticket zu beantworten',
  'tickets:note': 'mit Internem umzugehen (Notizen, Verknüpfungen, Beobachten)',
  'tickets:edit': 'Tickets wie ein Mitarbeiter zu bearbeiten',
  'tickets:escalate': 'Tickets an den 2nd Level weiterzugeben',
  'tickets:return': 'Tickets vom 2nd Level zurückzugeben',
  'accounts:view': 'Konten einzusehen',
  'accounts:edit': 'Konten zu ändern',
  'ebics:view': 'EBICS-Kontakte einzusehen',
  'ebics:edit': 'EBICS-Kontakte zu ändern',
  'payments:view': 'Zahlungen einzusehen',
  'payments:edit': 'Zahlungen zu ändern',
  'statements:view': 'zu sehen, welche Kontoumsätze es gibt',
  'tenant:view': 'den Mandanten einzusehen',
  'tenant:edit': 'Mandanten anzulegen oder zu ändern',
  'users:view': 'die Benutzer einzusehen',
  'users:edit': 'Benutzer zu verwalten',
  'groups:view': 'die Benutzergruppen einzusehen',
  'groups:edit': 'Benutzergruppen anzulegen oder zu ändern',
  'guests:view': 'die Gäste einzusehen',
  'guests:edit': 'Gäste einzuladen oder zu entfernen',
  'api:view': 'Zugriffstokens und ihre Verwendung einzusehen',
  'reports:view': 'Auswertungen einzusehen',
  'reports:write': 'Ansichten von Auswertungen zu speichern',
  'retention:view': 'die Löschfristen einzusehen',
  'retention:edit': 'die Löschfristen festzulegen',
  'rules:view': 'die Benachrichtigungsregeln einzusehen',
  'rules:edit': 'Benachrichtigungsregeln anzulegen oder zu ändern',
  'events:view': 'die Ereignisse einzusehen',
  'events:emit': 'Ereignisse einzuspeisen',
  'access:view': 'die Kundenberater und ihre Zugriffe einzusehen',
  'access:edit': 'Zugriffe von Kundenberatern zu beenden',
  'access:code': 'den Zugangscode abzulesen',
  'access:assign': 'Kundenberater dauerhaft zuzuordnen',
  'access:redeem': 'Zugangscodes einzulösen',
  'access:log': 'das Protokoll des Mandanten zu lesen',
  'desk:view': 'Einstellungen und Journal einzusehen',
  'desk:edit': 'den Servicedesk zu ändern',
}
const events: Readonly<Record<string, string>> = de.events
const answerers: Readonly<Record<string, string>> = de.answeredByWhom
/** Was nur mit einem ungelösten Ticket geht. */
const solvedDeeds: Readonly<Record<string, string>> = { escalate: 'weitergeben', return: 'zurückgeben' }

/** Warum eine Datei nicht zu lesen ist; sonst steht da, was das System sagt. */
const fileReasons: Readonly<Record<string, string>> = {
  EISDIR: 'das ist ein Ordner',
  EACCES: 'dazu fehlt Ihnen das Recht',
  'no-file': 'das ist eine Pipe oder ein Gerät, keine Datei',
}

/** Wie die Dinge heißen, die in Befehlen englische Namen tragen. */
const named: Readonly<Record<string, string>> = {
  number: 'die Ticketnummer',
  other: 'das Ziel der Verknüpfung (eine Ticketnummer oder https://…)',
  link: 'die Verknüpfung',
  category: 'die Kategorie',
  day: 'der Tag',
  group: 'die Gruppe',
  id: 'die Kennung',
  'key-id': 'die Kennung des Schlüssels',
  key: 'der Schlüssel',
  path: 'der Pfad',
  text: 'das, was gesucht wird',
  topic: 'das Thema',
  token: 'das Token',
  user: 'die E-Mail-Adresse der Kollegin oder des Kollegen oder ein Team',
  attachment: 'der Anhang',
  name: 'der Name',
  email: 'die E-Mail-Adresse',
  value: 'der Wert',
  command: 'der Befehl',
  subject: 'der Betreff',
  tenant: 'der Mandant',
}
/** Wie die Hilfe nennt, was im Aufruf ohne Option dasteht: dort ist es <Art>. */
const placeholders: Readonly<Record<string, string>> = {
  ACCOUNT: '<Konto>',
  ATTACHMENT: '<Anhang>',
  CONTACT: '<Kontakt>',
  EVENT: '<Ereignis>',
  KEY: '<Schlüssel>',
  NAME: '<Name>',
  RULE: '<Regel>',
  TEXT: '<Text>',
  TOKEN: '<Token>',
  TYPE: '<Art>',
}
const placeholderOf = (name: string): string => placeholders[name] ?? name
const nameOf = (name: string): string => named[name] ?? placeholderOf(name)

/** Wörter, die im Befehl ihren eigenen Platz haben. */
const placed: Readonly<Record<string, string>> = {
  deed: 'nach der Ticketnummer',
  other: 'als Verknüpfung',
  link: 'als Verknüpfung',
}

/** Was an einer Zeile einer Datei mit Benutzern nicht stimmt. */
const importProblems: Readonly<Record<ImportProblem['problem'], (value: string) => string>> = {
  'wrong-quotes': () => 'ein Anführungszeichen ist nicht geschlossen oder steht, wo keines stehen kann',
  'wrong-columns': (value) => `nicht so viele Werte wie die Kopfzeile (${value})`,
  'wrong-address': (value) => (value === '' ? 'die E-Mail-Adresse fehlt' : `„${value}“ ist keine E-Mail-Adresse`),
  'wrong-name': (value) => `„${value}“ taugt nicht als Kurzname (Kleinbuchstaben, Ziffern, Bindestriche)`,
  'wrong-value': (value) => `die Gruppe „${value}“ gibt es nicht`,
  'ambiguous-value': (value) => `mit der Gruppe „${value}“ können mehrere gemeint sein`,
  'text-too-long': (value) => `„${value.slice(0, 20)}…“ ist zu lang`,
  'tenant-not-found': (value) => `den Mandanten „${value}“ gibt es nicht`,
  'tenant-needed': (value) => `es ist nicht klar, zu welchem Mandanten ${value} gehört`,
  'not-allowed': (value) => `${value} zu verwalten, ist nicht erlaubt`,
  'first-administrator-only': (value) =>
    `in die Gruppen admin und full-access nimmt ${value} nur ein Administrator des Mandanten auf`,
}
/** Was an der Datei eines Themas nicht stimmt. */
const topicProblems: Readonly<Record<TopicProblem['problem'], (value: string) => string>> = {
  'no-front-matter': () => 'die erste Zeile ist nicht ---: Der Kopf der Datei fehlt',
  'front-matter-open': () => 'der Kopf der Datei endet nicht mit einer Zeile ---',
  'wrong-yaml': (value) => `der Kopf ist kein YAML, wie es hier gilt: ${value}`,
  'unknown-key': (value) => `den Schlüssel „${value}“ gibt es nicht`,
  'wrong-kind': (value) => `bei „${value}“ steht nicht, was dort hingehört`,
  'wrong-name': (value) => `„${value}“ kann keine Kennung sein (kleine Buchstaben, Ziffern, Bindestriche)`,
  'wrong-value': (value) => `„${value}“ ist hier nicht möglich`,
  'wrong-link': (value) => `„${value}“ ist keine Adresse (https://…)`,
  'no-category': (value) => `den Grund der Anfrage „${value}“ gibt es nicht`,
  'missing-title': () => 'der Titel fehlt',
  'missing-answer': () => 'unter dem Kopf steht keine Antwort',
  'language-twice': (value) => `die Antwort steht zweimal in dieser Sprache da: ${value}`,
  'unknown-placeholder': (value) => `den Platzhalter {${value}} gibt es nicht`,
  'text-too-long': (value) => `„${value}“ ist zu lang`,
  'not-text': () => 'das ist kein UTF-8-Text',
  unreadable: (value) => `die Datei ist nicht lesbar (${value})`,
  'id-twice': (value) => `die Kennung „${value}“ hat schon eine andere dieser Dateien`,
}
/** So viele, wie ein Bildschirm fasst. */
const shownProblems = 20

const listed = (words: readonly string[]): string => words.join(', ')
const meant = (suggestion: string | null): { hint?: string } =>
  suggestion === null ? {} : { hint: `war vielleicht ${suggestion} gemeint?` }

const statuses: Readonly<Record<string, string>> = { open: 'offen', waiting: 'wartet auf den Kunden' }

/** An wen man sich stattdessen wendet; ein Bildschirm nennt wenige. */
function whoMay(who: readonly PermittedPerson[] | undefined): { hint?: string } {
  if (who === undefined || who.length === 0) return {}
  const people = who.slice(0, 3).map(({ email, name }) => (name === null ? email : `${name} <${email}>`))
  const more = who.length > people.length ? ` und ${who.length - people.length} weitere` : ''
  return { hint: `das dürfen: ${listed(people)}${more}` }
}

/** Wo es niemand darf: wer das ändern kann, und wie der Servicedesk zu erreichen ist. */
function whomToAsk(people: readonly PermittedPerson[] = [], contact: readonly string[] = []): { hint?: string } {
  const named = people.slice(0, 3).map(({ email, name }) => (name === null ? email : `${name} <${email}>`))
  return named.length + contact.length === 0 ? {} : { hint: `Auskunft geben: ${listed([...named, ...contact])}` }
}

/** Was nicht stimmt, bei welchem Wert, und was zu tun ist. */
export const deTroubles: TroubleCatalogue = {
  'desk-exists': ({ path }) => ({
    message: `hier gibt es schon einen Servicedesk: ${path}`,
    hint: 'ein weiterer: --home ORDNER',
  }),
  'ticket-solved': ({ number, deed }) => ({
    message: `#${number} ist gelöst; ${solvedDeeds[deed] ?? 'zurückstellen'} lässt sich nur, was noch zu tun ist`,
    hint: `erst wieder öffnen: helpdesk reopen ${number}`,
  }),
  'already-at-level': ({ number, level }) =>
    level === 2
      ? { message: `#${number} ist schon beim 2nd Level`, hint: `etwas ergänzen: helpdesk note ${number}` }
      : { message: `#${number} ist beim 1st Level; zurückgeben lässt sich nur, was der 2nd Level hat` },
  'not-second-level': ({ number, email }) => ({
    message: `#${number} ist beim 2nd Level, und dazu gehört ${email} nicht`,
    hint: `der 2nd Level gibt es zurück: helpdesk return ${number}`,
  }),
  'nobody-in-team': ({ number, team, level }) => ({
    message:
      level === 2
        ? `#${number} ist beim 2nd Level, und dazu gehört im Team ${team} niemand`
        : `im Team ${team} ist niemand, der #${number} übernehmen könnte`,
    hint: `jemanden aufnehmen: helpdesk team edit ${team} --member E-MAIL`,
  }),
  'report-incomplete': ({ number, missing }) => ({
    message: `der Bericht ist unvollständig: ${missingNamed(missing, de.levels.missing)}`,
    hint: `${flagsNamed(missing, de.levels.examples)}, oder --force${number === null ? '' : ` (was schon da ist: helpdesk show ${number})`}`,
  }),
  'topic-of-first-level': ({ number, topic, answeredBy }) => ({
    message: `das Thema „${topic}“ ist nichts für den 2nd Level: ${answerers[answeredBy] ?? answeredBy}`,
    hint:
      number === null
        ? 'wenn es sein muss: --force'
        : `helpdesk reply ${number} --answer ${topic}, oder --force, wenn es sein muss`,
  }),
  'follow-up-too-early': ({ number }) => ({
    message: `#${number} ist noch nicht gelöst; eine Folgeanfrage kommt erst danach`,
    hint: `dort antworten: helpdesk reply ${number}`,
  }),
  'rating-too-early': ({ number }) => ({
    message: `#${number} ist noch nicht gelöst; bewerten lässt sich nur eine Lösung`,
    hint: `falls es für Sie gelöst ist: helpdesk solve ${number}`,
  }),
  'rating-too-late': ({ number, until }) => ({
    message: `#${number} ließ sich nur bis zum ${until.slice(0, 10)} bewerten`,
    hint: `es ist noch etwas offen? helpdesk follow-up ${number}`,
  }),
  'already-rated': ({ number, score }) => ({
    message: `die Lösung von #${number} ist schon bewertet: ${score} von 5`,
    hint: 'eine Bewertung bleibt, wie sie ist; eine neue gibt es erst, wenn das Ticket noch einmal gelöst wurde',
  }),
  'rating-not-yours': ({ number, requester }) => ({
    message: `#${number} kann nur bewerten, wer angefragt hat: ${requester}`,
    hint: `was Sie davon halten, passt in eine Notiz: helpdesk note ${number}`,
  }),
  'no-thanks': ({ number, reason }) => ({
    message: {
      'not-reopened': `#${number} wurde nicht wieder geöffnet; es gibt keine Lösung, die wieder gelten könnte`,
      'not-by-answer': `#${number} wurde nicht durch eine Antwort des Kunden wieder geöffnet`,
      'went-on': `mit #${number} ist seit dem Wiederöffnen noch etwas geschehen`,
    }[reason],
    hint: `neu lösen: helpdesk solve ${number}`,
  }),
  'cron-jobs-failed': ({ jobs }) => ({
    message: `muss noch einmal versucht werden: ${jobs.map(({ job, error }) => `${job} (${error})`).join(', ')}`,
    hint: 'das tut der nächste Lauf; was erledigt ist, bleibt erledigt: helpdesk cron jobs',
  }),
  'no-crontab': ({ line }) => ({
    message: 'auf diesem Rechner gibt es kein crontab; eingerichtet wurde nichts',
    hint: `helpdesk cron install --systemd, oder diese Zeile dort eintragen, wo Ihr Cron sie liest: ${line}`,
  }),
  'crontab-failed': ({ said }) => ({
    message: `crontab hat abgelehnt: ${said}`,
    hint: 'geändert wurde nichts; nur die Zeile: helpdesk cron install --dry-run',
  }),
  'ticket-closed': ({ number }) => ({
    message: `#${number} ist geschlossen und lässt sich weder beantworten noch wieder öffnen`,
    hint: `wenn es weitergeht, eine Folgeanfrage stellen: helpdesk follow-up ${number} -m "…"`,
  }),
  'ticket-not-solved': ({ number, status }) => ({
    message: `#${number} ist noch nicht gelöst (${statuses[status] ?? status}); nur gelöste Tickets lassen sich schließen`,
    hint: `helpdesk solve ${number}`,
  }),
  'participant-is-requester': ({ number, email }) => ({
    message: `#${number} ist die Anfrage von ${email}; wer anfragt, ist immer beteiligt`,
    hint: `jemand anderem übertragen: helpdesk edit ${number} --requester E-MAIL`,
  }),
  'participants-outside': ({ number, tenant, emails }) => ({
    message: `${listed(emails)}: ${number === null ? '' : `neu in Ticket #${number} und `}nicht von ${tenant}`,
    hint: '--yes, wenn mitgelesen werden soll',
  }),
  'merge-outside': ({ number, tenant, emails }) => ({
    message: `${listed(emails)}: nicht von ${tenant}, bekäme in #${number} Neues zu lesen`,
    hint: '--yes, wenn mitgelesen werden soll',
  }),
  'link-to-itself': ({ number }) => ({ message: `#${number} lässt sich nicht mit sich selbst verknüpfen` }),
  'link-not-found': ({ number, to }) => ({
    message: `#${number} ist nicht mit ${to} verknüpft`,
    hint: `womit es verknüpft ist: helpdesk show ${number}`,
  }),
  'no-links': ({ number }) => ({
    message: `#${number} hat keine Verknüpfung, die sich entfernen ließe`,
    hint: `womit es verknüpft ist: helpdesk show ${number}`,
  }),
  'participant-not-found': ({ number, email }) => ({
    message: `${email} ist an #${number} nicht beteiligt`,
    hint: `wer beteiligt ist: helpdesk cc ${number}`,
  }),
  'ticket-merged': ({ number, into }) => ({
    message: `#${number} ist in #${into} aufgegangen`,
    hint: `dort geht es weiter: helpdesk reply ${into}`,
  }),
  'already-merged': ({ number, into }) => ({
    message: `#${number} ist schon ${into === null ? 'in einem anderen Ticket' : `in #${into}`} aufgegangen`,
    hint: into === null ? 'es ist endgültig geschlossen' : `dort geht es weiter: helpdesk show ${into}`,
  }),
  'survivor-closed': ({ number }) => ({
    message: `#${number} ist geschlossen; darin kann nichts mehr aufgehen`,
    hint: 'umgekehrt zusammenführen, oder in ein Ticket, das nicht geschlossen ist',
  }),
  'ticket-into-itself': ({ number }) => ({ message: `#${number} lässt sich nicht mit sich selbst zusammenführen` }),
  'merge-across-tenants': ({ number, tenant, into, other }) => ({
    message: `#${number} gehört zu ${tenant}, #${into} zu ${other}; zusammengeführt wird nur innerhalb eines Mandanten`,
    hint: `verknüpfen: helpdesk link ${number} ${into}`,
  }),
  'nothing-to-undo': ({ reason, number, type }) => ({
    message: {
      none: 'es gibt nichts zurückzunehmen',
      undone: 'mehr lässt sich nicht zurücknehmen, nur das Letzte',
      kind: `das Letzte lässt sich nicht zurücknehmen (#${number}: ${events[type ?? ''] ?? type})`,
      late: `das Letzte liegt mehr als 10 Minuten zurück (#${number}: ${events[type ?? ''] ?? type})`,
    }[reason],
    ...(number === null ? {} : { hint: `was geschehen ist: helpdesk show ${number} --history` }),
  }),
  'already-sent': ({ number, to, at }) => ({
    message: `#${number} lässt sich nicht mehr zurücknehmen: ${at === null ? `schon unterwegs an ${to}` : `um ${at.slice(11, 16)} UTC an ${to} gesendet`}`,
    hint: `richtigstellen: helpdesk reply ${number}`,
  }),
  'changed-since': ({ number, changes }) => ({
    message: `#${number} wurde seither angefasst${changes.length === 0 ? '' : ': '}${listed(
      changes.map(({ type, actor }) => `${events[type] ?? type} (${actor ?? 'Servicedesk'})`),
    )}`,
    hint: `nichts wurde zurückgenommen; noch einmal ansehen: helpdesk show ${number} --history`,
  }),
  'duplicate-ticket': ({ similar }) => ({
    message: `dazu gibt es schon etwas: ${listed(similar.map(({ number, subject }) => `#${number} ${subject}`))}`,
    hint: `dort antworten: helpdesk reply ${similar[0]?.number ?? 'N'}, oder trotzdem eröffnen: --if-duplicate open`,
  }),
  'version-outdated': ({ number, version, given, changes }) => ({
    message: `#${number} hat inzwischen Version ${version} statt ${given}${changes.length === 0 ? '' : ': '}${listed(
      changes.map(({ type, actor }) => `${events[type] ?? type} (${actor ?? 'Servicedesk'})`),
    )}`,
    hint: `noch einmal ansehen: helpdesk show ${number} --history`,
  }),
  'idempotency-key-reused': ({ key }) => ({
    message: `der Wiederholungsschlüssel „${key}“ gehört schon zu einer anderen Anfrage`,
    hint: 'eine neue Anfrage braucht einen neuen Schlüssel',
  }),
  'tenant-exists': ({ name }) => ({ message: `den Mandanten „${name}“ gibt es schon`, hint: `--tenant ${name}` }),
  'output-failed': ({ error }) => ({
    message: `das Ergebnis ließ sich nicht ausgeben (${error})`,
    hint: 'was der Befehl zu tun hatte, ist getan',
  }),
  'domain-taken': ({ domain, tenant }) => ({
    message: `die Domain ${domain} gehört dem Mandanten „${tenant}“`,
    hint: `--tenant ${tenant}, oder helpdesk tenant edit ${tenant} --remove-domain ${domain}`,
  }),
  'group-exists': ({ name, tenant }) => ({
    message: `„${tenant}“ hat schon eine Gruppe „${name}“`,
    hint: `helpdesk group show ${name} --tenant ${tenant}`,
  }),
  'group-in-use': ({ name, members }) => ({
    message:
      members === 0
        ? `in die Gruppe „${name}“ ist ein Gast eingeladen`
        : `in der Gruppe „${name}“ ${members === 1 ? 'ist noch jemand' : `sind noch ${members} Personen`}`,
    hint: 'zuerst herausnehmen: helpdesk user edit EMAIL --remove-group, helpdesk guest remove EMAIL',
  }),
  'category-exists': ({ id }) => ({
    message: `einen Grund der Anfrage „${id}“ gibt es schon`,
    hint: `helpdesk category show ${id}`,
  }),
  'category-in-use': ({ id, tickets, topics }) => ({
    message: `„${id}“ wird gebraucht: ${listed([
      ...(tickets === 0 ? [] : [tickets === 1 ? '1 Ticket' : `${tickets} Tickets`]),
      ...(topics === 0 ? [] : [topics === 1 ? '1 Thema' : `${topics} Themen`]),
    ])}`,
    hint:
      tickets === 0
        ? 'den Themen zuerst einen anderen Grund geben: helpdesk topic list'
        : `den Tickets zuerst einen anderen Grund geben: helpdesk list --all --category ${id}`,
  }),
  'category-needed': ({ id, reason }) =>
    reason === 'last'
      ? {
          message: `„${id}“ ist der einzige Grund der Anfrage und bleibt`,
          hint: 'zuerst einen anderen anlegen: helpdesk category add',
        }
      : {
          message: `„${id}“ gilt, wo keiner gewählt wird (tickets.default-category)`,
          hint: 'zuerst einen anderen dazu machen: helpdesk config set tickets.default-category KENNUNG',
        },
  'work-of-team': ({ kind, name, team }) => ({
    message: `${{ topic: 'das Thema', module: 'das Modul', category: 'der Grund' }[kind]} ${name} gehört dem Team ${team}`,
    hint: `ihm zuerst wegnehmen: helpdesk team edit ${team} --remove-${kind} ${kind === 'module' ? `"${name}"` : name}`,
  }),
  'team-exists': ({ name }) => ({ message: `ein Team „${name}“ gibt es schon`, hint: 'alle: helpdesk team list' }),
  'topic-exists': ({ name }) => ({
    message: `das Thema „${name}“ gibt es schon`,
    hint: `ändern: helpdesk topic edit ${name}`,
  }),
  'tenant-deleted': ({ tenant, restorable }) => ({
    message: `der Mandant „${tenant}“ ist gelöscht; Name, E-Mail-Domains und Benutzer gehören weiter ihm`,
    hint: restorable
      ? `helpdesk tenant restore ${tenant}`
      : 'wiederherstellen lässt er sich nicht mehr; frei wird alles, wenn die Löschfrist greift',
  }),
  'tenant-gone': ({ tenant, until }) => ({
    message: `der Mandant „${tenant}“ ließ sich bis ${until.slice(0, 10)} wiederherstellen`,
    hint: 'jetzt hilft nur eine Sicherung von vorher',
  }),
  'own-tenant': ({ email, tenant, known }) => ({
    message: `${email} gehört zu „${tenant}“ und kann dort nicht zu Gast sein`,
    hint: known ? `helpdesk user show ${email}` : `helpdesk user add ${email} --tenant ${tenant}`,
  }),
  'own-invitation': ({ tenant }) => ({
    message: `niemand lädt sich selbst zu „${tenant}“ ein oder ändert dort die eigene Gruppe`,
    hint: 'wer sonst Gäste einladen darf, kann es',
  }),
  'user-exists': ({ email, known }) => ({
    message: `${email} ist schon bekannt`,
    ...(known ? { hint: `helpdesk user show ${email}` } : {}),
  }),
  'address-taken': ({ address, email, owner }) => ({
    message: `${address} ist ${owner === null || owner === address ? 'die Adresse von jemand anderem' : `eine Adresse von ${owner}`}`,
    hint:
      owner === null
        ? 'ist es dieselbe Person, kann der Servicedesk beide zusammenführen: helpdesk user merge'
        : `ist es dieselbe Person: helpdesk user merge ${owner} --into ${email}`,
  }),
  'address-needed': ({ email, last }) => ({
    message: last ? `eine andere Adresse als ${email} gibt es nicht` : `an ${email} wird geschrieben`,
    hint: 'eine andere an ihrer Stelle nennen: --address E-MAIL',
  }),
  'account-exists': ({ account, tenant }) => ({
    message: `${tenant} hat das Konto ${account} schon`,
    hint: `um es zu ändern: helpdesk account edit ${account}`,
  }),
  'ebics-contact-exists': ({ name, tenant }) => ({
    message: `${tenant} hat schon einen EBICS-Kontakt „${name}“`,
    hint: 'ein anderer Name, oder: helpdesk ebics edit',
  }),
  'no-password': ({ email }) => ({ message: `${email} hat noch kein Passwort`, hint: `helpdesk user invite ${email}` }),
  'link-not-set': ({ name }) => ({
    message: `${name} ist hier nicht festgelegt`,
    hint: `helpdesk config set ${name} https://…`,
  }),
  'no-draft': ({ command, kept }) => ({
    message: `von „${command}“ ist kein Text aufgehoben`,
    ...(kept.length === 0 ? {} : { hint: `aufgehoben ist er von: ${listed(kept)}` }),
  }),
  'nothing-shown': () => ({
    message: 'in diesem Terminal wurde noch kein Ticket gezeigt, der Punkt meint also keines',
    hint: 'helpdesk show NUMMER',
  }),
  'command-needed': ({ format }) => ({
    message: `helpdesk allein ist für Menschen und gibt kein ${format}: Es fehlt ein Befehl`,
    hint: 'helpdesk list --json, helpdesk next --json',
  }),
  'unknown-command': ({ command, suggestions }) => ({
    message: `den Befehl „${command}“ gibt es nicht`,
    hint:
      suggestions.length === 0
        ? 'alle Befehle: helpdesk --help'
        : `war vielleicht helpdesk ${listed(suggestions)} gemeint?`,
  }),
  'unknown-flag': ({ flag, suggestion, word }) => ({
    message: `die Option ${flag} gibt es hier nicht`,
    ...(word === true
      ? {
          hint: `was nicht vorkommen darf, steht mit den anderen Wörtern in Anführungszeichen: helpdesk search "Kalender ${flag}"`,
        }
      : meant(suggestion)),
  }),
  'missing-flag': ({ flag, asks }) => ({
    message: `${flag} fehlt`,
    hint:
      asks === false
        ? `${flag} angeben`
        : `${flag} angeben, oder den Befehl in einem Terminal aufrufen, dann wird danach gefragt`,
  }),
  'confirmation-needed': () => ({
    message: 'das muss bestätigt werden, und niemand ist da, der gefragt werden könnte',
    hint: '--yes, wenn es so gemeint ist',
  }),
  'missing-argument': ({ argument, hashMark }) => ({
    message: `es fehlt: ${nameOf(argument)}`,
    ...(hashMark ? { hint: 'die Shell verschluckt #1042; bitte 1042 schreiben' } : {}),
  }),
  'missing-flag-value': ({ flag }) => ({ message: `${flag} braucht einen Wert` }),
  'too-many-arguments': ({ argument, takesText }) => ({
    message: `ein Wort zu viel: „${argument}“`,
    ...(takesText ? { hint: 'Text aus mehreren Wörtern gehört in Anführungszeichen' } : {}),
  }),
  'conflicting-flags': ({ flags }) => ({ message: `${flags.join(' und ')} schließen sich aus` }),
  'nothing-to-change': ({ flags }) => ({ message: 'es ist nicht gesagt, was sich ändern soll', hint: listed(flags) }),
  'nothing-to-save': () => ({
    message: 'eine Ansicht ohne Optionen wäre die ganze Liste',
    hint: 'eingrenzen, zum Beispiel: --mine, --status open, --tenant acme; mehr: helpdesk view save --help',
  }),
  'new-tenant-needed': ({ domain, suggestion }) => ({
    message: `${domain} gehört noch zu keinem Mandanten`,
    hint: `--new-tenant ${suggestion}, oder --tenant NAME für einen vorhandenen`,
  }),
  'tenant-needed': ({ tenants }) => ({
    message: 'es ist nicht klar, welcher Mandant gemeint ist',
    hint: tenants.length === 0 ? 'helpdesk tenant add NAME' : `--tenant ${tenants.join(' | ')}`,
  }),
  'no-editor': ({ flag }) => ({
    message: 'der Editor ließ sich nicht benutzen',
    hint: `EDITOR setzen, oder den Text mit ${flag} angeben`,
  }),
  'wrong-value': ({ name, value, allowed, suggestion }) => ({
    message:
      placed[name] === undefined
        ? `„${value}“ ist kein Wert für ${placeholderOf(name).replace(/:$/, '')}: ${listed(allowed)}`
        : `„${value}“ ist ${placed[name]} nicht möglich: ${listed(allowed)}`,
    ...meant(suggestion),
  }),
  'unknown-setting': ({ name, suggestion }) => ({
    message: `die Einstellung „${name}“ gibt es nicht`,
    hint: suggestion === null ? 'alle Einstellungen: helpdesk config list' : `war vielleicht ${suggestion} gemeint?`,
  }),
  'unknown-permission': ({ name, suggestion }) => ({
    message: `eine Berechtigung „${name}“ gibt es nicht`,
    hint: suggestion === null ? 'alle: helpdesk permissions' : `ist ${suggestion} gemeint?`,
  }),
  'not-grantable': ({ permission }) => ({
    message: `${permission} gehört dem Servicedesk: eine Gruppe eines Mandanten kann es nicht geben`,
    hint: 'was sich geben lässt: helpdesk permissions',
  }),
  'group-fixed': ({ name }) => ({
    message: `„${name}“ ist eine feste Gruppe, sie lässt sich weder anlegen noch ändern oder entfernen`,
    hint: 'eine eigene Gruppe braucht einen anderen Namen',
  }),
  'group-empty': ({ name }) => ({
    message: `die Gruppe „${name}“ würde nichts mehr erlauben`,
    hint: `helpdesk group remove ${name}`,
  }),
  'wrong-number': ({ value }) => ({
    message: `„${value}“ ist keine Ticketnummer`,
    hint: 'eine Nummer wie 1042, oder . für das zuletzt gezeigte Ticket',
  }),
  'range-reversed': ({ value, suggestion }) => ({
    message: `„${value}“ läuft rückwärts`,
    hint: `vielleicht ${suggestion}?`,
  }),
  'too-many-numbers': ({ limit }) => ({ message: `das sind mehr als ${limit} Tickets auf einmal` }),
  'wrong-address': ({ value }) => ({ message: `„${value}“ ist keine E-Mail-Adresse` }),
  'name-is-number': ({ value }) => ({
    message: `ein Team kann nicht „${value}“ heißen: So sehen Ticketnummern aus`,
    hint: 'mit einem Buchstaben darin: team-1',
  }),
  'wrong-name': ({ value }) => ({
    message: `„${value}“ taugt nicht als Kurzname`,
    hint: 'kleine Buchstaben, Ziffern und Bindestriche, höchstens 40, nicht mit Bindestrich am Anfang',
  }),
  'merge-with-itself': ({ email }) => ({
    message: `beide Adressen gehören schon derselben Person: ${email}`,
    hint: 'helpdesk user merge WER-AUFGEHT --into WER-BLEIBT',
  }),
  'import-header': ({ columns, missing, unknown }) => ({
    message: [
      ...(missing.length === 0 ? [] : [`in der ersten Zeile fehlt ${listed(missing)}`]),
      ...(unknown.length === 0
        ? []
        : [`in der ersten Zeile steht „${unknown.join('“, „')}“, das ist hier keine Spalte`]),
    ].join('; '),
    hint: `die erste Zeile lautet: ${columns.join(',')} (telephone darf fehlen)`,
  }),
  'import-broken': ({ file, lines }) => ({
    message: `${file === '-' ? 'die Standardeingabe' : file} wurde nicht eingelesen, auch nicht zum Teil: ${lines.length} Fehler`,
    lines: [
      ...lines
        .slice(0, shownProblems)
        .map(({ line, problem, value }) => `Zeile ${line}: ${importProblems[problem](value)}`),
      ...(lines.length > shownProblems ? [`und ${lines.length - shownProblems} weitere`] : []),
    ],
  }),
  'topics-broken': ({ folder, problems }) => ({
    message: `${folder} wurde nicht eingelesen, auch nicht zum Teil: ${problems.length} Fehler`,
    lines: [
      ...problems
        .slice(0, shownProblems)
        .map(({ file, line, problem, value }) => `${file}, Zeile ${line}: ${topicProblems[problem](value)}`),
      ...(problems.length > shownProblems ? [`und ${problems.length - shownProblems} weitere`] : []),
    ],
  }),
  'not-a-folder': ({ path }) => ({
    message: `${path} ist kein Ordner`,
    hint: 'gemeint ist der Ordner mit den Dateien *.md',
  }),
  'unknown-placeholder': ({ placeholder, known }) => ({
    message: `den Platzhalter {${placeholder}} gibt es nicht`,
    hint: known.map((name) => `{${name}}`).join(', '),
  }),
  'missing-placeholder': ({ placeholder }) => ({
    message: `im Text fehlt {${placeholder}}: ohne das sagt die Mail nicht, wozu sie da ist`,
  }),
  'wrong-domain': ({ value }) => ({ message: `„${value}“ ist keine E-Mail-Domain`, hint: 'zum Beispiel acme.example' }),
  'wrong-time': ({ value, reason }) => ({
    message: {
      unreadable: `„${value}“ ist als Zeitangabe nicht zu verstehen`,
      'no-such-date': `diesen Tag gibt es nicht: „${value}“`,
      'no-such-time': `diese Uhrzeit gibt es nicht: „${value}“`,
      past: `„${value}“ liegt in der Vergangenheit`,
      future: `„${value}“ liegt in der Zukunft`,
      'long-past': `„${value}“ liegt zu weit zurück`,
      'no-day': `„${value}“ ist eine Uhrzeit, gefragt ist ein Tag`,
    }[reason],
    hint: [
      ...(reason === 'past' ? ['01.12.2026'] : ['21.11.2026', '14:30', '"gestern 14:30"', '"vor 2h"']),
      ...(reason === 'future' || reason === 'long-past' ? [] : ['"in 3d"', '"morgen 9:00"']),
    ].join(', '),
  }),
  'missing-and-wrong': ({ wrong }) => ({
    message: `${wrong.length} Angaben fehlen oder stimmen nicht`,
    lines: wrong.map((one) => sentenceOf(one)),
    hint: 'angeben, oder in einem Terminal ausführen und gefragt werden',
  }),
  'tickets-refused': ({ asked, refused }) => ({
    message: `bei ${refused.length} von ${asked} Tickets nicht geschehen`,
    lines: refused.map((one) => withNumber(one)),
  }),
  'several-wrong': ({ wrong }) => ({
    message: `${wrong.length} Angaben stimmen nicht`,
    lines: wrong.map((one) => sentenceOf(one)),
  }),
  'wrong-hours': ({ part, reason }) => ({
    message: {
      unreadable: `„${part}“ lässt sich nicht als Zeiten lesen`,
      'no-such-day': `„${part}“ beginnt nicht mit Wochentagen`,
      'day-twice': `„${part}“ nennt einen Tag zum zweiten Mal`,
      'no-such-time': `„${part}“ enthält eine Uhrzeit, die es nicht gibt`,
      reversed: `„${part}“ endet, bevor es beginnt`,
      overlapping: `„${part}“ überschneidet sich mit anderen Zeiten dieses Tages`,
    }[reason],
    hint: "'mon-thu=09:00-12:00,13:00-18:00 fri=09:00-15:00'; über Mitternacht zwei Spannen: fri=20:00-24:00 sat=00:00-02:00",
  }),
  'unknown-region': ({ region, suggestion }) => ({
    message: `von „${region}“ sind keine Feiertage bekannt`,
    hint: suggestion === null ? 'AT, CH, DE oder ein Land: DE-BW, CH-ZH' : `ist ${suggestion} gemeint?`,
  }),
  'no-json': ({ path, line }) => ({ message: `${path} ist kein JSON: Zeile ${line}` }),
  'wrong-json': ({ path, reason, allowed }) => ({
    message: {
      'unknown-key': `„${path}“ ist dort kein bekannter Schlüssel`,
      missing: `„${path}“ fehlt`,
      'wrong-type': `„${path}“ ist nicht von der richtigen Art`,
      'wrong-value': `„${path}“ hat einen Wert, der nicht sein kann`,
      twice: `„${path}“ steht zum zweiten Mal da`,
    }[reason],
    ...(allowed.length === 0 ? {} : { hint: listed(allowed) }),
  }),
  'wrong-clock': ({ value }) => ({
    message: `„${value}“ ist kein Wert für HELPDESK_NOW`,
    hint: 'eine ISO-Zeit wie 2026-11-21T14:30:00Z',
  }),
  'wrong-iban': ({ value, reason }) => ({
    message: {
      'check-digits': `die IBAN „${value}“ geht nicht auf: Eine Ziffer ist falsch, oder zwei sind vertauscht`,
      length: `die IBAN „${value}“ hat nicht so viele Zeichen wie die ihres Landes`,
      country: `die IBAN „${value}“ beginnt mit keinem Land, das IBANs hat`,
      form: `„${value}“ ist keine IBAN`,
    }[reason],
    hint: 'so sieht sie aus: DE89 3704 0044 0532 0130 00',
  }),
  'wrong-bic': ({ value, reason }) =>
    reason === 'paypal'
      ? { message: `ein PayPal-Konto hat keinen BIC: „${value}“` }
      : { message: `„${value}“ ist kein BIC`, hint: '8 oder 11 Buchstaben und Ziffern: COBADEFFXXX' },
  'wrong-ebics-id': ({ flag, value }) => ({
    message: `${flag} kann nicht „${value}“ sein`,
    hint: 'höchstens 35 Buchstaben, Ziffern, Kommas und Gleichheitszeichen, so wie die Bank sie nennt',
  }),
  'wrong-amount': ({ value }) => ({
    message: `„${value}“ ist kein Betrag`,
    hint: 'Ziffern, ein Punkt und eine Währung: "1250.00 EUR"',
  }),
  'event-not-fed': ({ type, fed }) => ({
    message: `${type} meldet der Servicedesk selbst; von außen kommt das nicht`,
    hint: `von außen kommen: ${listed(fed)}`,
  }),
  'unknown-attribute': ({ type, attribute, known }) => ({
    message: `ein Attribut „${attribute}“ hat ${type} nicht`,
    hint: `es hat ${listed(known)}`,
  }),
  'missing-attributes': ({ type, attributes }) => ({
    message: `zu ${type} gehört auch ${listed(attributes)}`,
    hint: attributes.map((attribute) => `--attribute ${attribute}=…`).join(' '),
  }),
  'attribute-twice': ({ attribute }) => ({ message: `das Attribut ${attribute} ist zweimal angegeben` }),
  'wrong-content': ({ reason, value, allowed }) => ({
    message: {
      empty: 'es steht nichts darin',
      neither: 'das ist weder XML noch JSON',
      'not-well-formed': `das ist kein wohlgeformtes XML: ${value}`,
      truncated: `die Datei hört mittendrin auf: <${value}> ist nicht geschlossen`,
      doctype: 'ein Dokumenttyp oder eigene Entitäten werden nicht angenommen',
      encoding: `als Kodierung nennt die Datei ${value}: das wird nicht angenommen oder stimmt nicht`,
      'not-text': `als ${value} ist das nicht zu lesen`,
      namespace:
        value === '' ? 'der Namensraum von pain.002 fehlt' : `„${value}“ ist nicht der Namensraum eines pain.002`,
      missing: `<${value}> fehlt`,
      order: `<${value}> steht, wo es nicht stehen kann`,
      status: `„${value}“ ist kein Zahlungsstatus`,
      'too-long': `in ${value} steht mehr, als irgendein Ereignis braucht`,
      'no-json': 'das ist kein JSON',
    }[reason],
    ...(allowed.length === 0 ? {} : { hint: listed(allowed) }),
  }),
  'event-file-broken': ({ file, line, path, wrong, before }) => {
    const { message, hint } = wordsOf(wrong)
    const place = [...(line === null ? [] : [`Zeile ${line}`]), ...(path === null ? [] : [path])].join(', ')
    const fate =
      before === 0
        ? ''
        : before === 1
          ? '; die Datei davor ist übernommen'
          : `; ${before} Dateien davor sind übernommen`
    return {
      message: `aus ${file === '-' ? 'der Standardeingabe' : file} ist nichts übernommen: ${place === '' ? '' : `${place}: `}${message}${fate}`,
      ...(hint === undefined ? {} : { hint }),
    }
  },
  'wrong-cursor': ({ value }) => ({
    message: `„${value}“ ist keine Stelle dieser Liste`,
    hint: '--page-info nennt sie; sie gilt nur für dasselbe --sort',
  }),
  'unknown-field': ({ field, fields, suggestion }) => ({
    message: `das Feld „${field}“ gibt es nicht: ${listed(fields)}`,
    ...meant(suggestion),
  }),
  'ambiguous-value': ({ name, value, matches }) => ({
    message: `„${value}“ ist bei ${placeholderOf(name)} mehrdeutig: ${matches.join(' oder ')}`,
  }),
  'empty-text': ({ name }) => ({ message: `${nameOf(name)} ist leer` }),
  'nothing-to-search': () => ({
    message: 'es gibt nichts zu suchen: kein Wort, oder nur solche, die nicht vorkommen dürfen',
    hint: 'ein Wort nennen, das vorkommen muss: helpdesk search "Rechnung -bezahlt"',
  }),
  'text-too-long': ({ name, length, limit }) => ({
    message: `${nameOf(name)} hat ${length} Zeichen, höchstens ${limit} sind möglich`,
  }),
  'text-has-nul': ({ name }) => ({
    message: `${placeholderOf(name)} enthält ein NUL-Zeichen`,
    hint: 'ist das wirklich Text?',
  }),
  'text-not-utf8': ({ name }) => ({ message: `${name} ist kein UTF-8-Text`, hint: 'vorher umwandeln: iconv -t utf-8' }),
  'setting-not-for-tenants': ({ name, tenant, names }) => ({
    message: `${name} gilt für den ganzen Servicedesk, nicht für den Mandanten „${tenant}“ allein`,
    hint: `--tenant weglassen; eigene Einstellungen eines Mandanten: ${names.join(', ')}`,
  }),
  'not-staff': ({ email }) => ({ message: `${email} bearbeitet hier keine Tickets` }),
  'requester-of-other-tenant': ({ email, tenant }) => ({ message: `${email} gehört nicht zum Mandanten „${tenant}“` }),
  'ticket-not-found': ({ number }) => ({
    message: `ein Ticket #${number} gibt es nicht`,
    hint: 'alle Tickets: helpdesk list --all',
  }),
  'tenant-not-found': ({ name, suggestion, deletedAt }) => {
    const message = `den Mandanten „${name}“ gibt es nicht`
    if (deletedAt !== null)
      return {
        message: `${message} mehr`,
        hint: `gelöscht am ${deletedAt.slice(0, 10)}: helpdesk tenant restore ${name}`,
      }
    return {
      message,
      hint: suggestion === null ? 'alle Mandanten: helpdesk tenant list' : `war vielleicht ${suggestion} gemeint?`,
    }
  },
  'invitation-not-found': ({ tenant }) => ({
    message: `eine Einladung zu „${tenant}“ gibt es nicht`,
    hint: 'alle eigenen: helpdesk guest list --mine',
  }),
  'grant-ticket-solved': ({ number }) => ({
    message: `#${number} ist gelöst: Ein Zugriff bis zur Lösung wäre schon vorbei`,
    hint: 'der Code ist nicht verbraucht: ohne --ticket, oder mit einem ungelösten',
  }),
  'code-mistyped': ({ reason, length, symbol }) => ({
    message: {
      empty: 'der Code ist leer',
      length: `ein Code hat 9 Buchstaben und Ziffern, das sind ${length}`,
      symbol: `der Code ist vertippt: Ein solches Zeichen wie das ${symbol}. hat kein Code`,
      check: 'der Code ist vertippt: Ein Zeichen ist falsch, oder zwei sind vertauscht',
    }[reason],
    hint: 'noch einmal vorlesen lassen; das zählt nicht als Fehlversuch',
  }),
  'code-damaged': ({ tenant }) => ({
    message: `der gespeicherte Code von „${tenant}“ wurde verändert und ist nicht mehr lesbar`,
    hint: 'ein neuer: helpdesk code --new; ob auch das Journal verändert wurde: helpdesk audit verify',
  }),
  'not-in-rehearsal': () => ({
    message: 'dieser Servicedesk ist nur eine Probe und mailt höchstens an einen Server auf diesem Rechner',
    hint: 'smtp://localhost:1025',
  }),
  'mail-not-set-up': ({ missing }) => ({
    message:
      missing === 'way-out'
        ? 'Mail ist nicht eingerichtet: es gibt keinen Weg hinaus'
        : 'Mail ist nicht eingerichtet: es gibt keine Adresse als Absender',
    hint:
      missing === 'way-out'
        ? 'helpdesk config set mail.smtp-url smtp://BENUTZER:KENNWORT@HOST:587'
        : 'helpdesk config set mail.from support@IHRE-DOMAIN',
  }),
  'mail-password-damaged': () => ({
    message: 'das gespeicherte Kennwort von mail.smtp-url wurde verändert und ist nicht mehr lesbar',
    hint: 'neu setzen: helpdesk config set mail.smtp-url -',
  }),
  'mail-way-out-closed': ({ reason, waiting }) => ({
    message: `keine Mail kommt hinaus: ${reason}`,
    hint: `${waiting === 1 ? '1 Mail wartet' : `${waiting} Mails warten`}, nichts geht verloren; eingestellt ist: helpdesk config get mail.smtp-url`,
  }),
  'mail-not-found': ({ id }) => ({ message: `es gibt keine Mail ${id}`, hint: 'helpdesk mail queue --all' }),
  'mail-id-ambiguous': ({ id }) => ({ message: `mehrere Mails beginnen mit ${id}`, hint: 'mehr von ihrer Id' }),
  'mail-state': ({ id, state, wish }) => ({
    message: `Mail ${id} ist ${state}; ${{ retry: 'noch einmal senden', cancel: 'abbrechen', release: 'freigeben' }[wish]} geht nicht`,
    hint:
      state === 'held' && wish === 'retry'
        ? `helpdesk mail release ${id}`
        : state === 'leased'
          ? 'gleich hat sie ihre Antwort'
          : `helpdesk mail show ${id}`,
  }),
  'mail-refused': ({ address, answer }) => ({
    message: `die Mail an ${address} wurde abgewiesen: ${answer}`,
  }),
  'mail-not-taken': ({ address, answer }) => ({
    message: `die Mail an ${address} wurde jetzt nicht angenommen: ${answer}`,
    hint: 'später noch einmal versuchen',
  }),
  'access-denied': () => ({
    message: 'dieser Code öffnet dort nichts',
    hint: 'Mandant und Code noch einmal vorlesen lassen; ein Code gilt nur einmal und nicht lange',
  }),
  'external-recipient-not-found': ({ address, tenant }) => ({
    message: `keine Regel ${tenant === null ? 'des Desks' : `von „${tenant}“`} hat ${address} je genannt`,
    hint: `wen Regeln draußen nennen: helpdesk recipient list${tenant === null ? '' : ` --tenant ${tenant}`}`,
  }),
  'recipient-stopped': ({ address }) => ({
    message: `${address} möchte keine Benachrichtigungen mehr`,
    hint: 'ändern kann das nur, wer das Postfach liest: mit der Antwort „ja“',
  }),
  'wrong-confirmation-code': ({ address }) => ({
    message: `das ist nicht der Code, der an ${address} ging`,
    hint: 'er steht in der Bestätigungsmail in der Zeile „Code:“',
  }),
  'not-an-advisor': ({ email }) => ({
    message: `${email} ist kein Kundenberater`,
    hint: `helpdesk user edit ${email} --add-group advisor`,
  }),
  'agreement-needed': ({ email, tenant }) => ({
    message: `${email} kann dem für „${tenant}“ nicht zustimmen`,
    hint: 'jemanden des Mandanten nennen, der dessen Code vorlesen darf: Administrator oder Management',
  }),
  'advisor-not-found': ({ email, tenant }) => ({
    message: `${email} ist kein Kundenberater von „${tenant}“`,
    hint: `alle: helpdesk access list --tenant ${tenant}`,
  }),
  'not-let-in': ({ tenant }) => ({
    message: `Zugriff auf „${tenant}“ besteht nicht`,
    hint: 'wo er besteht: helpdesk access list --mine',
  }),
  'ticket-not-of-tenant': ({ number, tenant }) => ({
    message: `#${number} ist kein Ticket von „${tenant}“`,
    hint: 'der Code ist nicht verbraucht; auch die Nummer vorlesen lassen',
  }),
  'guest-not-found': ({ email, tenant }) => ({
    message: `${email} ist bei „${tenant}“ weder zu Gast noch eingeladen`,
    hint: `alle Gäste: helpdesk guest list --tenant ${tenant}`,
  }),
  'nobody-found': ({ text }) => ({
    message: `zu „${text}“ findet sich niemand`,
    hint: 'ein Teil des Namens, der Adresse, der Telefonnummer oder des Mandanten genügt',
  }),
  'user-not-found': ({ email, suggestion }) => ({
    message: `niemand hat hier die Adresse ${email}`,
    hint: suggestion === null ? 'alle Benutzer: helpdesk user list' : `war vielleicht ${suggestion} gemeint?`,
  }),
  'group-not-found': ({ name, tenant }) => ({
    message: tenant === null ? `der Servicedesk hat keine Gruppe „${name}“` : `„${tenant}“ hat keine Gruppe „${name}“`,
    hint: 'alle: helpdesk group list',
  }),
  'category-not-found': ({ name, suggestion }) => ({
    message: `einen Grund der Anfrage „${name}“ gibt es nicht`,
    hint: suggestion === null ? 'alle: helpdesk category list' : `ist ${suggestion} gemeint?`,
  }),
  'rule-exists': ({ description }) => ({
    message: `es gibt schon eine Regel „${description}“`,
    hint: `helpdesk rule edit "${description}", oder eine andere --description`,
  }),
  'rule-not-found': ({ name, tenant, suggestion }) => ({
    message: tenant === null ? `der Servicedesk hat keine Regel „${name}“` : `${tenant} hat keine Regel „${name}“`,
    hint: suggestion === null ? 'alle: helpdesk rule list' : `war „${suggestion}“ gemeint?`,
  }),
  'recipient-not-found': ({ email, tenant, suggestion }) => ({
    message: `${email} gehört nicht zu ${tenant === null ? 'den Mitarbeitern des Servicedesk' : tenant}`,
    hint:
      suggestion === null
        ? `für eine Adresse außerhalb: --external ${email}`
        : `war ${suggestion} gemeint? Für eine Adresse außerhalb: --external`,
  }),
  'filter-not-of-event': ({ event, filter, known }) => ({
    message: `${event} hat keinen Filter ${filter}`,
    hint: known.length === 0 ? 'es hat gar keinen' : `es hat ${listed(known)}`,
  }),
  'filter-left': ({ filter, left }) => ({
    message:
      left === 'none'
        ? `wenn für ${filter} nichts übrig bleibt, passt die Regel nie`
        : `die Regel hat für ${filter} keine Liste: alles passt, und davon lässt sich nichts wegnehmen`,
    hint: left === 'none' ? `${filter} all, oder helpdesk rule delete` : `nennen, was passen soll: ${filter}`,
  }),
  'recipient-not-for-tenant': ({ recipient }) => ({
    message: `die Regel eines Mandanten kann nicht an „${recipient}“ gehen`,
    hint: '--to anna@acme.example für Benutzer des Mandanten, --external für andere; Rollen und Teams gibt es in Regeln des Servicedesk',
  }),
  'domain-not-allowed': ({ email, domains }) => ({
    message: `Benachrichtigungen dürfen nicht an ${email} gehen`,
    hint: `nur an ${listed(domains)} (notifications.allowed-domains)`,
  }),
  'rules-broken': ({ file, path, wrong }) => {
    const { message, hint } = wordsOf(wrong)
    return {
      message: `von ${file === '-' ? 'der Standardeingabe' : file} wurde nichts übernommen: ${path}: ${message}`,
      ...(hint === undefined ? {} : { hint }),
    }
  },
  'too-many-recipients': ({ count, limit }) => ({
    message: `eine Regel hat höchstens ${limit} Empfänger, nicht ${count}`,
  }),
  'recipients-needed': () => ({
    message: 'eine Regel ohne Empfänger benachrichtigt niemanden',
    hint: '--to für Leute des Mandanten oder Servicedesk, --external für andere Adressen; stilllegen: helpdesk rule disable',
  }),
  'address-doubtful': ({ addresses }) => ({
    message: addresses.map(({ email, meant: domain }) => `${email}: ist ${domain} gemeint?`).join(' '),
    hint: '--yes, wenn sie so stimmt',
  }),
  'team-not-found': ({ name, suggestion }) => ({
    message: `ein Team „${name}“ gibt es nicht`,
    hint: suggestion === null ? 'alle: helpdesk team list' : `ist ${suggestion} gemeint?`,
  }),
  'service-level-not-found': ({ id, priority, category, level }) => {
    const conditions = [
      ...(priority === null ? [] : [`Priorität ${priority}`]),
      ...(category === null ? [] : [`Kategorie ${category}`]),
      ...(level === null ? [] : [`Stufe ${level}`]),
    ].join(', ')
    const tickets = conditions === '' ? 'alle Tickets' : `genau ${conditions}`
    return {
      message:
        id === null ? `für ${tickets} ist keine Servicezeit festgelegt` : `eine Servicezeit „${id}“ gibt es nicht`,
      hint: 'alle: helpdesk sla list',
    }
  },
  'wrong-promise': ({ name, value }) => ({
    message: `${name}: „${value}“ ist keine Zeit, die man zusagen kann`,
    hint: '30m, 4h, 2d (Arbeitstage), 1d 4h; mehr als nichts',
  }),
  'account-not-found': ({ account, tenant }) => ({
    message: `${tenant} hat kein Konto ${account}`,
    hint: `alle: helpdesk account list; ein neues: helpdesk account add ${account}`,
  }),
  'ebics-contact-not-found': ({ name, tenant }) => ({
    message: `${tenant} hat keinen EBICS-Kontakt „${name}“`,
    hint: 'alle: helpdesk ebics list',
  }),
  'payment-not-found': ({ payment, tenant }) => ({
    message: `${tenant} hat keine Zahlung „${payment}“`,
    hint: 'alle: helpdesk payment list',
  }),
  'event-not-found': ({ id }) => ({ message: `ein Ereignis „${id}“ gibt es nicht`, hint: 'alle: helpdesk event list' }),
  'terminal-needed': ({ command }) => ({
    message: `helpdesk ${command} braucht jemanden am Terminal`,
    hint: 'für Skripte: helpdesk list, helpdesk next',
  }),
  'view-not-found': ({ name, suggestion }) => ({
    message: `eine eigene Ansicht „${name}“ gibt es nicht`,
    hint: suggestion === null ? 'die eigenen: helpdesk view list' : `ist ${suggestion} gemeint?`,
  }),
  'view-outdated': ({ name, flag }) => ({
    message: `die Ansicht „${name}“ hat eine Option, die es nicht mehr gibt: ${flag}`,
    hint: `neu speichern: helpdesk view save ${name} …`,
  }),
  'attachment-not-found': ({ number, attachment }) => ({
    message: `#${number} hat keinen Anhang „${attachment}“`,
    hint: `was es gibt: helpdesk attachments ${number}`,
  }),
  'attachment-too-big': ({ name, size, limit }) => ({
    message: `${name} ist zu groß: ${size === null ? `mehr als ${formatSize(limit, ',')}` : `${formatSize(size, ',')}, möglich sind ${formatSize(limit, ',')}`}`,
    hint: 'es wurde nichts geschrieben; die Grenze ist mit tickets.max-attachment-size eingestellt',
  }),
  'attachment-changed': ({ name }) => ({
    message: `${name} hat sich beim Lesen geändert`,
    hint: 'es wurde nichts geschrieben; noch einmal versuchen, wenn die Datei fertig ist',
  }),
  'attachment-damaged': ({ name }) => ({
    message: `${name} ist in der Datenbank beschädigt und wird nicht ausgegeben`,
    hint: 'was noch beschädigt ist: helpdesk db check',
  }),
  'file-exists': ({ path }) => ({
    message: `die Datei ${path} gibt es schon`,
    hint: 'woandershin: --to DATEI; oder ersetzen: --overwrite',
  }),
  'file-not-written': ({ path, reason }) => ({ message: `${path} lässt sich nicht schreiben (${reason})` }),
  'one-ticket-only': ({ flag }) => ({ message: `${flag} geht nur bei einem einzigen Ticket` }),
  'numbers-from-terminal': () => ({
    message: '- liest Ticketnummern aus der Standardeingabe, dort ist aber das Terminal',
    hint: 'die Nummern über eine Pipe schicken: helpdesk list --new --fields number | helpdesk take -',
  }),
  'input-is-terminal': ({ flag }) => ({
    message: `${flag} erwartet eine Datei in der Standardeingabe, dort ist aber das Terminal`,
    hint: `die Datei über eine Pipe schicken oder nennen: ${flag.replace(/-$/, 'DATEI')}`,
  }),
  'bytes-on-terminal': () => ({
    message: 'eine Datei wird nicht auf dem Terminal ausgegeben',
    hint: 'in eine Datei: --to DATEI, oder --to - > DATEI',
  }),
  'topic-not-found': ({ name }) => ({
    message: `das Thema „${name}“ gibt es nicht`,
    hint: 'alle: helpdesk topic list',
  }),
  'file-not-found': ({ path }) => ({ message: `die Datei ${path} gibt es nicht` }),
  'file-unreadable': ({ path, reason }) => ({ message: `${path} ist nicht lesbar: ${fileReasons[reason] ?? reason}` }),
  'internal-error': ({ error }) => ({
    message: `ein Fehler im Programm selbst: ${error}`,
    hint: 'bitte mit --debug wiederholen und die Ausgabe einsenden',
  }),
  'database-busy': () => ({ message: 'die Datenbank ist gerade belegt', hint: 'gleich noch einmal versuchen' }),
  'not-logged-in': () => ({
    message: 'niemand ist an diesem Servicedesk angemeldet',
    hint: 'helpdesk login, oder HELPDESK_TOKEN setzen',
  }),
  'session-ended': () => ({ message: 'die Anmeldung ist abgelaufen', hint: 'helpdesk login' }),
  'token-invalid': () => ({
    message: 'HELPDESK_TOKEN gilt an diesem Servicedesk nicht',
    hint: 'die Variable entfernen, oder um ein neues Token bitten',
  }),
  'token-scope': ({ scope }) => ({
    message:
      scope === 'read'
        ? 'dieses Token darf nur lesen'
        : `dieses Token gilt nur für die ${scope}-Aufgaben des Servicedesk`,
    hint: 'ein anderes anlegen: helpdesk token create --name NAME --scope all',
  }),
  'session-needed': () => ({
    message: 'mit einem Zugriffstoken lassen sich keine weiteren Zugänge anlegen',
    hint: 'vorher anmelden: helpdesk login',
  }),
  'domain-not-own': ({ domain }) => ({
    message: `${domain} kann keinem Mandanten gehören: Es ist die Domain des Servicedesk oder eines Anbieters, bei dem jeder ein Postfach hat`,
  }),
  'page-altered': () => ({
    message: 'die Zeile mit der Schere fehlt, deshalb ist nicht klar, wo der Text endet',
    hint: 'es wurde nichts geschrieben',
  }),
  'login-failed': () => ({
    message: 'Adresse und Passwort passen nicht zusammen',
    hint: 'noch ohne Passwort: helpdesk activate TOKEN, mit dem Token aus der Einladung',
  }),
  'activation-invalid': () => ({
    message: 'dieses Token gilt nicht oder nicht mehr',
    hint: 'um ein neues bitten; eine Einladung gilt einmal und 7 Tage lang, ein Zurücksetzen eine Stunde',
  }),
  'weak-password': ({ reason, shortest }) => ({
    message: {
      short: `das Passwort ist zu kurz: mindestens ${shortest} Zeichen`,
      long: 'das Passwort ist zu lang',
      common: 'dieses Passwort wird als Erstes ausprobiert',
      'own-address': 'das Passwort wiederholt die E-Mail-Adresse',
    }[reason],
    hint: 'gut und leicht zu merken sind einige Wörter, die nichts miteinander zu tun haben',
  }),
  'too-many-attempts': ({ retryAt }) => ({
    message: 'zu viele Fehlversuche',
    hint: `wieder möglich nach ${retryAt.slice(11, 16)} Uhr UTC`,
  }),
  'rights-changed': () => ({
    message: 'die eigenen Berechtigungen haben sich inzwischen geändert, deshalb ist nichts geschehen',
    hint: 'noch einmal versuchen',
  }),
  'user-disabled': ({ email }) => ({ message: `${email} ist gesperrt`, hint: `helpdesk user enable ${email}` }),
  'already-active': ({ email }) => ({ message: `${email} hat schon ein Passwort`, hint: 'helpdesk login' }),
  'last-administrator': ({ email, tenant }) => ({
    message: `ohne ${email} könnte sich kein Administrator ${tenant === null ? 'des Servicedesk' : `von „${tenant}“`} mehr anmelden`,
    hint: 'vorher einen weiteren anlegen: helpdesk user invite E-MAIL --group admin',
  }),
  'first-administrator-only': ({ tenant }) => ({
    message: `zu Administratoren von „${tenant}“ und in die Gruppe full-access nehmen nur dessen eigene Administratoren jemanden auf, der Servicedesk nur den ersten`,
  }),
  'no-way-back': () => ({
    message: 'ohne Passwort gäbe es danach keine Anmeldung mehr',
    hint: 'vorher: helpdesk password set; oder --yes',
  }),
  'own-account': ({ deed }) => ({
    message: {
      disable: 'niemand sperrt sich selbst',
      remove: 'niemand nimmt sich selbst heraus',
      merge: 'niemand lässt den eigenen Eintrag in einem anderen aufgehen',
    }[deed],
    hint: deed === 'merge' ? 'umgekehrt geht es' : 'ein anderer Administrator kann es',
  }),
  'token-not-found': ({ id }) => ({
    message: `unter den eigenen Tokens gibt es „${id}“ nicht`,
    hint: 'alle eigenen: helpdesk token list',
  }),
  'not-allowed': ({ permission, tenant, who }) => {
    if (permission === 'tickets:work') {
      return {
        message: 'next und triage sind für alle, die Tickets bearbeiten',
        hint: 'die eigenen Tickets: helpdesk list, helpdesk show NUMMER',
      }
    }
    const doing = doings[permission] ?? permission
    const message = `es fehlt die Berechtigung, ${tenant === null ? '' : `in „${tenant}“ `}${doing}`
    return { message, ...whoMay(who) }
  },
  'may-not-open': ({ openedBy, who, administrators, contact }) => ({
    message:
      {
        everyone: 'hier dürfen Sie keine Tickets eröffnen',
        'key-users': 'Tickets eröffnen hier nur Key-User',
        'first-level': 'Tickets eröffnet hier nur Ihr eigener 1st Level Support',
      }[openedBy] ?? 'hier dürfen Sie keine Tickets eröffnen',
    ...whoMay(who),
    ...whomToAsk(administrators, contact),
  }),
  'belongs-nowhere': () => ({
    message: 'Sie gehören hier zurzeit zu keinem Mandanten',
    hint: 'Auskunft gibt, wer diesen Servicedesk betreut',
  }),
  'only-a-guest': ({ email, tenant }) => ({
    message: `${email} ist in „${tenant}“ nur zu Gast und wird dort nicht verwaltet`,
    hint: `helpdesk guest remove ${email} --tenant ${tenant}; eine andere Gruppe: helpdesk guest invite`,
  }),
  'consent-missing': ({ email, title, flag }) => ({
    message: `${email} hat „${title}“ noch nicht zugestimmt`,
    hint:
      flag === null
        ? 'selbst zustimmen: helpdesk consent give; oder dem Servicedesk Bescheid geben'
        : flag === '--consent'
          ? '--consent'
          : '--consent-by phone|mail|contract, sobald die Zustimmung vorliegt',
  }),
  'desk-missing': ({ path }) => ({
    message: `unter ${path} gibt es keinen Servicedesk`,
    hint: 'einen anlegen: helpdesk init',
  }),
  'folder-missing': ({ path }) => ({
    message: `in ${path} gibt es keinen Servicedesk: Der Ordner existiert nicht`,
    hint: 'einen anlegen: helpdesk init',
  }),
  'not-a-database': ({ path }) => ({
    message: `${path} ist keine Datenbank`,
    hint: 'stimmt der Pfad? Es wurde nichts verändert',
  }),
  'not-a-desk': ({ path }) => ({
    message: `${path} ist eine Datenbank, aber kein Servicedesk`,
    hint: 'stimmt der Pfad? Es wurde nichts verändert',
  }),
  'database-newer': ({ path, version, known }) => ({
    message: `${path} stammt von einem neueren helpdesk (Schema ${version}, dieses Programm kennt ${known})`,
    hint: 'bitte das Programm aktualisieren; es wurde nichts verändert',
  }),
  'database-damaged': ({ path, error }) => ({
    message: `${path} ist beschädigt (${error})`,
    hint: 'eine Sicherung einspielen und die beschädigte Datei aufheben',
  }),
  'database-not-writable': ({ path }) => ({
    message: `${path} ist nicht beschreibbar`,
    hint: 'Datei und Ordner müssen für dieses Konto beschreibbar sein',
  }),
  'database-unreachable': ({ path, error }) => ({ message: `${path} ist nicht erreichbar (${error})` }),
  'folder-not-writable': ({ path }) => ({ message: `in ${path} lässt sich nichts schreiben` }),
  'disk-full': ({ path }) => ({ message: `für ${path} ist kein Platz mehr` }),
  'key-missing': ({ path }) => ({
    message: `der Schlüssel des Servicedesk fehlt: ${path}`,
    hint: 'aus der Sicherung zurückholen; ein neuer würde nicht passen',
  }),
  'key-damaged': ({ path }) => ({
    message: `${path} ist kein Schlüssel eines Servicedesk`,
    hint: 'aus der Sicherung zurückholen',
  }),
  'key-wrong': ({ path }) => ({
    message: `${path} ist der Schlüssel eines anderen Servicedesk oder ein früherer von diesem`,
    hint: 'HELPDESK_KEY_FILE nennt den richtigen',
  }),
  'key-copy-exists': ({ path }) => ({
    message: `die Datei ${path} gibt es schon`,
    hint: 'vielleicht ist sie der Schlüssel zu einer älteren Sicherung; einen anderen Namen angeben',
  }),
  'key-on-terminal': () => ({
    message: 'der Schlüssel wird nicht auf dem Terminal angezeigt',
    hint: 'in eine Datei: helpdesk key backup DATEI',
  }),
  'key-changed': () => ({
    message: 'der Servicedesk hat inzwischen einen neuen Schlüssel, deshalb ist nichts geschehen',
    hint: 'noch einmal versuchen',
  }),
  'clock-outside-rehearsal': () => ({
    message: 'HELPDESK_NOW stellt nur im Probebetrieb die Uhr, dieser Servicedesk ist echt',
    hint: 'HELPDESK_NOW entfernen, oder: helpdesk init --rehearsal',
  }),
  'credentials-damaged': ({ path }) => ({
    message: `${path} ist nicht lesbar`,
    hint: 'berichtigen oder entfernen, dann neu anmelden',
  }),
  'journal-broken': ({ position, reason, entries }) => ({
    message:
      {
        position: `das Journal ist bei Eintrag ${position} von ${entries} unterbrochen: Ein Eintrag fehlt oder gehört nicht hierher`,
        payload: `das Journal ist bei Eintrag ${position} von ${entries} verletzt: Der Inhalt wurde verändert`,
        hash: `das Journal ist bei Eintrag ${position} von ${entries} verletzt: Er wurde verändert`,
        head: `das Journal ist nach Eintrag ${position - 1} von ${entries} verletzt: Das Ende passt nicht`,
      }[reason] ?? `das Journal ist bei Eintrag ${position} von ${entries} verletzt`,
    hint: 'mit einer Sicherung vergleichen und diese Datei aufheben',
  }),
  'ssh-key-taken': ({ fingerprint, email }) => ({
    message: `der Schlüssel ${fingerprint} gehört hier schon ${email ?? 'jemand anderem'}`,
    hint: 'jede Person hat ihre eigenen Schlüssel: ssh-keygen -t ed25519',
  }),
  'ssh-key-not-found': ({ key, email }) => ({
    message: `${email} hat keinen ssh-Schlüssel „${key}“`,
    hint: `alle: helpdesk user key list ${email}`,
  }),
  'ssh-key-refused': () => ({
    message: 'mit diesem ssh-Schlüssel kommt hier niemand hinein, oder nicht mehr',
    hint: 'fragen Sie, wer diesen Servicedesk betreibt',
  }),
  'has-way-in': ({ email }) => ({
    message: `${email} hat schon ein Passwort oder einen Schlüssel: Das kann nur die Person selbst oder ein Administrator des Servicedesks`,
    hint: 'wer jemandem einen Schlüssel gibt, könnte als diese Person hereinkommen',
  }),
  'last-key': ({ email }) => ({
    message: `das ist der einzige Schlüssel von ${email}: Ihn entfernt nur die Person selbst oder ein Administrator des Servicedesks`,
    hint: `wenn sie nicht mehr hereinkommen soll: helpdesk user disable ${email}`,
  }),
  'wrong-ssh-key': ({ reason }) => ({
    message: {
      private: 'das ist ein privater Schlüssel: Er gehört in keine anderen Hände, und nichts davon wurde behalten',
      several: 'das ist mehr als eine Zeile: ein Schlüssel nach dem anderen',
      options: 'vor dem Schlüssel steht noch etwas: nur Art, Schlüssel und Kommentar',
      certificate: 'das ist ein Zertifikat, und nur Schlüssel werden angenommen',
      type: 'Schlüssel dieser Art werden nicht angenommen: ed25519, ecdsa oder rsa mit mindestens 2048 Bit',
      damaged: 'dieser Schlüssel ist beschädigt: Was darin steht, passt nicht zu seiner Art',
      weak: 'dieser rsa-Schlüssel ist zu kurz: mindestens 2048 Bit',
      unreadable: 'das ist kein öffentlicher ssh-Schlüssel',
    }[reason],
    hint: 'die eine Zeile der .pub-Datei: helpdesk user key add EMAIL - < ~/.ssh/id_ed25519.pub',
  }),
  'unbalanced-quotes': () => ({
    message: 'ein Anführungszeichen ist offen geblieben',
    hint: 'Ihre eigene Shell nimmt ein Paar weg: ssh desk "reply 1 -m \'Welche Bank ist es?\'"',
  }),
  'not-over-ssh': ({ name }) => ({
    message: `${name} geht nicht über ssh`,
    hint: 'nur auf dem Rechner des Servicedesks',
  }),
  'path-over-ssh': ({ name }) => ({
    message: name === null ? 'über ssh kann keine Datei genannt werden' : `über ssh kann ${name} nur - sein`,
    hint: 'schicken Sie die Datei über die Standardeingabe: ssh desk reply 1 -F - < antwort.txt',
  }),
  'path-not-for-ssh': ({ path }) => ({
    message: `${path} kann nicht in authorized_keys stehen: Anführungs- oder Steuerzeichen im Namen`,
    hint: 'an einen einfachen Pfad verlegen',
  }),
  interrupted: ({ kept }) => ({
    message: kept === null ? 'abgebrochen; es wurde nichts verändert' : `abgebrochen; der Text ist aufgehoben: ${kept}`,
  }),
  'nothing-written': () => ({ message: 'es wurde nichts geschrieben und nichts verschickt' }),
  'editor-left': ({ status, flag }) => ({
    message: `der Editor endete ${status === null ? 'vorzeitig' : `mit dem Fehlercode ${status}`}: es wurde nichts verschickt`,
    hint: `noch einmal, mit einem anderen EDITOR oder mit ${flag}`,
  }),
}

/** What was refused of one of several tickets; most sentences name it by themselves. */
function withNumber({ number, ...one }: RefusedTicket): string {
  const sentence = sentenceOf(one)
  return sentence.includes(`#${number}`) ? sentence : `#${number}: ${sentence}`
}

/** Was eine der Angaben für sich falsch macht. */
function sentenceOf(wrong: WrongValue): string {
  return wordsOf(wrong).message
}

function wordsOf({ code, details }: WrongValue): TroubleWords {
  const say = deTroubles[code] as (details: object) => TroubleWords
  return say(details)
}
