import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../desk'
import type { ExitCode } from '../words/troubles'
import type { Output } from './view'

/**
 * One verb of the command line: its words, what it prints for machines, and what it does. Texts are not declared here:
 * they stand in the help catalogue under the verb's words and are loaded only when help is asked for.
 */
export interface Verb {
  declare(command: Command): void
  readonly output: Output
  /** What gives a number ends with it as its exit code: a report of something broken is printed, and no error. */
  run(desk: Desk, words: readonly unknown[], options: OptionValues): Promise<void> | Promise<ExitCode>
}

/** Ties `run` to what `declare` declares: words and options arrive with the types that commander infers for them. */
export function defineVerb<Words extends unknown[], Options extends OptionValues>(verb: {
  declare(command: Command): Command<Words, Options>
  output: Output
  run(desk: Desk, ...words: [...Words, Options]): Promise<void> | Promise<ExitCode>
}): Verb {
  return {
    declare: (command) => void verb.declare(command),
    output: verb.output,
    run: (desk, words, options) => verb.run(desk, ...([...words, options] as [...Words, Options])),
  }
}

/** Verbs by name, each loaded when its words are typed; among them may be a noun again (`user key add`). */
export interface Verbs {
  verbs: Readonly<Record<string, () => Promise<Verb | Verbs>>>
}

/** A noun: either a list of verbs, or a verb of its own (`whoami`). */
export type Noun = Verbs | { verb: Verb }

/** Every verb below these nouns, by its words: `ticket open`, `whoami`, `user key add`. Loads them all. */
export async function allVerbs(
  nouns: Readonly<Record<string, () => Promise<Noun | Verb>>>,
  above = '',
): Promise<ReadonlyMap<string, Verb>> {
  const found = new Map<string, Verb>()
  for (const [name, load] of Object.entries(nouns)) {
    const entry = await load()
    const path = `${above}${name}`
    if ('verb' in entry) found.set(path, entry.verb)
    else if ('verbs' in entry)
      for (const [words, verb] of await allVerbs(entry.verbs, `${path} `)) found.set(words, verb)
    else found.set(path, entry)
  }
  return found
}

/** Collects a flag that may be given several times. */
export function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value]
}
