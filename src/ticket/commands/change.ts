import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../../desk'
import { printChange } from '../../kit/output'
import { tell } from '../../kit/output-format'
import { doneLine, type Screen, screenOf, sizeText } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { collect } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import { totalSize } from '../attachment'
import type { ChangeRequest, TicketChanged } from '../change-ticket'
import { readDetails } from '../details'
import { ticketByNumber } from '../store'
import { lastMoment, type Ticket } from '../ticket'
import { type TicketDetails, ticketView } from '../ticket-view'
import { checkNumber, checkVersion, numberMeant } from '../words'

/** The flags of every verb that changes a ticket. */
export function withChangeFlags<Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) {
  return command.option('--if-version <version>').option('--idempotency-key <key>')
}

/** The flags of every verb that takes files. */
export function withAttachFlags<Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) {
  return command.option('-a, --attach <path>', '', collect).option('--attach-name <name>')
}

interface ChangeFlags {
  ifVersion?: string | undefined
  idempotencyKey?: string | undefined
}

/**
 * The course of every verb that changes a ticket: judge the words, find out who acts and which ticket is meant, do the
 * deed, show the ticket as it is afterwards. `sentence` gives the parts of what a person reads, the status first.
 */
export async function changeAndShow(
  desk: Desk,
  typed: string,
  flags: ChangeFlags,
  deed: (actor: UserActor, request: ChangeRequest) => Promise<TicketChanged>,
  sentence: (screen: Screen, details: TicketDetails) => readonly string[],
): Promise<void> {
  const checked = checkNumber(typed)
  const ifVersion = checkVersion(flags.ifVersion)
  const { store, actor, settings, rules } = await beginning(desk)
  const number = await numberMeant(desk, checked)
  if (checked === '.') {
    // What is written through `.` says first where it goes.
    const { subject } = await ticketByNumber(store.db, number, visibilityOf(actor, rules))
    tell(desk, `#${number} ${safeText(subject)}`)
  }
  const { changed } = await deed(actor, { number, ifVersion, idempotencyKey: flags.idempotencyKey })
  const details = await readDetails(store.db, actor, rules, number, { now: desk.now(), history: false })
  await printChange(desk, ticketView, details, async () => {
    const screen = await screenOf(desk, settings['desk.time-zone'])
    const [first = '', ...parts] = sentence(screen, details)
    const said = changed ? parts : [screen.words.nothingChanged]
    return doneSentence(screen, number, first, ...said)
  })
}

/** `✓ #1041 waiting · nobody mailed …`: the sentence after a change. */
export function doneSentence(screen: Screen, number: number, first: string, ...parts: readonly string[]): string {
  return doneLine(screen, `#${number} ${first}`, ...parts)
}

/** `2 files, 184 KiB`; nothing where there are none. */
export function filesSentence(screen: Screen, files: readonly { size: number }[]): string[] {
  return files.length === 0 ? [] : [screen.words.files(files.length, sizeText(screen, totalSize(files)))]
}

/** Until when a solved ticket can be reopened; nothing for any other. */
export function reopening({ words, zone, language, now }: Screen, ticket: Ticket): string[] {
  return ticket.status === 'solved'
    ? [words.reopenUntil(formatLocal(lastMoment(ticket), zone, language, 'day', now))]
    : []
}
