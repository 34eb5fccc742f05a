import { existsSync } from 'node:fs'
import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { printText } from '../kit/output'
import { formatOf, isForPeople, tell } from '../kit/output-format'
import type { ExitCode } from '../words/troubles'
import type { CommandLine } from './help'

/**
 * `helpdesk` alone: where there is no desk the first thing to do is to make one; whoever sits at a terminal sees what there
 * is to do; everybody else, and whoever is not logged in, the first help page.
 */
export async function greet(desk: Desk, line: CommandLine): Promise<ExitCode> {
  refuseMachines(desk)
  if (!existsSync(desk.places.database)) return offerDesk(desk, line)
  if (!desk.stdout.isTerminal || !isForPeople(desk)) return firstHelp(desk, line)
  try {
    const { printDashboard } = await import('./dashboard')
    await printDashboard(desk)
    return 0
  } catch (error) {
    // Nothing was asked for, so nothing is refused: it is said why there is no more to see.
    if (!(error instanceof DeskError)) throw error
    await firstHelp(desk, line)
    const { sentencesOf } = await import('../kit/report')
    const { message, hint } = await sentencesOf(error, desk.language)
    tell(desk, hint === undefined ? `\n${message}` : `\n${message}\n${hint}`)
    return 0
  }
}

/** Neither dashboard nor help are anything for machines. Throws `command-needed` where a format for them was asked for. */
function refuseMachines(desk: Desk): void {
  const format = formatOf(desk)
  if (desk.globals.output !== undefined && format !== 'table') throw new DeskError('command-needed', { format })
}

async function offerDesk(desk: Desk, line: CommandLine): Promise<ExitCode> {
  if (desk.canAsk) {
    const ask = await desk.ask()
    if (await ask.confirm(desk.words.offerDesk(desk.places.title), true)) return line.run(['init'], desk.world)
    return 0
  }
  await firstHelp(desk, line)
  printText(desk, `\n${desk.words.noDeskYet}`)
  return 0
}

async function firstHelp(desk: Desk, line: CommandLine): Promise<ExitCode> {
  const { help } = await import('./help')
  return help(desk, '', line)
}
