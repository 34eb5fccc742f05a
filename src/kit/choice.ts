import { DeskError } from './errors'

/**
 * A value from a fixed set, given by id, label or an unambiguous beginning of either. `labels` maps an id to the other
 * names it goes by.
 */
export function resolveName(
  value: string,
  ids: readonly string[],
  labels: (id: string) => readonly string[] = () => [],
): { found: string } | { matches: readonly string[] } {
  const wanted = value.trim().toLowerCase()
  const namesOf = (id: string): string[] => [id, ...labels(id)].map((name) => name.toLowerCase())
  const exact = ids.find((id) => namesOf(id).includes(wanted))
  if (exact !== undefined) return { found: exact }
  const matches = wanted === '' ? [] : ids.filter((id) => namesOf(id).some((name) => name.startsWith(wanted)))
  const [only] = matches
  return matches.length === 1 && only !== undefined ? { found: only } : { matches }
}

/** One of a fixed set of words, by itself or by an unambiguous beginning. Throws `wrong-value` or `ambiguous-value`. */
export function checkChoice<const T extends string>(name: string, typed: string, allowed: readonly T[]): T {
  const resolved = resolveName(typed, allowed)
  const found = allowed.find((word) => 'found' in resolved && word === resolved.found)
  if (found !== undefined) return found
  if ('matches' in resolved && resolved.matches.length > 1) {
    throw new DeskError('ambiguous-value', { name, value: typed, matches: [...resolved.matches] })
  }
  throw new DeskError('wrong-value', { name, value: typed, allowed: [...allowed], suggestion: null })
}
