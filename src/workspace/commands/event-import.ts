import type { Desk } from '../../desk'
import { foreseenParts, mailNews } from '../../journal/mail-news'
import type { Posted } from '../../journal/reaction'
import { readHead } from '../../journal/store'
import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { flag, oneOf, text, whole } from '../../kit/json'
import { printChanges } from '../../kit/output'
import { withSpinner } from '../../kit/progress'
import { doneLine, joinParts, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { loadWorkspaceWords } from '../../words/catalogue'
import type { WorkspaceWords } from '../../words/en/workspace'
import { type EventFile, openEventFile } from '../event-file'
import { type EventFormat, eventFormats } from '../event-source'
import { type ImportedFile, importFile, type JudgedFile, judgeFile } from '../import-events'
import { loadStatusNames, type StatusNames } from '../status-names'
import { workplaceToChange } from '../workplace'
import { mailed, toldBy } from './told-by'

/** `posted`: the mails that its events caused, or would. */
type ShownImport = ImportedFile & { tenant: string; posted: readonly Posted[]; dryRun: boolean }

const importView: View<ShownImport> = {
  fields: {
    file: text,
    format: oneOf(eventFormats),
    tenant: text,
    events: whole,
    duplicates: whole,
    mails: whole,
    dryRun: flag,
  },
  columns: ['file', 'format', 'tenant', 'events', 'duplicates', 'mails', 'dryRun'],
  toJson: ({ file, format, tenant, events, duplicates, posted, dryRun }) => ({
    file,
    format,
    tenant,
    events,
    duplicates,
    mails: mailed(posted).length,
    dryRun,
  }),
}

/** Files in hand, and what is known of how to read them. */
interface Work {
  files: readonly EventFile[]
  /** What could not be opened, told when it is known who asks. */
  unreadable: DeskError | undefined
  format: EventFormat | undefined
  names: StatusNames
  dryRun: boolean
  idempotencyKey: string | undefined
  words: WorkspaceWords
}

export const eventImport = defineVerb({
  declare: (command) =>
    command.argument('<path...>').option('--format <format>').option('-n, --dry-run').option('--idempotency-key <key>'),
  output: { many: importView },
  async run(desk, paths, flags) {
    const format = formatFrom(flags.format ?? 'auto')
    if (paths.filter((path) => path === '-').length > 1) throw new DeskError('conflicting-flags', { flags: ['-', '-'] })
    const words = await loadWorkspaceWords(desk.language)
    const { files, unreadable } = await openAll(desk, paths)
    try {
      const names = await loadStatusNames()
      const { dryRun = false, idempotencyKey } = flags
      await importAll(desk, { files, unreadable, format, names, dryRun, idempotencyKey, words })
    } finally {
      for (const file of files) file.close()
    }
  },
})

function formatFrom(typed: string): EventFormat | undefined {
  const format = checkChoice('--format', typed, ['auto', ...eventFormats])
  return format === 'auto' ? undefined : format
}

/** Every file that can be opened, up to the first that cannot. */
async function openAll(desk: Desk, paths: readonly string[]): Promise<Pick<Work, 'files' | 'unreadable'>> {
  const files: EventFile[] = []
  try {
    for (const path of paths) files.push(await openEventFile(desk, path))
    return { files, unreadable: undefined }
  } catch (error) {
    if (error instanceof DeskError) return { files, unreadable: error }
    for (const file of files) file.close()
    throw error
  }
}

/** First all files are judged by themselves, so that nothing is done where one of them is broken. */
async function importAll(desk: Desk, work: Work): Promise<void> {
  const judged: JudgedFile[] = []
  try {
    for (const file of work.files) judged.push(await judge(desk, work, file, judged.length))
    const { working, zone, tenant } = await workplaceToChange(desk, work.idempotencyKey)
    if (work.unreadable !== undefined) throw work.unreadable
    const { words, dryRun } = work
    const digests = judged.map(({ digest }) => digest)
    const imported: ShownImport[] = []
    for (const file of judged) {
      const { position } = await readHead((await desk.store()).db)
      const seen = postedBy(desk).length
      const result = await withSpinner(desk, words.importing(0), (update) =>
        importFile(desk, { ...working, dryRun }, file, digests, (done) => update(words.importing(done))),
      )
      imported.push({ ...result, tenant: tenant.name, posted: postedAfter(desk, position, seen), dryRun })
    }
    await show(desk, zone, words, imported)
  } finally {
    for (const { events } of judged) events.close()
  }
}

/** All mails that this command caused so far, or would. */
function postedBy({ posted, foreseen }: Desk): readonly Posted[] {
  return foreseen?.posted ?? posted
}

/** Those that came since, of entries after that one: others may have left something to be worked out. */
function postedAfter(desk: Desk, position: number, seen: number): Posted[] {
  return postedBy(desk)
    .slice(seen)
    .filter(({ entryPosition }) => entryPosition !== undefined && entryPosition > position)
}

async function judge(desk: Desk, work: Work, file: EventFile, place: number): Promise<JudgedFile> {
  const { format, names, words, idempotencyKey } = work
  const shown = file.name === '-' ? words.standardInput : safeText(file.name)
  const request = { file, format, names, before: place, withDigest: idempotencyKey !== undefined }
  return withSpinner(desk, words.checking(shown, 0), (update) =>
    judgeFile(desk, request, (done) => update(words.checking(shown, done))),
  )
}

async function show(desk: Desk, zone: string, words: WorkspaceWords, imported: readonly ShownImport[]): Promise<void> {
  await printChanges(desk, importView, imported, async () => {
    const screen = await screenOf(
      desk,
      zone,
      imported.map(({ file }) => file),
    )
    const news = await mailNews(desk)
    const lines: string[] = []
    for (const { file, tenant, events, duplicates, posted, dryRun } of imported) {
      const name = file === '-' ? words.standardInput : safeText(file)
      const facts = [name, tenant, words.imported(events), duplicates === 0 ? '' : words.duplicates(duplicates)]
      const own = new Set(posted)
      const count = mailed(posted).length
      const counted = count === 0 || !news.hasWayOut ? [] : [words.mails(count)]
      const told = dryRun
        ? await foreseenParts(desk, screen, (one) => own.has(one))
        : toldBy(screen, words, { ...news, posted })
      const fate = events === 0 ? [] : [...counted, ...told]
      lines.push(
        dryRun ? `${words.wouldImport} ${joinParts(screen, [...facts, ...fate])}` : doneLine(screen, ...facts, ...fate),
      )
    }
    return lines.join('\n')
  })
}
