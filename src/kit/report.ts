import type { Desk, World } from '../desk'
import { loadTroubles } from '../words/catalogue'
import type { ExitCode, TroubleCatalogue, TroubleWords } from '../words/troubles'
import { DeskError, errorCode } from './errors'
import type { Globals } from './globals'
import { isUtf8Locale, type Language, localeLanguage } from './language'
import { spoken } from './spoken'
import { withSuggestion } from './suggestion'
import { escapeJson, safeText } from './text/safe-text'

type Glance = Pick<Globals, 'output' | 'language' | 'debug' | 'ascii'>

/**
 * Says what went wrong on standard error, in the language of whoever asked, and gives the exit code: one line and
 * perhaps a hint, or with `--json` one object and nothing else. Anything that is no refusal is a bug and says so.
 */
export async function report(error: unknown, world: World, desk: Desk | undefined, glance: Glance): Promise<ExitCode> {
  const trouble = await troubleOf(error, desk)
  trouble.draft = draftOf(error)
  const words = await wordsOf(trouble, world, desk, glance)
  const format = desk?.globals.output ?? glance.output
  const debug = desk?.globals.debug ?? glance.debug
  if (format === 'json' || format === 'ndjson') {
    const { trouble: code, details, draft } = trouble
    const content = { code, message: words.message, hint: hintOf(words, draft) ?? null, details }
    world.stderr.write(`${escapeJson(JSON.stringify({ error: content }))}\n`)
  } else {
    const say = (text: string): void =>
      world.stderr.write(`${spoken(world.stderr, safeText(text), isAscii(world, glance))}\n`)
    say(`helpdesk: ${words.message}`)
    for (const line of words.lines ?? []) say(`  ${line}`)
    for (const hint of [words.hint, trouble.draft]) {
      if (hint !== undefined) say(`${hintTitle(world, desk, glance)}: ${hint}`)
    }
    if (debug) world.stderr.write(`${safeText(stackOf(error), { keepLineBreaks: true })}\n`)
  }
  return trouble.exitCode
}

/** The sentence by which `keepingDraft` says where the text is. */
function draftOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('draft' in error)) return undefined
  return typeof error.draft === 'string' ? error.draft : undefined
}

async function troubleOf(error: unknown, desk: Desk | undefined): Promise<DeskError> {
  if (error instanceof DeskError) return withSuggestion(error)
  const lost = errorCode(error)
  if (lost !== undefined && ['ENOSPC', 'EIO', 'EDQUOT', 'EFBIG'].includes(lost)) {
    return new DeskError('output-failed', { error: lost }, error)
  }
  const known = await desk?.storeTrouble(error)
  if (known !== undefined) return known
  const message = error instanceof Error ? error.message : String(error)
  return new DeskError('internal-error', { error: message }, error)
}

async function wordsOf(
  trouble: DeskError,
  world: World,
  desk: Desk | undefined,
  glance: Glance,
): Promise<TroubleWords> {
  return sentencesOf(trouble, languageOf(world, desk, glance))
}

/** What a refusal says in that language. */
export async function sentencesOf(trouble: DeskError, language: Language): Promise<TroubleWords> {
  return (await refusalsIn(language))(trouble)
}

/** The same for whoever has to say it at once. */
export async function refusalsIn(language: Language): Promise<(trouble: DeskError) => TroubleWords> {
  const catalogue = await loadTroubles(language)
  return ({ trouble, details }) => {
    // The catalogue has an entry for each code with just its details; the compiler cannot pair the two here.
    const say = catalogue[trouble] as (details: DeskError['details']) => ReturnType<TroubleCatalogue['internal-error']>
    return say(details)
  }
}

function languageOf(world: World, desk: Desk | undefined, glance: Glance): 'de' | 'en' {
  if (desk !== undefined) return desk.language
  const asked = glance.language ?? world.environment.HELPDESK_LANG
  return asked === 'de' || asked === 'en' ? asked : localeLanguage(world.environment)
}

function isAscii(world: World, glance: Glance): boolean {
  return glance.ascii || !isUtf8Locale(world.environment)
}

function hintTitle(world: World, desk: Desk | undefined, glance: Glance): string {
  return languageOf(world, desk, glance) === 'de' ? 'Hinweis' : 'hint'
}

function hintOf(words: TroubleWords, draft: string | undefined): string | undefined {
  if (draft === undefined) return words.hint
  return words.hint === undefined ? draft : `${words.hint}; ${draft}`
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack}` : ''
  return `${error.stack}${cause}`
}
