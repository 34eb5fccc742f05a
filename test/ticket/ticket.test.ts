import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asOf,
  assign,
  checkSubject,
  checkText,
  edit,
  nextVersion,
  priorities,
  queueKey,
  stateInstants,
  type Ticket,
} from '../../src/ticket/ticket'
import { anna, aTicket, closesAt, jana, opened, solvedAt, ticketIn } from './a-ticket'

describe('a new ticket', () => {
  test('is open, new, at level 1 and version 1, and nobody has it', () => {
    expect(aTicket()).toMatchObject({
      status: 'open',
      isNew: true,
      level: 1,
      version: 1,
      assignee: null,
      createdAt: opened,
      updatedAt: opened,
    })
  })

  test.each(priorities)('an emergency is urgent, even if %s was said', (priority) => {
    expect(aTicket({ priority, emergency: true })).toMatchObject({ priority: 'urgent', emergency: true })
    expect(aTicket({ priority })).toMatchObject({ priority, emergency: false })
  })
})

describe('the ticket of a moment', () => {
  test.each(['open', 'waiting', 'closed'] as const)('one that is %s stays what it is for ever', (status) => {
    const ticket = ticketIn(status)
    expect(asOf(ticket, new Date('2036-01-01T00:00:00.000Z'))).toBe(ticket)
  })

  test('a solved one is closed from the end of its window on, and was closed by that moment', () => {
    const ticket = ticketIn('solved')
    expect(asOf(ticket, new Date(closesAt.getTime() - 1))).toBe(ticket)
    const closed = { status: 'closed', closedAt: closesAt, solvedAt, closesAt }
    expect(asOf(ticket, closesAt)).toMatchObject(closed)
    expect(asOf(ticket, new Date(closesAt.getTime() + 1))).toMatchObject(closed)
  })
})

describe('assigning', () => {
  test('gives it to somebody, and it is not new any more', () => {
    expect(assign(aTicket(), jana)).toMatchObject({ changed: true, ticket: { assignee: jana, isNew: false } })
  })

  test('to whoever has it already is no change', () => {
    const taken = assign(aTicket(), jana).ticket
    expect(assign(taken, { ...jana, name: 'Jana' })).toEqual({ ticket: taken, changed: false, reopened: false })
    expect(assign(aTicket(), null).changed).toBe(false)
  })

  test('to nobody does not make it new again', () => {
    const returned = assign(assign(aTicket(), jana).ticket, null)
    expect(returned).toMatchObject({ changed: true, ticket: { assignee: null, isNew: false } })
  })

  test('leaves the status as it is', () => {
    for (const status of ['open', 'waiting', 'solved', 'closed'] as const) {
      expect(assign(ticketIn(status), jana).ticket.status).toBe(status)
    }
  })
})

describe('editing', () => {
  test('changes what is named and nothing else', () => {
    const edited = edit(aTicket(), { subject: 'New subject', module: 'Payments' })
    expect(edited.changed).toBe(true)
    expect(edited.ticket).toEqual({ ...aTicket(), subject: 'New subject', module: 'Payments' })
  })

  test('what is so already is no change', () => {
    const ticket = aTicket()
    const same = { subject: ticket.subject, category: ticket.category, module: null, priority: ticket.priority }
    expect(edit(ticket, same)).toEqual({ ticket, changed: false, reopened: false })
    expect(edit(ticket, { requester: { ...anna } }).changed).toBe(false)
    expect(edit(ticket, {}).changed).toBe(false)
  })

  test('an emergency stays urgent whatever priority is named', () => {
    const emergency = aTicket({ emergency: true })
    for (const priority of priorities) expect(edit(emergency, { priority }).ticket.priority).toBe('urgent')
    expect(edit(emergency, { priority: 'low' }).changed).toBe(false)
    expect(edit(aTicket({ priority: 'low' }), { emergency: true }).ticket.priority).toBe('urgent')
  })

  test('one that is no emergency any more stays urgent until another priority is named', () => {
    const emergency = aTicket({ emergency: true })
    expect(edit(emergency, { emergency: false }).ticket).toMatchObject({ emergency: false, priority: 'urgent' })
    expect(edit(emergency, { emergency: false, priority: 'low' }).ticket.priority).toBe('low')
  })

  test('another requester is another person, not another spelling of the same', () => {
    expect(edit(aTicket(), { requester: jana })).toMatchObject({ changed: true, ticket: { requester: jana } })
  })
})

