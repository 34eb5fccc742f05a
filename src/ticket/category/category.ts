import { resolveName } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import type { Language } from '../../kit/language'
import type { Form } from './form'

/**
 * A category (Grund der Anfrage) says why somebody writes. Its id is fixed, its label and description speak both
 * languages; a partner-only category is offered to tenants marked as partners alone.
 */
export interface Category {
  id: string
  label: Readonly<Record<Language, string>>
  description: Readonly<Record<Language, string>>
  partnerOnly: boolean
  /** What a problem report in this category is asked for. */
  form: Form
}

/** The categories that a request of such a tenant may have. */
export function offeredTo(categories: readonly Category[], partner: boolean): Category[] {
  return categories.filter((category) => partner || !category.partnerOnly)
}

/** The category meant by id, label in either language or an unambiguous beginning. Throws `wrong-value`, `ambiguous-value`. */
export function categoryNamed(categories: readonly Category[], typed: string): Category {
  const ids = categories.map((category) => category.id)
  const labels = (id: string): string[] => Object.values(categories.find((category) => category.id === id)?.label ?? {})
  const resolved = resolveName(typed, ids, labels)
  if ('found' in resolved) {
    const category = categories.find(({ id }) => id === resolved.found)
    if (category !== undefined) return category
  }
  if ('matches' in resolved && resolved.matches.length > 1) {
    throw new DeskError('ambiguous-value', { name: '--category', value: typed, matches: [...resolved.matches] })
  }
  throw new DeskError('wrong-value', { name: '--category', value: typed, allowed: ids, suggestion: null })
}
