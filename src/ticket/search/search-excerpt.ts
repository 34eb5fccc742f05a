import { foldedWords } from '../../kit/text/fold-text'
import type { Term } from './search-query'

/** A part of an excerpt, as it was typed, in one line; a hit is what was looked for. */
export interface Piece {
  text: string
  isHit: boolean
}

/** Where excerpts begin on a screen: below the subject. */
export const excerptIndent = 7

/** How long an excerpt may be to fit below its ticket, in characters: an ellipsis at both ends needs room, too. */
export function excerptLength(columns: number): number {
  return Math.max(20, columns - excerptIndent - 4)
}

/** More than this of a text is not looked through for its best place. */
const readAtMost = 50_000

interface Hit {
  term: number
  start: number
  end: number
}

/**
 * The place of a text that shows the most of what was looked for, about `length` characters long; of several texts the
 * one with the best place. Without a hit anywhere the beginning of the first, undefined where there is none.
 */
export function excerptOf(texts: readonly string[], terms: readonly Term[], length: number): Piece[] | undefined {
  const wanted = terms.filter(({ isExcluded }) => !isExcluded)
  let best: Place | undefined
  for (const text of texts) {
    const place = bestPlace(text.slice(0, readAtMost), wanted, length)
    if (best === undefined || place.worth > best.worth) best = place
    // There is none better than one that shows everything.
    if (best.worth === wanted.length) break
  }
  return best === undefined ? undefined : cut(best, length)
}

/** The same as plain text. */
export function plainExcerpt(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('')
}

interface Place {
  text: string
  /** How many different terms it shows. */
  worth: number
  start: number
  hits: readonly Hit[]
}

function bestPlace(text: string, terms: readonly Term[], length: number): Place {
  const hits = hitsIn(text, terms)
  let best: Place = { text, worth: 0, start: 0, hits }
  for (const [index, hit] of hits.entries()) {
    const near = hits.slice(index, index + 50).filter(({ end }) => end - hit.start <= length)
    const worth = new Set(near.map(({ term }) => term)).size
    const last = near.at(-1)
    if (worth <= best.worth || last === undefined) continue
    const room = Math.max(0, length - (last.end - hit.start))
    // Not further to the right than the end of the text demands.
    const start = Math.max(0, Math.min(hit.start - Math.floor(room / 3), text.length - length))
    best = { text, worth, start, hits }
  }
  return best
}

/** Where in a text the terms stand: word by word, each folded as the index has it. */
function hitsIn(text: string, terms: readonly Term[]): Hit[] {
  if (terms.length === 0) return []
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].flatMap((found) =>
    foldedWords(found[0]).map((word) => ({ word, start: found.index, end: found.index + found[0].length })),
  )
  return words.flatMap((first, index) => {
    const term = terms.findIndex((wanted) =>
      wanted.words.every((word, offset) => fits(words[index + offset]?.word, word, wanted, offset)),
    )
    const last = words[index + (terms[term]?.words.length ?? 1) - 1]
    return term === -1 || last === undefined ? [] : [{ term, start: first.start, end: last.end }]
  })
}

function fits(found: string | undefined, word: string, { words, isPrefix }: Term, offset: number): boolean {
  if (found === undefined) return false
  return isPrefix && offset === words.length - 1 ? found.startsWith(word) : found === word
}

/** The place with its hits, cut between words, and an ellipsis where the text goes on. */
function cut({ text, start: wanted, hits }: Place, length: number): Piece[] {
  const start = wanted === 0 ? 0 : afterBlank(text, wanted, hits)
  const end = beforeBlank(text, start + length, start)
  const pieces: Piece[] = []
  let done = start
  for (const hit of hits.filter((one) => one.start >= start && one.end <= end)) {
    if (hit.start < done) continue
    pieces.push(
      { text: text.slice(done, hit.start), isHit: false },
      { text: text.slice(hit.start, hit.end), isHit: true },
    )
    done = hit.end
  }
  pieces.push({ text: text.slice(done, end), isHit: false })
  const before = text.slice(0, start).trim() === '' ? [] : [{ text: '… ', isHit: false }]
  const after = text.slice(end).trim() === '' ? [] : [{ text: ' …', isHit: false }]
  return inOneLine([...before, ...pieces, ...after])
}

/** The beginning of a word near there, but not behind the first hit. */
function afterBlank(text: string, near: number, hits: readonly Hit[]): number {
  const blank = text.slice(near, near + 30).search(/\s\S/)
  const start = blank === -1 ? near : near + blank + 1
  const first = hits.find((hit) => hit.start >= near)
  return first !== undefined && start > first.start ? first.start : start
}

function beforeBlank(text: string, near: number, start: number): number {
  if (near >= text.length) return text.length
  const blank = text.slice(start, near + 1).search(/\s\S*$/)
  return blank < (near - start) / 2 ? near : start + blank
}

/** Blanks and line breaks as one blank, none at either end; nothing that is empty. */
function inOneLine(pieces: readonly Piece[]): Piece[] {
  let endsBlank = true
  const lines = pieces.map(({ text, isHit }) => {
    const line = text.replace(/\s+/g, ' ')
    const shown = endsBlank ? line.replace(/^ /, '') : line
    if (shown !== '') endsBlank = shown.endsWith(' ')
    return { text: shown, isHit }
  })
  const last = lines.findLast(({ text }) => text !== '')
  if (last !== undefined) last.text = last.text.trimEnd()
  return lines.filter(({ text }) => text !== '')
}
