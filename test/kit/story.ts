import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ask, Choice, Option } from '../../src/kit/ask'
import { DeskError } from '../../src/kit/errors'
import type { CommandPiece, Meaning } from './story-page'
import { readPage } from './story-page'
import { readShellCommand } from './story-shell'
import { TestDesk } from './test-desk'

/*
 * A story is a Markdown page for people that is also a test. Its ```console blocks hold commands and what they print;
 * the whole page runs in this process on one desk, with a clock that stands still, and is told anew with what really
 * happened. The page is true if nothing in it changes; `npx vitest run test/stories -u` rewrites it.
 *
 *     $ helpdesk reply 1 -m "Which bank is it?"     a command: words with quotes and backslashes, over several lines
 *     $ printf 'a\0b' | helpdesk reply 1 -F -       a text piped in: printf, echo, cat <<END; or a here-document
 *     $ ssh desk list --mine                        the same through the ssh door, with the key of whoever acts
 *     $ echo "The answer" > answer.txt              a file in the person's home
 *     $ HELPDESK_LANG=de helpdesk list              one command's environment
 *     helpdesk: there is no ticket #7               what is printed, on both streams, in the order of writing
 *     [66]                                          the exit code, where it is not 0
 *     ? Subject: Portal down                        on a terminal: the question as asked, then what is typed there;
 *                                                   ^C leaves, (editor) is the text written in the editor (\n: next line)
 *     # a desk   # a desk with preset payments      a new one, made by jana@support.example without showing it; a page
 *                                                   begins where there is none
 *     # 2 hours later   # 13 days later             moves the clock (minutes, hours, days of 24 hours, weeks)
 *     # as anna@acme.example                        this person acts now (and may log in from now on)
 *     # as the administrator                        whoever made the desk acts again
 *     # on a terminal   # on a terminal, 120 columns   from here to the end of the page, or until
 *     # in a pipe                                   as at the beginning
 *     # in German   # in English                    the machine's locale
 *     # Anything else is a comment                  and begins with a capital letter
 *
 * The person's home is always written /home/jana. Nothing is coloured. A line that looks like a directive and is none, a
 * question without an answer, an answer that nobody asked for, a page without a command: all of these are errors, which
 * `-u` does not mend. What chance made (a token, a code, an event's id) may be typed as an earlier command printed it: when it
 * is another one today, the command is told with today's.
 */

const home = '/home/jana'

/** Runs a page and tells it anew: the same page, with what its commands really printed. */
export async function tellAnew(page: string): Promise<string> {
  const pieces = readPage(page)
  const desk = new TestDesk({ environment: { HELPDESK_HOME: '', NO_COLOR: '1' } })
  const lines: string[] = []
  const chance = new Chance()
  for (const found of pieces) {
    const piece = found.kind === 'command' ? chance.today(found) : found
    lines.push(...piece.lines)
    try {
      if (piece.kind === 'directive') await change(desk, piece.meaning)
      if (piece.kind === 'command') {
        const printed = await runCommand(desk, piece)
        chance.learn(piece.told, printed)
        lines.push(...printed)
      }
    } catch (error) {
      const where = 'line' in piece ? `line ${piece.line}: ${piece.lines[0]}` : ''
      throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }
  return lines.join('\n')
}

/** Tokens, codes and ids of events and mails, as they are printed. */
const madeByChance =
  /\bhd[ast]_[\w-]{43}|\b[\da-f]{8}(?:[\da-f]{8})?(?:[\da-f]{16})?\b|\b[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z*~$=]\b/g

/** The same as people type it: a code also in small letters, with blanks, or in one word. */
const typedByChance = new RegExp(`${madeByChance.source}|\\b[\\dA-Z]{4}[ -]?[\\dA-Z]{4}[ -]?[\\dA-Z*~$=]\\b`, 'gi')
const manners: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll('-', ''),
  (text) => text.replaceAll('-', '').toLowerCase(),
  (text) => text.replaceAll('-', ' '),
  (text) => text.replaceAll('-', ' ').toLowerCase(),
  (text) => text.toLowerCase(),
  (text) => text,
]

