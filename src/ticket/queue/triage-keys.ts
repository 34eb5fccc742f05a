import type { Language } from '../../kit/language'

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

/** What there is to know of a ticket to say what is done with it most. */
export interface TriagePlace {
  level: 1 | 2
  /** Whether it is one's own already. */
  isMine: boolean
  /** Whether its topic is second level's, so that it is to be escalated. */
  isForSecondLevel: boolean
}

/**
 * What can be done with such a ticket, what is done most first: it goes to the other level. Specialists return a ticket more
 * often than they have an answer prepared; first level escalates what is for second level, or what it has taken and looked
 * into. What is one's own nobody takes.
 */
export function deedsAt({ level, isMine, isForSecondLevel }: TriagePlace): TriageDeed[] {
  const other = level === 1 ? 'escalate' : 'return'
  const deeds = triageDeeds.filter((deed) => deed !== 'escalate' && deed !== 'return' && !(isMine && deed === 'take'))
  const comesFirst = level === 2 || isForSecondLevel
  const place = comesFirst ? deeds.indexOf('reply') + 1 : deeds.indexOf('answer') + (isMine ? 0 : 1)
  return deeds.toSpliced(place, 0, other)
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
