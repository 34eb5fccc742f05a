import type { Command } from 'commander'
import type { Desk, World } from '../desk'
import { DeskError } from '../kit/errors'
import { globalFlags } from '../kit/globals'
import { printText } from '../kit/output'
import { type Screen, screenOf } from '../kit/screen'
import { closestOf } from '../kit/suggestion'
import { padText, wrapText } from '../kit/text/fit-text'
import type { Noun, Verb } from '../kit/verb'
import { loadHelp } from '../words/catalogue'
import type { HelpCatalogue, VerbHelp } from '../words/help'
import type { ExitCode } from '../words/troubles'
import { programVersion } from './program-version'

/** What the help pages need of the command line itself. */
export interface CommandLine {
  nouns: Readonly<Record<string, () => Promise<Noun>>>
  declared(verb: Verb): Command
  run(words: readonly string[], world: World): Promise<ExitCode>
}

/** Verbs of the first page, in the order of a working day. */
const shortVerbs = [
  'open',
  'list',
  'next',
  'triage',
  'show',
  'reply',
  'note',
  'take',
  'give',
  'hold',
  'escalate',
  'solve',
  'undo',
  'reopen',
  'search',
]

export function version(desk: Desk): ExitCode {
  desk.stdout.write(`helpdesk ${programVersion}\n`)
  return 0
}

/** The help page of a path: nothing, a noun, or a verb. Throws `unknown-command`. */
export async function help(desk: Desk, path: string, line: CommandLine): Promise<ExitCode> {
  const catalogue = await loadHelp(desk.language)
  const screen = await screenOf(desk, 'UTC')
  printText(desk, (await pageFor(screen, catalogue, path, line)).join('\n'))
  return 0
}

async function pageFor(screen: Screen, catalogue: HelpCatalogue, path: string, line: CommandLine): Promise<string[]> {
  if (path === '') return firstPage(screen, catalogue, line)
  if (path === 'flags') return section(screen, catalogue.globalFlagsTitle, globalFlagRows(catalogue))
  const [first = '', ...further] = path.split(' ')
  const load = Object.hasOwn(line.nouns, first) ? line.nouns[first] : undefined
  if (load === undefined) return ticketVerbPage(screen, catalogue, first, line)
  return pageIn(screen, catalogue, line, await load(), first, further)
}

/** The page of what the words name below a noun; words after a verb are its own and name nothing. */
async function pageIn(
  screen: Screen,
  catalogue: HelpCatalogue,
  line: CommandLine,
  entry: Noun | Verb,
  path: string,
  [next, ...further]: readonly string[],
): Promise<string[]> {
  if ('verb' in entry) return verbPage(screen, catalogue, path, line.declared(entry.verb))
  if ('declare' in entry) return verbPage(screen, catalogue, path, line.declared(entry))
  if (next === undefined) return nounPage(screen, catalogue, path, entry.verbs)
  const load = Object.hasOwn(entry.verbs, next) ? entry.verbs[next] : undefined
  if (load === undefined) {
    const known = Object.keys(entry.verbs).map((name) => `${path} ${name}`)
    throw unknown(`${path} ${next}`, known)
  }
  return pageIn(screen, catalogue, line, await load(), `${path} ${next}`, further)
}

async function ticketVerbPage(
  screen: Screen,
  catalogue: HelpCatalogue,
  name: string,
  line: CommandLine,
): Promise<string[]> {
  const ticket = await line.nouns.ticket?.()
  const verbs = ticket !== undefined && 'verbs' in ticket ? ticket.verbs : {}
  const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (load === undefined) throw unknown(name, [...Object.keys(verbs), ...Object.keys(line.nouns)])
  return pageIn(screen, catalogue, line, await load(), `ticket ${name}`, [])
}

async function firstPage(screen: Screen, catalogue: HelpCatalogue, line: CommandLine): Promise<string[]> {
  const verbs = shortVerbs.map((name) => [name, catalogue.verbs[`ticket ${name}`]?.summary ?? ''] as const)
  const nouns = Object.keys(line.nouns).join('  ')
  return [
    ...wrapText(catalogue.tagline, screen.columns, screen.measure),
    '',
    `${screen.paint.bold(catalogue.usage)}  helpdesk ${catalogue.nounAndVerb}`,
    '',
    ...section(screen, catalogue.shortVerbsTitle, verbs),
    '',
    screen.paint.bold(catalogue.nounsTitle),
    ...wrapText(`  ${nouns}`, screen.columns, screen.measure),
    '',
    ...dimLines(screen, catalogue.moreHelp),
  ]
}

