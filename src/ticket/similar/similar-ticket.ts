import { foldedWords } from '../../kit/text/fold-text'
import { alike, piecesOf, stem, tellingWords, wordsOf } from '../topic/topic-search'
import { meaningOf } from './same-meaning'

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
  /** Both as the index holds them, where it does: to fold a hundred texts takes longer than to compare them. */
  folded?: { subject: string; description: string } | undefined
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

/** As much of a description as says what it is about, in characters. */
export const readOfDescription = 300

/** Which of the tickets are like that one, the most alike first; of equals the one that comes first. */
export function rankSimilar<T extends Candidate>(candidates: readonly T[], wanted: Candidate): Likeness<T>[] {
  const asked = saidOf(wanted)
  if (asked.subject.length === 0) return []
  const vocabulary = new Vocabulary(asked)
  const sources = candidates.map((candidate) => vocabulary.read(saidOf(candidate)))
  const likeness = likenessTo(vocabulary.asked)
  return candidates
    .map((ticket, index) => ({ ticket, score: likeness(sources[index] ?? nothing) }))
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

/** The words of a ticket: those of its subject are among the whole. */
interface Said<W> {
  subject: readonly W[]
  whole: readonly W[]
}

const nothing: Said<Word> = { subject: [], whole: [] }

function saidOf({ subject, description, folded }: Candidate): Said<string> {
  const ofSubject = tellingWords(folded === undefined ? foldedWords(subject) : folded.subject.split(' '))
  const ofDescription =
    folded === undefined
      ? foldedWords((description ?? '').slice(0, readOfDescription))
      : folded.description.slice(0, readOfDescription).split(' ')
  return { subject: ofSubject, whole: tellingWords([...ofSubject, ...ofDescription]) }
}

/** One of the asked words, and how alike a word is to it. */
interface Near {
  /** Its place among all the asked words; those of the subject come first. */
  place: number
  grade: number
}

/** A word that any of the tickets has, looked at once, however often it is said. */
interface Word {
  /** How many tickets have it, or one that means the same: the fewer, the more it says. */
  having: { count: number; lastOf: number }
  /** The asked words it is like. */
  near: readonly Near[]
  /** How alike it is to the most alike word of the asked subject, and of all that is asked. */
  toSubject: number
  toWhole: number
}

/** What counts of a word that means the same and is spelled otherwise. */
const sameMeaning = 0.8

/**
 * The words of all the tickets. Compares only those that share a piece or a meaning with an asked one: each with each
 * would take longer than all the rest of opening a ticket.
 */
class Vocabulary {
  readonly asked: Said<Word>
  readonly #words = new Map<string, Word>()
  readonly #having = new Map<string | number, Word['having']>()
  readonly #askedWith = new Map<string | number, Near['place'][]>()
  readonly #askedWords: readonly string[]
  readonly #askedOfSubject: number
  #tickets = 0

  constructor(asked: Said<string>) {
    this.#askedWords = asked.whole
    this.#askedOfSubject = asked.subject.length
    for (const [place, word] of asked.whole.entries()) {
      for (const feature of featuresOf(word)) {
        const places = this.#askedWith.get(feature)
        if (places === undefined) this.#askedWith.set(feature, [place])
        else places.push(place)
      }
    }
    this.asked = this.read(asked)
  }

  /** Takes note of a ticket's words. */
  read(said: Said<string>): Said<Word> {
    this.#tickets += 1
    const whole = said.whole.map((text) => {
      const word = this.#wordOf(text)
      if (word.having.lastOf !== this.#tickets) {
        word.having.count += 1
        word.having.lastOf = this.#tickets
      }
      return word
    })
    return { subject: whole.slice(0, said.subject.length), whole }
  }

  #wordOf(text: string): Word {
    const known = this.#words.get(text)
    if (known !== undefined) return known
    const meaning = meaningOf(text)
    const near = this.#nearTo(text, meaning)
    const word = { having: this.#havingOf(meaning ?? stem(text)), near, toSubject: 0, toWhole: 0 }
    for (const { place, grade } of near) {
      if (place < this.#askedOfSubject) word.toSubject = Math.max(word.toSubject, grade)
      word.toWhole = Math.max(word.toWhole, grade)
    }
    this.#words.set(text, word)
    return word
  }

  #havingOf(key: string | number): Word['having'] {
    const known = this.#having.get(key)
    if (known !== undefined) return known
    const having = { count: 0, lastOf: 0 }
    this.#having.set(key, having)
    return having
  }

  #nearTo(word: string, meaning: number | undefined): Near[] {
    const sharing = new Set(meaning === undefined ? [] : this.#askedWith.get(meaning))
    for (let start = 0; start === 0 || start < word.length - 2; start += 1) {
      for (const place of this.#askedWith.get(word.slice(start, start + 3)) ?? []) sharing.add(place)
    }
    const near: Near[] = []
    for (const place of sharing) {
      const asked = this.#askedWords[place] ?? ''
      const same = meaning !== undefined && meaningOf(asked) === meaning ? sameMeaning : 0
      const grade = Math.max(same, alike(asked, word))
      if (grade > 0) near.push({ place, grade })
    }
    return near
  }
}

function featuresOf(word: string): (string | number)[] {
  const meaning = meaningOf(word)
  return meaning === undefined ? [...piecesOf(word)] : [meaning, ...piecesOf(word)]
}

/** What a word is worth. */
function worthOf({ having }: Word): number {
  return 1 / Math.sqrt(having.count)
}

/** How alike a ticket is to the asked one, once all words were read. */
function likenessTo(asked: Said<Word>): (other: Said<Word>) => number {
  const worths = asked.whole.map(worthOf)
  return (other) => {
    // Most tickets are about something else altogether.
    if (!other.whole.some(({ near }) => near.length > 0)) return 0
    const ofSubject = bestOf(other.subject, worths.length)
    const ofWhole = bestOf(other.whole, worths.length)
    const subjectWorths = worths.slice(0, asked.subject.length)
    const subjects = (covered(subjectWorths, ofSubject) + back(other.subject, 'toSubject')) / 2
    const across = (covered(subjectWorths, ofWhole) + back(other.subject, 'toWhole')) / 2
    const wholes = (covered(worths, ofWhole) + back(other.whole, 'toWhole')) / 2
    return Math.round((0.4 * subjects + 0.3 * across + 0.3 * wholes) * 1000) / 1000
  }
}

/** How well each of the asked words is found among these. */
function bestOf(said: readonly Word[], asked: number): number[] {
  const best = new Array<number>(asked).fill(0)
  for (const { near } of said) {
    for (const { place, grade } of near) best[place] = Math.max(best[place] ?? 0, grade)
  }
  return best
}

/** How far the asked words are found, each by its worth. */
function covered(worths: readonly number[], grades: readonly number[]): number {
  let [sum, found] = [0, 0]
  for (const [place, worth] of worths.entries()) {
    sum += worth
    found += worth * (grades[place] ?? 0)
  }
  return sum === 0 ? 0 : found / sum
}

/** How far these words are among the asked ones. */
function back(said: readonly Word[], grade: 'toSubject' | 'toWhole'): number {
  let [sum, found] = [0, 0]
  for (const word of said) {
    const worth = worthOf(word)
    sum += worth
    found += worth * word[grade]
  }
  return sum === 0 ? 0 : found / sum
}
