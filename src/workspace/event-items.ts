import { DeskError } from '../kit/errors'
import { entriesOf, type JsonPlace, orNullAt, partsOf, textAt, wrongJson } from '../kit/json-place'
import type { EventReader, Place, SourcedEvent } from './event-source'
import { judgeEvent } from './judge-event'
import type { StatusNames } from './status-names'
import type { TextPieces } from './text-pieces'

/** Longer than any event: a quotation mark that nobody closed would else take in all that follows. */
const longestItem = 1_000_000

/** One item of the file as it stands there. */
interface Item {
  text: string
  line: number
  path: string | null
}

/**
 * Events as JSON: an array, or one object a line. Items are as `event list` prints them; type, attributes and external id
 * suffice. What is wrong is told with its line, in an array also with its place.
 */
export function readEventItems(text: TextPieces, names: StatusNames): EventReader {
  let place: Place = { line: 1, path: null }
  return {
    place: () => place,
    *read() {
      const items = text.firstSign === '[' ? arrayItems(text.pieces) : lineItems(text.pieces)
      for (const item of items) {
        place = { line: item.line, path: item.path }
        yield sourced(item, names)
      }
    },
  }
}

const itemKeys = ['id', 'type', 'tenant', 'attributes', 'externalId', 'createdAt', 'duplicate', 'mails'] as const

function sourced({ text, line, path }: Item, names: StatusNames): SourcedEvent {
  const parts = partsOf({ value: parsed(text), path: '' }, itemKeys)
  const typed = {
    type: textAt(parts.type, 100),
    attributes: entriesOf(parts.attributes).flatMap(([name, value]) => attributeOf(name, value)),
    externalId: orNullAt(parts.externalId, (externalId) => textAt(externalId, longestItem)),
  }
  const tenant = orNullAt(parts.tenant, (named) => textAt(named, 100))
  return { event: judgeEvent(typed, names), tenant, place: { line, path } }
}

/** An attribute that is null is not told: `event list` names all that there could be. */
function attributeOf(name: string, { value, path }: JsonPlace): (readonly [string, string])[] {
  if (value === null) return []
  if (typeof value === 'string') return [[name, value]]
  if (typeof value === 'number') return [[name, String(value)]]
  throw wrongJson(path, 'wrong-type', ['"…"'])
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw noJson(error)
  }
}

function noJson(cause?: unknown): DeskError {
  return new DeskError('wrong-content', { reason: 'no-json', value: '', allowed: [] }, cause)
}

function* lineItems(pieces: Iterable<string>): Generator<Item> {
  let rest = ''
  let line = 0
  const itemOf = (text: string): Item[] => (text.trim() === '' ? [] : [{ text, line, path: null }])
  for (const piece of pieces) {
    const lines = `${rest}${piece}`.split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      line += 1
      yield* itemOf(text)
    }
    refuseLong(rest, `${line + 1}`)
  }
  line += 1
  yield* itemOf(rest)
}

function refuseLong(text: string, place: string): void {
  if (text.length > longestItem) throw new DeskError('wrong-content', { reason: 'too-long', value: place, allowed: [] })
}

/** Divides an array into its items, without reading them: they are objects, between commas. */
function* arrayItems(pieces: Iterable<string>): Generator<Item> {
  const scan = new ArrayScan()
  for (const piece of pieces) yield* scan.take(piece)
  // The file was cut off, or something else stands there.
  if (!scan.isClosed) yield { text: scan.rest, line: scan.line, path: scan.path }
}

class ArrayScan {
  line = 1
  rest = ''
  isClosed = false
  private count = 0
  private beganAt = 1
  private depth = 0
  private inText = false
  private isEscaped = false
  private expects: 'array' | 'item-or-end' | 'item' | 'comma-or-end' | 'nothing' = 'array'

  get path(): string {
    return `[${this.count}]`
  }

  *take(piece: string): Generator<Item> {
    let from = 0
    for (let index = 0; index < piece.length; index += 1) {
      const sign = piece.charAt(index)
      if (sign === '\n') this.line += 1
      if (this.depth === 0) {
        if (this.between(sign)) from = index
        continue
      }
      if (!this.within(sign)) continue
      yield { text: this.rest + piece.slice(from, index + 1), line: this.beganAt, path: this.path }
      this.rest = ''
      this.count += 1
      this.expects = 'comma-or-end'
    }
    if (this.depth > 0) this.rest += piece.slice(from)
    refuseLong(this.rest, this.path)
  }

  /** A sign between items; whether an item begins with it. Throws `wrong-content` where it cannot stand. */
  private between(sign: string): boolean {
    if (/\s/.test(sign)) return false
    const { expects } = this
    if (sign === '{' && (expects === 'item' || expects === 'item-or-end')) {
      this.depth = 1
      this.beganAt = this.line
      return true
    }
    if (sign === '[' && expects === 'array') this.expects = 'item-or-end'
    else if (sign === ',' && expects === 'comma-or-end') this.expects = 'item'
    else if (sign === ']' && (expects === 'comma-or-end' || expects === 'item-or-end')) {
      this.expects = 'nothing'
      this.isClosed = true
    } else throw noJson()
    return false
  }

  /** A sign of an item; whether the item ends with it. */
  private within(sign: string): boolean {
    if (this.inText) {
      if (this.isEscaped) this.isEscaped = false
      else if (sign === '\\') this.isEscaped = true
      else if (sign === '"') this.inText = false
      return false
    }
    if (sign === '"') this.inText = true
    else if (sign === '{' || sign === '[') this.depth += 1
    else if (sign === '}' || sign === ']') this.depth -= 1
    return this.depth === 0
  }
}
