import type { RuleEdit } from './rule-words'

/** What is known of a new rule before anybody is asked for the rest. */
export interface SaidRule extends RuleEdit {
  /** Whether somebody was asked already by what it is narrowed. */
  isNarrowed?: boolean
}

/** What somebody answered so far, as it lies in a draft. */
export type HeardRule = Partial<SaidRule>

/** What is typed now goes before what was answered then; about another event its filters and subject say nothing. */
export function saidAgain(typed: RuleEdit, kept: HeardRule | undefined): SaidRule {
  if (kept === undefined) return typed
  const isSameEvent = typed.event === undefined || typed.event === kept.event
  const named = typed.to === undefined && typed.external === undefined
  return {
    ...typed,
    description: typed.description ?? kept.description,
    event: typed.event ?? kept.event,
    filters: isSameEvent ? { ...kept.filters, ...typed.filters } : typed.filters,
    isNarrowed: isSameEvent && kept.isNarrowed === true,
    subject: typed.subject ?? (isSameEvent ? kept.subject : undefined),
    to: named ? kept.to : typed.to,
    external: named ? kept.external : typed.external,
    collect: typed.collect ?? kept.collect,
    enabled: typed.enabled ?? kept.enabled,
  }
}
