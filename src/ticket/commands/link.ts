import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { checkLink } from '../link'
import { linkTicket } from '../link-ticket'
import { ticketView } from '../ticket-view'
import { checkNumber } from '../words'
import { changeAndShow, withChangeFlags } from './change'

export const link = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number>').argument('<other>').option('--remove')),
  output: { one: ticketView },
  async run(desk, typed, other, flags) {
    const to = /^#?\d+$/.test(other) ? Number(checkNumber(other)) : checkLink('link', other)
    const remove = flags.remove === true
    await changeAndShow(
      desk,
      typed,
      flags,
      (actor, request) => linkTicket(desk, actor, { ...request, to, remove }),
      (screen, { ticket }) => {
        const target = typeof to === 'number' ? `#${to}` : safeText(to)
        const { linkedWith, noLongerLinkedWith, statuses } = screen.words
        return [statuses[ticket.status], remove ? noLongerLinkedWith(target) : linkedWith(target)]
      },
    )
  },
})
