import type { JsonSchema } from '../kit/json'
import { listOf, objectOf, orNull } from '../kit/json'
import { escapeJson } from '../kit/text/safe-text'
import { defineVerb, type Noun, type Verb } from '../kit/verb'
import type { Output } from '../kit/view'

type Find = (words: readonly string[]) => Promise<{ verb: Verb | undefined; path: string }>

/** Prints the JSON Schema of what a command prints with `--json`, so that a script can rely on it. */
export function schemaWith(find: Find): Noun {
  return {
    verb: defineVerb({
      declare: (command) => command.argument('<command...>'),
      output: { text: true },
      async run(desk, words) {
        desk.judge()
        const { verb, path } = await find(words)
        const schema = verb === undefined ? undefined : schemaOf(verb.output, path)
        desk.stdout.write(`${escapeJson(JSON.stringify(schema ?? {}, null, 2))}\n`)
      },
    }),
  }
}

/** The schema of a command's JSON; an empty one where it prints text. */
export function schemaOf(output: Output, title: string): JsonSchema & { $schema: string; title: string } {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: `helpdesk ${title}`, ...bodyOf(output) }
}

function bodyOf(output: Output): JsonSchema {
  if ('text' in output) return {}
  if ('one' in output) {
    const one = objectOf(output.one.fields)
    return output.orNone === true ? orNull(one) : one
  }
  return listOf(objectOf(output.many.fields))
}
