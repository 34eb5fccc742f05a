import { DeskError } from './errors'

/**
 * A value out of a JSON file with the place where it stands (`categories[2].label.de`), so that what is wrong with it can
 * be named. Every reader throws `wrong-json` with that place.
 */
export interface JsonPlace {
  value: unknown
  path: string
}

export type WrongJson = 'unknown-key' | 'missing' | 'wrong-type' | 'wrong-value' | 'twice'

export function wrongJson(path: string, reason: WrongJson, allowed: readonly string[]): DeskError {
  return new DeskError('wrong-json', { path, reason, allowed: [...allowed] })
}

/** The parts of an object that may have these keys and no others; one that is not there has the value undefined. */
export function partsOf<const Key extends string>(
  { value, path }: JsonPlace,
  known: readonly Key[],
): Readonly<Record<Key, JsonPlace>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongJson(path, 'wrong-type', ['{…}'])
  const content = new Map(Object.entries(value))
  const unknown = [...content.keys()].find((key) => !known.some((name) => name === key))
  if (unknown !== undefined) throw wrongJson(below(path, unknown), 'unknown-key', known)
  const parts = known.map((key) => [key, { value: content.get(key), path: below(path, key) }] as const)
  return Object.fromEntries(parts) as Record<Key, JsonPlace>
}

/** The entries of an object whose keys are not known beforehand. */
export function entriesOf({ value, path }: JsonPlace): [string, JsonPlace][] {
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongJson(path, 'wrong-type', ['{…}'])
  return Object.entries(value).map(([key, content]) => [key, { value: content, path: below(path, key) }])
}

/** The items of a list; one that is not there is empty. */
export function itemsOf({ value, path }: JsonPlace): JsonPlace[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw wrongJson(path, 'wrong-type', ['[…]'])
  return value.map((item: unknown, index) => ({ value: item, path: `${path}[${index}]` }))
}

export function textAt({ value, path }: JsonPlace, longest: number): string {
  if (value === undefined) throw wrongJson(path, 'missing', ['"…"'])
  if (typeof value !== 'string' || Array.from(value).length > longest || value.includes('\0')) {
    throw wrongJson(path, 'wrong-type', [`"…" (0–${longest})`])
  }
  return value
}

export function flagAt({ value, path }: JsonPlace): boolean {
  if (value === undefined) return false
  if (typeof value !== 'boolean') throw wrongJson(path, 'wrong-type', ['true', 'false'])
  return value
}

/** What is read where something stands; null where nothing does. */
export function orNullAt<T>(place: JsonPlace, read: (place: JsonPlace) => T): T | null {
  return place.value === undefined || place.value === null ? null : read(place)
}

/** What a check of ours refuses is refused with its place. */
export function checkedAt<T>(place: JsonPlace, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof DeskError && error.trouble !== 'wrong-json') {
      const allowed = 'allowed' in error.details && Array.isArray(error.details.allowed) ? error.details.allowed : []
      throw wrongJson(place.path, 'wrong-value', allowed.map(String))
    }
    throw error
  }
}

/** Each id once. */
export function refuseTwice(places: readonly { id: string; path: string }[]): void {
  const seen = new Set<string>()
  for (const { id, path } of places) {
    if (seen.has(id)) throw wrongJson(path, 'twice', [])
    seen.add(id)
  }
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
