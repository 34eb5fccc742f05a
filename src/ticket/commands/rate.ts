import type { Desk } from '../../desk'
import { keepingDraft } from '../../kit/draft'
import { DeskError } from '../../kit/errors'
import { defineVerb } from '../../kit/verb'
import { rateTicket } from '../rate-ticket'
import { checkScore, highestScore, lowestScore, type Rating } from '../rating'
import { checkText } from '../ticket'
import { ticketView } from '../ticket-view'
import { changePrepared, withChangeFlags } from './change'

export const rate = defineVerb({
  declare: (command) =>
    withChangeFlags(command.argument('<number>').option('--score <score>').option('--comment <text>')),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    if (flags.score === undefined && !desk.canAsk) throw new DeskError('missing-flag', { flag: '--score' })
    const typedScore = flags.score === undefined ? undefined : checkScore(flags.score)
    const typedComment = flags.comment === undefined ? undefined : checkText(flags.comment, '--comment')
    let rated = typedScore
    await changePrepared(desk, typed, flags, {
      question: ({ askSeveral }, count) => askSeveral.rate(count),
      attempt:
        typedScore === undefined
          ? (actor, request) => rateTicket(desk, actor, { ...request, score: highestScore, comment: null })
          : undefined,
      prepare: async (_, work: (rating: Pick<Rating, 'score' | 'comment'>) => Promise<void>) => {
        const score = typedScore ?? (await askScore(desk))
        const asks = typedScore === undefined && typedComment === undefined
        rated = score
        await work({ score, comment: typedComment ?? (asks ? await askComment(desk) : null) })
      },
      deed: (actor, request, { score, comment }) => {
        const again = `rate ${request.number} --score ${score} --comment …`
        const draft = { command: 'rate', ticket: request.number, subject: null, text: comment, again }
        return keepingDraft(desk, draft, () => rateTicket(desk, actor, { ...request, score, comment }))
      },
      sentence: ({ words }, { ticket }, mailed) => [
        words.statuses[ticket.status],
        ...(rated === undefined ? [] : [words.rated(rated)]),
        ...mailed.parts,
      ],
    })
  },
})

async function askScore(desk: Desk): Promise<number> {
  const ask = await desk.ask()
  const { bad, good } = desk.words
  const meaning: Readonly<Record<number, string>> = { [lowestScore]: ` (${bad})`, [highestScore]: ` (${good})` }
  const choices = [5, 4, 3, 2, 1].map((score) => ({ name: `${score}${meaning[score] ?? ''}`, value: score }))
  return ask.choose(desk.words.askScore, choices)
}

async function askComment(desk: Desk): Promise<string | null> {
  const ask = await desk.ask()
  const said = await ask.line(desk.words.askRatingComment)
  return said.trim() === '' ? null : checkText(said, '--comment')
}
