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

export const letterTextKinds = Object.keys(letterTexts) as LetterTextKind[]

/** The settings of all these texts, made by `textFor` for each kind. */
export function letterTextSettings<T>(textFor: (kind: LetterTextKind) => T): Readonly<Record<LetterTextName, T>> {
  const named = letterTextKinds.flatMap((kind) =>
    languages.map((language) => [`mail.text.${kind}.${language}`, textFor(kind)] as const),
  )
  return Object.fromEntries(named) as Record<LetterTextName, T>
}

/** Refuses a text that its letter could not fill: `unknown-placeholder`, `missing-placeholder`. None at all is no text of its own. */
export function checkLetterText(kind: LetterTextKind, text: string): void {
  if (text === '') return
  const known: readonly string[] = [...everyLetters, ...letterTexts[kind]]
  const places = placesIn(text).map(({ name }) => name)
  const unknown = places.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new DeskError('unknown-placeholder', { placeholder: unknown, known: [...known] })
  const missing = demanded[kind]
  if (missing !== undefined && !places.includes(missing)) {
    throw new DeskError('missing-placeholder', { placeholder: missing })
  }
}

/** Whether this is the text of a letter, of which only those are worth telling that a desk has of its own. */
export function isLetterText(name: string): boolean {
  return name.startsWith('mail.text.')
}
