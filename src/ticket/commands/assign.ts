import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { mailAddress } from '../../people/mail-address'
import type { UserActor } from '../../people/session'
import type { Person } from '../../people/user'
import { assignTicket } from '../assign-ticket'
import { namesTickets } from '../number-list'
import { ticketView } from '../ticket-view'
import { type ChangeFlags, type Course, changeAndShow, withChangeFlags } from './change'

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
    const question: Course<unknown>['question'] = ({ askSeveral }, count) => {
      if (flags.none === true) return askSeveral.giveToNobody(count)
      return email === undefined ? askSeveral.take(count) : askSeveral.give(count, email)
    }
    await giveTo(desk, typed, flags, question, (actor) => (flags.none === true ? null : (email ?? actor.email)))
  },
})

export const take = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number...>')),
  output: { one: ticketView },
  run: async (desk, typed, flags) =>
    giveTo(
      desk,
      typed,
      flags,
      ({ askSeveral }, count) => askSeveral.take(count),
      (actor) => actor.email,
    ),
})

export const give = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number>').argument('<user...>')),
  output: { one: ticketView },
  async run(desk, first, further, flags) {
    const { typed, user } = numbersAndUser(first, further)
    if (user === undefined) throw new DeskError('missing-argument', { argument: 'user', hashMark: false })
    const email = mailAddress(user)
    await giveTo(
      desk,
      typed,
      flags,
      ({ askSeveral }, count) => askSeveral.give(count, email),
      () => email,
    )
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
  question: Course<unknown>['question'],
  assignee: (actor: UserActor) => string | null,
): Promise<void> {
  const before = new Map<number, Person | null>()
  await changeAndShow(desk, typed, flags, {
    question,
    deed: async (actor, request) => {
      const assigned = await assignTicket(desk, actor, { ...request, assignee: assignee(actor) })
      before.set(request.number, assigned.from)
      return assigned
    },
    sentence: ({ words }, { ticket }) => {
      const from = before.get(ticket.number) ?? null
      return [
        words.statuses[ticket.status],
        words.assignedTo(ticket.assignee === null ? undefined : shownName(ticket.assignee)),
        ...(from === null ? [] : [words.takenFrom(shownName(from))]),
        words.takeBack,
      ]
    },
  })
}

function shownName({ name, email }: Person): string {
  return safeText(name ?? email)
}
