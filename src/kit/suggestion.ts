import { closest, distance } from 'fastest-levenshtein'
import { DeskError, isTrouble } from './errors'

/** "Did you mean": the nearest known word, or null if none is near enough to be meant. */
export function closestOf(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null
  const begun = word.length < 3 ? [] : known.filter((name) => name.startsWith(word))
  if (begun.length === 1 && begun[0] !== undefined) return begun[0]
  // A number or a sign is no misspelt word.
  if (!/[a-z]{2}/i.test(word)) return null
  const found = closest(word.toLowerCase(), [...known])
  const allowed = Math.min(3, Math.max(1, Math.round(Math.min(word.length, found.length) / 2.5)))
  return distance(word.toLowerCase(), found.toLowerCase()) <= allowed ? found : null
}

/**
 * The known word that is the same but for one letter or two that changed places, if the word itself is unknown: what a
 * typing mistake makes of it, and hardly anything else.
 */
export function nearMiss(word: string, known: readonly string[]): string | null {
  if (known.length === 0 || known.includes(word)) return null
  const letters = (text: string): string => Array.from(text).sort().join('')
  const isNear = (other: string): boolean => {
    const apart = distance(word, other)
    return apart === 1 || (apart === 2 && letters(word) === letters(other))
  }
  return known.find(isNear) ?? null
}

/** The same refusal with the nearest known word, looked for only when a refusal is about to be said. */
export function withSuggestion(error: DeskError): DeskError {
  const suggested = suggest(error)
  suggested.draft = error.draft
  return suggested
}

function suggest(error: DeskError): DeskError {
  if (isTrouble(error, 'wrong-value')) {
    const suggestion = closestOf(error.details.value, error.details.allowed)
    return new DeskError('wrong-value', { ...error.details, suggestion }, error.cause)
  }
  if (isTrouble(error, 'unknown-setting')) {
    const suggestion = closestOf(error.details.name, error.details.names)
    return new DeskError('unknown-setting', { ...error.details, suggestion }, error.cause)
  }
  if (isTrouble(error, 'unknown-permission')) {
    const suggestion = closestOf(error.details.name, error.details.names)
    return new DeskError('unknown-permission', { ...error.details, suggestion }, error.cause)
  }
  if (isTrouble(error, 'unknown-field')) {
    const suggestion = closestOf(error.details.field, error.details.fields)
    return new DeskError('unknown-field', { ...error.details, suggestion }, error.cause)
  }
  if (isTrouble(error, 'unknown-flag')) {
    const suggestion = closestOf(error.details.flag, error.details.known)
    return new DeskError('unknown-flag', { ...error.details, suggestion }, error.cause)
  }
  return error
}
