import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { mailAddress } from '../../people/mail-address'
import type { UserActor } from '../../people/session'
import { assignTicket } from '../assign-ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, withChangeFlags } from './change'

export const assign = defineVerb({
  declare: (command) =>
    withChangeFlags(command.argument('<number>').argument('[user]').option('--me').option('--none')),
  output: { one: ticketView },
  async run(desk, typed, user, flags) {
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
  declare: (command) => withChangeFlags(command.argument('<number>')),
  output: { one: ticketView },
  run: async (desk, typed, flags) => giveTo(desk, typed, flags, (actor) => actor.email),
})

export const give = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number>').argument('<user>')),
  output: { one: ticketView },
  async run(desk, typed, user, flags) {
    const email = mailAddress(user)
    await giveTo(desk, typed, flags, () => email)
  },
})

async function giveTo(
  desk: Desk,
  typed: string,
  flags: { ifVersion?: string | undefined; idempotencyKey?: string | undefined },
  assignee: (actor: UserActor) => string | null,
): Promise<void> {
  await changeAndShow(
    desk,
    typed,
    flags,
    (actor, request) => assignTicket(desk, actor, { ...request, assignee: assignee(actor) }),
    (screen, { ticket }) => {
      const name = ticket.assignee === null ? undefined : safeText(ticket.assignee.name ?? ticket.assignee.email)
      return [screen.words.statuses[ticket.status], screen.words.assignedTo(name)]
    },
  )
}
