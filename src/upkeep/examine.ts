import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Desk } from '../desk'
import { readEntries, readHead } from '../journal/store'
import { DeskError, errorCode } from '../kit/errors'
import { sentencesOf } from '../kit/report'
import { quoteWord } from '../kit/shell-words'
import { storedToken } from '../people/credentials'
import { readSettings } from '../settings/store'
import { readDeskKey } from '../store/desk-key'
import { type Check, type CheckName, type FoundFile, modeCheck, ownerCheck, soundCheck } from './check'
import { listJobs } from './cron-job-store'
import { cronCommand, crontabLine } from './crontab'
import { mailChecks } from './mail-check'

/** Looks at everything, and goes on where something is broken. */
export async function examine(desk: Desk): Promise<Check[]> {
  const database = await tried(desk, 'database', desk.places.database, () => desk.store())
  const isOpen = database.state === 'ok'
  return [
    database,
    await tried(desk, 'key', desk.places.key, () => (isOpen ? desk.key() : readDeskKey(desk.places.key))),
    ...fileChecks(desk),
    ...(await credentialsChecks(desk, isOpen)),
    ...(isOpen
      ? [await journalCheck(desk), await contactCheck(desk), await cronCheck(desk), ...(await mailChecks(desk))]
      : []),
  ]
}

/** What every other command would be refused with; anything that is no refusal is a bug and stays one. */
async function tried(desk: Desk, name: CheckName, path: string, attempt: () => unknown): Promise<Check> {
  try {
    await attempt()
    return soundCheck(name, path)
  } catch (error) {
    if (!(error instanceof DeskError) || error.exitCode !== 78) throw error
    const { message } = await sentencesOf(error, desk.language)
    return { ...soundCheck(name, path), state: 'broken', problem: error.trouble, detail: message }
  }
}

/** Who else gets at the desk's files, and whose they are. */
function fileChecks({ places, world }: Desk): Check[] {
  const { database, key, drafts } = places
  const paths = [dirname(database), database, `${database}-wal`, `${database}-shm`, key, drafts]
  const files = paths.flatMap((path) => found(path) ?? [])
  const desk = files.find(({ path }) => path === database)?.owner
  const open = files.flatMap((file) => modeCheck('permissions', file, quoteWord) ?? [])
  const running = world.accountId
  // Where there are no accounts by number, there is nothing to compare; of a desk that is somebody else's as a whole,
  // the database stands for all.
  const isKnown = desk !== undefined && running !== undefined
  const own = isKnown ? files.filter(({ path, owner }) => path === database || owner !== desk) : []
  const foreign = own.flatMap((file) => ownerCheck(file, { desk: desk ?? 0, running: running ?? 0 }, quoteWord) ?? [])
  return [
    ...(open.length === 0 ? [soundCheck('permissions')] : open),
    ...(foreign.length === 0 ? [soundCheck('owner')] : foreign),
  ]
}

/** The session of whoever works under this account; not having one is nothing to tell. */
async function credentialsChecks(desk: Desk, isOpen: boolean): Promise<Check[]> {
  const { credentials } = desk.places
  const file = found(credentials)
  if (file === undefined) return []
  const deskId = isOpen ? (await desk.store()).identity.id : ''
  const readable = await tried(desk, 'credentials', credentials, () => storedToken(credentials, deskId))
  const open = modeCheck('credentials', file, quoteWord)
  if (open === undefined) return [readable]
  return readable.state === 'ok' ? [open] : [readable, open]
}

/** Whether the journal's end is the one its head names; the whole chain is for `audit verify`. */
async function journalCheck(desk: Desk): Promise<Check> {
  const { db } = await desk.store()
  const head = await readHead(db)
  const [last, ...further] = await readEntries(db, { after: head.position - 1, limit: 2 })
  if (last?.hash === head.hash && further.length === 0) return soundCheck('journal')
  return { ...soundCheck('journal'), state: 'broken', problem: 'journal-broken', mend: 'helpdesk audit verify' }
}

/** Where customers reach somebody when everything else fails. */
async function contactCheck(desk: Desk): Promise<Check> {
  const settings = await readSettings((await desk.store()).db)
  if (settings['contact.phone'] !== '' || settings['contact.email'] !== '') return soundCheck('contact')
  const mend = 'helpdesk config set contact.phone NUMBER'
  return { ...soundCheck('contact'), state: 'hint', problem: 'not-set', mend }
}

/** A day without cron: then nobody was reminded, and the history lacks its closings. */
const longAgo = 24 * 60 * 60 * 1000

/** Whether the desk does by itself what it should. */
async function cronCheck(desk: Desk): Promise<Check> {
  const { db } = await desk.store()
  const jobs = [...(await listJobs(db)).values()]
  const failing = jobs.filter(({ failures }) => failures > 0).map(({ name }) => name)
  const last = Math.max(0, ...jobs.map(({ finishedAt }) => finishedAt?.getTime() ?? 0))
  const line = crontabLine(cronCommand(desk))
  const hint = { ...soundCheck('cron'), state: 'hint' as const, mend: 'helpdesk cron install' }
  if (last === 0) return { ...hint, problem: 'never-ran', detail: line }
  if (desk.now().getTime() - last > longAgo) return { ...hint, problem: 'not-run-lately', detail: line }
  if (failing.length > 0)
    return { ...hint, problem: 'jobs-failed', detail: failing.join(', '), mend: 'helpdesk cron jobs' }
  return soundCheck('cron')
}

function found(path: string): FoundFile | undefined {
  try {
    const stats = statSync(path)
    return { path, isFolder: stats.isDirectory(), mode: stats.mode, owner: stats.uid }
  } catch (error) {
    // What is not there needs no watching; what is missing and must be there was told by opening it.
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(errorCode(error) ?? '')) return undefined
    throw error
  }
}
