import type { Desk } from '../../desk'
import { instantFrom } from '../../hours/typed-instant'
import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { formatLocal } from '../../kit/time/format-local'
import { defineVerb } from '../../kit/verb'
import { type HoldRequest, holdTicket, releaseTicket } from '../hold-ticket'
import { holdReasons } from '../ticket'
import { ticketView } from '../ticket-view'
import { changePrepared, withChangeFlags } from './change'

export const hold = defineVerb({
  declare: (command) =>
    withChangeFlags(command.argument('<number...>').option('--until <time>').option('--for <whom>').option('--none')),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    const { until, none } = flags
    if (none === true && until !== undefined) throw new DeskError('conflicting-flags', { flags: ['--until', '--none'] })
    if (none === true && flags.for !== undefined)
      throw new DeskError('conflicting-flags', { flags: ['--for', '--none'] })
    const asks = none !== true && until === undefined
    if (asks && !desk.canAsk) throw new DeskError('missing-flag', { flag: '--until' })
    const reason = flags.for === undefined ? null : checkChoice('--for', flags.for, holdReasons)
    // Judged before the desk is opened, as far as that goes; what day it is there is known only then.
    if (until !== undefined) await refusePast(desk, until)
    await changePrepared(desk, typed, flags, {
      question: ({ askSeveral }, count) => (none === true ? askSeveral.release(count) : askSeveral.hold(count)),
      attempt: asks
        ? (actor, request) => holdTicket(desk, actor, { ...request, until: anyTime, for: reason })
        : undefined,
      prepare: async (_, work: (wanted: Wanted | null) => Promise<void>) => {
        if (none === true) return work(null)
        if (until !== undefined) return work({ until, for: reason })
        const { askHold } = await import('./ask-hold')
        return work(await askHold(desk, flags.for === undefined ? undefined : reason))
      },
      deed: (actor, request, wanted) =>
        wanted === null ? releaseTicket(desk, actor, request) : holdTicket(desk, actor, { ...request, ...wanted }),
      sentence: ({ words, zone, language, now }, { ticket }) => [
        words.statuses[ticket.status],
        ...(ticket.held === null
          ? [words.inQueue]
          : [words.heldUntil(formatLocal(ticket.held.until, zone, language, 'day', now), ticket.held.for)]),
      ],
    })
  },
})

type Wanted = Pick<HoldRequest, 'until' | 'for'>

/** Stands for a time that nobody has named yet, where a hold is only tried. */
const anyTime = 'in 1d'

/** No zone is further behind UTC. */
const farthestZone = 12 * 60 * 60 * 1000

async function refusePast(desk: Desk, until: string): Promise<void> {
  const instant = await instantFrom(desk, until, 'UTC')
  if (instant.getTime() + farthestZone > desk.now().getTime()) return
  throw new DeskError('wrong-time', { value: until, reason: 'past' })
}
