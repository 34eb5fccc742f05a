import type { Language } from '../../kit/language'
import { filledText } from '../../kit/text/filled-text'
import { safeText } from '../../kit/text/safe-text'
import { type LetterTextKind, letterTexts, subjectPlaces } from '../../settings/letter-text'
import type { Settings } from '../../settings/setting'
import { type LetterCatalogue, type LetterFacts, noticePiece, type Piece } from '../../words/letters'
import { unbroken } from './letter-text'

/**
 * The text that the desk has of its own for a kind of letter (`mail.text.received.de`), filled; undefined where it has none.
 * A placeholder stands for the fact of the same name.
 */
export function ownText<Kind extends LetterTextKind>(
  kind: Kind,
  language: Language,
  settings: Settings,
  words: LetterCatalogue,
  facts: LetterFacts[Kind],
  common: ReadonlyMap<string, string>,
): Piece[] | undefined {
  const text = settings[`mail.text.${kind}.${language}`]
  if (text === '') return undefined
  return [{ asIs: filledText(text, valuesFor(kind, words, facts, common)) }, ...alwaysThere(facts)]
}

/** The same for the subject (`mail.subject.solved.de`), in one line; undefined also where nothing would be left of it. */
export function ownSubject<Kind extends LetterTextKind>(
  kind: Kind,
  language: Language,
  settings: Settings,
  words: LetterCatalogue,
  facts: LetterFacts[Kind],
  common: ReadonlyMap<string, string>,
): string | undefined {
  const text = settings[`mail.subject.${kind}.${language}`]
  const places = subjectPlaces(kind)
  const values = [...valuesFor(kind, words, facts, common)].filter(([name]) => places.includes(name))
  const subject = safeText(filledText(text, new Map(values))).trim()
  return subject === '' ? undefined : subject
}

function valuesFor<Kind extends LetterTextKind>(
  kind: Kind,
  words: LetterCatalogue,
  facts: LetterFacts[Kind],
  common: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const own = letterTexts[kind].map((name): [string, string] => [name, factFor(words, name, facts)])
  return new Map([...common, ...own].map(([name, value]) => [name, inLines(name, value)]))
}

/** Only what somebody wrote has lines of its own; a name with line breaks in it would add to what the desk says. */
function inLines(name: string, value: string): string {
  return safeText(value, { keepLineBreaks: name === 'text' }).replaceAll(unbroken, ' ')
}

/** What is to be told whatever the desk says besides. */
function alwaysThere(facts: object): Piece[] {
  const notice = 'notice' in facts ? (facts as LetterFacts['received']).notice : null
  return notice === null ? [] : [noticePiece(notice)]
}

function factFor(words: LetterCatalogue, placeholder: string, facts: object): string {
  const known = new Map<string, unknown>(Object.entries(facts))
  if (placeholder === 'resolution') return textOf(words.resolutions, known.get('how'))
  if (placeholder === 'reason' && known.has('why')) return textOf(words.grantEnds, known.get('why'))
  const value = known.get(placeholder.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()))
  if (Array.isArray(value)) return value.map(({ email }: { email: string }) => email).join(', ')
  return typeof value === 'string' ? value : ''
}

function textOf(texts: Readonly<Record<string, string>>, name: unknown): string {
  return typeof name === 'string' ? (texts[name] ?? '') : ''
}
