import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import requests from '../../fixtures/demo/requests.json'
import type { Desk, World } from '../desk'
import { DeskError } from '../kit/errors'
import { printText } from '../kit/output'
import { screenOf } from '../kit/screen'
import { wrapSentence } from '../kit/text/fit-text'
import { defineVerb, type Noun } from '../kit/verb'
import type { ExitCode } from '../words/troubles'

type Run = (words: readonly string[], world: World) => Promise<ExitCode>
type Request = (typeof requests)[number]
/** An everyday request in each language, and the emergency. */
type Cast = readonly [english: Request, german: Request, emergency: Request]

/** Plays the main job on a scratch desk, with the real commands and the real database. */
export function demoWith(run: Run): Noun {
  return {
    verb: defineVerb({
      declare: (command) => command.option('--keep'),
      output: { text: true },
      async run(desk, flags) {
        desk.judge()
        const folder = mkdtempSync(join(tmpdir(), 'helpdesk-demo-'))
        const clean = (): void => rmSync(folder, { recursive: true, force: true })
        let left = false
        const forget = desk.world.onInterrupt(() => {
          left = true
        })
        try {
          await play(desk, run, folder, () => left)
          await say(desk, flags.keep === true ? desk.words.demoKept(folder) : desk.words.demoEnds)
        } finally {
          forget()
          if (flags.keep !== true) clean()
        }
      },
    }),
  }
}

/** The story of one morning, and of what became of it two weeks later. */
async function play(desk: Desk, run: Run, folder: string, left: () => boolean): Promise<void> {
  // It begins in the past, so that the clock can do its part, and whoever keeps the desk finds it as of now.
  const morning = new Date(desk.now().getTime() - sinceMorning)
  const stage: Stage = { desk, run, folder, left, world: worldIn(desk, folder) }
  setClock(stage, morning)
  const cast = casting()
  await say(desk, desk.words.demoBegins)
  await step(stage, ['init', '--admin', 'jana@support.example', '--name', 'Jana Weiß', '--rehearsal'])
  await requestsComeIn(stage, cast)
  await oneIsSolved(stage, cast)
  await othersWait(stage, cast)
  await timePasses(stage, morning)
}

const day = 24 * 3_600_000
const sinceMorning = 16 * day

/** Where the commands of the story are run: in one world, whose environment says when and by whom. */
interface Stage {
  desk: Desk
  run: Run
  folder: string
  left: () => boolean
  world: World & { environment: Record<string, string | undefined> }
}

function setClock({ world }: Stage, now: Date): void {
  world.environment.HELPDESK_NOW = now.toISOString()
}

async function requestsComeIn(stage: Stage, [english, german, emergency]: Cast): Promise<void> {
  const { desk } = stage
  const { words } = desk
  await title(desk, words.demoOpens)
  await step(stage, openWords(english))
  await step(stage, openWords(german))
  await title(desk, words.demoEmergency)
  await step(stage, [...openWords(emergency), '--emergency'])
  await title(desk, words.demoLists)
  await step(stage, ['list'])
}

async function oneIsSolved(stage: Stage, [english]: Cast): Promise<void> {
  const { desk } = stage
  const { words } = desk
  await title(desk, words.demoTakes)
  await step(stage, ['take', '1'])
  await title(desk, words.demoReplies)
  await step(stage, ['note', '1', '-m', english.note ?? english.answer])
  await step(stage, ['reply', '1', '-m', english.answer])
  await title(desk, words.demoJoins)
  await step(stage, ['cc', '1', 'add', 'callum.reid@otterwick.example'])
  await step(stage, ['link', '1', 'https://wiki.support.example/time-zones'])
  await title(desk, words.demoMerges)
  await step(
    stage,
    openWords({ ...english, subject: 'Wrong on my telephone, too', description: 'One hour, as before.' }),
  )
  await step(stage, ['merge', '4', '--into', '1', '--yes'])
  await title(desk, words.demoSolves)
  await step(stage, ['solve', '1', ...(english.solution === null ? [] : ['-m', english.solution])])
  await title(desk, words.demoRates)
  const { environment } = stage.world
  environment.HELPDESK_TOKEN = await tokenOf(stage, english.from.email)
  await step(stage, ['rate', '1', '--score', '5', '--comment', 'The calendar is right again, thank you!'])
  delete environment.HELPDESK_TOKEN
}

async function othersWait(stage: Stage, [, , emergency]: Cast): Promise<void> {
  const { desk } = stage
  const { words } = desk
  await title(desk, words.demoHolds)
  await step(stage, ['hold', '2', '--until', 'in 19d', '--for', 'third-party'])
  await step(stage, ['list', '--held'])
  await title(desk, words.demoAsksBack)
  await step(stage, ['reply', '3', '-m', emergency.solution ?? emergency.answer])
  await title(desk, words.demoSavesView)
  await step(stage, ['view', 'save', 'waiting', '--status', 'waiting'])
  await step(stage, ['list', '--view', 'waiting'])
}

