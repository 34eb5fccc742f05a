import type { NoticeWords } from '../en/notices'

/** Was Benachrichtigungen sagen. */
export const deNotices: NoticeWords = {
  happened: {
    'payment-file.rejected': () => 'Eine Zahlungsauftragsdatei wurde abgelehnt.',
    'payment.status-changed': ({ about, change }) => `Zahlung ${about}: ${change}.`,
    'eds-order.changed': ({ about, change }) => `VEU-Auftrag ${about}: ${change}.`,
    'ticket.opened': ({ about, who }) => `Ticket ${about} wurde${by(who)} eröffnet.`,
    'ticket.replied': ({ about, who }) => `Ticket ${about} wurde${by(who)} beantwortet.`,
    'ticket.assigned': ({ about, who, whom, team }) => {
      if (team !== '') return `Ticket ${about} wurde${by(who)} an das Team ${team} gegeben.`
      return whom === ''
        ? `Ticket ${about} wurde${by(who)} wieder freigegeben: Niemand bearbeitet es.`
        : `Ticket ${about} wurde${by(who)} an ${whom} übergeben.`
    },
    'ticket.escalated': ({ about, who }) => `Ticket ${about} wurde${by(who)} eskaliert.`,
    'ticket.returned': ({ about, who }) => `Ticket ${about} wurde${by(who)} an den First-Level zurückgegeben.`,
    'ticket.solved': ({ about, who }) => `Ticket ${about} wurde${by(who)} gelöst.`,
    'ticket.reopened': ({ about, who }) => `Ticket ${about} wurde${by(who)} wieder geöffnet.`,
    'ticket.rated': ({ about, who }) => `Die Lösung von Ticket ${about} wurde${by(who)} bewertet.`,
    'sla.warning': ({ about }) => `Ticket ${about} droht sein Service-Level zu verfehlen.`,
    'sla.breached': ({ about }) => `Ticket ${about} hat sein Service-Level verfehlt.`,
    'access.redeemed': ({ whom }) => `Mit einem Zugangscode ist ein Berater hereingekommen${named(whom)}.`,
    'access.ended': ({ whom }) => `Der Zugang eines Beraters ist beendet${named(whom)}.`,
    'access.attempts-exceeded': ({ whom }) => `Zu viele falsche Zugangscodes wurden eingegeben${named(whom)}.`,
  },
  metrics: {
    'first-answer': 'erste Antwort',
    'next-answer': 'nächste Antwort',
    solution: 'Lösung',
  },
  labels: {
    payment: 'Zahlung',
    file: 'Datei',
    order: 'Auftrag',
    contact: 'EBICS-Kontakt',
    kind: 'Art',
    reason: 'Grund',
    amount: 'Betrag',
    account: 'Konto',
    subject: 'Betreff',
    from: 'Von',
    metric: 'Fällig',
    tenant: 'Kunde',
    at: 'Wann',
    externalId: 'Referenz',
  },
  toSeeTicket: (number) => `Zum Ansehen: helpdesk show ${number}`,
  onTheWeb: (url) => `Im Web: ${url}`,
  gathered: (count) => (count === 1 ? '1 Ereignis:' : `${count} Ereignisse:`),
  gatheredSubject: (subject, count) => (count === 1 ? subject : `${subject} (und ${count - 1} weitere)`),
  andMore: (count) => `… und ${count} weitere.`,
  allOfThem: 'Alle: helpdesk event list',
  becauseOf: (form, rules) =>
    rules.length === 1
      ? `${get(form)} diese Mail wegen der Regel ${rules[0] ?? ''}.`
      : `${get(form)} diese Mail wegen dieser Regeln:\n${rules.map((rule) => `  ${rule}`).join('\n')}`,
  ruleOf: (description, owner) => `„${description}“ von ${owner}`,
  whyExactly: (event) => `Warum genau: helpdesk rule explain ${event}`,
  toChange: (command) => `Zum Ändern: ${command}`,
  outsideBecauseOf: (form, rules) =>
    rules.length === 1
      ? `${get(form)} diese Mail, weil ${rules[0] ?? ''} diese Adresse nennt.`
      : `${get(form)} diese Mail, weil diese Regeln die Adresse nennen:\n${rules.map((rule) => `  ${rule}`).join('\n')}`,
  outsideRule: (description, owner) => `die Regel „${description}“ von ${owner}`,
  toStop: (form) =>
    form === 'du'
      ? 'Wenn du keine mehr willst, antworte mit dem einen Wort: stop'
      : 'Wenn Sie keine mehr wünschen, antworten Sie mit dem einen Wort: stop',
  confirmation: {
    subject: (owner) => `${owner}: Benachrichtigungen an diese Adresse?`,
    hello: 'Guten Tag,',
    asks: (_form, owner, who) =>
      who === null
        ? `${owner} möchte Benachrichtigungen an diese Adresse senden.`
        : `${who} (${owner}) möchte Benachrichtigungen an diese Adresse senden.`,
    rules: (rules) => `Es geht um:\n${rules.map((rule) => `  ${rule}`).join('\n')}`,
    howTo: (form) =>
      form === 'du'
        ? 'Wenn du sie erhalten willst, antworte auf diese Mail mit dem einen Wort: ja\noder nenne diesen Code, wer dich darum gebeten hat:'
        : 'Wenn Sie sie erhalten möchten, antworten Sie auf diese Mail mit dem einen Wort: ja\noder nennen Sie diesen Code der Person, die Sie darum gebeten hat:',
    code: (gap) => `Code: ${gap}`,
    otherwise: (form) =>
      form === 'du'
        ? 'Ohne deine Bestätigung kommt nichts weiter. Was bis dahin geschieht, wird nicht nachgesandt.\nWenn du nie wieder gefragt werden willst, antworte mit dem einen Wort: stop'
        : 'Ohne Ihre Bestätigung kommt nichts weiter. Was bis dahin geschieht, wird nicht nachgesandt.\nWenn Sie nie wieder gefragt werden möchten, antworten Sie mit dem einen Wort: stop',
  },
  held: {
    sendAll: (count) =>
      count === 1 ? '1 Mail ist zurückgehalten. Senden?' : `${groups(count)} Mails sind zurückgehalten. Alle senden?`,
    released: (count) => (count === 1 ? '1 Mail freigegeben' : `${groups(count)} Mails freigegeben`),
    toRelease: (count) =>
      `${count === 1 ? '1 Mail ist' : `${groups(count)} Mails sind`} zurückgehalten: helpdesk mail release`,
    subject: (count) => (count === 1 ? '1 Mail ist zurückgehalten' : `${count} Mails sind zurückgehalten`),
    body: (count, most) =>
      [
        count === 1
          ? '1 Mail ist zurückgehalten und wird nicht gesendet.'
          : `${count} Mails sind zurückgehalten und werden nicht gesendet.`,
        `Ein Befehl oder Lauf sendet höchstens ${most} (mail.max-per-run).`,
        '',
        'Zum Ansehen: helpdesk mail queue',
        'Zum Senden: helpdesk mail release',
        '',
        'Das wird einmal gesagt, bis sie freigegeben oder verworfen sind.',
      ].join('\n'),
  },
}

function get(form: 'sie' | 'du'): string {
  return form === 'du' ? 'Du erhältst' : 'Sie erhalten'
}

/** 12.345 */
function groups(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '.')
}

function by(who: string): string {
  return who === '' ? '' : ` von ${who}`
}

function named(whom: string): string {
  return whom === '' ? '' : `: ${whom}`
}