test('a change raises the version once and says when it was', () => {
  const after = { ...aTicket(), subject: 'Other' }
  expect(nextVersion({ ...aTicket(), version: 7 }, after, solvedAt)).toMatchObject({
    version: 8,
    updatedAt: solvedAt,
    subject: 'Other',
    createdAt: opened,
  })
})

test('the instants of a state are text, null where the state has none', () => {
  expect(stateInstants(ticketIn('open'))).toEqual({ solvedAt: null, closesAt: null, closedAt: null })
  expect(stateInstants(ticketIn('solved'))).toEqual({
    solvedAt: '2026-03-06T09:30:00.000Z',
    closesAt: '2026-03-20T23:00:00.000Z',
    closedAt: null,
  })
  expect(stateInstants(ticketIn('closed')).closedAt).toBe('2026-03-06T09:30:00.000Z')
})

describe('the key of the queue', () => {
  type Placed = Pick<Ticket, 'emergency' | 'priority' | 'number' | 'due'>
  const due = (at: number): Ticket['due'] => ({
    at: new Date(at),
    metric: 'solution',
    warnAt: null,
    aroundTheClock: false,
  })
  const placed: fc.Arbitrary<Placed> = fc.record({
    emergency: fc.boolean(),
    priority: fc.constantFrom(...priorities),
    number: fc.integer({ min: 1, max: 2_000_000_000 }),
    due: fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 }).map(due)),
  })

  /** Emergencies first, then the higher priority, then what is due first, then the older one. */
  function compare(one: Placed, other: Placed): number {
    if (one.emergency !== other.emergency) return one.emergency ? -1 : 1
    const urgency = priorities.indexOf(other.priority) - priorities.indexOf(one.priority)
    const never = Number.MAX_SAFE_INTEGER
    const dues = (one.due?.at.getTime() ?? never) - (other.due?.at.getTime() ?? never)
    return Math.sign(urgency || dues || one.number - other.number)
  }

  test('sorts as text as the tickets sort', () => {
    fc.assert(
      fc.property(placed, placed, (one, other) => {
        const [left, right] = [queueKey(one), queueKey(other)]
        expect(left < right ? -1 : left > right ? 1 : 0).toBe(compare(one, other))
      }),
      { numRuns: 500 },
    )
  })

  test('holds digits and dashes only, always the same number of them', () => {
    fc.assert(
      fc.property(placed, (ticket) => {
        expect(queueKey(ticket)).toMatch(/^[01]-[0-3]-\d{13}-\d{10}$/)
      }),
    )
  })
})

describe('a subject', () => {
  test('is one line: runs of blanks and breaks become one blank, none at the ends', () => {
    expect(checkSubject('  Payment\r\n file \t rejected ')).toBe('Payment file rejected')
  })

  test.each(['', ' ', '\n\t', '\u00a0'])('%j is empty', (typed) => {
    expect(() => checkSubject(typed)).toThrow(expect.objectContaining({ trouble: 'empty-text', exitCode: 65 }))
  })

  test('has at most 200 characters, counted as people count them', () => {
    expect(checkSubject('x'.repeat(200))).toHaveLength(200)
    expect(checkSubject('😀'.repeat(200))).toBe('😀'.repeat(200))
    expect(() => checkSubject('x'.repeat(201))).toThrow(
      expect.objectContaining({ trouble: 'text-too-long', details: { name: 'subject', length: 201, limit: 200 } }),
    )
  })

  test('comes back as it is when it is checked again', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 150 }), (typed) => {
        fc.pre(typed.trim() !== '')
        const once = checkSubject(typed)
        expect(checkSubject(once)).toBe(once)
        expect(once).not.toMatch(/[\r\n\t]/)
      }),
    )
  })
})

describe('a text', () => {
  test('loses blank lines at both ends, keeps its indentation, and has one kind of line end', () => {
    expect(checkText('\n \n  first\r\n\r\nsecond\rthird  \n\n', '--message')).toBe('  first\n\nsecond\nthird')
  })

  test.each(['', '  ', '\n\n', '\r\n \r\n'])('%j is empty', (typed) => {
    expect(() => checkText(typed, '--message')).toThrow(
      expect.objectContaining({ trouble: 'empty-text', details: { name: '--message' } }),
    )
  })

  test('has at most a million characters', () => {
    expect(checkText('x'.repeat(1_000_000), '--file')).toHaveLength(1_000_000)
    expect(() => checkText('x'.repeat(1_000_001), '--file')).toThrow(
      expect.objectContaining({
        trouble: 'text-too-long',
        details: { name: '--file', length: 1_000_001, limit: 1_000_000 },
      }),
    )
  })
})
