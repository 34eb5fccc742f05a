import type { Desk } from '../desk'
import type { DeskKey } from '../store/desk-key'
import type { Tx } from '../store/schema'

/** A mail that a deed caused, as whoever did the deed is told of it. */
export interface Posted {
  /** The mail's; of what is still gathered for one (`collecting`) that of the rule that does so. */
  id: string
  kind: string
  /** The entry of the journal that caused it. */
  entryPosition?: number
  ticketId: string | null
  address: string
  state: 'queued' | 'held' | 'suppressed' | 'collecting'
  /** When it goes out. */
  dueAt: Date
}

/**
 * What follows from entries of the journal once they are written ("facts first, letters after"). The journal knows
 * nothing of rules and mail: they are handed in by `main.ts`.
 */
export interface Reactions {
  /** The entries that cause something. */
  types(desk: Desk): Promise<ReadonlySet<string>>
  /**
   * Works out what entries cause that are still to be looked at, oldest first, in transactions of its own, and says what
   * that was. `own`: for a command that wrote so many entries; it does not stay for a long list of others. Never throws for
   * an entry that it cannot cope with: that waits, or is left aside in the end.
   */
  react(desk: Desk, own?: number): Promise<Reacted>
  /**
   * Works out the same for the entries after that position alone, in the transaction of a deed that will be taken back, and
   * says what it would have been.
   */
  foresee(desk: Desk, tx: Tx, key: DeskKey, after: number): Promise<readonly Posted[]>
}

export interface Reacted {
  posted: readonly Posted[]
  /** Entries are left for others to work out. */
  isBehind: boolean
}

/** What a command that is only tried (`--dry-run`) would have caused so far. */
export interface Foreseen {
  readonly posted: Posted[]
  /** False where something of it could not be worked out: then nobody knows all of it. */
  isWhole: boolean
}
