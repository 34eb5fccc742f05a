import type { Changes } from '../journal/entry'
import type { Json } from '../kit/json'
import { joinParts, type Screen, sizeText } from '../kit/screen'
import { padText, wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import { personText } from '../people/user-view'
import type { Attachment } from './attachment/attachment'
import { dueSentence } from './due-screen'
import type { HistoryItem } from './history'
import { handoverLines, levelTimeLines } from './level/handover-screen'
import type { TicketLink } from './link/link'
import type { Participant, ParticipantStatus } from './participant/participant'
import type { Rating } from './rating'
import { reportLines } from './report/report-screen'
import {
  dueOf,
  type HoldReason,
  lastMoment,
  type Message,
  type Priority,
  type Resolution,
  type ShownTicket,
  type Status,
  type Ticket,
} from './ticket'
import { isShownAsNew, type TicketDetails } from './ticket-view'

/** One ticket on a screen: who, what, where it stands; the conversation; the history where it was asked for. */
export function showScreen(
  screen: Screen,
  details: TicketDetails,
  labels: Labels,
  options: { nextStep: boolean; timeLeft?: number | null } = { nextStep: true },
): string {
  const { ticket, messages, links, participants, mergedInto, attachments, rating, history } = details
  // What second level begins with stands on top: why, what was tried, and the report. It is not said twice.
  const handed = handoverLines(screen, details)
  const isOnTop = ticket.level === 2 && handed.length > 0
  const topId = isOnTop ? details.handover?.messageId : undefined
  return [
    headline(screen, ticket),
    facts(screen, details, labels),
    times(screen, ticket, options.timeLeft ?? null),
    ...participantLines(screen, ticket, participants),
    ...handed,
    ...(topId === undefined || topId === null ? [] : fileLines(screen, attachments, topId)),
    ...(isOnTop ? reportLines(screen, ticket.report) : []),
    '',
    ...body(screen, ticket.description ?? screen.words.noDescription),
    ...(isOnTop ? [] : reportLines(screen, ticket.report)),
    ...(links.length === 0 ? [] : ['', ...linkLines(screen, links)]),
    ...fileLines(screen, attachments, null, ticket.report?.document?.id),
    ...messages
      .filter(({ id }) => id !== topId)
      .flatMap((message) => ['', ...messageLines(screen, message), ...fileLines(screen, attachments, message.id)]),
    ...(rating === null ? [] : ['', ...ratingLines(screen, rating)]),
    ...(history === null ? [] : ['', ...historyLines(screen, history, labels)]),
    ...levelTimeLines(screen, details),
    ...(options.nextStep ? nextStep(screen, ticket, mergedInto) : []),
  ].join('\n')
}

/** What categories and topics are called in the language of the screen, by id. */
export interface Labels {
  categories: ReadonlyMap<string, string>
  topics: ReadonlyMap<string, string>
}

/** Number and subject, whole, with the state at the right where there is room. */
function headline(screen: Screen, ticket: Ticket): string {
  const { words, symbols, paint, measure, columns } = screen
  const state = [
    ...(ticket.emergency ? [words.emergency] : []),
    words.statuses[ticket.status],
    ...(isShownAsNew(ticket) ? [words.isNew] : []),
    ...(ticket.held === null ? [] : [`${symbols.held} ${words.onHold}`]),
    words.priorities[ticket.priority],
  ].join(` ${symbols.dot} `)
  const title = `#${ticket.number} ${safeText(ticket.subject)}`
  const room = columns - measure(state) - 2
  if (measure(title) <= room)
    return `${paint.bold(padText(title, room, measure))}  ${paintState(screen, ticket, state)}`
  const lines = wrapText(title, columns, measure).map((line) => paint.bold(line))
  const states = wrapText(state, columns, measure).map((line) => padText(line, columns, measure, 'right'))
  return [...lines, ...states.map((line) => paintState(screen, ticket, line))].join('\n')
}

function paintState(screen: Screen, ticket: Ticket, state: string): string {
  if (ticket.status === 'solved' || ticket.status === 'closed') return screen.paint.green(state)
  return ticket.emergency ? screen.paint.red(state) : state
}

function facts(screen: Screen, { ticket, isSecretlyAssigned }: TicketDetails, labels: Labels): string {
  const { words } = screen
  const nobody = isSecretlyAssigned === true ? words.levels.inWork : words.nobodyYet
  return joinParts(screen, [
    safeText(ticket.tenant.name),
    personText(ticket.requester),
    safeText(labels.categories.get(ticket.category) ?? ticket.category),
    ...(ticket.topic === null ? [] : [safeText(labels.topics.get(ticket.topic) ?? ticket.topic)]),
    ...(ticket.module === null ? [] : [safeText(ticket.module)]),
    words.level(ticket.level),
    ...(ticket.team === null ? [] : [words.teamNamed(safeText(ticket.team))]),
    ticket.assignee === null ? nobody : safeText(ticket.assignee.name ?? ticket.assignee.email),
  ])
}

/** Who gets the answers, too, and who would if staff let them in. */
function participantLines(screen: Screen, { number }: Ticket, participants: readonly Participant[]): string[] {
  const { words, paint } = screen
  const named = (wanted: ParticipantStatus): string[] =>
    participants.filter(({ status }) => status === wanted).map(({ person }) => personText(person))
  const [accepted, pending] = [named('accepted'), named('pending')]
  return [
    ...(accepted.length === 0 ? [] : joinParts(screen, [words.inCopy(accepted.join(', '))]).split('\n')),
    ...(pending.length === 0 ? [] : joinParts(screen, [words.pendingCopy(pending.join(', '), number)]).split('\n')),
  ].map((line) => paint.dim(line))
}

function linkLines(screen: Screen, links: readonly TicketLink[]): string[] {
  const { words, symbols, paint } = screen
  return links.flatMap((link) => {
    // A link is there to be copied, and stays on the line of its arrow.
    if (link.kind === 'url') return [paint.dim(`  ${symbols.arrow} ${safeText(link.url)}`)]
    const parts = [`#${link.number} ${safeText(link.subject)}`, words.statuses[link.status]]
    return inLines(screen, `${symbols.arrow} `, parts)
  })
}

/** Parts below each other where they do not fit a line, set off by what stands before the first. */
function inLines(screen: Screen, before: string, parts: readonly string[]): string[] {
  const indent = screen.measure(before)
  return joinParts(screen, parts, 0, screen.columns - 2 - indent)
    .split('\n')
    .map((line, index) => screen.paint.dim(`  ${index === 0 ? before : ' '.repeat(indent)}${line}`))
}

function times(screen: Screen, ticket: ShownTicket, timeLeft: number | null): string {
  const { words, paint } = screen
  const due = dueOf(ticket)
  const parts = [words.openedAt(when(screen, ticket.createdAt), words.channels[channelOf(ticket.channel)])]
  if (due !== null) parts.push(dueSentence(screen, due, timeLeft))
  if (ticket.held !== null) parts.push(words.heldUntil(when(screen, ticket.held.until), ticket.held.for))
  if (ticket.remindedAt !== null) parts.push(words.remindedAt(when(screen, ticket.remindedAt)))
  if ('solvedAt' in ticket) parts.push(words.solvedAt(when(screen, ticket.solvedAt)))
  if ('resolution' in ticket && ticket.resolution !== 'answered') parts.push(words.resolutions[ticket.resolution])
  if (ticket.status === 'solved') parts.push(words.reopenUntil(when(screen, lastMoment(ticket))))
  if (ticket.status === 'closed') parts.push(words.closedAt(when(screen, ticket.closedAt)))
  // What is late or soon is what one looks for.
  const colour = ticket.lateness === 'late' ? paint.red : ticket.lateness === 'soon' ? paint.yellow : paint.dim
  return joinParts(screen, parts)
    .split('\n')
    .map((line) => colour(line))
    .join('\n')
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
  const kind =
    message.kind === 'note' ? [message.deskOnly === true ? words.levels.noteDeskOnly : words.noteStaffOnly] : []
  const from = message.mergedFrom === undefined ? [] : [words.mergedFrom(message.mergedFrom)]
  const title = joinParts(
    screen,
    [author, when(screen, message.createdAt), ...from, ...kind],
    0,
    screen.columns - 2,
  ).split('\n')
  // A note is set off by a bar, so that nobody takes it for what the requester reads.
  const text = body(screen, message.body, message.kind === 'note' ? `  ${symbols.bar} ` : '  ')
  return [...title.map((line) => `  ${paint.dim(line)}`), ...text]
}

/** The files that came with the description (null) or a message, with the numbers by which they are downloaded. */
function fileLines(
  screen: Screen,
  attachments: readonly Attachment[],
  messageId: string | null,
  documentId?: string,
): string[] {
  return attachments.flatMap((attachment, index) => {
    if (attachment.messageId !== messageId) return []
    const facts = [safeText(attachment.name), sizeText(screen, attachment.size)]
    if (attachment.id === documentId) facts.push(screen.words.reportLabels.document)
    return inLines(screen, `[${index + 1}] `, facts)
  })
}

/** What the requester thought of the solution. */
function ratingLines(screen: Screen, { score, comment, at }: Rating): string[] {
  const title = joinParts(screen, [screen.words.rated(score), when(screen, at)], 0, screen.columns - 2).split('\n')
  const text = comment === null ? [] : body(screen, comment)
  return [...title.map((line) => `  ${screen.paint.dim(line)}`), ...text]
}

function historyLines(screen: Screen, history: readonly HistoryItem[], labels: Labels): string[] {
  const { words, paint } = screen
  const lines = history.flatMap((item) => {
    const actor = item.actor === null ? words.theDesk : safeText(item.actor.name ?? item.actor.email)
    const nameOf = (type: string): string => words.events[type as keyof typeof words.events] ?? type
    const what = item.undone.length === 0 ? [] : [item.undone.map(nameOf).join(', ')]
    const parts = [
      when(screen, item.at),
      actor,
      nameOf(item.type),
      ...what,
      ...changeTexts(screen, item.changes, labels),
    ]
    return joinParts(screen, parts, 4, screen.columns - 2).split('\n')
  })
  return [words.historyTitle, ...lines.map((line) => paint.dim(`  ${line}`))]
}

/** `status: open → waiting`, in the words of the screen. */
function changeTexts(screen: Screen, changes: Changes, labels: Labels): string[] {
  const { words, symbols } = screen
  return Object.entries(changes).flatMap(([field, { from, to }]) => {
    const name = words.fields[field as keyof typeof words.fields] ?? field
    if (Array.isArray(from) && Array.isArray(to)) return [`${name}: ${listChange(from, to) || symbols.nothing}`]
    // What a state brings with it is told when it comes; that it goes is the state's own news.
    if (ofState.has(field)) return to === null ? [] : [`${name}: ${valueText(screen, field, to, labels)}`]
    return `${name}: ${valueText(screen, field, from, labels)} ${symbols.arrow} ${valueText(screen, field, to, labels)}`
  })
}

/** Of a list that changed, only what came to it and what left it. */
function listChange(from: readonly Json[], to: readonly Json[]): string {
  const textOf = (one: Json): string => (typeof one === 'string' ? one : JSON.stringify(one))
  const added = to.filter((one) => !from.includes(one)).map((one) => `+${textOf(one)}`)
  const removed = from.filter((one) => !to.includes(one)).map((one) => `-${textOf(one)}`)
  return safeText([...added, ...removed].join(', '))
}

const ofState: ReadonlySet<string> = new Set(['resolution', 'heldUntil', 'heldFor', 'rating', 'followUp', 'followUpOf'])

function valueText(screen: Screen, field: string, value: Json, labels: Labels): string {
  const { words, symbols } = screen
  if (value === null) return symbols.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (Array.isArray(value)) return safeText(value.join(', ')) || symbols.nothing
  if (typeof value !== 'string') return safeText(JSON.stringify(value))
  if (field === 'status') return words.statuses[value as Status] ?? value
  if (field === 'priority') return words.priorities[value as Priority] ?? value
  if (field === 'resolution') return words.resolutions[value as Resolution] ?? value
  if (field === 'heldUntil') return when(screen, new Date(value))
  if (field === 'heldFor') return words.holdReasons[value as HoldReason] ?? value
  if (field === 'category') return safeText(labels.categories.get(value) ?? value)
  return safeText(field === 'topic' ? (labels.topics.get(value) ?? value) : value)
}

/** The next thing to do, as a command that can be typed. */
function nextStep(screen: Screen, ticket: Ticket, mergedInto: number | null): string[] {
  const { words, paint } = screen
  if (mergedInto !== null) return ['', paint.dim(words.goesOnIn(mergedInto))]
  if (ticket.status === 'open') return ['', paint.dim(words.nextReply(ticket.number))]
  return []
}

function when(screen: Screen, instant: Date): string {
  return formatLocal(instant, screen.zone, screen.language, 'day', screen.now)
}

function channelOf(channel: string): 'cli' | 'ssh' | 'mail' | 'phone' | 'cron' {
  return (['cli', 'ssh', 'mail', 'phone', 'cron'] as const).find((known) => known === channel) ?? 'cli'
}
