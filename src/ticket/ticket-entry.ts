import { changesBetween } from '../journal/changes'
import type { Changes, NewEntry } from '../journal/entry'
import { formatInstant } from '../kit/time/instant'
import type { ClockDeed } from './by-the-clock'
import type { Report } from './report/report'
import type { Ticket } from './ticket'

// How what happened to a ticket is written down.

/** What stands outside the payload of a ticket's entries: reports need it when the rest was erased. */
export function entryFacts(ticket: Ticket) {
  return { tenantId: ticket.tenant.id, ticketId: ticket.id, categoryId: ticket.category, level: ticket.level }
}

/** What the clock did, as it is written down. The payload says when it happened; the entry itself when that was written. */
export function clockEntry({ type, at, before, after }: ClockDeed): NewEntry {
  const payload = { version: before.version, at: formatInstant(at), changes: ticketChanges(before, after) }
  return { type, ...entryFacts(after), byTheClock: true, payload }
}

/** What changed in a ticket, as a person or a report reads it: people by address. */
export function ticketChanges(before: Ticket, after: Ticket): Changes {
  return changesBetween(readable(before), readable(after))
}

function readable(ticket: Ticket): Record<string, string | number | boolean | null> {
  return {
    status: ticket.status,
    assignee: ticket.assignee?.email ?? null,
    team: ticket.givenTeam?.name ?? null,
    subject: ticket.subject,
    category: ticket.category,
    topic: ticket.topic,
    module: ticket.module,
    priority: ticket.priority,
    emergency: ticket.emergency,
    level: ticket.level,
    requester: ticket.requester.email,
    resolution: 'resolution' in ticket ? ticket.resolution : null,
    heldUntil: ticket.held === null ? null : formatInstant(ticket.held.until),
    heldFor: ticket.held?.for ?? null,
    ...readableReport(ticket.report),
  }
}

/** What a console printed is long, and stands in the ticket: the history needs only to tell that it changed. */
function readableReport(report: Report | null): Record<string, string | number | boolean | null> {
  return {
    affectedUser: report?.affectedUser ?? null,
    where: report?.where ?? null,
    device: report?.device ?? null,
    browser: report?.browser ?? null,
    customerDevice: report?.customerDevice ?? null,
    customerBrowser: report?.customerBrowser ?? null,
    occurredAt: report?.occurred ? formatInstant(report.occurred.at) : null,
    occurredIsAbout: report?.occurred?.isAbout ?? null,
    occurredIsDay: report?.occurred?.isDay ?? null,
    console: report?.console?.length ?? null,
    document: report?.document?.name ?? null,
    documentClean: report?.documentClean ?? null,
    tried: report?.tried ?? null,
  }
}