function nounPage(
  screen: Screen,
  catalogue: HelpCatalogue,
  noun: string,
  verbs: Readonly<Record<string, unknown>>,
): string[] {
  const summaryOf = (path: string): string => catalogue.verbs[path]?.summary ?? catalogue.nouns[path] ?? ''
  const rows = Object.keys(verbs).map((name) => [name, summaryOf(`${noun} ${name}`)] as const)
  return [
    ...wrapText(catalogue.nouns[noun] ?? '', screen.columns, screen.measure),
    '',
    `${screen.paint.bold(catalogue.usage)}  helpdesk ${noun} ${catalogue.verb}`,
    '',
    ...section(screen, catalogue.commandsTitle, rows),
    '',
    ...dimLines(screen, catalogue.moreGlobalFlags),
  ]
}

function verbPage(screen: Screen, catalogue: HelpCatalogue, path: string, command: Command): string[] {
  const page: VerbHelp = catalogue.verbs[path] ?? { summary: '' }
  const named = (name: string): string => catalogue.placeholders[name] ?? name
  const words = command.registeredArguments.map((argument) => {
    const name = `${named(argument.name())}${argument.variadic ? '...' : ''}`
    return argument.required ? `<${name}>` : `[${name}]`
  })
  const own = command.options.filter(({ long }) => long !== '--help' && !((long ?? '') in catalogue.globalFlags))
  const flags = own.map((option) => [flagText(catalogue, option.flags), page.flags?.[option.long ?? ''] ?? ''] as const)
  const texts = command.registeredArguments.map(
    (argument) => [named(argument.name()), page.arguments?.[argument.name()] ?? ''] as const,
  )
  const usage = ['helpdesk', path.replace(/^ticket /, ''), ...words, ...(own.length === 0 ? [] : [catalogue.flags])]
  return [
    ...wrapText(page.summary, screen.columns, screen.measure),
    ...(page.description === undefined ? [] : ['', ...wrapText(page.description, screen.columns, screen.measure)]),
    '',
    ...wrapText(`${catalogue.usage}  ${usage.join(' ')}`, screen.columns, screen.measure).map((line, index) =>
      index === 0 ? line.replace(catalogue.usage, screen.paint.bold(catalogue.usage)) : line,
    ),
    ...(texts.length === 0 ? [] : ['', ...section(screen, catalogue.argumentsTitle, texts)]),
    ...(flags.length === 0 ? [] : ['', ...section(screen, catalogue.flagsTitle, flags)]),
    ...exampleLines(screen, catalogue, page),
    '',
    ...dimLines(screen, catalogue.moreGlobalFlags),
  ]
}

/** Examples stay whole however narrow the window is, so that they can be copied. */
function exampleLines(screen: Screen, catalogue: HelpCatalogue, { examples = [] }: VerbHelp): string[] {
  if (examples.length === 0) return []
  const lines = examples.flatMap(([example, meaning]) => [
    `  ${example}`,
    ...wrapText(`      ${meaning}`, screen.columns, screen.measure).map((line) => screen.paint.dim(line)),
  ])
  return ['', screen.paint.bold(catalogue.examplesTitle), ...lines]
}

/** `-m, --message <text>` with the placeholder in the language of the page. */
function flagText(catalogue: HelpCatalogue, flags: string): string {
  return flags.replace(/<([^>]+)>/, (_, name: string) => `<${catalogue.placeholders[name] ?? name}>`)
}

function globalFlagRows(catalogue: HelpCatalogue): (readonly [string, string])[] {
  return globalFlags.map((flags) => {
    const long = /--[a-z-]+/.exec(flags)?.[0] ?? flags
    return [flagText(catalogue, flags), catalogue.globalFlags[long] ?? ''] as const
  })
}

function dimLines(screen: Screen, text: string): string[] {
  return wrapText(text, screen.columns, screen.measure).map((line) => screen.paint.dim(line))
}

/** A title and rows of two columns; the second one wraps below itself, or below the first where the window is narrow. */
function section(screen: Screen, title: string, rows: readonly (readonly [string, string])[]): string[] {
  const { columns, measure } = screen
  const width = Math.max(...rows.map(([name]) => measure(name))) + 2
  const room = columns - width - 2
  const lines = rows.flatMap(([name, meaning]) => {
    if (room < 20) return [`  ${name}`, ...wrapText(`      ${meaning}`, columns, measure)]
    return wrapText(meaning, room, measure).map((part, index) =>
      `  ${padText(index === 0 ? name : '', width, measure)}${part}`.trimEnd(),
    )
  })
  return [screen.paint.bold(title), ...lines]
}

function unknown(command: string, known: readonly string[]): DeskError {
  const nearest = closestOf(command, known)
  return new DeskError('unknown-command', { command, suggestions: nearest === null ? [] : [nearest] })
}
