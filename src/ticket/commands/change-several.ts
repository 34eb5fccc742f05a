import type { Desk } from '../../desk'
import { foreseenParts, mailNews } from '../../journal/mail-news'
import { checkConfirmation, confirm } from '../../kit/confirm'
import { DeskError, isTrouble } from '../../kit/errors'
import { printChanges } from '../../kit/output'
import { doneLine, joinParts, type Screen, screenOf } from '../../kit/screen'
import { asciiText } from '../../kit/text/ascii-text'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import type { ChangeRequest } from '../change-ticket'
import { readDetails } from '../details'
import { lastShown } from '../last-shown'
import { type Refused, SeveralRefused } from '../several-refused'
import { ticketsByNumbers, whyHidden } from '../store'
import { asOf, type Ticket } from '../ticket'
import { type TicketDetails, ticketView } from '../ticket-view'
import { veiledTickets } from '../veil'
import { type Course, mailedFor, shownSubject, tellWhere, tryBeforeAsking } from './change'
import type { NumberFlags } from './typed-numbers'

/** As many as are changed without a question. */
const mostUnasked = 3

type SeveralFlags = NumberFlags & { idempotencyKey?: string | undefined; dryRun?: boolean | undefined }
type Begun = Awaited<ReturnType<typeof beginning>>

/**
 * Changes several tickets. Each is a deed of its own: what is refused of one does not keep the others back. Those that were
 * changed are shown, those that were not are named with their reasons, and the command ends as the first of them does.
 * More than three ask first. Throws `SeveralRefused`, `confirmation-needed`, `interrupted`.
 */
export async function changeSeveral<T>(
  desk: Desk,
  named: readonly (number | '.')[],
  flags: SeveralFlags,
  course: Course<T>,
): Promise<void> {
  if (flags.dryRun !== true && named.length > mostUnasked) checkConfirmation(desk)
  const begun = await beginning(desk)
  const numbers = await numbersMeant(desk, begun, named)
  const { db } = begun.store
  const visibility = visibilityOf(begun.actor, begun.rules)
  const visible = await ticketsByNumbers(db, numbers, visibility)
  const found = numbers.flatMap((number) => visible.get(number) ?? []).map((ticket) => asOf(ticket, desk.now()))
  const missing: { number: number; error: DeskError }[] = []
  for (const number of numbers.filter((one) => !visible.has(one))) {
    missing.push({ number, error: await whyHidden(db, number, visibility) })
  }
  if (flags.dryRun === true) {
    const refused = await rehearseEach(desk, begun, found, flags, course)
    const possible = found.filter((ticket) => !refused.some(({ number }) => number === ticket.number))
    if (possible.length > 0) await printPreview(desk, begun, possible)
    return refuse(numbers, [...missing, ...refused])
  }
  if (numbers.length === 0) return printNothing(desk)
  if (found.length > mostUnasked) await askFirst(desk, begun, found, course)
  await changeEach(desk, begun, numbers, found, missing, flags, course)
}

/** No number came in: there is nothing to do, as when a list is empty, and that is no mistake. */
async function printNothing(desk: Desk): Promise<void> {
  await printChanges(desk, ticketView, [], () => desk.words.noNumbers)
}

async function numbersMeant(desk: Desk, begun: Begun, named: readonly (number | '.')[]): Promise<number[]> {
  const numbers = new Set<number>()
  for (const one of named) {
    const number = one === '.' ? await lastShown(desk) : one
    if (one === '.') await tellWhere(desk, begun.store.db, visibilityOf(begun.actor, begun.rules), number)
    numbers.add(number)
  }
  return [...numbers]
}

function requestsFor(desk: Desk, found: readonly Ticket[], { idempotencyKey: key }: SeveralFlags) {
  const together = desk.newId()
  return found.map(({ number }) => {
    return { number, idempotencyKey: key === undefined ? undefined : `${key} #${number}`, together }
  })
}

/** Only tries it, and gives those that it would be refused of. */
async function rehearseEach<T>(
  desk: Desk,
  begun: Begun,
  found: readonly Ticket[],
  flags: SeveralFlags,
  course: Course<T>,
): Promise<readonly Refused[]> {
  const requests: readonly ChangeRequest[] = requestsFor(desk, found, flags).map((one) => ({ ...one, dryRun: true }))
  const { attempt } = course
  if (attempt !== undefined) {
    return (await each(desk, requests, async (request) => attempt(begun.actor, request))).refused
  }
  if (requests.length === 0) return []
  let refused: readonly Refused[] = []
  await course.prepare(
    requests.map(({ number }) => number),
    async (prepared) => {
      refused = (await each(desk, requests, async (request) => course.deed(begun.actor, request, prepared))).refused
    },
  )
  return refused
}

async function changeEach<T>(
  desk: Desk,
  begun: Begun,
  numbers: readonly number[],
  found: readonly Ticket[],
  missing: readonly Refused[],
  flags: SeveralFlags,
  course: Course<T>,
): Promise<void> {
  const requests = requestsFor(desk, found, flags)
  const tried = await each(desk, requests, async (request) => tryBeforeAsking(course, begun.actor, request))
  if (found.length > 0 && tried.done.length === 0) return refuse(numbers, [...missing, ...tried.refused])
  const order = tried.done.map(({ request }) => request.number)
  // With nothing found it is still what keeps the text that was typed.
  await course.prepare(order.length === 0 ? numbers : order, async (prepared) => {
    const possible = tried.done.map(({ request }) => request)
    const { done, refused } = await each(desk, possible, async (request) => course.deed(begun.actor, request, prepared))
    const changed = done.map(({ request: { number }, result }) => ({ number, changed: result.changed }))
    if (done.length > 0) await printDone(desk, begun, changed, course)
    refuse(numbers, [...missing, ...tried.refused, ...refused])
  })
}