async function timePasses(stage: Stage, morning: Date): Promise<void> {
  const { desk } = stage
  const { words } = desk
  setClock(stage, new Date(morning.getTime() + 6 * day))
  await title(desk, words.demoReminds)
  await step(stage, ['cron', 'run'])
  setClock(stage, desk.now())
  await title(desk, words.demoClock)
  await step(stage, ['cron', 'run'])
  await step(stage, ['list', '--all'])
  await title(desk, words.demoShows)
  await step(stage, ['show', '1', '--history'])
  await title(desk, words.demoGerman)
  await step(stage, ['show', '2', '--lang', desk.language === 'de' ? 'en' : 'de'])
  await title(desk, words.demoScripts)
  await step(stage, ['list', '--all', '--json', '--fields', 'number,subject,status,emergency'])
  await title(desk, words.demoProves)
  await step(stage, ['audit', 'verify'])
}

/** Shows a command as it is typed, then runs it: on a screen for people also where the demonstration goes into a pipe. */
async function step(stage: Stage, words: readonly string[]): Promise<void> {
  const { desk, run, left } = stage
  const look = [...(desk.globals.ascii ? ['--ascii'] : []), ...(desk.globals.colour === false ? ['--no-color'] : [])]
  // A signal is heard only when the program pauses.
  await new Promise((resume) => setImmediate(resume))
  if (left()) throw new DeskError('interrupted', { kept: null })
  printText(desk, `\n$ helpdesk ${words.map(quoted).join(' ')}`)
  const exitCode = await run(words.includes('--json') ? words : [...words, '-o', 'table', ...look], stage.world)
  if (exitCode !== 0) throw new DeskError('internal-error', { error: `helpdesk ${words.join(' ')}: ${exitCode}` })
}

function worldIn(desk: Desk, folder: string): Stage['world'] {
  // What the shell says of the person's own desk must not reach the scratch one.
  const environment = Object.fromEntries(
    Object.entries(desk.environment).filter(([name]) => !name.startsWith('HELPDESK_')),
  )
  return {
    ...desk.world,
    environment: { ...environment, HELPDESK_HOME: folder, HELPDESK_LANG: desk.language, CI: '1' },
    page: undefined,
  }
}

/** Lets a requester log in, behind the scenes: the token of their session. */
async function tokenOf({ desk, run, folder, world }: Stage, email: string): Promise<string> {
  const behind = async (...words: string[]): Promise<string> => {
    let printed = ''
    const stdout = {
      isTerminal: false,
      columns: 80,
      rows: 24,
      write: (text: string) => {
        printed += text
      },
      writeBytes: () => true,
    }
    const exitCode = await run(words, { ...world, stdout })
    if (exitCode !== 0) throw new DeskError('internal-error', { error: `helpdesk ${words.join(' ')}: ${exitCode}` })
    return printed
  }
  const password = join(folder, 'password')
  writeFileSync(password, desk.randomBytes(18).toString('base64'), { mode: 0o600 })
  const { activationToken } = JSON.parse(await behind('user', 'invite', email, '--print-token', '--json')) as {
    activationToken: string
  }
  await behind('activate', activationToken, '--password-file', password)
  const token = (await behind('login', email, '--password-file', password, '--print-token')).trim()
  rmSync(password)
  return token
}

async function title(desk: Desk, text: string): Promise<void> {
  await say(desk, `— ${text}`)
}

async function say(desk: Desk, text: string): Promise<void> {
  const { columns, measure } = await screenOf(desk, 'UTC', [text])
  printText(desk, `\n${wrapSentence(text, columns, measure).join('\n')}`)
}

function casting(): Cast {
  const everyday = requests.filter(({ emergency, note, solution }) => !emergency && note !== null && solution !== null)
  const english = everyday.find(({ language }) => language === 'en')
  const german = everyday.find(({ language }) => language === 'de')
  const emergency = requests.find((request) => request.emergency)
  if (english === undefined || german === undefined || emergency === undefined) {
    throw new Error('fixtures/demo/requests.json lacks a request for the demonstration')
  }
  return [english, german, emergency]
}

function openWords(request: Request): string[] {
  const { subject, description, from, tenant, category } = request
  return [
    'open',
    subject,
    ...['--for', from.email],
    ...['--name', from.name],
    ...['--new-tenant', tenant],
    ...['-c', category],
    ...['--via', 'phone'],
    ...['-m', description],
  ]
}

/** As one would type it in a shell. */
function quoted(word: string): string {
  return /^[\w@.,:/+-]+$/.test(word) ? word : `"${word.replace(/(["\\$`])/g, '\\$1')}"`
}
