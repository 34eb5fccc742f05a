export const outputFormats = ['table', 'json', 'ndjson', 'csv', 'tsv'] as const
export type OutputFormat = (typeof outputFormats)[number]

/** What the flags say that every command accepts (CLI.md, Conventions). Undefined: not given. */
export interface Globals {
  /** As typed: what it means is judged when it is used (`formatOf`). */
  output: string | undefined
  fields: readonly string[] | undefined
  database: string | undefined
  home: string | undefined
  tenant: string | undefined
  language: string | undefined
  prompts: boolean
  yes: boolean
  colour: boolean | undefined
  ascii: boolean
  quiet: boolean
  verbose: boolean
  debug: boolean
}

/** The global flags, as commander writes them; the table that `main.ts` declares on each command and help lists. */
export const globalFlags = [
  '-o, --output <format>',
  '--json',
  '--fields <names>',
  '--db <path>',
  '--home <folder>',
  '-t, --tenant <name>',
  '--lang <language>',
  '--no-input',
  '-y, --yes',
  '--no-color',
  '--ascii',
  '-q, --quiet',
  '-v, --verbose',
  '--debug',
] as const

/** The ones that take a value, to step over while looking for the command's words. */
const flagsWithValue = new Set(['-o', '--output', '--fields', '--db', '--home', '-t', '--tenant', '--lang'])

export function takesValue(flag: string): boolean {
  return flagsWithValue.has(flag)
}

/** Turns commander's option values into globals. `output` is the last of `-o` and `--json`, which commander cannot tell. */
export function readGlobals(options: Readonly<Record<string, unknown>>, output?: string): Globals {
  const fields = textOption(options.fields)
  return {
    output,
    fields: fields?.split(',').map((name) => name.trim()),
    database: textOption(options.db),
    home: textOption(options.home),
    tenant: textOption(options.tenant),
    language: textOption(options.lang),
    prompts: options.input !== false,
    yes: options.yes === true,
    colour: options.color === false ? false : undefined,
    ascii: options.ascii === true,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
    debug: options.debug === true,
  }
}

export const noGlobals: Globals = readGlobals({})

/**
 * A first look at the words for what must be known before they are parsed: how to say that they cannot be. It may be
 * fooled by a flag's value that looks like a flag, so nothing but the form of an error depends on it.
 */
export function glanceAtGlobals(
  words: readonly string[],
): Pick<Globals, 'output' | 'language' | 'debug' | 'ascii' | 'home' | 'database'> {
  const valueAfter = (...names: string[]): string | undefined => {
    const index = words.findIndex((word) => names.includes(word.split('=')[0] ?? ''))
    const word = words[index]
    if (word === undefined) return undefined
    return word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[index + 1]
  }
  const attached = words.find((word) => /^-o./.test(word))?.slice(2)
  const output = valueAfter('-o', '--output') ?? attached
  return {
    output: words.includes('--json') ? 'json' : output,
    language: valueAfter('--lang'),
    debug: words.includes('--debug'),
    ascii: words.includes('--ascii'),
    home: valueAfter('--home'),
    database: valueAfter('--db'),
  }
}

function textOption(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
