import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../desk'
import type { Output } from './view'

/**
 * One verb of the command line: its words, what it prints for machines, and what it does. Texts are not declared here:
 * they stand in the help catalogue under the verb's words and are loaded only when help is asked for.
 */
export interface Verb {
  declare(command: Command): void
  readonly output: Output
  run(desk: Desk, words: readonly unknown[], options: OptionValues): Promise<void>
}

/** Ties `run` to what `declare` declares: words and options arrive with the types that commander infers for them. */
export function defineVerb<Words extends unknown[], Options extends OptionValues>(verb: {
  declare(command: Command): Command<Words, Options>
  output: Output
  run(desk: Desk, ...words: [...Words, Options]): Promise<void>
}): Verb {
  return {
    declare: (command) => void verb.declare(command),
    output: verb.output,
    run: async (desk, words, options) => verb.run(desk, ...([...words, options] as [...Words, Options])),
  }
}

/** A noun: either a list of verbs, or a verb of its own (`whoami`). Everything is loaded when its words are typed. */
export type Noun = { verbs: Readonly<Record<string, () => Promise<Verb>>> } | { verb: Verb }

/** Collects a flag that may be given several times. */
export function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value]
}
