import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../../desk'
import { printChange, tell } from '../../kit/output'
import { doneLine, type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { ChangeRequest } from '../change-ticket'
import { readDetails } from '../details'
import { ticketByNumber } from '../store'
import { type TicketDetails, ticketView } from '../ticket-view'
import { checkNumber, checkVersion, numberMeant } from '../words'

/** The flags of every verb that changes a ticket. */
export function withChangeFlags<Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) {
  return command.option('--if-version <version>').option('--idempotency-key <key>')
}

interface ChangeFlags {
  ifVersion?: string | undefined
  idempotencyKey?: string | undefined
}

/**
 * The course of every verb that changes a ticket: judge the words, find out who acts and which ticket is meant, do the
 * deed, show the ticket as it is afterwards.
 */
export async function changeAndShow(
  desk: Desk,
  typed: string,
  flags: ChangeFlags,
  deed: (actor: UserActor, request: ChangeRequest) => Promise<number>,
  sentence: (screen: Screen, details: TicketDetails) => string,
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
  await deed(actor, { number, ifVersion, idempotencyKey: flags.idempotencyKey })
  const details = await readDetails(store.db, actor, rules, number, { now: desk.now(), history: false })
  await printChange(desk, ticketView, details, async () => {
    const screen = await screenOf(desk, settings['desk.time-zone'])
    return sentence(screen, details)
  })
}

/** `✓ #1041 waiting · nobody mailed …`: the sentence after a change, its parts divided by dots. */
export function doneSentence(screen: Screen, number: number, ...parts: readonly string[]): string {
  return doneLine(screen, `#${number} ${parts.filter((part) => part !== '').join(` ${screen.symbols.dot} `)}`)
}
