import type { Command as TypedCommand } from '@commander-js/extra-typings'
import { Command, CommanderError } from 'commander'
import { type Desk, deskFor, type World } from './desk'
import type { Reactions } from './journal/reaction'
import { DeskError, isTrouble } from './kit/errors'
import { type Globals, glanceAtGlobals, globalFlags, noGlobals, readGlobals, takesValue } from './kit/globals'
import { formatOf, refuseUnknownFields, tell } from './kit/output-format'
import type { Noun, Verb } from './kit/verb'
import type { ExitCode } from './words/troubles'

/** The nouns of the command line. Typing one loads its room; nothing else is read. */
export const nouns: Readonly<Record<string, () => Promise<Noun>>> = {
  ticket: async () => (await import('./ticket/commands')).ticketWith(run),
  view: async () => (await import('./ticket/saved-view/view-commands')).view,
  category: async () => (await import('./ticket/category/category-commands')).category,
  topic: async () => (await import('./ticket/topic/topic-commands')).topic,
  tenant: async () =>
    (await import('./people/tenant-commands')).tenantWith(
      async () => (await import('./front/tenant-show-command')).tenantShow,
    ),
  guest: async () => (await import('./people/guest-commands')).guest,
  user: async () => (await import('./people/user-commands')).user,
  login: async () => (await import('./people/login-command')).login,
  logout: async () => (await import('./people/login-command')).logout,
  activate: async () => (await import('./people/login-command')).activate,
  password: async () => (await import('./people/password-command')).password,
  group: async () => (await import('./people/group-commands')).group,
  permissions: async () => (await import('./people/permissions-command')).permissionsCommand,
  team: async () => (await import('./ticket/team/team-commands')).team,
  consent: async () => (await import('./people/consent-commands')).consent,
  token: async () => (await import('./people/token-commands')).token,
  code: async () => ({ verb: (await import('./access/commands/code')).accessCodeVerb }),
  redeem: async () => ({ verb: (await import('./access/commands/redeem')).accessRedeem }),
  access: async () => (await import('./access/access-commands')).access,
  who: async () => (await import('./ticket/who-command')).who,
  whoami: async () => (await import('./people/whoami-command')).whoami,
  account: async () => (await import('./workspace/account-commands')).account,
  ebics: async () => (await import('./workspace/ebics-commands')).ebics,
  payment: async () => (await import('./workspace/payment-commands')).payment,
  statement: async () => (await import('./workspace/statement-commands')).statement,
  recipient: async () => (await import('./rule/recipient-commands')).recipient,
  event: async () => (await import('./workspace/event-commands')).event,
  mail: async () =>
    (await import('./mail/mail-commands')).mailWith({
      setup: async () => (await import('./upkeep/commands/mail-setup')).mailSetup,
    }),
  rule: async () =>
    (await import('./rule/rule-commands')).ruleWith({
      test: async () => (await import('./mail/commands/rule-test')).ruleTest,
      explain: async () => (await import('./mail/commands/rule-explain')).ruleExplain,
      log: async () => (await import('./mail/commands/rule-log')).ruleLog,
    }),
  config: async () => (await import('./upkeep/config-commands')).config,
  calendar: async () => (await import('./upkeep/calendar-commands')).calendar,
  sla: async () => (await import('./sla/sla-commands')).sla,
  log: async () => (await import('./upkeep/log-command')).log,
  audit: async () => (await import('./upkeep/audit-command')).audit,
  db: async () => (await import('./upkeep/db-commands')).db,
  key: async () => (await import('./upkeep/key-commands')).key,
  cron: async () => (await import('./upkeep/cron-commands')).cron,
  doctor: async () => (await import('./upkeep/doctor-command')).doctor,
  ssh: async () => (await import('./front/ssh-command')).sshWith(run),
  init: async () => (await import('./front/init-command')).init,
  demo: async () => (await import('./front/demo-command')).demoWith(run),
  hours: async () => (await import('./front/hours-command')).hours,
  info: async () => (await import('./front/info-command')).info,
  remote: async () => (await import('./front/remote-command')).remote,
  schema: async () => (await import('./front/schema-command')).schemaWith(find),
}

