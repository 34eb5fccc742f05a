import { hoursSentence } from '../hours/hours-screen'
import { joinParts, type Screen } from '../kit/screen'
import { renderTable } from '../kit/table'
import { padText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import { listScreen } from '../ticket/list-screen'
import type { QueueCounts } from '../ticket/queue/queue'
import type { Ticket } from '../ticket/ticket'
import type { Dashboard, SetUpStep, Work } from './dashboard'

/** A desk at a glance: what waits for whoever looks, and the commands that go on from there. */
export function dashboardScreen(screen: Screen, shown: Dashboard): string {
  const { work, own, toAnswer, toSetUp } = shown
  const parts = [
    headline(screen, shown),
    ...(toSetUp.length === 0 ? [] : [setUpLines(screen, toSetUp)]),
    ...(work === null ? [] : workLines(screen, work)),
    ...(toAnswer.count > 0 ? [answerLines(screen, toAnswer)] : []),
    ...(work === null || own.count > 0 ? [ownLines(screen, shown)] : []),
    nextSteps(screen, shown),
  ]
  return parts.map((lines) => lines.join('\n')).join('\n\n')
}

/** Who one is and where; at the right, whether the desk can be reached. */
function headline(screen: Screen, { person, deskName, hours }: Dashboard): string[] {
  const { paint, measure, columns, symbols } = screen
  const left = `${safeText(person.name ?? person.email)} ${symbols.dot} ${safeText(deskName)}`
  const right = hoursSentence(screen, hours)
  const room = columns - measure(right) - 2
  if (measure(left) > room) return [paint.bold(left), right]
  return [`${paint.bold(padText(left, room, measure))}  ${right}`]
}

function setUpLines(screen: Screen, steps: readonly SetUpStep[]): string[] {
  const { words, paint } = screen
  const rows = steps.map((step) => [`  ${words.setUp[step]}`, setUpCommands[step]] as const)
  return [paint.bold(words.toSetUp), ...beside(screen, rows)]
}

const setUpCommands: Readonly<Record<SetUpStep, string>> = {
  name: 'helpdesk config set desk.name "Support"',
  contact: 'helpdesk config set contact.phone "+49 30 1234"',
  tenant: 'helpdesk tenant add acme --domain acme.example',
  colleague: 'helpdesk user invite EMAIL --group first-level',
  ticket: 'helpdesk open "Payment file rejected" --for EMAIL',
}

function workLines(screen: Screen, { counts, queue }: Work): string[][] {
  const { words, paint } = screen
  const rows = countRows(screen, counts)
  if (queue.length === 0) {
    return [...(rows.length === 0 ? [] : [rows]), [words.nothingNext]]
  }
  const table = listScreen(screen, queue, { all: 0, isNew: 0, overdue: 0 }, null, { quiet: true, filtered: true })
  const rest = counts.workable - queue.length
  const more = rest > 0 ? [paint.dim(words.moreInQueue(rest))] : []
  return [...(rows.length === 0 ? [] : [rows]), [...table.split('\n'), ...more]]
}

/** What there is, each with the command that shows it; what there is none of is not mentioned. */
function countRows(screen: Screen, counts: QueueCounts): string[] {
  const { words, paint } = screen
  const shown = [
    ['emergencies', 'helpdesk list --emergency'],
    ['overdue', 'helpdesk list --overdue'],
    ['isNew', 'helpdesk list --new --unassigned'],
    ['mine', 'helpdesk list --mine --status open'],
    ['mineWaiting', 'helpdesk list --mine --status waiting'],
    ['mineHeld', 'helpdesk list --mine --held'],
    ['backSoon', 'helpdesk list --held'],
  ] as const
  const rows = shown
    .filter(([name]) => counts[name] > 0)
    .map(([name, command]) => {
      const text = `${String(counts[name]).padStart(4)}  ${words.queueCounts[name](counts[name])}`
      return [name === 'emergencies' || name === 'overdue' ? paint.red(text) : text, command] as const
    })
  return beside(screen, rows)
}

/** What lies with a project lead. */
function answerLines(screen: Screen, { tickets, count }: Dashboard['toAnswer']): string[] {
  const { words, paint, symbols, zone, language, now } = screen
  const mark = tickets.some(({ emergency }) => emergency) ? ' ' : ''
  const columns = [
    { title: '#', align: 'right' as const },
    { title: words.columns.subject, flexible: true },
    { title: words.columns.from },
    { title: words.columns.updated, expendable: true },
  ]
  const rows = tickets.map(({ emergency, number, subject, requester, updatedAt }) => [
    `${emergency ? symbols.emergency : mark}${number}`,
    safeText(subject),
    safeText(requester.name ?? requester.email),
    formatLocal(updatedAt, zone, language, 'day', now),
  ])
  const rest = count - tickets.length
  const more = rest > 0 ? [paint.dim(words.moreToAnswer(rest))] : []
  return [paint.bold(words.toAnswer), ...renderTable(screen, columns, rows).split('\n'), ...more]
}

function ownLines(screen: Screen, { work, own, toAnswer, open }: Dashboard): string[] {
  const { words, paint } = screen
  const others = work === null ? open - own.count - toAnswer.count : 0
  const more = others > 0 ? [paint.dim(words.openOfOthers(others))] : []
  if (own.tickets.length === 0) return [words.noneOfYours, ...more]
  return [paint.bold(words.yourRequests), ...ownTable(screen, own), ...more]
}

/** First what waits for them, then what is most urgent. */
function ownTable(screen: Screen, { tickets: unordered, count }: Dashboard['own']): string[] {
  const { words, paint, symbols, zone, language, now } = screen
  const weight = ({ status, emergency }: Ticket): number => (status === 'waiting' ? 0 : 2) + (emergency ? 0 : 1)
  const tickets = [...unordered].sort((one, other) => weight(one) - weight(other))
  const mark = tickets.some(({ emergency }) => emergency) ? ' ' : ''
  const columns = [
    { title: '#', align: 'right' as const },
    { title: words.columns.subject, flexible: true },
    { title: words.columns.turn },
    { title: words.columns.updated, expendable: true },
  ]
  const rows = tickets.map((ticket) => [
    `${ticket.emergency ? symbols.emergency : mark}${ticket.number}`,
    safeText(ticket.subject),
    ticket.status === 'waiting' ? words.turns.yours : words.turns.ours,
    formatLocal(ticket.updatedAt, zone, language, 'day', now),
  ])
  const rest = count - tickets.length
  return [...renderTable(screen, columns, rows).split('\n'), ...(rest > 0 ? [paint.dim(words.moreInQueue(rest))] : [])]
}

function nextSteps(screen: Screen, { work, own, toAnswer, open, mayOpen }: Dashboard): string[] {
  const { words, paint } = screen
  const [lying] = toAnswer.tickets
  const waiting = lying ?? own.tickets.find(({ status }) => status === 'waiting')
  const steps =
    work === null
      ? words.requesterSteps(waiting?.number ?? null, mayOpen)
      : work.counts.workable > 0
        ? words.workSteps
        : words.idleSteps(open)
  return joinParts(screen, steps)
    .split('\n')
    .map((line) => paint.dim(line))
}

/** Two columns: what it is, and the command for it; below each other where the window is narrow. */
function beside(screen: Screen, rows: readonly (readonly [string, string])[]): string[] {
  const { columns, measure, paint } = screen
  const width = Math.max(0, ...rows.map(([text]) => measure(text))) + 3
  const isNarrow = rows.some(([, command]) => width + measure(command) > columns)
  return rows.flatMap(([text, command]) =>
    isNarrow ? [text, `      ${paint.dim(command)}`] : [`${padText(text, width, measure)}${paint.dim(command)}`],
  )
}
