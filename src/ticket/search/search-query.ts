import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { foldedWords } from '../../kit/text/fold-text'
import { type Priority, priorities, type Status, statuses } from '../ticket'
import { checkNumber } from '../words'

/**
 * What somebody types to find tickets: words, all of which must be there; `zahl*` for the beginning of a word; a phrase in
 * quotes; `-word` for what must not be there; `field:value` for what a ticket says of itself. Only these signs mean
 * anything, and only where they stand: whatever else is typed is words. A word is the whole word: there is no guessing at
 * what somebody meant to go on typing. A quote that nobody closes lasts to the end. Two words tied by a sign
 * (`pain.001`, an address) are a phrase.
 */
export interface SearchQuery {
  /** What must be in a ticket's text, or must not. */
  terms: readonly Term[]
  fields: readonly FieldTerm[]
}

export interface Term {
  /** Folded; several of them follow each other. */
  words: readonly string[]
  /** Whether the last word is only the beginning of one. */
  isPrefix: boolean
  /** Where it must stand. */
  place: 'anywhere' | 'subject' | 'files'
  isExcluded: boolean
}

/** What a ticket must be, or must not. */
export type FieldTerm = { isExcluded: boolean } & (
  | { field: 'status'; value: Status }
  | { field: 'priority'; value: Priority }
  | { field: 'number'; value: number }
  | { field: 'has'; value: 'attachment' }
  | { field: 'requester' | 'assignee' | 'tenant' | 'category' | 'topic'; value: string }
)

const fieldNames = [
  'subject',
  'attachment',
  'status',
  'from',
  'requester',
  'tenant',
  'category',
  'topic',
  'assignee',
  'priority',
  'number',
  'has',
] as const
type FieldName = (typeof fieldNames)[number]

export const longestSearch = 1000

/**
 * Reads what was typed. Throws `empty-text`, `text-too-long`, `nothing-to-search` where no word is named that must be
 * there, and no field, `unknown-field`, and what is wrong with a field's value.
 */
export function parseSearch(typed: string, name: string): SearchQuery {
  if (typed.includes('\0')) throw new DeskError('text-has-nul', { name })
  if (typed.trim() === '') throw new DeskError('empty-text', { name })
  const { length } = Array.from(typed)
  if (length > longestSearch) throw new DeskError('text-too-long', { name, length, limit: longestSearch })
  const terms: Term[] = []
  const fields: FieldTerm[] = []
  for (const piece of piecesOf(typed)) {
    const read = readPiece(piece)
    if ('field' in read) fields.push(read)
    else if (read.words.length > 0) terms.push(read)
  }
  if (fields.length === 0 && terms.every(({ isExcluded }) => isExcluded)) throw new DeskError('nothing-to-search', {})
  return { terms, fields }
}

interface Piece {
  isExcluded: boolean
  /** What stands before a colon, where it can be the name of a field. */
  name: string | undefined
  value: string
  isQuoted: boolean
  isPrefix: boolean
}

/** A word with what belongs to it: `-`, `field:`, quotes of any language, `*`. */
const pieceShape = /(-?)(?:([\p{L}][\p{L}-]+):(?=\S))?(?:["„“”«»]([^"„“”«»]*)(?:["„“”«»]|$)(\*?)|(\S+))/gu

function piecesOf(typed: string): Piece[] {
  return [...typed.matchAll(pieceShape)].map(([, minus, name, quoted, star, bare = '']) => ({
    isExcluded: minus === '-',
    name,
    value: quoted ?? bare,
    isQuoted: quoted !== undefined,
    isPrefix: star === '*' || /[\p{L}\p{M}\p{N}]\*+$/u.test(bare),
  }))
}

function readPiece(piece: Piece): Term | FieldTerm {
  const field = fieldOf(piece)
  if (field === undefined) return termOf(piece, 'anywhere', piece.name === undefined ? '' : `${piece.name}:`)
  if (field === 'subject') return termOf(piece, 'subject')
  if (field === 'attachment') return termOf(piece, 'files')
  return { isExcluded: piece.isExcluded, ...fieldTerm(field, piece.value) }
}

function termOf(piece: Piece, place: Term['place'], before = ''): Term {
  const { isExcluded, isPrefix, value } = piece
  return { words: foldedWords(before + value), isPrefix, place, isExcluded }
}

/**
 * Which field is meant. A name nobody knows is a mistake, and nothing else would tell; but an address (`https://…`), a
 * time, `Re:` and what a machine wrote (`TypeError:x`) are text.
 */
function fieldOf({ name, value, isQuoted }: Piece): FieldName | undefined {
  if (name === undefined) return undefined
  const known = fieldNames.find((field) => field === name.toLowerCase())
  if (known !== undefined) return known
  const isText = !/^[a-z-]+$/.test(name) || (!isQuoted && /^[^\p{L}\p{N}]/u.test(value)) || value === ''
  if (isText) return undefined
  throw new DeskError('unknown-field', { field: name, fields: [...fieldNames], suggestion: null })
}

function fieldTerm(field: Exclude<FieldName, 'subject' | 'attachment'>, value: string): Unsigned<FieldTerm> {
  switch (field) {
    case 'status':
      return { field, value: checkChoice('status:', value, statuses) }
    case 'priority':
      return { field, value: checkChoice('priority:', value, priorities) }
    case 'has':
      return { field, value: checkChoice('has:', value, ['attachment']) }
    case 'number':
      return { field, value: numberOf(value) }
    case 'from':
      return { field: 'requester', value }
    default:
      return { field, value }
  }
}

type Unsigned<T> = T extends unknown ? Omit<T, 'isExcluded'> : never

function numberOf(value: string): number {
  const number = checkNumber(value)
  if (number === '.') throw new DeskError('wrong-number', { value })
  return Number(number)
}
