import { DeskError } from '../../kit/errors'
import type { Person } from '../../people/user'
import { type Form, missingFor } from '../category/form'
import { flagOf, type Report } from '../report/report'
import type { ReportField } from '../report/report-field'
import { checkText, type Moved, move, type Ticket } from '../ticket'
import type { Topic } from '../topic/topic'

/**
 * Level 1 (1st Level) is whoever is asked first: a tenant's own first level where it has one, else the desk's front line.
 * Level 2 (2nd Level) are the specialists. Every ticket begins at level 1. To escalate it takes a reason, what was tried,
 * and a report that has all that the category's form and the topic demand; whoever insists says so, and the history keeps
 * it. What others answer than second level (`answeredBy`) is not escalated by the way. Second level returns it with an
 * answer. Either way it is the staff's turn afterwards, in the queue of that level.
 */

/** What every escalation demands besides what forms and topics do. */
export const alwaysNeeded: readonly ReportField[] = ['tried']

/** What a report still lacks before second level gets it: what the form and the topic demand, and what was tried. */
export function missingForSecondLevel(
  form: Form,
  report: Report | null,
  topic: Pick<Topic, 'required'> | undefined,
): ReportField[] {
  return missingFor(form, report, [...(topic?.required ?? []), ...alwaysNeeded])
}

/** What goes against an escalation, told by what was to be known of the ticket. */
export interface Objections {
  /** The flags of the missing fields, without their dashes. */
  missing: readonly string[]
  topic: Pick<Topic, 'id' | 'answeredBy'> | undefined
}

/** Whether the topic is for others than second level. */
export function isForOthers(topic: Pick<Topic, 'answeredBy'> | undefined): boolean {
  return topic !== undefined && topic.answeredBy !== 'second-level'
}

/** Throws `topic-of-first-level` or `report-incomplete` where nobody insists. */
export function refuseEscalation({ missing, topic }: Objections, number: number | null): void {
  if (topic !== undefined && isForOthers(topic)) {
    throw new DeskError('topic-of-first-level', { number, topic: topic.id, answeredBy: topic.answeredBy })
  }
  if (missing.length > 0) throw new DeskError('report-incomplete', { number, missing: [...missing] })
}

/** The fields as flags without their dashes, in their order. */
export function flagsOf(fields: readonly ReportField[]): string[] {
  return fields.map(flagOf)
}

/** Hands a ticket to second level, where nobody has it yet and no team but that of its topic. Throws `ticket-solved`, `ticket-closed`, `already-at-level`. */
export function escalate(ticket: Ticket, now: Date): Moved {
  const moved = move(ticket, 'escalate', now)
  if (ticket.level === 2) throw new DeskError('already-at-level', { number: ticket.number, level: 2 })
  return { ...moved, ticket: { ...moved.ticket, level: 2, assignee: null, givenTeam: null } }
}

/** Gives it back to first level, to whoever had it there; whose it was at second level was no word about that. Throws `ticket-solved`, `ticket-closed`, `already-at-level`. */
export function giveBack(ticket: Ticket, to: Person | null, now: Date): Moved {
  const moved = move(ticket, 'return', now)
  if (ticket.level === 1) throw new DeskError('already-at-level', { number: ticket.number, level: 1 })
  return { ...moved, ticket: { ...moved.ticket, level: 1, assignee: to, givenTeam: null } }
}

/** A reason as typed. Throws `empty-text`, `text-too-long`, `text-has-nul`. */
export function checkReason(typed: string): string {
  if (typed.includes('\0')) throw new DeskError('text-has-nul', { name: '--reason' })
  return checkText(typed, '--reason')
}