/** What chance made on the page, and what it made today in the same place. */
class Chance {
  private readonly made = new Map<string, string>()

  learn(told: readonly string[], printed: readonly string[]): void {
    const before = told.join('\n').match(madeByChance) ?? []
    const now = printed.join('\n').match(madeByChance) ?? []
    if (before.length !== now.length) return
    for (const [index, text] of before.entries()) {
      const today = now[index] ?? text
      for (const write of manners) this.made.set(write(text), write(today))
    }
  }

  today(piece: CommandPiece): CommandPiece {
    const lines = piece.lines.map((line) => line.replace(typedByChance, (text) => this.made.get(text) ?? text))
    if (lines.join('\n') === piece.lines.join('\n')) return piece
    return { ...piece, lines, command: readShellCommand(lines.join('\n').slice(2)) }
  }
}

async function change(desk: TestDesk, meaning: Meaning): Promise<void> {
  switch (meaning.kind) {
    case 'later':
      desk.later(meaning.milliseconds)
      return
    case 'person':
      await desk.as(meaning.email)
      return
    case 'terminal':
      desk.terminal = true
      desk.columns = meaning.columns
      return
    case 'pipe':
      desk.terminal = false
      return
    case 'locale':
      desk.environment.LANG = meaning.locale
      return
    case 'desk':
      for (const name of readdirSync(desk.home)) rmSync(join(desk.home, name), { recursive: true })
      await desk.as(undefined)
      await desk.init(...(meaning.preset === undefined ? [] : ['--preset', meaning.preset]))
  }
}

/** What one command prints, with its questions and exit code, as lines of the page. */
async function runCommand(desk: TestDesk, { command, told }: CommandPiece): Promise<string[]> {
  const { words, typed, environment, input, file } = command
  if (file !== undefined) writeFileSync(join(desk.home, file.name), file.content)
  if (words === undefined) return []
  const answers = told.filter((line) => line.startsWith('? '))
  const before = { ...desk.environment }
  Object.assign(desk.environment, environment)
  desk.pipedIn = input
  const person = new PersonAtTerminal(desk, answers)
  desk.asker = person
  const { exitCode } = typed === undefined ? await desk.run(...words) : await desk.ssh(await desk.keyOf(), typed)
  desk.asker = undefined
  desk.pipedIn = undefined
  for (const name of Object.keys(environment)) desk.environment[name] = before[name]
  if (person.trouble !== undefined) throw person.trouble
  if (answers.length > 0) throw new Error(`nobody asked for "${answers[0]}"`)
  // No page for people shows a bug, and `-u` on a day of broken code must not write one down.
  if (exitCode === 70) throw new Error(desk.printed)
  const printed = linesOf(desk.printed.replaceAll(desk.home, home), person.lines)
  return exitCode === 0 ? printed : [...printed, `[${exitCode}]`]
}

/** The lines of an output; refuses what the page could not tell apart from its own marks when it is read again. */
function linesOf(printed: string, questions: readonly string[]): string[] {
  if (printed === '') return []
  const lines = printed.replaceAll('\r\n', '\n').split('\n')
  if (lines.pop() !== '') throw new Error(`the output does not end with a line feed: ${JSON.stringify(printed)}`)
  if (lines.at(-1) === '') throw new Error('the output ends with an empty line')
  const odd = lines.find((line) => hasControl(line) || (isMark(line) && !questions.includes(line)))
  if (odd !== undefined) throw new Error(`a page cannot show this line: ${JSON.stringify(odd)}`)
  return lines
}

