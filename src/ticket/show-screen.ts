import type { Screen } from '../kit/screen'
import { padText, shortenText, wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import type { Person } from '../people/user'
import type { HistoryItem } from './history'
import type { Message, Ticket } from './ticket'
import { isShownAsNew, type TicketDetails } from './ticket-view'

/** One ticket on a screen: who, what, where it stands; the conversation; the history where it was asked for. */
export function showScreen(screen: Screen, { ticket, messages, history }: TicketDetails, category: string): string {
  return [
    headline(screen, ticket),
    facts(screen, ticket, category),
    times(screen, ticket),
    '',
    ...body(screen, ticket.description ?? screen.words.noDescription),
    ...messages.flatMap((message) => ['', ...messageLines(screen, message)]),
    ...(history === null ? [] : ['', ...historyLines(screen, history)]),
    ...nextStep(screen, ticket),
  ].join('\n')
}

function headline(screen: Screen, ticket: Ticket): string {
  const { words, symbols, paint, measure, columns } = screen
  const state = [
    ...(ticket.emergency ? [words.emergency] : []),
    words.statuses[ticket.status],
    ...(isShownAsNew(ticket) ? [words.isNew] : []),
    words.priorities[ticket.priority],
  ].join(` ${symbols.dot} `)
  const room = Math.max(10, columns - measure(state) - 2)
  const title = shortenText(`#${ticket.number} ${safeText(ticket.subject)}`, room, measure, symbols.ellipsis)
  return `${paint.bold(padText(title, room, measure))}  ${paintState(screen, ticket, state)}`
}

function paintState(screen: Screen, ticket: Ticket, state: string): string {
  if (ticket.emergency && ticket.status !== 'solved') return screen.paint.red(state)
  return ticket.status === 'solved' ? screen.paint.green(state) : state
}

function facts(screen: Screen, ticket: Ticket, category: string): string {
  const { words } = screen
  const parts = [
    safeText(ticket.tenant.name),
    personText(ticket.requester),
    safeText(category),
    ...(ticket.module === null ? [] : [safeText(ticket.module)]),
    words.level(ticket.level),
    ticket.assignee === null ? words.nobodyYet : safeText(ticket.assignee.name ?? ticket.assignee.email),
  ]
  return lines(screen, parts.join(` ${screen.symbols.dot} `))
}

function times(screen: Screen, ticket: Ticket): string {
  const { words, paint } = screen
  const parts = [words.openedAt(when(screen, ticket.createdAt), words.channels[channelOf(ticket.channel)])]
  if (ticket.status === 'solved') {
    parts.push(words.solvedAt(when(screen, ticket.solvedAt)))
    parts.push(words.reopenUntil(when(screen, new Date(ticket.closesAt.getTime() - 60_000))))
  }
  if (ticket.status === 'closed') parts.push(words.closedAt(when(screen, ticket.closedAt)))
  return paint.dim(lines(screen, parts.join(` ${screen.symbols.dot} `)))
}

function body(screen: Screen, text: string, indent = '  '): string[] {
  const room = screen.columns - indent.length
  return wrapText(safeText(text, { keepLineBreaks: true }), room, screen.measure).map((line) =>
    `${indent}${line}`.trimEnd(),
  )
}

function messageLines(screen: Screen, message: Message): string[] {
  const { words, symbols, paint } = screen
  const author = safeText(message.author.name ?? message.author.email)
  const kind = message.kind === 'note' ? [words.noteStaffOnly] : []
  const title = [author, when(screen, message.createdAt), ...kind].join(` ${symbols.dot} `)
  // A note is set off by a bar, so that nobody takes it for what the requester reads.
  const text = body(screen, message.body, message.kind === 'note' ? `  ${symbols.bar} ` : '  ')
  return [`  ${paint.dim(title)}`, ...text]
}

function historyLines(screen: Screen, history: readonly HistoryItem[]): string[] {
  const { words, paint } = screen
  return [
    words.historyTitle,
    ...history.map((item) => {
      const actor = item.actor === null ? words.theDesk : safeText(item.actor.name ?? item.actor.email)
      const changes = Object.entries(item.changes).map(([field, { from, to }]) => {
        const shown = (value: unknown): string =>
          value === null ? screen.symbols.nothing : safeText(typeof value === 'string' ? value : JSON.stringify(value))
        return `${words.fields[field as keyof typeof words.fields] ?? field}: ${shown(from)} ${screen.symbols.arrow} ${shown(to)}`
      })
      const event = words.events[item.type as keyof typeof words.events] ?? item.type
      const line = [when(screen, item.at), actor, event, ...changes].join(` ${screen.symbols.dot} `)
      return wrapText(line, screen.columns - 2, screen.measure)
        .map((part) => paint.dim(`  ${part}`))
        .join('\n')
    }),
  ]
}

/** The next thing to do, as a command that can be typed. */
function nextStep(screen: Screen, ticket: Ticket): string[] {
  const { words, paint } = screen
  if (ticket.status === 'open') return ['', paint.dim(words.nextReply(ticket.number))]
  return []
}

function personText({ name, email }: Person): string {
  return name === null ? safeText(email) : `${safeText(name)} <${safeText(email)}>`
}

function lines(screen: Screen, text: string): string {
  return wrapText(text, screen.columns, screen.measure).join('\n')
}

function when(screen: Screen, instant: Date): string {
  return formatLocal(instant, screen.zone, screen.language, 'day', screen.now)
}

function channelOf(channel: string): 'cli' | 'ssh' | 'mail' | 'phone' | 'cron' {
  return (['cli', 'ssh', 'mail', 'phone', 'cron'] as const).find((known) => known === channel) ?? 'cli'
}
