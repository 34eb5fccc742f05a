import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeskError } from '../../src/kit/errors'
import { escalate, giveBack } from '../../src/ticket/level/level'
import { type TicketDeed, ticketDeeds } from '../../src/ticket/state-table'
import { asOf, assign, hold, move, solve, type Ticket } from '../../src/ticket/ticket'
import { TestDesk } from '../kit/test-desk'
import { aTicket, day, jana, opened } from './a-ticket'

// Random sequences of deeds and clock moves against a model that is written without looking at the code: a ticket is
// whose turn it is (staff, customer, nobody), and nobody's turn ends with the window.

type Step = { deed: TicketDeed | 'take' } | { wait: 'a little' | 'some days' | 'up to the end' | 'to the end' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ticketDeeds, 'take' as const).map((deed) => ({ deed })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('a little' as const, 'some days' as const, 'up to the end' as const, 'to the end' as const)
      .map((wait) => ({ wait })),
  },
)

class Model {
  turn: 'staff' | 'customer' | 'nobody' = 'staff'
  closed = false
  fresh = true
  taken = false
  level: 1 | 2 = 1
  /** Whether somebody had it at first level when it was escalated. */
  takenBelow = false
  rated = false
  heldUntil: number | undefined
  closedAt = 0
  endsAt = 0
  now: number
  version = 1
  happened: string[] = ['ticket.opened']
  readonly windowFrom: (now: number) => number

  constructor(
    now: number,
    windowFrom: (now: number) => number,
    private readonly pure = false,
  ) {
    this.now = now
    this.windowFrom = windowFrom
  }

  get over(): boolean {
    return this.closed || (this.turn === 'nobody' && this.now >= this.endsAt)
  }

  get status(): string {
    if (this.over) return 'closed'
    return { staff: 'open', customer: 'waiting', nobody: 'solved' }[this.turn]
  }

  /** Moves the clock and says by how much. */
  wait(how: 'a little' | 'some days' | 'up to the end' | 'to the end'): number {
    const left = this.turn === 'nobody' && !this.over ? this.endsAt - this.now : day
    const by = { 'a little': 1000, 'some days': 5 * day, 'up to the end': left - 1, 'to the end': left }[how]
    const wasOver = this.over
    this.now += by
    if (this.heldUntil !== undefined && this.now >= this.heldUntil) {
      this.heldUntil = undefined
      this.happened.push('ticket.released')
    }
    // Nobody closed it: the history tells it all the same, and no version comes of it.
    if (this.over && !wasOver) this.happened.push('ticket.closed')
    return by
  }

  /** Does a deed; the answer is the code of a refusal, or undefined. */
  do(deed: TicketDeed | 'take'): string | undefined {
    const { over } = this
    const solved = this.turn === 'nobody'
    if (deed === 'take') return this.take()
    if (deed === 'hold') return this.hold(over, solved)
    if (deed === 'escalate' || deed === 'return') return this.handOver(deed, over, solved)
    if (deed === 'follow-up') return over || solved ? this.tell('ticket.linked') : 'follow-up-too-early'
    if (deed === 'rate') return this.rate(over, solved)
    if (deed === 'note') return this.tell('ticket.noted')
    if (deed === 'close') {
      if (over) return undefined
      if (!solved) return 'ticket-not-solved'
      this.closed = true
      this.closedAt = this.now
      return this.tell('ticket.closed')
    }
    if (over) return 'ticket-closed'
    if (deed === 'solve') {
      if (solved) return undefined
      this.turn = 'nobody'
      this.heldUntil = undefined
      this.rated = false
      this.endsAt = this.windowFrom(this.now)
      return this.tell('ticket.solved')
    }
    if (deed === 'reopen') {
      if (this.turn === 'staff') return undefined
      this.turn = 'staff'
      this.heldUntil = undefined
      return this.tell('ticket.reopened')
    }
    return this.reply(deed, solved)
  }

