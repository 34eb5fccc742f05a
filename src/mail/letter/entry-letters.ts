import type { Entry } from '../../journal/entry'
import { lettersOfAssigned, lettersOfEnded, lettersOfRedeemed } from './grant-letters'
import { lettersOfGuests, lettersOfMembers, lettersOfTokens } from './people-letters'
import type { Posting } from './post-letter'
import { lettersOfOpened, lettersOfReminded, lettersOfReplied, lettersOfSolved } from './ticket-letters'

type Writer = (posting: Posting, entry: Entry) => Promise<void>

/** Which entries cause a letter by themselves. */
const writers: Readonly<Record<string, Writer>> = {
  'ticket.opened': lettersOfOpened,
  'ticket.replied': lettersOfReplied,
  'ticket.solved': lettersOfSolved,
  'ticket.reminded': lettersOfReminded,
  'user.invited': (posting, entry) => lettersOfTokens(posting, entry, 'invitation'),
  'password.reset': (posting, entry) => lettersOfTokens(posting, entry, 'password-reset'),
  'guest.invited': lettersOfGuests,
  'access.redeemed': lettersOfRedeemed,
  'access.assigned': lettersOfAssigned,
  'access.ended': lettersOfEnded,
}

const isJoining = ({ type }: Entry): boolean => type === 'user.added' || type === 'user.joined'

/** Writes the letters that entries cause by themselves, whatever rules there are, in the order of what happened. */
export async function lettersOfEntries(posting: Posting, entries: readonly Entry[]): Promise<void> {
  for (const [index, entry] of entries.entries()) {
    const write = Object.hasOwn(writers, entry.type) ? writers[entry.type] : undefined
    if (write !== undefined) await write(posting, entry)
    else if (isJoining(entry) && !isContinued(entries[index - 1], entry)) {
      await lettersOfMembers(posting, joinedWith(entries, index))
    }
  }
}

/** The joinings that one deed wrote into the log of one tenant, one after the other. */
function joinedWith(entries: readonly Entry[], start: number): Entry[] {
  const end = entries.findIndex((entry, index) => index > start && !isContinued(entries[index - 1], entry))
  return entries.slice(start, end === -1 ? entries.length : end)
}

function isContinued(before: Entry | undefined, entry: Entry): boolean {
  if (before === undefined || !isJoining(before) || !isJoining(entry)) return false
  return before.at === entry.at && before.actorId === entry.actorId && before.tenantId === entry.tenantId
}
