import type { Desk } from '../desk'
import { countFrom } from './count'
import { DeskError } from './errors'
import type { Page } from './output'
import { isForPeople } from './output-format'

/** Which part of a list is wanted: at most so many, behind the one with these keys. */
export interface Paging {
  limit?: number
  after?: readonly string[]
}

/** Part of a list; `next` are the keys of its last one, to go on behind it, and null at the end. */
export interface PartOf<T> {
  items: T[]
  next: readonly string[] | null
}

/** As many as a terminal shows, and a script gets all. */
const terminalLimit = 50

interface PagingFlags {
  limit?: string | undefined
  cursor?: string | undefined
  pageInfo?: true | undefined
}

/**
 * What `--limit` and `--cursor` say. A list is known by its name, so that the cursor of another one is noticed; `keyCount` is
 * how many keys its order has. Throws `wrong-value`, `wrong-cursor`.
 */
export function pagingFrom(desk: Desk, list: string, keyCount: number, { limit: typed, cursor }: PagingFlags): Paging {
  const limit = typed === undefined ? (isForPeople(desk) ? terminalLimit : undefined) : countFrom(typed)
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { after: keysIn(list, keyCount, cursor) }),
  }
}

/** How the page is told: the cursor for the next one, which `--page-info` shows. */
export function pageInfo(list: string, next: readonly string[] | null, { pageInfo: wrapped }: PagingFlags): Page {
  const nextCursor = next === null ? null : Buffer.from(JSON.stringify([list, ...next])).toString('base64url')
  return { nextCursor, wrapped: wrapped === true }
}

/** The part that was read with one more than it may have, which only says that there are more. */
export function partOf<Row, T>(
  rows: readonly Row[],
  { limit }: Paging,
  itemOf: (row: Row) => T,
  keysOf: (row: Row) => readonly string[],
): PartOf<T> {
  const shown = limit === undefined ? rows : rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(itemOf), next: rows.length > shown.length && last !== undefined ? keysOf(last) : null }
}

function keysIn(list: string, keyCount: number, cursor: string): string[] {
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(content) && content.length === keyCount + 1) {
      const [of, ...keys]: unknown[] = content
      if (of === list && keys.every((key) => typeof key === 'string')) return keys
    }
  } catch {
    // Told below.
  }
  throw new DeskError('wrong-cursor', { value: cursor })
}
