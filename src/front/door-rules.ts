import type { Command } from 'commander'
import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { currentActor } from '../people/session'

/*
 * What holds for every command that came through the ssh door, whatever it is: whoever comes this way works under the
 * account of somebody else, so their words must reach nothing of that account but the desk itself.
 */

/**
 * Commands that make no sense through the door: what they do is the account's (its credentials file, its desk, its jobs),
 * and whoever may do that has the account itself.
 */
const ofTheAccount = ['ssh', 'init', 'demo', 'login', 'logout', 'activate', 'db', 'cron', 'mail', 'key']

/** Throws `not-over-ssh`. */
export function refuseCommand(path: string): void {
  const [noun = ''] = path.split(' ')
  if (ofTheAccount.includes(noun)) throw new DeskError('not-over-ssh', { name: `helpdesk ${path}` })
}

/**
 * Refuses every file that the words name: a word declared as `<path>` may only be `-`, and another desk cannot be named.
 * Throws `not-over-ssh`, `path-over-ssh`; neither repeats what was named.
 */
export function refuseFiles(command: Command): void {
  for (const flag of ['--db', '--home']) {
    const option = command.options.find(({ long }) => long === flag)
    if (option !== undefined && command.getOptionValue(option.attributeName()) !== undefined) {
      throw new DeskError('not-over-ssh', { name: flag })
    }
  }
  const flags = command.options
    .filter(({ flags: declared }) => /[<[]path(\.\.\.)?[>\]]/.test(declared))
    .map((option) => [option.long ?? option.flags, command.getOptionValue(option.attributeName())] as const)
  const words = command.registeredArguments.flatMap((argument, index) =>
    argument.name() === 'path' ? [['PATH', command.processedArgs[index]] as const] : [],
  )
  for (const [name, value] of [...flags, ...words]) {
    if ([value].flat().some((given) => given !== undefined && given !== '-'))
      throw new DeskError('path-over-ssh', { name })
  }
}

/** Nobody gets further than here whose key lets them in nowhere, not even to a help page. Throws `ssh-key-refused`. */
export async function admit(desk: Desk): Promise<void> {
  await currentActor(desk)
}