/**
 * Runs one command line and gives its exit code. The only place that prints an error; it never ends the process.
 * `words` are the arguments after the program's name.
 */
export async function run(words: readonly string[], world: World): Promise<ExitCode> {
  let desk: Desk | undefined
  try {
    const { verb, path, rest, isAlone } = await find(words)
    // What came through the ssh door is held to the rules of the door, whatever it is.
    const rules = world.door === undefined ? undefined : await import('./front/door-rules')
    rules?.refuseCommand(path)
    const parsed = verb === undefined ? 'help' : parse(verb, path, rest)
    if (verb === undefined || parsed === 'help') {
      desk = await deskFor(world, { ...noGlobals, ...glanceAtGlobals(rest), ...colourOf(rest) })
      await rules?.admit(desk)
      // What opens a desk must not be told by somebody from outside which one.
      const greets = isAlone === true && (world.door === undefined || rest.length === 0)
      return greets ? await greet(desk) : await showHelp(desk, path, rest)
    }
    const { command, globals, own, options } = parsed
    rules?.refuseFiles(command)
    desk = await deskFor(world, globals, (judged) => judgeGlobals(verb, judged), reactions)
    if (options.dryRun === true) desk.foresee()
    await rules?.admit(desk)
    const began = world.clock().getTime()
    const exitCode = await verb.run(desk, own, options)
    await sayHeld(desk)
    if (mayStartSender(desk)) await (await import('./mail/outbox/start-sender')).startSender(desk)
    if (globals.verbose) tell(desk, desk.words.runDetails(desk.places.database, world.clock().getTime() - began))
    await sayRehearsal(desk)
    return typeof exitCode === 'number' ? exitCode : 0
  } catch (error) {
    const { report } = await import('./kit/report')
    return await report(await toldBetter(error, desk), world, desk, glanceAtGlobals(words))
  } finally {
    await desk?.close()
  }
}

/** At a terminal what was queued goes without cron; those who share an account through the ssh door leave it to that. */
function mayStartSender({ posted, stdout, world }: Desk): boolean {
  return stdout.isTerminal && world.door === undefined && posted.some(({ state }) => state === 'queued')
}

/** The mails that a deed causes, worked out by rooms that the journal knows nothing of. */
const reactions: Reactions = {
  types: async (desk) => (await import('./mail/reacting-types')).reactingTypesOf((await desk.store()).db),
  react: async (desk, own) => (await import('./mail/react')).react(desk, own),
  foresee: async (...tried) => (await import('./mail/react')).foresee(...tried),
}

/** Says which mails of this command are held because they are many. */
async function sayHeld(desk: Desk): Promise<void> {
  if (!desk.posted.some(({ state }) => state === 'held')) return
  const { tellHeld } = await import('./mail/outbox/held-mails')
  await tellHeld(desk)
}

/** Whoever may not do something is told who may; to find that out belongs to people, and waits until it is needed. */
async function toldBetter(error: unknown, desk: Desk | undefined): Promise<unknown> {
  if (desk === undefined || !(isTrouble(error, 'not-allowed') || isTrouble(error, 'may-not-open'))) return error
  const { withWhoMay } = await import('./people/who-may')
  return withWhoMay(desk, error)
}

interface Found {
  /** Undefined where the words ask for help. */
  verb: Verb | undefined
  /** The verb's full words: `ticket open`. */
  path: string
  /** What is left when they are taken out. */
  rest: readonly string[]
  /** The program's name alone, at most with flags: nobody has asked for anything yet. */
  isAlone?: true
}

/** Finds the verb that the words name. Only global flags may stand before it; the noun `ticket` may be left out. */
export async function find(words: readonly string[]): Promise<Found> {
  const first = nextWord(words, 0)
  const word = words[first]
  if (word === undefined) return aloneOrHelp(words)
  if (word === 'help') return helpFor(words)
  const load = Object.hasOwn(nouns, word) ? nouns[word] : undefined
  if (load === undefined) return findTicketVerb(words, first, word)
  return findIn(await load(), word, words, [first])
}

