import { open, type Status, solve, type Ticket } from '../../src/ticket/ticket'

export const day = 24 * 60 * 60 * 1000

/** When the tickets of these tests are opened. */
export const opened = new Date('2026-03-05T12:00:00.000Z')
/** When those that are solved were solved, and when their window ends. */
export const solvedAt = new Date('2026-03-06T09:30:00.000Z')
export const closesAt = new Date('2026-03-20T23:00:00.000Z')

export const anna = { id: 'u-anna', email: 'anna@acme.example', name: 'Anna Berg' }
export const jana = { id: 'u-jana', email: 'jana@support.example', name: null }

/** A ticket of Anna's as it is just after it was opened. */
export function aTicket(changes: Partial<Parameters<typeof open>[0]> = {}): Ticket {
  return open(
    {
      id: 't-1',
      number: 1,
      tenant: { id: 'acme-id', name: 'acme' },
      requester: anna,
      category: 'technical',
      topic: null,
      subject: 'Payment file rejected',
      description: null,
      module: null,
      channel: 'cli',
      priority: 'normal',
      emergency: false,
      ...changes,
    },
    opened,
  )
}

/** The same ticket in that status. */
export function ticketIn(status: Status): Ticket {
  const ticket = aTicket()
  const solved = solve(ticket, solvedAt, closesAt).ticket
  switch (status) {
    case 'open':
      return ticket
    case 'waiting':
      return { ...ticket, status }
    case 'solved':
      return solved
    case 'closed':
      return { ...ticket, status, solvedAt, closesAt, closedAt: solvedAt, resolution: 'answered' }
  }
}
