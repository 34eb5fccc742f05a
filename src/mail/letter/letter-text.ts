import { wrapSentence } from '../../kit/text/fit-text'
import { roughWidth } from '../../kit/text/plain-text'
import { safeText } from '../../kit/text/safe-text'
import type { Settings } from '../../settings/setting'
import type { LetterCatalogue, Piece } from '../../words/letters'

/** Our own sentences are no wider, so that they can be quoted twice and still fit a line of 80 columns. */
export const widestSentence = 76

/** A blank at which no line ends. It serves only for that, and becomes a blank like any other. */
export const unbroken = '\u00a0'

/** What a letter consists of. Only the pieces are its own; what stands around them is the same in all, whatever they say. */
export interface LetterParts {
  /** Whom it greets; null: nobody knows their name. */
  name: string | null
  pieces: readonly Piece[]
  /** The ticket that it is about; an answer to the letter goes there. */
  ticket?: { label: string; subject: string; link: string | null; takesPart: boolean; reference: string }
  /** Who of the staff signs it besides the desk. */
  signs: string | null
}

/** The whole letter as plain text, without anything in it that would show otherwise than it reads. */
export function letterText(words: LetterCatalogue, settings: Settings, parts: LetterParts): string {
  const { ticket } = parts
  const paragraphs = [
    ...(ticket === undefined ? [] : [words.marker]),
    ...greeted(words, parts),
    ...(ticket === undefined ? [] : [ticketLines(words, ticket)]),
    signature(words, settings, parts),
    settings['mail.footer'].trim(),
    ticket?.reference ?? '',
  ]
  const text = paragraphs.filter((paragraph) => paragraph.trim() !== '').join('\n\n')
  return `${safeText(text, { keepLineBreaks: true })}\n`
}

/** Greeting and text. Whoever greets in their own words is not made to do so twice. */
function greeted(words: LetterCatalogue, { name, pieces }: LetterParts): string[] {
  const [first, ...others] = pieces
  if (first === undefined) return [words.greeting(shown(name))]
  if (typeof first === 'object' && 'asIs' in first && words.greets.test(first.asIs.trim())) return pieces.map(pieceText)
  const begun = typeof first === 'string' ? words.afterGreeting(first) : first
  return [words.greeting(shown(name)), pieceText(begun), ...others.map(pieceText)]
}

function shown(name: string | null): string | null {
  const oneLine = safeText(name ?? '').trim()
  return oneLine === '' ? null : oneLine
}

function pieceText(piece: Piece): string {
  if (typeof piece === 'string') {
    return wrapSentence(safeText(piece), widestSentence, roughWidth).join('\n').replaceAll(unbroken, ' ')
  }
  if ('asIs' in piece) return piece.asIs
  return safeText(piece.quoted, { keepLineBreaks: true })
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

function ticketLines(
  words: LetterCatalogue,
  { label, subject, link, takesPart }: NonNullable<LetterParts['ticket']>,
): string {
  const lines = [words.ticket(label, safeText(subject)), link ?? '', takesPart ? pieceText(words.takesPart) : '']
  return lines.filter((line) => line !== '').join('\n')
}

function signature(words: LetterCatalogue, settings: Settings, { signs, pieces }: LetterParts): string {
  const lines = [
    takesLeave(words, pieces) ? '' : words.closing,
    shown(signs) ?? '',
    settings['desk.name'] === '' ? words.theDesk : settings['desk.name'],
    settings['contact.address'],
    settings['contact.phone'] === '' ? '' : words.phone(settings['contact.phone']),
    settings['contact.email'],
  ]
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** Whether the last that the letter says takes leave already: in one of the last lines, where a name may follow. */
function takesLeave(words: LetterCatalogue, pieces: readonly Piece[]): boolean {
  const last = pieces.at(-1)
  if (last === undefined || typeof last === 'string' || !('asIs' in last)) return false
  const lines = last.asIs.split('\n').filter((line) => line.trim() !== '')
  return lines.slice(-3).some((line) => words.takesLeave.test(line.trim()))
}

/** The subject of a letter about a ticket: `[ACME-1042] Payment file rejected`. */
export function ticketSubject(label: string, subject: string): string {
  return `[${label}] ${safeText(subject)}`.trim()
}