/** Does it for each, and gives those that it was done for and those that it was refused of. Who leaves a question leaves all that is still to come. */
async function each<T>(
  desk: Desk,
  requests: readonly ChangeRequest[],
  work: (request: ChangeRequest) => Promise<T>,
): Promise<{ done: { request: ChangeRequest; result: T }[]; refused: Refused[] }> {
  const done: { request: ChangeRequest; result: T }[] = []
  const refused: Refused[] = []
  let left: DeskError | undefined
  for (const request of requests) {
    try {
      if (left !== undefined) throw left
      done.push({ request, result: await work(request) })
    } catch (error) {
      const refusal = await refusalOf(desk, error)
      if (isTrouble(refusal, 'interrupted')) left = refusal
      refused.push({ number: request.number, error: refusal })
    }
  }
  if (left !== undefined && done.length === 0) throw left
  return { done, refused }
}

/** What a deed was refused for; an error that means nothing to people ends the command. */
async function refusalOf(desk: Desk, error: unknown): Promise<DeskError> {
  const refusal = error instanceof DeskError ? error : await desk.storeTrouble(error)
  if (refusal === undefined) throw error
  return refusal
}

function refuse(numbers: readonly number[], refused: readonly Refused[]): void {
  if (refused.length === 0) return
  const inOrder = [...refused].sort((one, other) => numbers.indexOf(one.number) - numbers.indexOf(other.number))
  const [only] = inOrder
  if (numbers.length === 1 && only !== undefined) throw only.error
  throw new SeveralRefused(numbers.length, inOrder)
}

async function askFirst<T>(
  desk: Desk,
  begun: Begun,
  tickets: readonly Ticket[],
  { question }: Course<T>,
): Promise<void> {
  if (desk.globals.yes) return
  await showPreview(desk, begun, tickets)
  await confirm(desk, question(desk.words, tickets.length))
}

/** Which tickets are meant, before a question about them. */
export async function showPreview(desk: Desk, begun: Begun, tickets: readonly Ticket[]): Promise<void> {
  const table = await previewTable(desk, begun, tickets)
  desk.stderr.write(`${desk.ascii ? asciiText(table) : table}\n`)
}

async function printPreview(desk: Desk, begun: Begun, tickets: readonly Ticket[]): Promise<void> {
  await printChanges(desk, ticketView, await detailsOf(desk, begun, tickets), async () => {
    const screen = await screenOf(desk, begun.zone)
    const sum = joinParts(screen, [
      screen.words.ticketCount(tickets.length),
      ...(await foreseenParts(desk, screen)),
      screen.words.nothingDone,
    ])
    return `${await previewTable(desk, begun, tickets)}\n${screen.paint.dim(sum)}`
  })
}

async function previewTable(desk: Desk, begun: Begun, tickets: readonly Ticket[]): Promise<string> {
  const { previewScreen } = await import('../preview-screen')
  const seen = await veiledTickets(begun.store.db, begun.actor, begun.rules, tickets)
  const texts = tickets.flatMap(({ subject, assignee }) => [subject, assignee?.name ?? ''])
  return previewScreen(await screenOf(desk, begun.zone, texts), seen)
}

async function printDone<T>(
  desk: Desk,
  begun: Begun,
  done: readonly { number: number; changed: boolean }[],
  { sentence }: Course<T>,
): Promise<void> {
  const details = await detailsOf(desk, begun, done)
  await printChanges(desk, ticketView, details, async () => {
    const subjects = details.map(({ ticket }) => ticket.subject)
    const screen = await screenOf(desk, begun.zone, subjects)
    const news = await mailNews(desk)
    const said = details.map((one, index) => {
      const [status = '', ...parts] = sentence(screen, one, mailedFor(screen, news, one.ticket))
      return [
        `#${one.ticket.number} ${shownSubject(screen, one.ticket)}`,
        status,
        ...(done[index]?.changed === true ? parts : [screen.words.nothingChanged]),
      ]
    })
    return sentencesOf(screen, said)
  })
}

/** A line for each; what would stand in all of them is said once, below. */
function sentencesOf(screen: Screen, said: readonly (readonly string[])[]): string {
  const shared = said.length < 2 ? [] : (said[0] ?? []).filter((part) => said.every((parts) => parts.includes(part)))
  const lines = said.map((parts) => doneLine(screen, ...parts.filter((part) => !shared.includes(part))))
  const indent = ' '.repeat(screen.measure(screen.symbols.done) + 1)
  const below = joinParts(screen, shared, 0, Math.max(20, screen.columns - indent.length))
  return [...lines, ...(below === '' ? [] : below.split('\n').map((line) => `${indent}${line}`))].join('\n')
}

async function detailsOf(
  desk: Desk,
  { store, actor, rules }: Begun,
  tickets: readonly { number: number }[],
): Promise<TicketDetails[]> {
  const options = { now: desk.now(), history: false, evenAfterLeaving: true }
  const details: TicketDetails[] = []
  for (const { number } of tickets) details.push(await readDetails(store.db, actor, rules, number, options))
  return details
}
