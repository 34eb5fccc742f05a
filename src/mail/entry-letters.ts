import type { Entry } from '../journal/entry'
import type { Posting } from './post-letter'

/** Writes the letters that entries cause by themselves, whatever rules there are. */
export async function lettersOfEntries(_posting: Posting, _entries: readonly Entry[]): Promise<void> {}
