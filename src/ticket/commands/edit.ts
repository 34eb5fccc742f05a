import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import { checkLine, withoutNul } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { mailAddress } from '../../people/mail-address'
import type { GivenFile } from '../attachment/given-files'
import { editTicket } from '../edit-ticket'
import { ticketsNamed } from '../number-list'
import { checkSubject, priorities } from '../ticket'
import { ticketView } from '../ticket-view'
import { checkAttachFlags, filesNamed, withAttachedFiles } from './attached-files'
import { changePrepared, withChangeFlags } from './change'
import { checkReportUsage, type ReportFlags, reportFromFlags, saysAnything, withReportFlags } from './report-flags'
import { checkNumberUsage } from './typed-numbers'

export const edit = defineVerb({
  declare: (command) =>
    withReportFlags(
      withChangeFlags(
        command
          .argument('<number...>')
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
    )
      .option('--no-affected-user')
      .option('--no-where')
      .option('--no-device')
      .option('--no-browser')
      .option('--no-customer-device')
      .option('--no-customer-browser')
      .option('--no-occurred')
      .option('--no-console')
      .option('--no-document')
      .option('--no-document-clean')
      .option('--attach-name <name>')
      .option('--no-tried'),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    const documents = typeof flags.document === 'string' ? [flags.document] : []
    checkReportUsage(flags)
    checkNumberUsage(desk, typed, { ...flags, file: flags.consoleFile, attach: documents })
    checkAttachFlags(desk, flags)
    const sources = filesNamed(flags)
    const wrong = new WrongValues()
    const { report, unreadable } = await editedReport(desk, flags, wrong)
    const wanted = { ...wordsFrom(flags, wrong), report }
    const saysNothing = Object.values(wanted).every((value) => value === undefined) && sources.length === 0
    if (saysNothing && unreadable === undefined && !wrong.any) {
      const editable = ['--subject', '--category', '--topic', '--module', '--priority', '--emergency', '--requester']
      throw new DeskError('nothing-to-change', { flags: [...editable, '--browser', '--occurred-at', '…'] })
    }
    ticketsNamed(typed)
    wrong.refuse()
    const lead = new Map<number, readonly string[]>()
    await changePrepared(desk, typed, flags, {
      question: ({ askSeveral }, count) => askSeveral.edit(count),
      prepare: async ([first = 0], work: (files: readonly GivenFile[]) => Promise<void>) => {
        if (unreadable !== undefined) throw unreadable
        await withAttachedFiles(desk, sources, { command: 'edit', number: first, given: undefined }, work)
      },
      deed: async (actor, request, files) => {
        const edited = await editTicket(desk, actor, { ...request, ...wanted }, files)
        if (typeof wanted.topic === 'string') {
          lead.set(request.number, await (await import('./lead-words')).leadAfter(desk, request.number))
        }
        return edited
      },
      sentence: ({ words }, { ticket }) => {
        const facts = [ticket.tenant.name, ticket.requester.email].map((fact) => safeText(fact))
        return [
          words.statuses[ticket.status],
          ...facts,
          words.priorities[ticket.priority],
          ...(lead.get(ticket.number) ?? []),
        ]
      },
    })
  },
})

async function editedReport(desk: Desk, flags: ReportFlags, wrong: WrongValues) {
  const { words, unreadable } = await reportFromFlags(desk, flags, wrong)
  return { report: saysAnything(words) ? words : undefined, unreadable }
}

interface EditFlags {
  subject?: string | undefined
  category?: string | undefined
  topic?: string | boolean | undefined
  module?: string | boolean | undefined
  priority?: string | undefined
  emergency?: boolean | undefined
  requester?: string | undefined
}

/** What the words say, each value judged by itself. */
function wordsFrom(flags: EditFlags, wrong: WrongValues) {
  const { subject, category, topic, module, priority, emergency, requester } = flags
  const judge = <T>(typed: string | undefined, read: (typed: string) => T): T | undefined =>
    typed === undefined ? undefined : wrong.judge(() => read(typed))
  return {
    subject: judge(subject, (text) => checkSubject(withoutNul(text, '--subject'))),
    category,
    topic: topic === false ? null : typeof topic === 'string' ? topic : undefined,
    module:
      module === false ? null : judge(module === true ? undefined : module, (text) => checkLine('--module', text)),
    priority: judge(priority, (text) => checkChoice('--priority', text, priorities)),
    emergency,
    requester: judge(requester, mailAddress),
  }
}
