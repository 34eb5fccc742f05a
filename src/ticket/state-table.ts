import type { Status } from './ticket'

/**
 * The state table of DOMAIN 4: what each deed does to a ticket in each status, and nothing else does. `staff-reply`
 * may be told to keep the ticket open or to reopen a solved one. Who may do a deed is not asked here.
 */
export const ticketDeeds = [
  'requester-reply',
  'staff-reply',
  'staff-reply-keep-open',
  'staff-reply-reopen',
  'note',
  'solve',
  'reopen',
  'close',
  'hold',
  'escalate',
  'return',
  'follow-up',
  'rate',
] as const
export type TicketDeed = (typeof ticketDeeds)[number]

export type Outcome =
  | { becomes: Status; reopened?: true }
  /** Something happens to the ticket, its status stays. */
  | { stays: true }
  /** It is so already: done, and no change. */
  | { already: true }
  | { refused: Refusal }

export type Refusal =
  | 'ticket-closed'
  | 'ticket-not-solved'
  | 'ticket-solved'
  | 'follow-up-too-early'
  | 'rating-too-early'

const open: Outcome = { becomes: 'open' }
const waiting: Outcome = { becomes: 'waiting' }
const solved: Outcome = { becomes: 'solved' }
const stays: Outcome = { stays: true }
const already: Outcome = { already: true }
const isClosed: Outcome = { refused: 'ticket-closed' }
const solveFirst: Outcome = { refused: 'ticket-not-solved' }
const isSolved: Outcome = { refused: 'ticket-solved' }
const replyThere: Outcome = { refused: 'follow-up-too-early' }
const waitForIt: Outcome = { refused: 'rating-too-early' }
const reopened: Outcome = { becomes: 'open', reopened: true }

export const stateTable: Readonly<Record<TicketDeed, Readonly<Record<Status, Outcome>>>> = {
  'requester-reply': { open, waiting: open, solved: reopened, closed: isClosed },
  'staff-reply': { open: waiting, waiting, solved: stays, closed: isClosed },
  'staff-reply-keep-open': { open, waiting, solved: stays, closed: isClosed },
  'staff-reply-reopen': {
    open: waiting,
    waiting,
    solved: { becomes: 'waiting', reopened: true },
    closed: isClosed,
  },
  note: { open: stays, waiting: stays, solved: stays, closed: stays },
  solve: { open: solved, waiting: solved, solved: already, closed: isClosed },
  reopen: { open: already, waiting: open, solved: reopened, closed: isClosed },
  close: { open: solveFirst, waiting: solveFirst, solved: { becomes: 'closed' }, closed: already },
  hold: { open: stays, waiting: stays, solved: isSolved, closed: isClosed },
  // Whoever it is handed to turns to it: it is the staff's turn, whoever it waited for.
  escalate: { open, waiting: open, solved: isSolved, closed: isClosed },
  return: { open, waiting: open, solved: isSolved, closed: isClosed },
  // What happens is a new ticket, which names this one.
  'follow-up': { open: replyThere, waiting: replyThere, solved: stays, closed: stays },
  rate: { open: waitForIt, waiting: waitForIt, solved: stays, closed: stays },
}

export function outcomeOf(deed: TicketDeed, status: Status): Outcome {
  return stateTable[deed][status]
}
