import { foldedWords } from '../../kit/text/fold-text'
import { safeText } from '../../kit/text/safe-text'
import type { Report } from '../report/report'
import type { MessageKind } from '../ticket'

/**
 * What a ticket is found by: its subject, what was said in it (description, module, report, replies), the names of its
 * attachments, and apart from these its notes, which must never tell anybody of themselves who may not read them. Words
 * are folded, so that every engine finds the same. One function makes them all; deeds call it, nothing else writes them.
 */
export interface TicketTexts {
  subject: string
  body: string
  files: string
  /** Notes, and the names of what is attached to them. */
  notes: string
}

/** All that is said in a ticket, as it was typed. */
export interface TicketSaid {
  subject: string
  description: string | null
  module: string | null
  report: Report | null
  messages: readonly { id: string; kind: MessageKind; body: string }[]
  attachments: readonly { messageId: string | null; name: string }[]
}

/** Where words may be looked for; the notes only by those who may read them. */
export const publicColumns = ['subject', 'body', 'files'] as const
export const allColumns = [...publicColumns, 'notes'] as const
export type TextColumn = (typeof allColumns)[number]

/** No word that anybody types: it keeps the end of one text and the beginning of the next from being a phrase. */
const divider = '\ue000'

export function ticketTexts(said: TicketSaid): TicketTexts {
  const { bodies, files, notes } = saidWhere(said)
  return { subject: folded([said.subject]), body: folded(bodies), files: folded(files), notes: folded(notes) }
}

/** The texts of a ticket by where they are looked for, as they were typed. */
export function saidWhere({ description, module, report, messages, attachments }: TicketSaid): {
  bodies: string[]
  files: string[]
  notes: string[]
} {
  const noteIds = new Set(messages.flatMap(({ id, kind }) => (kind === 'note' ? [id] : [])))
  const isOfNote = ({ messageId }: { messageId: string | null }): boolean =>
    messageId !== null && noteIds.has(messageId)
  const bodiesOf = (wanted: MessageKind): string[] =>
    messages.flatMap(({ kind, body }) => (kind === wanted ? [body] : []))
  return {
    bodies: [description ?? '', ...bodiesOf('reply'), module ?? '', ...reportTexts(report)].filter(
      (text) => text !== '',
    ),
    files: attachments.filter((file) => !isOfNote(file)).map(({ name }) => name),
    notes: [...bodiesOf('note'), ...attachments.filter(isOfNote).map(({ name }) => name)],
  }
}

/** The one word in the index that stands for a tenant: a ticket never wanders to another. */
export function tenantWord(tenantId: string): string {
  return `t${tenantId.toLowerCase().replace(/[^a-z0-9]/g, '')}`
}

/** The first of the texts that a column holds, folded. */
export function firstText(column: string): string {
  return column.split(divider, 1)[0] ?? ''
}

function folded(texts: readonly string[]): string {
  // What a terminal would not show is no word, and would hide the one it stands at.
  const words = texts.map((text) => foldedWords(safeText(text, { keepLineBreaks: true })).join(' '))
  return words.join(` ${divider} `)
}

function reportTexts(report: Report | null): string[] {
  if (report === null) return []
  const { where, affectedUser, device, browser, customerDevice, customerBrowser, tried, console } = report
  const texts = [where, affectedUser, device, browser, customerDevice, customerBrowser, tried, console]
  return texts.filter((text) => text !== null)
}
