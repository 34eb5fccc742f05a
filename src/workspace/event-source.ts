import { DeskError } from '../kit/errors'
import { readEventItems } from './event-items'
import type { FedEvent } from './event-type'
import type { StatusNames } from './status-names'
import { decodePieces } from './text-pieces'

export const eventFormats = ['pain.002', 'json'] as const
export type EventFormat = (typeof eventFormats)[number]

/** Where in a file something stands. */
export interface Place {
  line: number | null
  path: string | null
}

/** An event with the place in the file that tells of it. */
export interface SourcedEvent {
  event: FedEvent
  /** The tenant that the file names for it, if it does. */
  tenant: string | null
  place: Place
}

/** Reads a file from its beginning, event by event; `place` is how far it is. */
export interface EventReader {
  read(): Iterable<SourcedEvent>
  place(): Place
}

/**
 * The reader of a file, by its format or, where none is named, by how it begins. Throws `wrong-content` for one that is empty
 * or neither XML nor JSON.
 */
export async function readerOf(
  bytes: Iterable<Uint8Array>,
  named: EventFormat | undefined,
  names: StatusNames,
): Promise<{ reader: EventReader; format: EventFormat }> {
  const text = decodePieces(bytes)
  const { firstSign } = text
  if (firstSign === undefined) throw new DeskError('wrong-content', { reason: 'empty', value: '', allowed: [] })
  const format = named ?? (firstSign === '<' ? 'pain.002' : firstSign === '{' || firstSign === '[' ? 'json' : undefined)
  if (format === undefined) {
    throw new DeskError('wrong-content', { reason: 'neither', value: '', allowed: [...eventFormats] })
  }
  if (format === 'json') return { reader: readEventItems(text, names), format }
  const { readPain002 } = await import('./pain002')
  return { reader: readPain002(text, names), format }
}
