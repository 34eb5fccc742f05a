import { DeskError } from '../../kit/errors'
import { filledText, markedText, placesIn } from '../../kit/text/filled-text'
import { type SettingName, type Settings, settingNames } from '../../settings/setting'
import type { Ticket } from '../ticket'

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

/** The first placeholder that there is not, and where it stands in the text; undefined if all are known. */
export function unknownPlaceholder(text: string): { placeholder: string; index: number } | undefined {
  const found = placesIn(text).find(({ name }) => !placeholders.includes(name))
  return found === undefined ? undefined : { placeholder: found.name, index: found.index }
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
  return filledText(text, new Map(placeholders.map((name) => [name, values.get(name) ?? ''])))
}

/** Where known placeholders stand in a text. */
export function markPlaceholders(text: string, mark: (placeholder: string) => string): string {
  return markedText(text, placeholders, mark)
}

/** Whether a known placeholder stands in a text. */
export function hasPlaceholders(text: string): boolean {
  return placesIn(text).some(({ name }) => placeholders.includes(name))
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
