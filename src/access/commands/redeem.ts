import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { grantView } from '../../people/grant-view'
import { loadAccessWords } from '../../words/catalogue'
import { typedCode } from '../access-code'
import { redeemCode } from '../redeem-code'

export const accessRedeem = defineVerb({
  declare: (command) =>
    command.argument('<tenant>').argument('[code...]').option('--ticket <number>').option('--reason <text>'),
  output: { one: grantView },
  async run(desk, tenant, given, flags) {
    const ticket = flags.ticket === undefined ? undefined : ticketNumber(flags.ticket)
    const reason = flags.reason === undefined ? undefined : checkLine('--reason', flags.reason)
    const code = typedCode(given.length > 0 ? given : [await askCode(desk)])
    const { actor, rules, settings, zone } = await beginning(desk)
    const letIn = await redeemCode(desk, actor, rules, settings, { tenant, code, ticket, reason })
    await printChange(desk, grantView, letIn.grant, async () => {
      const { letInScreen } = await import('../grant-screen')
      return letInScreen(await screenOf(desk, zone), await loadAccessWords(desk.language), letIn)
    })
  },
})

/** Asked for, the code stands in no shell's history. Without anybody to ask it is missing. */
async function askCode(desk: Desk): Promise<string> {
  if (!desk.canAsk) throw new DeskError('missing-argument', { argument: 'code', hashMark: false })
  const { askCode: question } = await loadAccessWords(desk.language)
  return (await desk.ask()).line(question)
}

function ticketNumber(typed: string): number {
  const [, digits] = /^#?(\d{1,9})$/.exec(typed.trim()) ?? []
  const number = Number(digits ?? 0)
  if (number === 0) throw new DeskError('wrong-number', { value: typed.slice(0, 40) })
  return number
}
