import type { Desk } from '../../desk'
import { screenOf } from '../../kit/screen'
import { shortenText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'

/** What is offered first, and how something else is asked for. */
interface OtherTicket {
  question: string
  offered: readonly { number: number; subject: string }[]
  /** The choice that is none of them. */
  another: string
  /** Asks for that. */
  askAnother: string
  /** What is wrong with what was typed, or undefined. */
  check: (typed: string) => string | undefined
}

/** The value of the choice that is none of them. */
const none = ''

/** What stands before a choice and after it. */
const besidesChoice = 4

/** Which other ticket is meant: one of those that are likely, or what somebody types; as typed. */
export async function askOther(desk: Desk, other: OtherTicket): Promise<string> {
  const { question, offered, another, askAnother, check } = other
  const ask = await desk.ask()
  if (offered.length === 0) return ask.line(askAnother, { check })
  const { columns, measure, symbols } = await screenOf(
    desk,
    'UTC',
    offered.map(({ subject }) => subject),
  )
  const chosen = await ask.choose(question, [
    ...offered.map(({ number, subject }) => {
      const name = `#${number} ${safeText(subject)}`
      return { name: shortenText(name, columns - besidesChoice, measure, symbols.ellipsis), value: String(number) }
    }),
    { name: another, value: none },
  ])
  return chosen === none ? ask.line(askAnother, { check }) : chosen
}
