import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import { checkLine, withoutNul } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { mailAddress } from '../../people/mail-address'
import { editTicket } from '../edit-ticket'
import { checkSubject, priorities } from '../ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, withChangeFlags } from './change'

export const edit = defineVerb({
  declare: (command) =>
    withChangeFlags(
      command
        .argument('<number>')
        .option('--subject <text>')
        .option('-c, --category <category>')
        .option('--topic <topic>')
        .option('--no-topic')
        .option('--module <name>')
        .option('--no-module')
        .option('--priority <priority>')
        .option('--emergency')
        .option('--no-emergency')
        .option('--requester <email>'),
    ),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    const { subject, category, topic, module, priority, emergency, requester } = flags
    const wanted = {
      subject: subject === undefined ? undefined : checkSubject(withoutNul(subject, '--subject')),
      category,
      topic: topic === false ? null : typeof topic === 'string' ? topic : undefined,
      module: module === false ? null : typeof module === 'string' ? checkLine('--module', module) : undefined,
      priority: priority === undefined ? undefined : checkChoice('--priority', priority, priorities),
      emergency,
      requester: requester === undefined ? undefined : mailAddress(requester),
    }
    if (Object.values(wanted).every((value) => value === undefined)) {
      const editable = ['--subject', '--category', '--topic', '--module', '--priority', '--emergency', '--requester']
      throw new DeskError('nothing-to-change', { flags: editable })
    }
    await changeAndShow(
      desk,
      typed,
      flags,
      (actor, request) => editTicket(desk, actor, { ...request, ...wanted }),
      ({ words }, { ticket }) => {
        const facts = [ticket.subject, ticket.tenant.name, ticket.requester.email].map((fact) => safeText(fact))
        return [words.statuses[ticket.status], ...facts, words.priorities[ticket.priority]]
      },
    )
  },
})
