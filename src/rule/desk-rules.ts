import type { RuleTexts } from '../words/catalogue'
import { deskScope, type Rule, type RuleFilters, type RuleRole } from './rule'

/** What a new desk tells its staff, until somebody says otherwise (DOMAIN 6). */
const wanted: Readonly<
  Record<keyof RuleTexts['deskRuleNames'], { event: Rule['event']; role: RuleRole; filters?: RuleFilters }>
> = {
  opened: { event: 'ticket.opened', role: '@team' },
  answered: { event: 'ticket.replied', role: '@assignee', filters: { by: ['customer'] } },
  assigned: { event: 'ticket.assigned', role: '@assignee' },
  emergency: { event: 'ticket.opened', role: '@emergency', filters: { emergency: ['true'] } },
  escalated: { event: 'ticket.escalated', role: '@level-2' },
  warning: { event: 'sla.warning', role: '@team' },
  breached: { event: 'sla.breached', role: '@team' },
}

/** The rules of a new desk, in its language. */
export function deskRules(texts: RuleTexts, now: Date): Rule[] {
  return Object.entries(wanted).map(([key, { event, role, filters = {} }]) => ({
    // Known by what they are for: there is one of each, and a desk that is made needs no chance for it.
    id: `desk-${key}`,
    scope: deskScope,
    description: texts.deskRuleNames[key as keyof typeof wanted],
    event,
    filters,
    subject: key === 'emergency' ? texts.emergencySubject : texts.subjects[event],
    recipients: [{ kind: 'role', role }],
    collect: 0,
    enabled: true,
    createdBy: null,
    createdAt: now,
    updatedAt: now,
  }))
}
