import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import requests from '../../fixtures/demo/requests.json'
import type { Desk, World } from '../desk'
import { DeskError } from '../kit/errors'
import { printText } from '../kit/output'
import { screenOf } from '../kit/screen'
import { wrapText } from '../kit/text/fit-text'
import { defineVerb, type Noun } from '../kit/verb'
import type { ExitCode } from '../words/troubles'

type Run = (words: readonly string[], world: World) => Promise<ExitCode>
type Request = (typeof requests)[number]

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

/** The story of one morning: requests in both languages, one of them an emergency, answered and solved. */
async function play(desk: Desk, run: Run, folder: string, left: () => boolean): Promise<void> {
  const { words } = desk
  const step = stage(desk, run, folder, left)
  const [english, german, emergency] = casting()
  await say(desk, words.demoBegins)
  await step(['init', '--admin', 'jana@support.example', '--name', 'Jana Weiß', '--rehearsal'])
  await title(desk, words.demoOpens)
  await step(openWords(english))
  await step(openWords(german))
  await title(desk, words.demoEmergency)
  await step([...openWords(emergency), '--emergency'])
  await title(desk, words.demoLists)
  await step(['list'])
  await title(desk, words.demoTakes)
  await step(['take', '1'])
  await title(desk, words.demoReplies)
  await step(['note', '1', '-m', english.note ?? english.answer])
  await step(['reply', '1', '-m', english.answer])
  await title(desk, words.demoSolves)
  await step(['solve', '1', ...(english.solution === null ? [] : ['-m', english.solution])])
  await title(desk, words.demoShows)
  await step(['show', '1', '--history'])
  await title(desk, words.demoGerman)
  await step(['show', '2', '--lang', desk.language === 'de' ? 'en' : 'de'])
  await title(desk, words.demoScripts)
  await step(['list', '--json', '--fields', 'number,subject,status,emergency'])
  await title(desk, words.demoProves)
  await step(['audit', 'verify'])
}

/** Shows a command as it is typed, then runs it: on a screen for people also where the demonstration goes into a pipe. */
function stage(desk: Desk, run: Run, folder: string, left: () => boolean): (words: readonly string[]) => Promise<void> {
  // What the shell says of the person's own desk must not reach the scratch one.
  const environment = Object.fromEntries(
    Object.entries(desk.environment).filter(([name]) => !name.startsWith('HELPDESK_')),
  )
  const world: World = {
    ...desk.world,
    environment: { ...environment, HELPDESK_HOME: folder, HELPDESK_LANG: desk.language, CI: '1' },
    page: undefined,
  }
  const look = [...(desk.globals.ascii ? ['--ascii'] : []), ...(desk.globals.colour === false ? ['--no-color'] : [])]
  return async (words) => {
    // A signal is heard only when the program pauses.
    await new Promise((resume) => setImmediate(resume))
    if (left()) throw new DeskError('interrupted', { kept: null })
    printText(desk, `\n$ helpdesk ${words.map(quoted).join(' ')}`)
    const exitCode = await run(words.includes('--json') ? words : [...words, '-o', 'table', ...look], world)
    if (exitCode !== 0) throw new DeskError('internal-error', { error: `helpdesk ${words.join(' ')}: ${exitCode}` })
  }
}

async function title(desk: Desk, text: string): Promise<void> {
  await say(desk, `— ${text}`)
}

async function say(desk: Desk, text: string): Promise<void> {
  const { columns, measure } = await screenOf(desk, 'UTC', [text])
  printText(desk, `\n${wrapText(text, columns, measure).join('\n')}`)
}

/** An everyday request in each language, and the emergency. */
function casting(): [Request, Request, Request] {
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
