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
  const grades = gradesOf(asked.whole, new Set(sources.flatMap(({ whole }) => whole)))
  return candidates
    .map((ticket, index) => ({ ticket, score: likeness(asked, sources[index] ?? nothing, weight, grades) }))
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
  // A subject of little words only ("It does not work") is all there is to go by.
  return { subject: ofSubject, whole: wordsOf(`${subject} ${(description ?? '').slice(0, readOfDescription)}`) }
}

/** What a word is worth: the fewer tickets have it, the more. */
function weights(all: readonly Said[]): (word: string) => number {
  const having = new Map<string | number, number>()
  const keyOf = (word: string): string | number => meaningOf(word) ?? stem(word)
  for (const { whole } of all) {
    for (const key of new Set(whole.map(keyOf))) having.set(key, (having.get(key) ?? 0) + 1)
  }
  return (word) => 1 / Math.sqrt(having.get(keyOf(word)) ?? 1)
}

/** How alike each of the asked words and another one are; words that are not alike are not there. */
type Grades = ReadonlyMap<string, ReadonlyMap<string, number>>

/** What counts of a word that means the same and is spelled otherwise. */
const sameMeaning = 0.8

/**
 * Compares only words that share a piece or a meaning: each with each would take longer than all the rest of opening a
 * ticket.
 */
function gradesOf(asked: readonly string[], known: ReadonlySet<string>): Grades {
  const having = new Map<string | number, string[]>()
  for (const word of known) {
    for (const feature of featuresOf(word)) {
      const words = having.get(feature)
      if (words === undefined) having.set(feature, [word])
      else words.push(word)
    }
  }
  return new Map(
    asked.map((word) => {
      const near = new Set(featuresOf(word).flatMap((feature) => having.get(feature) ?? []))
      const meaning = meaningOf(word)
      const graded = [...near].map((other): [string, number] => {
        const same = meaning !== undefined && meaningOf(other) === meaning ? sameMeaning : 0
        return [other, Math.max(same, alike(word, other))]
      })
      return [word, new Map(graded.filter(([, grade]) => grade > 0))]
    }),
  )
}

function featuresOf(word: string): (string | number)[] {
  const meaning = meaningOf(word)
  return meaning === undefined ? [...piecesOf(word)] : [meaning, ...piecesOf(word)]
}

function likeness(one: Said, other: Said, weight: (word: string) => number, grades: Grades): number {
  const there = (words: readonly string[], others: readonly string[]): number =>
    covered(words, weight, (word) => bestOf(others, (found) => grades.get(word)?.get(found)))
  const back = (words: readonly string[], others: readonly string[]): number =>
    covered(words, weight, (word) => bestOf(others, (found) => grades.get(found)?.get(word)))
  const subjects = (there(one.subject, other.subject) + back(other.subject, one.subject)) / 2
  const across = (there(one.subject, other.whole) + back(other.subject, one.whole)) / 2
  const wholes = (there(one.whole, other.whole) + back(other.whole, one.whole)) / 2
  return Math.round((0.4 * subjects + 0.3 * across + 0.3 * wholes) * 1000) / 1000
}

/** How far these words are found, each by its worth. */
function covered(words: readonly string[], weight: (word: string) => number, grade: (word: string) => number): number {
  let [sum, found] = [0, 0]
  for (const word of words) {
    sum += weight(word)
    found += weight(word) * grade(word)
  }
  return sum === 0 ? 0 : found / sum
}

function bestOf(words: readonly string[], grade: (word: string) => number | undefined): number {
  let best = 0
  for (const word of words) best = Math.max(best, grade(word) ?? 0)
  return best
}
