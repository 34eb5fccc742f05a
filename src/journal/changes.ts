import type { Json } from '../kit/json'
import type { Changes } from './entry'

/** What changed between two states of a thing, field by field; a field is the same if it reads the same. */
export function changesBetween<T extends Readonly<Record<string, Json>>>(before: T, after: T): Changes {
  const changed = Object.keys(before).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
  return Object.fromEntries(changed.map((field) => [field, { from: before[field] ?? null, to: after[field] ?? null }]))
}
