import { describe, expect, test } from 'vitest'
import { DeskError } from '../../src/kit/errors'
import { stateTable, type TicketDeed, ticketDeeds } from '../../src/ticket/state-table'
import { type Moved, move, type Status, solve, statuses, type Ticket } from '../../src/ticket/ticket'
import { closesAt, solvedAt, ticketIn } from './a-ticket'

/** The table of DOMAIN 4, written out once more: what the code says of each cell is held against this. */
const specification = `
  deed                  | open                      | waiting                   | solved            | closed
  requester-reply       | open                      | open                      | open, reopened    | refused: ticket-closed
  staff-reply           | waiting                   | waiting                   | stays             | refused: ticket-closed
  staff-reply-keep-open | open                      | waiting                   | stays             | refused: ticket-closed
  staff-reply-reopen    | waiting                   | waiting                   | waiting, reopened | refused: ticket-closed
  note                  | stays                     | stays                     | stays             | stays
  solve                 | solved                    | solved                    | already           | refused: ticket-closed
  reopen                | already                   | open                      | open, reopened    | refused: ticket-closed
  close                 | refused: ticket-not-solved | refused: ticket-not-solved | closed           | already
  hold                  | stays                     | stays                     | refused: ticket-solved | refused: ticket-closed
  escalate              | open                      | open                      | refused: ticket-solved | refused: ticket-closed
  return                | open                      | open                      | refused: ticket-solved | refused: ticket-closed
  follow-up             | refused: follow-up-too-early | refused: follow-up-too-early | stays      | stays
  rate                  | refused: rating-too-early | refused: rating-too-early | stays             | stays
`

interface Cell {
  deed: TicketDeed
  status: Status
  says: string
}

function cells(): Cell[] {
  const [head = [], ...rows] = specification
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  return rows.flatMap(([name, ...outcomes]) => {
    const deed = ticketDeeds.find((known) => known === name)
    if (deed === undefined) throw new Error(`${name} is no deed`)
    return outcomes.map((says, index) => {
      const status = statuses.find((known) => known === head[index + 1])
      if (status === undefined) throw new Error(`${head[index + 1]} is no status`)
      return { deed, status, says }
    })
  })
}

/** The code's answer in the words of the specification. */
function spoken(deed: TicketDeed, status: Status): string {
  const outcome = stateTable[deed][status]
  if ('refused' in outcome) return `refused: ${outcome.refused}`
  if ('already' in outcome) return 'already'
  if ('stays' in outcome) return 'stays'
  return outcome.becomes + (outcome.reopened === true ? ', reopened' : '')
}

const later = new Date('2026-03-21T12:00:00.000Z')

function perform(ticket: Ticket, deed: TicketDeed, now: Date): Moved {
  return deed === 'solve' ? solve(ticket, now, later) : move(ticket, deed, now)
}

/** What a deed does to a ticket, in the words of the specification. */
function observed(ticket: Ticket, before: Status, deed: TicketDeed, now: Date): string {
  try {
    const { ticket: after, changed, reopened } = perform(ticket, deed, now)
    if (!changed) return after.status === before ? 'already' : `changed to ${after.status} without saying so`
    return after.status === before && !reopened ? `same: ${before}` : after.status + (reopened ? ', reopened' : '')
  } catch (error) {
    return error instanceof DeskError ? `refused: ${error.trouble}` : String(error)
  }
}

/** A cell that keeps the status may say so in two ways. */
function expected(says: string, status: Status): string {
  return says === 'stays' || says === status ? `same: ${status}` : says
}

const all = cells()

test('the specification has a cell for every deed in every status', () => {
  expect(all).toHaveLength(ticketDeeds.length * statuses.length)
  expect(new Set(all.map(({ deed, status }) => `${deed} ${status}`)).size).toBe(all.length)
})

test.each(all)('$deed in $status: $says', ({ deed, status, says }) => {
  expect(spoken(deed, status)).toBe(says)
})

describe('what a deed does to a ticket', () => {
  const now = new Date(closesAt.getTime() - 60_000)

  test.each(all)('$deed to one that is $status: $says', ({ deed, status, says }) => {
    expect(observed(ticketIn(status), status, deed, now)).toBe(expected(says, status))
  })

  test.each(all.filter(({ says }) => says.startsWith('refused')))(
    '$deed to one that is $status names it in the refusal',
    ({ deed, status }) => {
      expect(() => perform(ticketIn(status), deed, now)).toThrow(
        expect.objectContaining({ exitCode: 1, details: expect.objectContaining({ number: 1 }) }),
      )
    },
  )
})

describe('the window is decided by the clock', () => {
  const just = (milliseconds: number): Date => new Date(closesAt.getTime() + milliseconds)
  const ofSolved = all.filter(({ status }) => status === 'solved')
  const ofClosed = all.filter(({ status }) => status === 'closed')

  test.each(ofSolved)('one millisecond before its end $deed finds it solved: $says', ({ deed, says }) => {
    expect(observed(ticketIn('solved'), 'solved', deed, just(-1))).toBe(expected(says, 'solved'))
  })

  test.each(ofClosed)('at its end $deed finds it closed: $says', ({ deed, says }) => {
    expect(observed(ticketIn('solved'), 'closed', deed, just(0))).toBe(expected(says, 'closed'))
  })

  test.each(ofClosed)('one millisecond after its end $deed finds it closed: $says', ({ deed, says }) => {
    expect(observed(ticketIn('solved'), 'closed', deed, just(1))).toBe(expected(says, 'closed'))
  })
})

describe('the instants of a state', () => {
  const now = new Date('2026-03-10T08:00:00.000Z')

  test('solving keeps the moment and the end of the window', () => {
    const { ticket } = solve(ticketIn('open'), now, later)
    expect(ticket).toMatchObject({ status: 'solved', solvedAt: now, closesAt: later })
  })

  test('solving again changes neither', () => {
    const { ticket } = solve(ticketIn('solved'), now, later)
    expect(ticket).toMatchObject({ status: 'solved', solvedAt, closesAt })
  })

  test('closing keeps when it was solved', () => {
    const { ticket } = move(ticketIn('solved'), 'close', now)
    expect(ticket).toMatchObject({ status: 'closed', solvedAt, closesAt, closedAt: now })
  })

  test.each(['requester-reply', 'staff-reply-reopen', 'reopen'] as const)('%s takes them away', (deed) => {
    const { ticket } = move(ticketIn('solved'), deed, now)
    expect(Object.keys(ticket)).not.toContain('solvedAt')
    expect(Object.keys(ticket)).not.toContain('closesAt')
    expect(Object.keys(ticket)).not.toContain('closedAt')
  })
})

describe('new', () => {
  test.each(ticketDeeds)('%s takes it away only if it is an answer of the staff', (deed) => {
    if (['close', 'follow-up', 'rate'].includes(deed)) {
      return expect(() => perform(ticketIn('open'), deed, closesAt)).toThrow()
    }
    expect(perform(ticketIn('open'), deed, solvedAt).ticket.isNew).toBe(!deed.startsWith('staff-reply'))
  })

  test('an answer to a solved ticket counts too', () => {
    expect(move(ticketIn('solved'), 'staff-reply', solvedAt).ticket.isNew).toBe(false)
  })
})

test('a deed never changes the ticket it was given', () => {
  for (const { deed, status } of all) {
    const ticket = ticketIn(status)
    observed(Object.freeze(ticket), status, deed, solvedAt)
    expect(ticket).toEqual(ticketIn(status))
  }
})