/** Goes down from a noun, word by word: `user add`, `user key add`. `taken` are the indexes of the words so far. */
async function findIn(
  entry: Noun | Verb,
  path: string,
  words: readonly string[],
  taken: readonly number[],
): Promise<Found> {
  const rest = without(words, ...taken)
  if ('verb' in entry) return { verb: entry.verb, path, rest }
  if ('declare' in entry) return { verb: entry, path, rest }
  const next = nextWord(words, (taken.at(-1) ?? -1) + 1)
  const name = words[next]
  if (name === undefined) return { verb: undefined, path, rest }
  const load = Object.hasOwn(entry.verbs, name) ? entry.verbs[name] : undefined
  if (load === undefined) {
    const known = Object.keys(entry.verbs).map((verb) => `${path} ${verb}`)
    throw await unknownCommand(`${path} ${name}`, known)
  }
  return findIn(await load(), `${path} ${name}`, words, [...taken, next])
}

/** Flags without a command ask for help or the version; anything else among them is a mistake. */
function aloneOrHelp(words: readonly string[]): Found {
  const command = silentCommand()
  for (const flags of [...globalFlags, '-h, --help', '--version']) command.option(flags)
  try {
    command.parse([...words], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) throw usageError(error, command, '')
    throw error
  }
  const found = helpFor(words)
  return words.some((word) => word === '--help' || word === '-h' || word === '--version')
    ? found
    : { ...found, isAlone: true }
}

/** `helpdesk reply 1042`, `helpdesk 1042`, `helpdesk .`: a ticket's verb without its noun. */
async function findTicketVerb(words: readonly string[], index: number, word: string): Promise<Found> {
  const ticket = (await import('./ticket/commands')).ticketWith(run)
  if (/^(#?\d+|\.)$/.test(word)) return { verb: await ticket.verbs.show(), path: 'ticket show', rest: words }
  const verb = Object.entries(ticket.verbs).find(([name]) => name === word)?.[1]
  if (verb === undefined) throw await unknownCommand(word, [...Object.keys(ticket.verbs), ...Object.keys(nouns)])
  return findIn(await verb(), `ticket ${word}`, words, [index])
}

/** Worlds that were told already: a demonstration runs many commands in one. */
const told = new WeakSet<World>()

/** Says on every screen that this desk is not real; never in machine output, and not with every line of a script. */
async function sayRehearsal(desk: Desk): Promise<void> {
  if (!desk.stdout.isTerminal || told.has(desk.world) || !(await desk.isRehearsal())) return
  told.add(desk.world)
  tell(desk, desk.words.rehearsal)
}

/** Global flags whose value is wrong by itself. */
function judgeGlobals(verb: Verb, desk: Desk): void {
  formatOf(desk)
  refuseUnknownFields(verb.output, desk.globals.fields)
}

/** The verb's words by commander: what it declares and the global flags, in any order. */
function parse(verb: Verb, path: string, words: readonly string[]) {
  const command = declared(verb)
  if (path === 'ticket search') refuseUnquoted(command, words)
  let output: string | undefined
  let asksForHelp = false
  command.on('option:output', (format: string) => {
    output = format
  })
  command.on('option:json', () => {
    output = 'json'
  })
  command.on('option:help', () => {
    asksForHelp = true
  })
  try {
    command.parse([...words], { from: 'user' })
  } catch (error) {
    if (asksForHelp) return 'help'
    if (error instanceof CommanderError) throw usageError(error, command, path)
    throw error
  }
  if (asksForHelp) return 'help'
  const options = command.opts()
  return { command, globals: readGlobals(options, output), own: command.processedArgs, options }
}

/**
 * `search calendar -outlook`: the shell hands the word over as if it were a flag, and of some of them our short flags would
 * make something else. Throws `unknown-flag`, which says how it is meant.
 */
function refuseUnquoted(command: Command, words: readonly string[]): void {
  const end = words.indexOf('--')
  const own = end === -1 ? words : words.slice(0, end)
  const word = own.find((one, index) => /^-[^-]./.test(one) && !takesValue(own[index - 1] ?? '') && !isShortFlags(one))
  if (word === undefined) return
  throw new DeskError('unknown-flag', { flag: word, known: longFlags(command), suggestion: null, word: true })
}

/** `-qv`, or `-ojson`. */
function isShortFlags(word: string): boolean {
  return /^-[hqvy]*(o(table|json|ndjson|csv|tsv))?$/.test(word)
}

/** A commander command with the verb's words and the global flags, silent: errors are ours to say. */
export function declared(verb: Verb): Command {
  const command = silentCommand()
  // The typed twin of the same class: it only adds inference.
  verb.declare(command as unknown as TypedCommand)
  for (const flags of [...globalFlags, '-h, --help']) command.option(flags)
  return command
}

function silentCommand(): Command {
  const command = new Command()
  command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined })
  return command
    .helpOption(false)
    .allowExcessArguments(false)
    .showSuggestionAfterError(false)
    .action(() => undefined)
}

