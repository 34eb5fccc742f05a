import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { checkLink } from '../link/link'
import { linkTicket } from '../link/link-ticket'
import { ticketView } from '../ticket-view'
import { checkNumber } from '../words'
import { changePrepared, withChangeFlags } from './change'

export const link = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number>').argument('[other]').option('--remove')),
  output: { one: ticketView },
  async run(desk, typed, other, flags) {
    if (other === undefined && !desk.canAsk)
      throw new DeskError('missing-argument', { argument: 'other', hashMark: false })
    const named = other === undefined ? undefined : linkMeant(other)
    const remove = flags.remove === true
    let target: number | string = ''
    await changePrepared(desk, typed, flags, {
      question: ({ askSeveral }, count) => (remove ? askSeveral.unlink(count) : askSeveral.link(count)),
      attempt:
        named === undefined
          ? (actor, request) => linkTicket(desk, actor, { ...request, to: anyPage, remove: false })
          : undefined,
      prepare: async ([number = 0], work: (to: number | string) => Promise<void>) => {
        target = named ?? (await askedTarget(desk, number, remove))
        await work(target)
      },
      deed: (actor, request, to) => linkTicket(desk, actor, { ...request, to, remove }),
      sentence: ({ words }, { ticket }) => {
        const shown = typeof target === 'number' ? `#${target}` : safeText(target)
        return [words.statuses[ticket.status], remove ? words.noLongerLinkedWith(shown) : words.linkedWith(shown)]
      },
    })
  },
})

/** Stands for what nobody has named yet, where a link is only tried. */
const anyPage = 'https://example.invalid'

/** Another ticket's number, or an address. Throws `wrong-number`, `wrong-value` or `text-too-long`. */
function linkMeant(typed: string): number | string {
  const word = typed.trim()
  if (/^#?\d+$/.test(word)) return Number(checkNumber(word))
  if (/^https?:/i.test(word)) return checkLink('link', word)
  throw new DeskError('wrong-value', { name: 'other', value: typed, allowed: ['1042', 'https://…'], suggestion: null })
}

async function askedTarget(desk: Desk, number: number, remove: boolean): Promise<number | string> {
  const { askLinkTarget, askUnlinkTarget } = await import('./ask-link')
  return linkMeant(await (remove ? askUnlinkTarget(desk, number) : askLinkTarget(desk, number, linkMeant)))
}