  private reply(deed: TicketDeed, solved: boolean): undefined {
    const byCustomer = deed === 'requester-reply'
    if (!byCustomer) this.fresh = false
    const takesUp = solved && (byCustomer || deed === 'staff-reply-reopen')
    if (byCustomer) this.turn = 'staff'
    else if (takesUp || (!solved && deed !== 'staff-reply-keep-open')) this.turn = 'customer'
    const back = byCustomer && this.heldUntil !== undefined
    if (back) this.heldUntil = undefined
    this.tell('ticket.replied', ...(takesUp ? ['ticket.reopened'] : []), ...(back ? ['ticket.released'] : []))
  }

  private handOver(deed: 'escalate' | 'return', over: boolean, solved: boolean): string | undefined {
    if (over || solved) return over ? 'ticket-closed' : 'ticket-solved'
    const to = deed === 'escalate' ? 2 : 1
    if (this.level === to) return 'already-at-level'
    if (to === 2) this.takenBelow = this.taken
    this.level = to
    this.taken = to === 1 && this.takenBelow
    this.turn = 'staff'
    this.heldUntil = undefined
    return this.tell(to === 2 ? 'ticket.escalated' : 'ticket.returned')
  }

  private hold(over: boolean, solved: boolean): string | undefined {
    if (over || solved) return over ? 'ticket-closed' : 'ticket-solved'
    const until = this.now + 2 * day
    if (this.heldUntil === until) return undefined
    this.heldUntil = until
    return this.tell('ticket.held')
  }

  /** Where nobody rates purely: the pure ticket knows of no ratings. */
  private rate(over: boolean, solved: boolean): string | undefined {
    if (!over && !solved) return 'rating-too-early'
    if (this.pure) return undefined
    if (this.rated) return 'already-rated'
    if (over && this.now >= this.windowFrom(this.closed ? this.closedAt : this.endsAt)) return 'rating-too-late'
    this.rated = true
    return this.tell('ticket.rated')
  }

  private take(): undefined {
    if (this.taken) return
    this.taken = true
    this.fresh = false
    this.tell('ticket.assigned')
  }

  private tell(...events: string[]): undefined {
    this.version += 1
    this.happened.push(...events)
  }
}

function doPurely(ticket: Ticket, deed: TicketDeed | 'take', now: Date, model: Model): Ticket | string {
  try {
    if (deed === 'take') return assign(ticket, jana).ticket
    if (deed === 'hold') return hold(ticket, { until: new Date(now.getTime() + 2 * day), for: null }, now).ticket
    if (deed === 'solve') return solve(ticket, now, new Date(model.windowFrom(now.getTime()))).ticket
    if (deed === 'escalate') return escalate(ticket, now).ticket
    if (deed === 'return') return giveBack(ticket, model.takenBelow ? jana : null, now).ticket
    return move(ticket, deed, now).ticket
  } catch (error) {
    if (error instanceof DeskError) return error.trouble
    throw error
  }
}

test('the pure ticket follows the model through any sequence of deeds and clock moves', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const model = new Model(opened.getTime(), (now) => now + 14 * day, true)
      let ticket = aTicket()
      for (const one of steps) {
        if ('wait' in one) model.wait(one.wait)
        else {
          const now = new Date(model.now)
          const after = doPurely(ticket, one.deed, now, model)
          const refusal = model.do(one.deed)
          if (typeof after === 'string') expect(after).toBe(refusal)
          else {
            expect(refusal).toBeUndefined()
            ticket = after
          }
        }
        const seen = asOf(ticket, new Date(model.now))
        expect(seen.status).toBe(model.status)
        expect(seen.isNew).toBe(model.fresh)
        expect(seen.held?.until.getTime()).toBe(model.heldUntil)
        expect(seen.level).toBe(model.level)
        expect(seen.assignee !== null).toBe(model.taken)
        if ('closesAt' in seen) expect(seen.closesAt.getTime()).toBe(model.endsAt)
        else expect(['open', 'waiting']).toContain(model.status)
      }
    }),
    { numRuns: 1000 },
  )
})

