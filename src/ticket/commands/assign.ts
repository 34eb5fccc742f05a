import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { mailAddress } from '../../people/mail-address'
import { isStaff } from '../../people/permission'
import type { UserActor } from '../../people/session'
import { listFirstLevel, listStaff } from '../../people/staff-member'
import { listTeams } from '../../people/team-store'
import { type Person, tenantIdsOf } from '../../people/user'
import { personText } from '../../people/user-view'
import { assignTicket, type TicketAssigned } from '../assign-ticket'
import type { ChangeRequest } from '../change-ticket'
import { namesTickets } from '../number-list'
import { giveToTeam } from '../team/give-to-team'
import { knowsTeams } from '../team/ticket-team'
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
type Receiver = 'me' | 'nobody' | Chosen | 'asked'
type Chosen = { email: string } | { team: string }

/**
 * Where nobody is named, a terminal asks. What is no address is the name of a team. Throws `missing-argument` where nobody can
 * be asked, or `wrong-address`.
 */
function receiverNamed(desk: Desk, user: string | undefined): Receiver {
  if (user !== undefined) return user.includes('@') ? { email: mailAddress(user) } : { team: user }
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
  const done = new Map<number, TicketAssigned>()
  await changePrepared(desk, typed, flags, {
    question: ({ askSeveral }, count) => {
      if (receiver === 'me') return askSeveral.take(count)
      if (receiver === 'nobody') return askSeveral.giveToNobody(count)
      if (receiver === 'asked') return askSeveral.giveAway(count)
      return askSeveral.give(count, 'team' in receiver ? receiver.team : receiver.email)
    },
    // To be tried out it must be known who gets it.
    attempt:
      receiver === 'asked' && flags.dryRun !== true
        ? (actor, request) => assignTicket(desk, actor, { ...request, assignee: actor.email })
        : undefined,
    prepare: async (_, work: (chosen: Exclude<Receiver, 'asked'>) => Promise<void>) =>
      work(receiver === 'asked' ? await askReceiver(desk) : receiver),
    deed: async (actor, request, chosen) => {
      const assigned = await giveNow(desk, actor, request, chosen)
      done.set(request.number, assigned)
      return assigned
    },
    sentence: ({ words }, { ticket }, { ifAny }) => {
      const { from = null, team } = done.get(ticket.number) ?? {}
      const assignee = ticket.assignee === null ? undefined : shownName(ticket.assignee)
      return [
        words.statuses[ticket.status],
        team === undefined ? words.assignedTo(assignee) : words.givenToTeam(team),
        ...(from === null ? [] : [words.takenFrom(shownName(from))]),
        ...ifAny,
        words.takeBack,
      ]
    },
  })
}

async function giveNow(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest,
  chosen: Exclude<Receiver, 'asked'>,
): Promise<TicketAssigned> {
  if (typeof chosen === 'object' && 'team' in chosen) return giveToTeam(desk, actor, { ...request, team: chosen.team })
  const assignee = chosen === 'nobody' ? null : chosen === 'me' ? actor.email : chosen.email
  return assignTicket(desk, actor, { ...request, assignee })
}

/** One of the staff who handle tickets, or a team; for a tenant's own first level, one of theirs. */
async function askReceiver(desk: Desk): Promise<Chosen> {
  const { store, actor, rules } = await beginning(desk)
  const teams = knowsTeams(actor, rules) ? await listTeams(store.db) : []
  const staff = isStaff(actor)
    ? await listStaff(store.db)
    : await listFirstLevel(store.db, tenantIdsOf(actor.memberships), rules)
  const ask = await desk.ask()
  const people = staff.map((person) => ({ name: personText(person), value: { email: person.email } }))
  const toTeams = teams
    .filter(({ members }) => members.length > 0)
    .map(({ name }) => ({ name: desk.words.teamNamed(name), value: { team: name } }))
  return ask.choose<Chosen>(desk.words.askColleague, [...people, ...toTeams])
}

function shownName({ name, email }: Person): string {
  return safeText(name ?? email)
}
