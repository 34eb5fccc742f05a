import { letterText } from '../../src/mail/letter/letter-text'
import { settingsFrom } from '../../src/settings/setting'
import { loadLetterWords } from '../../src/words/catalogue'
import type { LetterFacts, TicketKind, WrittenKind } from '../../src/words/letters'

/** The three ways in which letters speak. */
export const manners = [
  { title: 'English', language: 'en', form: 'sie' },
  { title: 'German, Sie', language: 'de', form: 'sie' },
  { title: 'German, du', language: 'de', form: 'du' },
] as const
export type Manner = (typeof manners)[number]

export type Sample = { [Kind in WrittenKind]: { kind: Kind; when: string; facts: LetterFacts[Kind] } }[WrittenKind]

const solved = {
  author: 'Fritz First',
  isStaffs: true,
  text: null,
  files: null,
  how: 'answered',
  reopenUntil: 'Fri 4 Dec 2026',
  isRequester: true,
} as const

const advisor = {
  advisor: 'Otto Berger',
  advisorEmail: 'otto@support.example',
  organisation: 'Acme GmbH',
  tenant: 'acme',
} as const

/** One of each kind and of each case that reads differently. */
export function samplesIn({ language, form }: Manner, hours: string, grantUntil: string): Sample[] {
  const german = language === 'de'
  const day = german ? 'Fr. 4. Dez. 2026' : 'Fri 4 Dec 2026'
  const moment = german ? 'Fr. 27. Nov. 2026 14:30' : 'Fri 27 Nov 2026 14:30'
  const question = german ? `Welche Bank ist ${form === 'du' ? 'das' : 'es'}?` : 'Which bank is it?'
  const answer = german
    ? 'Das neue Schema der Bank ist jetzt hinterlegt.'
    : 'The new schema of the bank is in place now.'
  const given = { ...solved, reopenUntil: day }
  const token = 'hda_…'
  const notice = german
    ? { title: 'Datenschutzhinweis', text: 'Wir speichern, was Sie uns schreiben, um Ihnen zu helfen.' }
    : { title: 'Data notice', text: 'We keep what you write to us in order to help you.' }
  return [
    {
      kind: 'received',
      when: 'the requester opened it',
      facts: {
        hours,
        recordedBy: null,
        description: null,
        isEmergency: false,
        emergencyPhone: '+49 711 999',
        notice: null,
      },
    },
    {
      kind: 'received',
      when: 'staff opened it, as an emergency; their first ticket, with a data notice',
      facts: {
        ...{ hours, recordedBy: 'Fritz First', isEmergency: true, emergencyPhone: '+49 711 999', notice },
        description: german
          ? 'Die Zahlung wurde abgelehnt.\nSeit heute früh.'
          : 'The payment was rejected.\nSince this morning.',
      },
    },
    { kind: 'reply', when: 'by staff', facts: { author: 'Fritz First', isStaffs: true, text: question, files: null } },
    {
      kind: 'reply',
      when: 'by the customer, to the others, with files',
      facts: { author: 'Tom Admin', isStaffs: false, text: 'Commerzbank.', files: 'pain.001.xml (184 KiB)' },
    },
    { kind: 'solved', when: 'with an answer', facts: { ...given, text: answer } },
    { kind: 'solved', when: 'without one', facts: given },
    { kind: 'solved', when: 'a fault was mended', facts: { ...given, how: 'fixed' } },
    { kind: 'solved', when: 'to a participant', facts: { ...given, isRequester: false } },
    {
      kind: 'solved',
      when: 'by a colleague of the requester',
      facts: { ...given, author: 'Tom Admin', isStaffs: false },
    },
    { kind: 'solved', when: 'out of scope', facts: { ...given, how: 'out-of-scope' } },
    { kind: 'solved', when: 'withdrawn', facts: { ...given, how: 'withdrawn' } },
    { kind: 'solved', when: 'for lack of an answer', facts: { ...given, author: null, how: 'unanswered' } },
    { kind: 'reminder', when: '', facts: { text: question, solvedOn: day } },
    {
      kind: 'invitation',
      when: '',
      facts: { inviter: 'Fritz First', organisation: 'Acme GmbH', email: 'tom@acme.example', token, until: moment },
    },
    {
      kind: 'password-reset',
      when: '',
      facts: { actor: 'Fritz First', email: 'tom@acme.example', token, until: moment },
    },
    {
      kind: 'guest-invitation',
      when: '',
      facts: { inviter: 'Anna Key', organisation: 'Acme GmbH', tenant: 'acme', group: 'guest' },
    },
    {
      kind: 'member-added',
      when: '',
      facts: {
        ...{ actor: 'Fritz First', organisation: 'Acme GmbH', tenant: 'acme', further: 3 },
        people: [
          { email: 'kim@acme.example', name: 'Kim Berg', group: 'user' },
          { email: 'ben@acme.example', name: null, group: 'management' },
        ],
      },
    },
    { kind: 'grant-begun', when: '', facts: { ...advisor, until: grantUntil, reason: 'Monatsabschluss' } },
    { kind: 'grant-ended', when: '', facts: { ...advisor, why: 'ticket-solved' } },
    { kind: 'grant-assigned', when: '', facts: { ...advisor, actor: 'Jana', agreedWith: 'tom@acme.example' } },
  ]
}

const ticketKinds: readonly string[] = ['received', 'reply', 'solved', 'reminder'] satisfies TicketKind[]

const settings = settingsFrom(
  new Map([
    ['desk.name', 'Acme Support'],
    ['desk.ticket-prefix', 'ACME'],
    ['contact.phone', '+49 711 123'],
    ['contact.email', 'support@support.example'],
    ['mail.footer', 'Acme Support GmbH · Stuttgart · HRB 4711'],
  ]),
)

export interface Written {
  title: string
  kind: WrittenKind
  subject: string
  text: string
}

/** All of them as they read in one manner. */
export async function writtenIn(manner: Manner): Promise<Written[]> {
  const words = await loadLetterWords(manner.language, manner.form)
  const next = manner.language === 'de' ? 'Mo. 23. Nov. 2026 09:00' : 'Mon 23 Nov 2026 09:00'
  const until = manner.language === 'de' ? 'Fr. 4. Dez. 2026 14:30' : 'Fri 4 Dec 2026 14:30'
  const samples = samplesIn(manner, words.hours.closed(next), words.grantUntil(until, 1042))
  return samples.map((sample) => {
    const { kind, when, facts } = sample
    const isOfTicket = ticketKinds.includes(kind)
    const subjects = words.subjects as Readonly<Record<string, (facts: unknown) => string>>
    const bodies = words.bodies as unknown as Readonly<Record<string, (facts: unknown) => readonly []>>
    const isHuman = 'isStaffs' in facts && facts.isStaffs && facts.text !== null
    const text = letterText(words, settings, {
      name: 'Anna Key',
      signs: isHuman ? 'Fritz First' : null,
      pieces: (bodies[kind]?.(facts) ?? []).filter((piece) => piece !== null),
      ...(isOfTicket
        ? {
            ticket: {
              label: 'ACME-1042',
              subject: 'Payment file rejected',
              link: 'https://desk.example/tickets/1042',
              takesPart: 'isRequester' in facts && !facts.isRequester,
              reference: '[ACME-1042:3f9a0c12de47]',
            },
          }
        : {}),
    })
    const subject = isOfTicket ? '[ACME-1042] Payment file rejected' : (subjects[kind]?.(facts) ?? '')
    return { title: when === '' ? kind : `${kind}: ${when}`, kind, subject, text }
  })
}
