import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Desk, World } from '../desk'
import { DeskError } from '../kit/errors'
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
const shortVerbs = ['open', 'list', 'show', 'reply', 'note', 'take', 'give', 'solve', 'reopen']

export function version(desk: Desk): ExitCode {
  desk.stdout.write(`helpdesk ${programVersion}\n`)
  return 0
}

/** The help page of a path: nothing, a noun, or a verb. Throws `unknown-command`. */
export async function help(desk: Desk, path: string, words: readonly string[], line: CommandLine): Promise<ExitCode> {
  if (words.length === 0 && !existsSync(desk.places.database)) return offerDesk(desk, line)
  const catalogue = await loadHelp(desk.language)
  const screen = await screenOf(desk, 'UTC')
  desk.stdout.write(`${(await pageFor(screen, catalogue, path, line)).join('\n')}\n`)
  return 0
}

/** `helpdesk` where there is no desk yet: the first thing to do is to make one. */
async function offerDesk(desk: Desk, line: CommandLine): Promise<ExitCode> {
  if (desk.canAsk) {
    const ask = await desk.ask()
    if (await ask.confirm(desk.words.offerDesk(desk.places.title), true)) return line.run(['init'], desk.world)
    return 0
  }
  const catalogue = await loadHelp(desk.language)
  const screen = await screenOf(desk, 'UTC')
  const page = await firstPage(screen, catalogue, line)
  desk.stdout.write(`${[...page, '', desk.words.noDeskYet].join('\n')}\n`)
  return 0
}

async function pageFor(screen: Screen, catalogue: HelpCatalogue, path: string, line: CommandLine): Promise<string[]> {
  if (path === '') return firstPage(screen, catalogue, line)
  if (path === 'flags') return section(screen, catalogue.globalFlagsTitle, globalFlagRows(catalogue))
  const [first = '', second] = path.split(' ')
  const load = line.nouns[first]
  if (load === undefined) return ticketVerbPage(screen, catalogue, first, line)
  const noun = await load()
  if ('verb' in noun) return verbPage(screen, catalogue, first, line.declared(noun.verb))
  if (second === undefined) return nounPage(screen, catalogue, first, noun.verbs)
  const verb = noun.verbs[second]
  if (verb === undefined)
    throw unknown(
      path,
      Object.keys(noun.verbs).map((name) => `${first} ${name}`),
    )
  return verbPage(screen, catalogue, `${first} ${second}`, line.declared(await verb()))
}

async function ticketVerbPage(
  screen: Screen,
  catalogue: HelpCatalogue,
  name: string,
  line: CommandLine,
): Promise<string[]> {
  const ticket = await line.nouns.ticket?.()
  const verbs = ticket !== undefined && 'verbs' in ticket ? ticket.verbs : {}
  const verb = verbs[name]
  if (verb === undefined) throw unknown(name, [...Object.keys(verbs), ...Object.keys(line.nouns)])
  return verbPage(screen, catalogue, `ticket ${name}`, line.declared(await verb()))
}

async function firstPage(screen: Screen, catalogue: HelpCatalogue, line: CommandLine): Promise<string[]> {
  const verbs = shortVerbs.map((name) => [name, catalogue.verbs[`ticket ${name}`]?.summary ?? ''] as const)
  const nouns = Object.keys(line.nouns).join('  ')
  return [
    catalogue.tagline,
    '',
    `${screen.paint.bold(catalogue.usage)}  helpdesk <noun> <verb> …`,
    '',
    ...section(screen, catalogue.shortVerbsTitle, verbs),
    '',
    screen.paint.bold(catalogue.nounsTitle),
    ...wrapText(`  ${nouns}`, screen.columns, screen.measure),
    '',
    ...wrapText(catalogue.moreHelp, screen.columns, screen.measure).map(screen.paint.dim),
  ]
}

function nounPage(
  screen: Screen,
  catalogue: HelpCatalogue,
  noun: string,
  verbs: Readonly<Record<string, unknown>>,
): string[] {
  const rows = Object.keys(verbs).map((name) => [name, catalogue.verbs[`${noun} ${name}`]?.summary ?? ''] as const)
  return [
    catalogue.nouns[noun] ?? '',
    '',
    `${screen.paint.bold(catalogue.usage)}  helpdesk ${noun} <verb> …`,
    '',
    ...section(screen, catalogue.commandsTitle, rows),
    '',
    screen.paint.dim(catalogue.moreGlobalFlags),
  ]
}

function verbPage(screen: Screen, catalogue: HelpCatalogue, path: string, command: Command): string[] {
  const page: VerbHelp = catalogue.verbs[path] ?? { summary: '' }
  const typed = path.replace(/^ticket /, '')
  const words = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '…' : ''}`
    return argument.required ? `<${name}>` : `[${name}]`
  })
  const own = command.options.filter((option) => !(option.long !== undefined && option.long in catalogue.globalFlags))
  const flags = own.map((option) => [option.flags, page.flags?.[option.long ?? ''] ?? ''] as const)
  const texts = command.registeredArguments.map(
    (argument) => [argument.name(), page.arguments?.[argument.name()] ?? ''] as const,
  )
  const examples = (page.examples ?? []).flatMap(([example, meaning]) => [
    `  ${example}`,
    `      ${screen.paint.dim(meaning)}`,
  ])
  return [
    page.summary,
    ...(page.description === undefined ? [] : ['', ...wrapText(page.description, screen.columns, screen.measure)]),
    '',
    [
      `${screen.paint.bold(catalogue.usage)}  helpdesk ${typed}`,
      ...words,
      ...(own.length === 0 ? [] : ['[flags]']),
    ].join(' '),
    ...(texts.length === 0 ? [] : ['', ...section(screen, catalogue.argumentsTitle, texts)]),
    ...(flags.length === 0 ? [] : ['', ...section(screen, catalogue.flagsTitle, flags)]),
    ...(examples.length === 0 ? [] : ['', screen.paint.bold(catalogue.examplesTitle), ...examples]),
    '',
    screen.paint.dim(catalogue.moreGlobalFlags),
  ]
}

function globalFlagRows(catalogue: HelpCatalogue): (readonly [string, string])[] {
  return Object.entries(catalogue.globalFlags).map(([flag, meaning]) => [flag, meaning] as const)
}

/** A title and rows of two columns; the second one wraps below itself. */
function section(screen: Screen, title: string, rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => screen.measure(name))) + 2
  const lines = rows.flatMap(([name, meaning]) => {
    const wrapped = wrapText(meaning, Math.max(20, screen.columns - width - 2), screen.measure)
    return wrapped.map((part, index) => `  ${padText(index === 0 ? name : '', width, screen.measure)}${part}`.trimEnd())
  })
  return [screen.paint.bold(title), ...lines]
}

function unknown(command: string, known: readonly string[]): DeskError {
  const nearest = closestOf(command, known)
  return new DeskError('unknown-command', { command, suggestions: nearest === null ? [] : [nearest] })
}
