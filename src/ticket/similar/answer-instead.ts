import type { Desk } from '../../desk'
import type { Channel } from '../../journal/entry'
import { channelOf } from '../../people/session'
import type { User } from '../../people/user'
import type { GivenFile } from '../attachment/given-files'
import { changeAsStep, speakerOf, type TicketChange } from '../change-ticket'
import { insertLink, isLinked } from '../link/link-store'
import { letIn } from '../participant/let-in'
import { writeReply } from '../steps'
import { edit, type Priority, priorities, type Ticket } from '../ticket'

/** What was to be a new ticket, as far as another one takes it. */
export interface TakenUp {
  /** All that was said, as an answer. */
  asAnswer?: string | undefined
  channel: Channel | undefined
  priority: Priority | undefined
  emergency: boolean
  /** What the new ticket would have been about. */
  category: string | null
  topic: string | null
  module: string | null
  cc?: readonly string[] | undefined
  outsideIsMeant?: boolean | undefined
  links?: readonly string[] | undefined
}

/**
 * Puts a request into a ticket that waits already, as a step of a deed: it is the asker's word, whoever typed it; they take
 * part from now on, what was urgent stays so, and what nobody had said of it yet is said now. Gives what that ticket has
 * otherwise, and keeps. Throws `not-allowed`, `participants-outside`.
 */
export async function answerInstead(
  desk: Desk,
  place: Pick<TicketChange, 'deed' | 'actor' | 'settings' | 'rules'>,
  number: number,
  asker: User,
  wanted: TakenUp,
  files: readonly GivenFile[],
): Promise<KeptOtherwise[]> {
  let otherwise: KeptOtherwise[] = []
  const { actor } = place
  const { id, email, name } = asker
  const { asAnswer = '', cc = [], outsideIsMeant = false, links = [] } = wanted
  const speaker = { author: { id, email, name }, channel: wanted.channel ?? channelOf(actor) }
  await changeAsStep(desk, place, number, speaker, async (change) => {
    speakerOf(change)
    const added = await letIn(desk, change, [email, ...cc], outsideIsMeant)
    if (added !== undefined) change.happened('ticket.edited', added)
    const told = id === actor.id ? {} : { requester: email, via: speaker.channel }
    await writeReply(change, 'requester-reply', asAnswer, files, told)
    otherwise = keptOtherwise(change.ticket, wanted)
    complete(change, wanted)
    await linkPages(change, links)
  })
  return otherwise
}

const facts = ['category', 'topic', 'module'] as const

/** A fact of a ticket that is not what the request said. */
export type KeptOtherwise = (typeof facts)[number]

function keptOtherwise(ticket: Ticket, wanted: TakenUp): KeptOtherwise[] {
  return facts.filter((fact) => wanted[fact] !== null && ticket[fact] !== null && ticket[fact] !== wanted[fact])
}

/** It is as urgent as the more urgent of both, and about what either says. */
function complete(change: TicketChange, { priority = 'low', emergency, topic, module }: TakenUp): void {
  const { ticket } = change
  const isHigher = priorities.indexOf(priority) > priorities.indexOf(ticket.priority)
  const completed = {
    priority: isHigher ? priority : ticket.priority,
    emergency: emergency || ticket.emergency,
    topic: ticket.topic ?? topic,
    module: ticket.module ?? module,
  }
  const moved = edit(ticket, completed)
  if (!moved.changed) return
  change.ticket = moved.ticket
  change.happened('ticket.edited')
}

async function linkPages(change: TicketChange, links: readonly string[]): Promise<void> {
  const { deed, actor, ticket } = change
  for (const url of links) {
    if (await isLinked(deed.tx, ticket.id, { url })) continue
    const link = { id: change.newId(), ticketId: ticket.id, kind: 'url' as const, target: { url } }
    await insertLink(deed.tx, { ...link, createdBy: actor.id, createdAt: deed.now })
    change.happened('ticket.linked', { changes: { link: { from: null, to: url } } })
  }
}
