import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { printOne } from '../../kit/output'
import { joinParts, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { mailAddress } from '../../people/mail-address'
import { personText } from '../../people/user-view'
import { readDetails } from '../details'
import { changeParticipants } from '../participant/change-participants'
import { ticketView } from '../ticket-view'
import { checkNumber, numberMeant } from '../words'
import { copySentence, lettingIn } from './cc-words'
import { changeAndShow, withChangeFlags } from './change'

export const cc = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number>').argument('[deed]').argument('[email...]')),
  output: { one: ticketView },
  async run(desk, typed, word, addresses, flags) {
    if (word === undefined) return printParticipants(desk, typed)
    const deed = checkChoice('deed', word, ['add', 'remove'])
    if (addresses.length === 0) throw new DeskError('missing-argument', { argument: 'email', hashMark: false })
    const emails = [...new Set(addresses.map(mailAddress))]
    await changeAndShow(desk, typed, flags, {
      question: ({ askSeveral }, count) => (deed === 'add' ? askSeveral.addCopy(count) : askSeveral.removeCopy(count)),
      deed: (actor, request) =>
        lettingIn(desk, (outsideIsMeant) =>
          changeParticipants(desk, actor, { ...request, deed, emails, outsideIsMeant }),
        ),
      sentence: (screen, details) => [
        screen.words.statuses[details.ticket.status],
        ...(deed === 'add' ? copySentence(screen, details, emails) : [screen.words.outOfCopy(emails.join(', '))]),
      ],
    })
  },
})

async function printParticipants(desk: Parameters<typeof beginning>[0], typed: string): Promise<void> {
  const checked = checkNumber(typed)
  const { store, actor, rules, zone } = await beginning(desk)
  const number = await numberMeant(desk, checked)
  const details = await readDetails(store.db, actor, rules, number, { now: desk.now(), history: false })
  await printOne(desk, ticketView, details, async () => {
    const screen = await screenOf(desk, zone)
    const { words } = screen
    const lines = [
      joinParts(screen, [personText(details.ticket.requester), words.fields.requester]),
      ...details.participants.map(({ person, status }) =>
        joinParts(screen, [personText(person), words.participantStatuses[status]]),
      ),
    ]
    return lines.join('\n')
  })
}
