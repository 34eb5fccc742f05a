import type { Desk } from '../../desk'
import { confirm } from '../../kit/confirm'
import { type DeskError, isTrouble } from '../../kit/errors'
import type { Screen } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import type { TicketDetails } from '../ticket-view'

/**
 * Does what lets people into a ticket; if some of them are not of its organisation and a person is there, asks whether they
 * are meant, once for all tickets of the command. `--yes` says so from the beginning.
 */
export async function lettingIn<T>(desk: Desk, deed: (outsideIsMeant: boolean) => Promise<T>): Promise<T> {
  try {
    return await deed(desk.globals.yes || agreed.has(desk))
  } catch (error) {
    const isAboutThem = isTrouble(error, 'participants-outside') || isTrouble(error, 'merge-outside')
    // What is only tried changes nothing to which anybody could agree.
    if (!isAboutThem || !desk.canAsk || desk.foreseen !== undefined) throw error
    await askOutside(desk, error)
    agreed.add(desk)
    return deed(true)
  }
}

/** Commands in which somebody said already that people from outside are meant. */
const agreed = new WeakSet<Desk>()

/** Throws `interrupted` where the answer is No: then it is left as it was. */
export async function askOutside(
  desk: Desk,
  refusal: DeskError<'participants-outside'> | DeskError<'merge-outside'>,
): Promise<void> {
  const { emails, tenant } = refusal.details
  await confirm(desk, desk.words.askOutside(emails.map((email) => safeText(email)).join(', '), tenant))
}

/** What became of those who were named: who is in copy now, and who waits for the desk. Nothing where nobody was. */
export function copySentence(
  { words }: Screen,
  { ticket, participants }: TicketDetails,
  named: readonly string[] | undefined,
): string[] {
  if (named === undefined || named.length === 0) return []
  const accepted = participants.filter(({ status }) => status === 'accepted').map(({ person }) => person.email)
  const isIn = (email: string): boolean => accepted.includes(email) || ticket.requester.email === email
  const waiting = named.filter((email) => !isIn(email))
  return [
    ...(accepted.length === 0 ? [] : [words.inCopy(accepted.map((email) => safeText(email)).join(', '))]),
    ...(waiting.length === 0 ? [] : [words.waitsForDesk(waiting.map((email) => safeText(email)).join(', '))]),
  ]
}
