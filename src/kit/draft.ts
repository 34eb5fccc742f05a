import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from '../desk'
import { DeskError } from './errors'
import { makePrivateFolder } from './folder'

/** Text that was typed for a command that then failed. It lies in a file of its own, readable by its owner only. */
export interface Draft {
  /** The id of the desk it was meant for; null where that could not even be opened. */
  desk?: string | null
  command: string
  /** The ticket it was meant for; null for a new one. */
  ticket: number | null
  /** These two may grow while somebody is asked. */
  subject: string | null
  text: string | null
  /** What else was answered by then, for the same command to take up again. */
  answers?: object
  /** The words by which it is taken up again, where they are not simply command and ticket. */
  again?: string
  /** Whether the answers alone are worth keeping. */
  isWorthKeeping?: boolean
  /** Whether files came with it: they are not kept. */
  files?: boolean
}

/** Drafts go after a week (DOMAIN 8, retention), and never become more than anybody would look through. */
const keptFor = 7 * 24 * 60 * 60 * 1000
const mostKept = 50

/**
 * Runs a deed with a text in hand, which may still grow while it runs. If it fails, whatever the reason, the text is kept and the error says how to take
 * it up again; if it succeeds, the draft it was taken up from is done with. What is only tried changes no draft.
 */
export async function keepingDraft<T>(desk: Desk, draft: Draft, deed: () => Promise<T>): Promise<T> {
  if (desk.foreseen !== undefined) return deed()
  try {
    const result = await deed()
    forgetRecovered(desk)
    return result
  } catch (error) {
    const nothing = [draft.text, draft.subject].every((text) => text === null || text.trim() === '')
    if ((nothing && draft.isWorthKeeping !== true) || !saveDraft(desk, { ...draft, desk: await deskId(desk) }))
      throw error
    // Said with the error, whatever it is: what it means for people is not decided here.
    if (error instanceof Error) Object.assign(error, { draft: keptWhere(desk, draft) })
    throw error
  }
}

/** Keeps a text of its own accord; gives the sentence that says how to take it up again, or undefined where that failed. */
export async function keepDraft(desk: Desk, draft: Draft): Promise<string | undefined> {
  return saveDraft(desk, { ...draft, desk: await deskId(desk) }) ? keptWhere(desk, draft) : undefined
}

function keptWhere({ words }: Desk, draft: Draft): string {
  const command = draft.again ?? wordsOf(draft)
  return draft.files === true ? words.draftKeptWithoutFiles(command) : words.draftKept(command)
}

async function deskId(desk: Desk): Promise<string | null> {
  try {
    return (await desk.store()).identity.id
  } catch {
    return null
  }
}

function wordsOf({ command, ticket }: Pick<Draft, 'command' | 'ticket'>): string {
  return ticket === null ? command : `${command} ${ticket}`
}

/**
 * The newest text kept from that command for just that ticket of this desk: what was written for one requester must never
 * reach another. Throws `no-draft`, which tells what there is.
 */
export async function recoverDraft(desk: Desk, command: string, ticket: number | null): Promise<Draft> {
  const id = await deskId(desk)
  const drafts = draftFiles(desk).flatMap((file) => readDraft(file) ?? [])
  const own = drafts.filter(({ draft }) => draft.desk === null || draft.desk === id)
  const found = own.findLast(({ draft }) => draft.command === command && draft.ticket === ticket)
  if (found === undefined) {
    const kept = [...new Set(own.map(({ draft }) => draft.again ?? wordsOf(draft)))]
    throw new DeskError('no-draft', { command: wordsOf({ command, ticket }), kept })
  }
  recovered.set(desk, found.file)
  return found.draft
}

/** Which draft a command took up; it goes when the command succeeds. */
const recovered = new WeakMap<Desk, string>()

function forgetRecovered(desk: Desk): void {
  const file = recovered.get(desk)
  if (file !== undefined) rmSync(file, { force: true })
}

/** Whether it could be kept: a full disk must not hide the error that came first. */
function saveDraft(desk: Desk, draft: Draft): boolean {
  try {
    makePrivateFolder(desk.places.drafts)
    const name = `${desk.world.clock().toISOString().replaceAll(':', '')}-${desk.randomBytes(4).toString('hex')}.json`
    writeFileSync(join(desk.places.drafts, name), `${JSON.stringify(draft)}\n`, { mode: 0o600, flag: 'wx' })
    forgetRecovered(desk)
    for (const file of outdated(desk)) rmSync(file, { force: true })
    return true
  } catch {
    return false
  }
}

function outdated(desk: Desk): string[] {
  const files = draftFiles(desk)
  const oldest = desk.world.clock().getTime() - keptFor
  return files.filter((file, index) => index < files.length - mostKept || statSync(file).mtimeMs < oldest)
}

/** Oldest first: their names begin with the time. */
function draftFiles(desk: Desk): string[] {
  try {
    return readdirSync(desk.places.drafts)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(desk.places.drafts, name))
  } catch {
    return []
  }
}

function readDraft(file: string): { file: string; draft: Draft } | undefined {
  try {
    return { file, draft: JSON.parse(readFileSync(file, 'utf8')) as Draft }
  } catch {
    return undefined
  }
}