function usageError(error: CommanderError, command: Command, path: string): DeskError {
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  switch (error.code) {
    case 'commander.unknownOption':
      // The first word of it: a private key begins with dashes too, and must not be repeated.
      return new DeskError('unknown-flag', {
        flag: named.split(/\s/)[0] ?? '',
        known: longFlags(command),
        suggestion: null,
      })
    case 'commander.optionMissingArgument':
      return new DeskError('missing-flag-value', { flag: named.split(' ')[0]?.replace(',', '') ?? named })
    case 'commander.missingArgument':
      // A shell takes #1042 for a comment, so the number never arrives.
      return new DeskError('missing-argument', { argument: named, hashMark: named === 'number' })
    case 'commander.excessArguments':
      return new DeskError('too-many-arguments', {
        argument: command.args[command.registeredArguments.length] ?? path,
        takesText: command.options.some(({ long }) => long === '--message'),
      })
    default:
      return new DeskError('internal-error', { error: error.message }, error)
  }
}

function longFlags(command: Command): string[] {
  return command.options.flatMap((option) => option.long ?? [])
}

/** The index of the next word at or after `from`, stepping over global flags and their values. */
function nextWord(words: readonly string[], from: number): number {
  let index = from
  while (words[index]?.startsWith('-')) index += takesValue(words[index] ?? '') ? 2 : 1
  return index
}

function without(words: readonly string[], ...indexes: number[]): string[] {
  return words.filter((_, index) => !indexes.includes(index))
}

function isVersion(words: readonly string[]): boolean {
  return words.includes('--version') && words[nextWord(words, 0)] === undefined
}

/** `help x y` and `x y --help` are the same question. */
function helpFor(words: readonly string[]): Found {
  const asked = words.filter((word) => !['help', '--help', '-h'].includes(word))
  const path: string[] = []
  for (let index = nextWord(asked, 0); index < asked.length; index = nextWord(asked, index + 1)) {
    path.push(asked[index] ?? '')
  }
  return { verb: undefined, path: path.join(' '), rest: asked }
}

/** Nobody has asked for anything: there may be no desk yet, or somebody wants to see at a glance what there is to do. */
async function greet(desk: Desk): Promise<ExitCode> {
  const { greet: begin } = await import('./front/greeting')
  const exitCode = await begin(desk, { nouns, declared, run })
  await sayRehearsal(desk)
  return exitCode
}

async function showHelp(desk: Desk, path: string, words: readonly string[]): Promise<ExitCode> {
  const { help, version } = await import('./front/help')
  if (isVersion(words)) return version(desk)
  return help(desk, path, { nouns, declared, run })
}

function colourOf(words: readonly string[]): Pick<Globals, 'colour'> {
  return { colour: words.includes('--no-color') ? false : undefined }
}

async function unknownCommand(command: string, known: readonly string[]): Promise<DeskError> {
  const { closestOf } = await import('./kit/suggestion')
  const nearest = closestOf(command, known)
  return new DeskError('unknown-command', { command, suggestions: nearest === null ? [] : [nearest] })
}
