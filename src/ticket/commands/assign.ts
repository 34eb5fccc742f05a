import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { mailAddress } from '../../people/mail-address'
import { isStaff } from '../../people/permission'
import { listFirstLevel, listStaff } from '../../people/staff-member'
import { type Person, tenantIdsOf } from '../../people/user'
import { personText } from '../../people/user-view'
import { assignTicket } from '../assign-ticket'
import { namesTickets } from '../number-list'
import { ticketView } from '../ticket-view'
import { type ChangeFlags, changePrepared, withChangeFlags } from './change'

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
    const way = flags.none === true ? 'nobody' : flags.me === true ? 'me' : receiverNamed(desk, user)
    await giveTo(desk, typed, flags, way)
  },
})

export const take = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number...>')),
  output: { one: ticketView },
  run: async (desk, typed, flags) => giveTo(desk, typed, flags, 'me'),
})

export const give = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number>').argument('[user...]')),
  output: { one: ticketView },
  async run(desk, first, further, flags) {
    const { typed, user } = numbersAndUser(first, further)
    await giveTo(desk, typed, flags, receiverNamed(desk, user))
  },
})

/** Who gets a ticket. */
type Receiver = 'me' | 'nobody' | { email: string } | 'asked'

/** Where nobody is named, a terminal asks. Throws `missing-argument` where nobody can be asked, or `wrong-address`. */
function receiverNamed(desk: Desk, user: string | undefined): Receiver {
  if (user !== undefined) return { email: mailAddress(user) }
  if (!desk.canAsk) throw new DeskError('missing-argument', { argument: 'user', hashMark: false })
  return 'asked'
}

/** `12 14-19 anna@…`: what names tickets, and whoever stands behind them. */
function numbersAndUser(first: string, further: readonly string[]): { typed: string[]; user: string | undefined } {
  const end = further.findIndex((word) => !namesTickets(word))
  const [user, tooMuch] = end === -1 ? [] : further.slice(end)
  if (tooMuch !== undefined) throw new DeskError('too-many-arguments', { argument: tooMuch, takesText: false })
  return { typed: [first, ...further.slice(0, end === -1 ? further.length : end)], user }
}

async function giveTo(desk: Desk, typed: readonly string[], flags: ChangeFlags, receiver: Receiver): Promise<void> {
  const before = new Map<number, Person | null>()
  await changePrepared(desk, typed, flags, {
    question: ({ askSeveral }, count) => {
      if (receiver === 'me') return askSeveral.take(count)
      if (receiver === 'nobody') return askSeveral.giveToNobody(count)
      return receiver === 'asked' ? askSeveral.giveAway(count) : askSeveral.give(count, receiver.email)
    },
    // To be tried out it must be known who gets it.
    attempt:
      receiver === 'asked' && flags.dryRun !== true
        ? (actor, request) => assignTicket(desk, actor, { ...request, assignee: actor.email })
        : undefined,
    prepare: async (_, work: (chosen: Exclude<Receiver, 'asked'>) => Promise<void>) =>
      work(receiver === 'asked' ? await askColleague(desk) : receiver),
    deed: async (actor, request, chosen) => {
      const assignee = chosen === 'nobody' ? null : chosen === 'me' ? actor.email : chosen.email
      const assigned = await assignTicket(desk, actor, { ...request, assignee })
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

/** One of the staff who handle tickets; for a tenant's own first level, one of theirs. */
async function askColleague(desk: Desk): Promise<{ email: string }> {
  const { store, actor, rules } = await beginning(desk)
  const staff = isStaff(actor)
    ? await listStaff(store.db)
    : await listFirstLevel(store.db, tenantIdsOf(actor.memberships), rules)
  const ask = await desk.ask()
  return ask.choose(
    desk.words.askColleague,
    staff.map((person) => ({ name: personText(person), value: { email: person.email } })),
  )
}

function shownName({ name, email }: Person): string {
  return safeText(name ?? email)
}
