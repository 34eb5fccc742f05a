import { meaningOf } from './same-meaning'
import { alike, piecesOf, stem, wordsOf } from './topic-search'

/**
 * One topic, one ticket: which of a tenant's unsolved tickets are about the same as a new one. Purely by their words,
 * folded and without the little ones of German and English: as wholes, as beginnings, as parts of compounds and by the
 * three-letter pieces they share, in any order, so that "Druck der Rechnung" is like "Rechnungsdruck" and a typing
 * mistake does not matter. Both ways: what is said here and not there counts against. The subject says more than the
 * description; a word that few of the tickets have says more than one of many.
 */
export interface Candidate {
  subject: string
  description: string | null
}

/** How alike a ticket is, 0 to 1; 1: it says the same. */
export interface Likeness<T> {
  ticket: T
  score: number
}

/** From here on a ticket is worth naming to somebody who opens one. */
export const worthNaming = 0.36
/** From here on one may be taken for the other without anybody looking. */
export const surelySame = 0.55
/** Two that differ by less are equally alike. */
export const asAlike = 0.03

/** As much of a description as says what it is about. */
const readOfDescription = 600

/** Which of the tickets are like that one, the most alike first; of equals the one that comes first. */
export function rankSimilar<T extends Candidate>(candidates: readonly T[], wanted: Candidate): Likeness<T>[] {
  const asked = saidOf(wanted)
  if (asked.subject.length === 0) return []
  const sources = candidates.map(saidOf)
  const weight = weights([asked, ...sources])
  const near = nearWords(asked.whole, sources)
  return candidates
    .map((ticket, index) => ({ ticket, score: likeness(asked, sources[index] ?? nothing, weight, near) }))
    .sort((one, other) => other.score - one.score)
}

/** Those worth naming, at most so many. */
export function similarTickets<T extends Candidate>(
  candidates: readonly T[],
  wanted: Candidate,
  most = 3,
): Likeness<T>[] {
  return rankSimilar(candidates, wanted)
    .filter(({ score }) => score >= worthNaming)
    .slice(0, most)
}

/** The beginnings of words by which a store looks for candidates: short enough for the first part of a compound. */
export function wordsToLookFor({ subject }: Candidate): string[] {
  return wordsOf(subject)
    .filter((word) => word.length >= 4)
    .map((word) => word.slice(0, Math.min(6, Math.max(4, word.length - 3))))
}

interface Said {
  subject: readonly string[]
  whole: readonly string[]
}

const nothing: Said = { subject: [], whole: [] }

function saidOf({ subject, description }: Candidate): Said {
  const ofSubject = wordsOf(subject)
  if (description === null) return { subject: ofSubject, whole: ofSubject }
  const whole = new Set([...ofSubject, ...wordsOf(description.slice(0, readOfDescription))])
  return { subject: ofSubject, whole: [...whole] }
}

/** What a word is worth: the fewer tickets have it, the more. Each word is looked at once, however often it is said. */
function weights(all: readonly Said[]): (word: string) => number {
  const keys = new Map<string, string | number>()
  const having = new Map<string | number, number>()
  for (const { whole } of all) {
    const counted = new Set<string | number>()
    for (const word of whole) {
      const key = keys.get(word) ?? meaningOf(word) ?? stem(word)
      keys.set(word, key)
      if (counted.has(key)) continue
      counted.add(key)
      having.set(key, (having.get(key) ?? 0) + 1)
    }
  }
  return (word) => 1 / Math.sqrt(having.get(keys.get(word) ?? '') ?? 1)
}

/** One of the asked words, and how alike it is to another one. */
interface Near {
  asked: string
  grade: number
}

/** The asked words that are like a word; words that are like none are not there. */
type NearWords = ReadonlyMap<string, readonly Near[]>

/** What counts of a word that means the same and is spelled otherwise. */
const sameMeaning = 0.8

/**
 * Compares only words that share a piece or a meaning with an asked one: each with each would take longer than all the
 * rest of opening a ticket.
 */
function nearWords(asked: readonly string[], sources: readonly Said[]): NearWords {
  const askedWith = new Map<string | number, string[]>()
  for (const word of asked) {
    for (const feature of featuresOf(word)) {
      const words = askedWith.get(feature)
      if (words === undefined) askedWith.set(feature, [word])
      else words.push(word)
    }
  }
  const near = new Map<string, readonly Near[]>()
  const looked = new Set<string>()
  for (const { whole } of sources) {
    for (const word of whole) {
      if (looked.has(word)) continue
      looked.add(word)
      const graded = gradesOf(word, askedWith)
      if (graded.length > 0) near.set(word, graded)
    }
  }
  return near
}

function gradesOf(word: string, askedWith: ReadonlyMap<string | number, readonly string[]>): Near[] {
  const meaning = meaningOf(word)
  const sharing = new Set(meaning === undefined ? [] : askedWith.get(meaning))
  for (let start = 0; start === 0 || start < word.length - 2; start += 1) {
    for (const asked of askedWith.get(word.slice(start, start + 3)) ?? []) sharing.add(asked)
  }
  if (sharing.size === 0) return []
  return [...sharing]
    .map((asked) => {
      const same = meaning !== undefined && meaningOf(asked) === meaning ? sameMeaning : 0
      return { asked, grade: Math.max(same, alike(asked, word)) }
    })
    .filter(({ grade }) => grade > 0)
}

function featuresOf(word: string): (string | number)[] {
  const meaning = meaningOf(word)
  return meaning === undefined ? [...piecesOf(word)] : [meaning, ...piecesOf(word)]
}

function likeness(one: Said, other: Said, weight: (word: string) => number, near: NearWords): number {
  // Most tickets are about something else altogether.
  if (!other.whole.some((word) => near.has(word))) return 0
  const subjects =
    (there(one.subject, other.subject, weight, near) + back(other.subject, one.subject, weight, near)) / 2
  const across = (there(one.subject, other.whole, weight, near) + back(other.subject, one.whole, weight, near)) / 2
  const wholes = (there(one.whole, other.whole, weight, near) + back(other.whole, one.whole, weight, near)) / 2
  return Math.round((0.4 * subjects + 0.3 * across + 0.3 * wholes) * 1000) / 1000
}

/** How far the asked words are among these. */
function there(
  asked: readonly string[],
  said: readonly string[],
  weight: (word: string) => number,
  near: NearWords,
): number {
  const best = new Map<string, number>()
  for (const word of said) {
    for (const one of near.get(word) ?? []) best.set(one.asked, Math.max(best.get(one.asked) ?? 0, one.grade))
  }
  return covered(asked, weight, (word) => best.get(word) ?? 0)
}

/** How far these words are among the asked ones. */
function back(
  said: readonly string[],
  asked: readonly string[],
  weight: (word: string) => number,
  near: NearWords,
): number {
  return covered(said, weight, (word) =>
    (near.get(word) ?? []).reduce((best, one) => (asked.includes(one.asked) ? Math.max(best, one.grade) : best), 0),
  )
}

/** How far these words are found, each by its worth. */
function covered(words: readonly string[], weight: (word: string) => number, grade: (word: string) => number): number {
  let [sum, found] = [0, 0]
  for (const word of words) {
    const worth = weight(word)
    sum += worth
    found += worth * grade(word)
  }
  return sum === 0 ? 0 : found / sum
}