/** The end of the 14th local day in Berlin, found by trying: the first of two candidates that is midnight there. */
function endInBerlin(now: number): number {
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(now)
  const midnight = Date.parse(`${date}T00:00:00Z`) + 15 * day
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', timeStyle: 'short' })
  const found = [1, 2].map((hours) => midnight - hours * 3_600_000).find((instant) => clock.format(instant) === '00:00')
  if (found === undefined) throw new Error(`no midnight 15 days after ${date}`)
  return found
}

const wordsOf: Readonly<Record<TicketDeed | 'take', (number: string) => string[]>> = {
  'requester-reply': (number) => ['reply', number, '-m', 'Here it is.'],
  'staff-reply': (number) => ['reply', number, '-m', 'Which one?'],
  'staff-reply-keep-open': (number) => ['reply', number, '-m', 'We look into it.', '--keep-open'],
  'staff-reply-reopen': (number) => ['reply', number, '-m', 'One more thing.', '--reopen'],
  note: (number) => ['note', number, '-m', 'Same as last week.'],
  solve: (number) => ['solve', number],
  reopen: (number) => ['reopen', number],
  close: (number) => ['close', number],
  take: (number) => ['take', number],
  hold: (number) => ['hold', number, '--until', 'in 48h'],
  escalate: (number) => ['escalate', number, '--reason', 'Needs the log.', '--tried', 'All of it.'],
  return: (number) => ['return', number, '-m', 'Mended.'],
  'follow-up': (number) => ['follow-up', number, '-m', 'Again.'],
  rate: (number) => ['rate', number, '--score', '4'],
}

interface ShownTicket {
  number: number
  status: string
  new: boolean
  closesAt: string | null
  version: number
  assignee: { email: string } | null
  history: { type: string }[] | null
}

async function speakAs(desk: TestDesk, deed: TicketDeed | 'take'): Promise<void> {
  await desk.as(deed === 'requester-reply' || deed === 'rate' ? 'anna@acme.example' : 'jana@support.example')
}

test('real commands on a real database follow the model', async () => {
  const desk = await new TestDesk().init('--preset', 'plain')
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('config', 'set', 'desk.time-zone', 'Europe/Berlin')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (steps) => {
      await desk.as('jana@support.example')
      const { number } = await desk.json<ShownTicket>('open', 'Payment file rejected', '--for', 'anna@acme.example')
      const model = new Model(desk.now.getTime(), endInBerlin)
      for (const one of steps) {
        if ('wait' in one) desk.later(model.wait(one.wait))
        else {
          await speakAs(desk, one.deed)
          const finished = await desk.run(...wordsOf[one.deed](String(number)), '--json')
          const refusal = model.do(one.deed)
          expect(finished.exitCode).toBe(refusal === undefined ? 0 : 1)
          if (refusal !== undefined) expect(JSON.parse(finished.stderr)).toMatchObject({ error: { code: refusal } })
        }
      }
      await desk.as('jana@support.example')
      const seen = await desk.json<ShownTicket>('show', String(number), '--history')
      expect({ ...seen, history: seen.history?.map(({ type }) => type) }).toMatchObject({
        status: model.status,
        new: model.fresh && (model.status === 'open' || model.status === 'waiting'),
        closesAt: ['solved', 'closed'].includes(model.status) ? new Date(model.endsAt).toISOString() : null,
        version: model.version,
        assignee: model.taken ? { email: 'jana@support.example' } : null,
        history: model.happened,
      })
      const listed = await desk.json<ShownTicket[]>('list', '--status', model.status)
      expect(listed.map((ticket) => ticket.number)).toContain(number)
    }),
    { numRuns: 12 },
  )
  expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
})