function isMark(line: string): boolean {
  return /^(\$ |# \S|\? |```|\[\d+\]$)/.test(line)
}

function hasControl(line: string): boolean {
  return Array.from(line).some((character) => (character < ' ' && character !== '\t') || character === '\u007f')
}

/** Gives the page's answers and writes down what was asked, as it looks when it was answered. */
class PersonAtTerminal implements Ask {
  readonly available = true
  readonly lines: string[] = []
  /** What the page has got wrong; kept, because a command reports whatever is thrown in it as its own fault. */
  trouble: Error | undefined

  constructor(
    private readonly desk: TestDesk,
    private readonly answers: string[],
  ) {}

  async line(question: string, options: Parameters<Ask['line']>[1] = {}): Promise<string> {
    const { initial, check } = options
    const shown = initial === undefined ? question : `${question} (${initial})`
    const answer = this.answer(shown) || (initial ?? '')
    const wrong = check?.(answer)
    if (wrong === undefined) return answer
    this.desk.echo(`> ${wrong}\n`)
    return this.line(question, options)
  }

  /** What is typed unseen stands on the page all the same: it has to be known what was typed. */
  async secret(question: string, options: Parameters<Ask['secret']>[1] = {}): Promise<string> {
    return this.line(question, options)
  }

  async confirm(question: string, initial: boolean): Promise<boolean> {
    const [yes, no] = [this.desk.askWords.yes.toLowerCase(), this.desk.askWords.no.toLowerCase()]
    const [y = '', n = ''] = [yes[0], no[0]]
    const answer = this.answer(`${question} (${initial ? `${y.toUpperCase()}/${n}` : `${y}/${n.toUpperCase()}`})`)
    if (answer === '') return initial
    if (answer === yes || answer === no) return answer === yes
    throw this.wrongPage(`"${question}" is answered with ${yes} or ${no}`)
  }

  /** A key that shows nothing when it is pressed has a sign of its own. */
  async key(question: string, keys: readonly string[]): Promise<string> {
    const answer = this.answer(question)
    const key = answer === '␣' ? ' ' : answer
    if (keys.includes(key)) return key
    throw this.wrongPage(`"${answer}" is none of the keys ${keys.join(' ')}`)
  }

  async choose<T>(question: string, choices: readonly Choice<T>[]): Promise<T> {
    const names = choices.map(({ name }) => name)
    const answer = this.answer(`${question} (${names.join(', ')})`)
    const chosen = choices.find(({ name }) => name === answer)
    if (chosen === undefined) throw this.wrongPage(`"${answer}" is none of: ${names.join(', ')}`)
    return chosen.value
  }

  /** What is chosen is divided by plus signs: names have commas of their own. */
  async chooseSeveral<T>(
    question: string,
    options: readonly Option<T>[],
    check?: (chosen: readonly T[]) => string | undefined,
  ): Promise<T[]> {
    const names = options.map(({ name, checked }) => (checked === true ? `☑ ${name}` : name))
    const answer = this.answer(`${question} (${names.join(', ')})`)
    const wanted = answer === '' ? undefined : answer.split(' + ')
    const odd = wanted?.find((name) => !options.some((option) => option.name === name))
    if (odd !== undefined) throw this.wrongPage(`"${odd}" is none of: ${names.join(', ')}`)
    const chosen = options.filter(({ name, checked }) => wanted?.includes(name) ?? checked === true)
    const values = chosen.map(({ value }) => value)
    const wrong = check?.(values)
    if (wrong === undefined) return values
    this.desk.echo(`> ${wrong}\n`)
    return this.chooseSeveral(question, options, check)
  }

  async edit(initial: string): Promise<string> {
    return `${this.answer('(editor)').replaceAll('\\n', '\n')}${initial}`
  }

  private answer(question: string): string {
    const told = this.answers.shift()
    if (told === undefined) {
      throw this.wrongPage(`nobody answered "${question}": write "? ${question} …" below the command`)
    }
    const answer = typedAfter(told, question)
    const line = `? ${question} ${answer}`.trimEnd()
    this.lines.push(line)
    this.desk.echo(`${line}\n`)
    if (answer === '^C') throw new DeskError('interrupted', { kept: null })
    return answer
  }

  private wrongPage(what: string): Error {
    this.trouble = new Error(what)
    return this.trouble
  }
}

/** What was typed; where the page has another question (then it is a lie, and shows as one), what stands at its end. */
function typedAfter(told: string, question: string): string {
  const asked = `? ${question}`
  return (told.startsWith(asked) ? told.slice(asked.length) : told.replace(/^.*[?:)] /, '')).trim()
}
