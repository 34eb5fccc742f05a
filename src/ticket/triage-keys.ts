import type { Language } from '../kit/language'

/**
 * What a single key does to a ticket. Each does what the command of that name does; which key it is depends on the language,
 * so that it is the first letter of its word where it can be. The English keys hold everywhere, except where a letter
 * means something else in the other language.
 */
export const triageDeeds = [
  'reply',
  'note',
  'take',
  'hold',
  'solve',
  'answer',
  'escalate',
  'return',
  'skip',
  'quit',
  'undo',
  'remote',
  'help',
] as const
export type TriageDeed = (typeof triageDeeds)[number]

type Keys = Readonly<Record<TriageDeed, string>>

const english: Keys = {
  reply: 'r',
  note: 'n',
  take: 't',
  hold: 'h',
  answer: 'a',
  solve: 's',
  escalate: 'e',
  return: 'g',
  skip: ' ',
  quit: 'q',
  undo: 'u',
  remote: 'o',
  help: '?',
}

const own: Readonly<Record<Language, Keys>> = {
  en: english,
  // antworten, Notiz, übernehmen, zurückstellen, Vorlage, lösen, weiter, beenden, zurücknehmen, Fernwartung, weitergeben, zurückgeben
  de: { ...english, reply: 'a', take: 'ü', hold: 'z', answer: 'v', solve: 'l', quit: 'b', remote: 'f', escalate: 'w' },
}

/** The key that is shown for a deed. */
export function keyOf(deed: TriageDeed, language: Language): string {
  return own[language][deed]
}

/**
 * What can be done with a ticket at that level, what is done most first: it goes to the other one. Specialists return a
 * ticket more often than they have an answer prepared.
 */
export function deedsAt(level: 1 | 2): TriageDeed[] {
  if (level === 1) return triageDeeds.filter((deed) => deed !== 'return')
  const others = triageDeeds.filter((deed) => deed !== 'escalate' && deed !== 'return')
  const [reply, ...further] = others
  return [...(reply === undefined ? [] : [reply]), 'return', ...further]
}

/** What a key does in that language; undefined for one that does nothing. */
export function deedOf(key: string, language: Language): TriageDeed | undefined {
  const pressed = key.toLowerCase()
  return (
    triageDeeds.find((deed) => own[language][deed] === pressed) ?? triageDeeds.find((deed) => english[deed] === pressed)
  )
}

/** Every key that does something in that language. */
export function keysIn(language: Language): string[] {
  return [...new Set([...Object.values(own[language]), ...Object.values(english)])]
}
