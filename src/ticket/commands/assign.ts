import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { mailAddress } from '../../people/mail-address'
import type { UserActor } from '../../people/session'
import { assignTicket } from '../assign-ticket'
import { namesTickets } from '../number-list'
import { ticketView } from '../ticket-view'
import { type ChangeFlags, changeAndShow, withChangeFlags } from './change'

export const assign = defineVerb({
  declare: (command) =>
    withChangeFlags(command.argument('<number>').argument('[user...]').option('--me').option('--none')),
  output: { one: ticketView },
  async run(desk, first, further, flags) {
    const { typed, user } = numbersAndUser(first, further)
    const ways = [
      ...(user === undefined ? [] : ['USER']),
      ...(flags.me === true ? ['--me'] : []),
      ...(flags.none === true ? ['--none'] : []),
    ]
    if (ways.length > 1) throw new DeskError('conflicting-flags', { flags: ways })
    if (ways.length === 0) throw new DeskError('missing-argument', { argument: 'user', hashMark: false })
    const email = user === undefined ? undefined : mailAddress(user)
    await giveTo(desk, typed, flags, (actor) => (flags.none === true ? null : (email ?? actor.email)))
  },
})

export const take = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number...>')),
  output: { one: ticketView },
  run: async (desk, typed, flags) => giveTo(desk, typed, flags, (actor) => actor.email),
})

export const give = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number>').argument('<user...>')),
  output: { one: ticketView },
  async run(desk, first, further, flags) {
    const { typed, user } = numbersAndUser(first, further)
    if (user === undefined) throw new DeskError('missing-argument', { argument: 'user', hashMark: false })
    const email = mailAddress(user)
    await giveTo(desk, typed, flags, () => email)
  },
})

/** `12 14-19 anna@…`: what names tickets, and whoever stands behind them. */
function numbersAndUser(first: string, further: readonly string[]): { typed: string[]; user: string | undefined } {
  const end = further.findIndex((word) => !namesTickets(word))
  const [user, tooMuch] = end === -1 ? [] : further.slice(end)
  if (tooMuch !== undefined) throw new DeskError('too-many-arguments', { argument: tooMuch, takesText: false })
  return { typed: [first, ...further.slice(0, end === -1 ? further.length : end)], user }
}

async function giveTo(
  desk: Desk,
  typed: readonly string[],
  flags: ChangeFlags,
  assignee: (actor: UserActor) => string | null,
): Promise<void> {
  await changeAndShow(
    desk,
    typed,
    flags,
    (actor, request) => assignTicket(desk, actor, { ...request, assignee: assignee(actor) }),
    (screen, { ticket }) => {
      const name = ticket.assignee === null ? undefined : safeText(ticket.assignee.name ?? ticket.assignee.email)
      return [screen.words.statuses[ticket.status], screen.words.assignedTo(name), screen.words.takeBack]
    },
  )
}
