import { DeskError } from '../kit/errors'
import { type Language, languages } from '../kit/language'
import { placesIn } from '../kit/text/filled-text'

/**
 * The texts of letters that a desk can replace by its own (`mail.text.received.de`), each with the placeholders that its
 * letter fills besides those of every letter. What stands around the text (the line for answers, greeting, ticket,
 * signature, footer and reference) stays whatever it says.
 */
export const letterTexts = {
  received: ['hours', 'recorded-by', 'emergency-phone'],
  reply: ['author', 'text', 'files'],
  solved: ['author', 'text', 'files', 'resolution', 'reopen-until'],
  reminder: ['text', 'solved-on'],
  invitation: ['inviter', 'organisation', 'token', 'until'],
  'password-reset': ['actor', 'token', 'until'],
  'guest-invitation': ['inviter', 'organisation', 'tenant', 'group'],
  'member-added': ['actor', 'organisation', 'people'],
  'grant-begun': ['advisor', 'advisor-email', 'organisation', 'until', 'reason'],
  'grant-ended': ['advisor', 'advisor-email', 'organisation', 'reason'],
  'grant-assigned': ['advisor', 'advisor-email', 'organisation', 'actor', 'agreed-with'],
} as const
export type LetterTextKind = keyof typeof letterTexts

/** What every letter knows; in a letter that is about no ticket what is the ticket's stays empty. */
export const everyLetters = [
  'recipient.name',
  'recipient.email',
  'ticket.number',
  'ticket.subject',
  'ticket.link',
  'desk.name',
  'contact.phone',
  'contact.email',
] as const

/** Without these a letter would not say what it is there for. */
const demanded: Readonly<Partial<Record<LetterTextKind, string>>> = {
  reply: 'text',
  solved: 'text',
  invitation: 'token',
  'password-reset': 'token',
}

export type LetterTextName = `mail.text.${LetterTextKind}.${Language}`
export type LetterSubjectName = `mail.subject.${LetterTextKind}.${Language}`

/** Letters about a ticket: their subject begins with its number, whatever it says, and has the ticket's in it. */
const aboutTickets: readonly LetterTextKind[] = ['received', 'reply', 'solved', 'reminder']

/** What is no part of a line that anybody on the way can read, or has several lines. */
const notInSubjects: readonly string[] = ['text', 'files', 'token', 'people', 'hours']

/** What the subject of such a letter may have in it. */
export function subjectPlaces(kind: LetterTextKind): readonly string[] {
  const isAboutTicket = aboutTickets.includes(kind)
  const common = everyLetters.filter(
    (name) => !name.startsWith('ticket.') || (name === 'ticket.subject' && isAboutTicket),
  )
  return [...common, ...letterTexts[kind].filter((name) => !notInSubjects.includes(name))]
}

export const letterTextKinds = Object.keys(letterTexts) as LetterTextKind[]

/** The settings of all these texts and subjects, made by `textFor` and `subjectFor` for each kind. */
export function letterTextSettings<T>(
  textFor: (kind: LetterTextKind) => T,
  subjectFor: (kind: LetterTextKind) => T,
): Readonly<Record<LetterTextName | LetterSubjectName, T>> {
  const named = letterTextKinds.flatMap((kind) =>
    languages.flatMap((language) => [
      [`mail.subject.${kind}.${language}`, subjectFor(kind)] as const,
      [`mail.text.${kind}.${language}`, textFor(kind)] as const,
    ]),
  )
  return Object.fromEntries(named) as Record<LetterTextName | LetterSubjectName, T>
}

/** Refuses a text that its letter could not fill: `unknown-placeholder`, `missing-placeholder`. None at all is no text of its own. */
export function checkLetterText(kind: LetterTextKind, text: string): void {
  if (text !== '') checkPlaces(text, [...everyLetters, ...letterTexts[kind]], demanded[kind])
}

/**
 * The same of a subject. That of a letter about a ticket has the ticket's in it: by that, too, programs for mail know what
 * belongs together.
 */
export function checkLetterSubject(kind: LetterTextKind, subject: string): void {
  if (subject.trim() === '') return
  checkPlaces(subject, subjectPlaces(kind), aboutTickets.includes(kind) ? 'ticket.subject' : undefined)
}

function checkPlaces(text: string, known: readonly string[], missing: string | undefined): void {
  const places = placesIn(text).map(({ name }) => name)
  const unknown = places.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new DeskError('unknown-placeholder', { placeholder: unknown, known: [...known] })
  if (missing !== undefined && !places.includes(missing)) {
    throw new DeskError('missing-placeholder', { placeholder: missing })
  }
}

/** Whether this is the text or subject of a letter, of which only those are worth telling that a desk has of its own. */
export function isLetterText(name: string): boolean {
  return name.startsWith('mail.text.') || name.startsWith('mail.subject.')
}
