import { DeskError } from '../kit/errors'
import { type SettingName, type Settings, settingNames } from '../settings/setting'
import type { Ticket } from './ticket'

/**
 * Placeholders in a prepared answer: `{requester.name}`. Which there are is a fixed list, so that a mistyped one is told
 * when the answer is saved and not seen by a customer. Where there is no value when the answer is used, nothing stands
 * there, and the blank beside it goes too.
 */
const ofTicket = ['requester.name', 'requester.email', 'ticket.number', 'ticket.subject'] as const

const shownSettings: readonly SettingName[] = settingNames.filter(
  (name) => name === 'desk.name' || /^(links|contact)\./.test(name),
)

export const placeholders: readonly string[] = [...ofTicket, ...shownSettings]

const pattern = /\{([a-z][\w-]*(?:\.[\w-]+)*)\}/gi
/** The first placeholder that there is not, and where it stands in the text; undefined if all are known. */
export function unknownPlaceholder(text: string): { placeholder: string; index: number } | undefined {
  for (const found of text.matchAll(pattern)) {
    const [, name = ''] = found
    if (!placeholders.includes(name)) return { placeholder: name, index: found.index }
  }
  return undefined
}

/** Throws `unknown-placeholder`. */
export function checkPlaceholders(text: string): void {
  const found = unknownPlaceholder(text)
  if (found !== undefined) {
    throw new DeskError('unknown-placeholder', { placeholder: found.placeholder, known: [...placeholders] })
  }
}

/** The text with what its placeholders stand for; what they bring in is text and never looked at again. */
export function fillPlaceholders(text: string, values: ReadonlyMap<string, string>): string {
  const standingFor = (name: string): string => values.get(name)?.trim() ?? ''
  const empty = placeholders.filter((name) => standingFor(name) === '')
  return without(text, empty).replace(pattern, (whole, name: string) =>
    placeholders.includes(name) ? standingFor(name) : whole,
  )
}

/** Where known placeholders stand in a text. */
export function markPlaceholders(text: string, mark: (placeholder: string) => string): string {
  return text.replace(pattern, (whole, name: string) => (placeholders.includes(name) ? mark(whole) : whole))
}

/** Whether a known placeholder stands in a text. */
export function hasPlaceholders(text: string): boolean {
  return [...text.matchAll(pattern)].some(([, name = '']) => placeholders.includes(name))
}

/** Takes these placeholders out with the blank that would be one too many: behind them where a line begins, else before. */
function without(text: string, names: readonly string[]): string {
  if (names.length === 0) return text
  const placeholder = `\\{(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})\\}`
  return text.replace(new RegExp(`^(?:${placeholder} +)+| *${placeholder}`, 'gm'), '')
}

interface TicketOfAnswer extends Pick<Ticket, 'subject'> {
  number: number | null
  requester: Pick<Ticket['requester'], 'name' | 'email'>
}

/** A setting as it reads in a text: links with labels one after the other. */
function textOf(value: Settings[SettingName]): string {
  if (typeof value === 'object') return value.map(({ label, url }) => `${label}: ${url}`).join(', ')
  return String(value)
}

/**
 * What the placeholders mean for whoever only reads an answer, and has no ticket: what the desk says of itself, and of
 * customers who they are. Staff read it for somebody else, so there these stay as they are.
 */
export function readersValues(
  reader: TicketOfAnswer['requester'] | undefined,
  settings: Settings,
): ReadonlyMap<string, string> {
  const ofNobody = { number: null, subject: '', requester: reader ?? { name: null, email: '' } }
  const values = placeholderValues(ofNobody, settings)
  if (reader !== undefined) return values
  const kept = new Map(ofTicket.map((name) => [name, `{${name}}`] as const))
  return new Map([...values, ...kept])
}

/** What the placeholders mean for one ticket at this desk; one that is not opened yet has no number. */
export function placeholderValues(ticket: TicketOfAnswer, settings: Settings): ReadonlyMap<string, string> {
  return new Map<string, string>([
    ['requester.name', ticket.requester.name ?? ''],
    ['requester.email', ticket.requester.email],
    ['ticket.number', String(ticket.number ?? '')],
    ['ticket.subject', ticket.subject],
    ...shownSettings.map((name) => [name, textOf(settings[name])] as const),
  ])
}
