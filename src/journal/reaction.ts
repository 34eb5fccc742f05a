import type { Desk } from '../desk'

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
}

export interface Reacted {
  posted: readonly Posted[]
  /** Entries are left for others to work out. */
  isBehind: boolean
}
