import { basename } from 'node:path'
import type { Desk } from '../../desk'
import { type Draft, keepingDraft } from '../../kit/draft'
import { DeskError } from '../../kit/errors'
import { checkLine, type GivenText } from '../../kit/typed-text'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import { type FileSource, type GivenFile, noFiles, withFiles } from '../attachment/given-files'
import { ticketByNumber } from '../store'

export interface AttachFlags {
  attach?: readonly string[] | undefined
  attachName?: string | undefined
  file?: string | undefined
  consoleFile?: string | undefined
  document?: string | boolean | undefined
}

/**
 * Refuses what does not go together (64): standard input can be read once, and only it has no name of its own. A terminal
 * is no file: whoever sits there is asked, and could not answer any more.
 */
export function checkAttachFlags(desk: Desk, flags: AttachFlags): void {
  const { attach = [], attachName, file, consoleFile, document } = flags
  const fromInput = [
    ...attach.filter((path) => path === '-').map(() => '--attach -'),
    ...(document === '-' ? ['--document -'] : []),
  ]
  const texts = [...(file === '-' ? ['--file -'] : []), ...(consoleFile === '-' ? ['--console-file -'] : [])]
  const readers = [...texts, ...fromInput]
  if (readers.length > 1) throw new DeskError('conflicting-flags', { flags: readers })
  const [flag] = fromInput
  if (flag !== undefined && desk.stdin.isTerminal) throw new DeskError('input-is-terminal', { flag })
  if (attachName !== undefined && flag === undefined)
    throw new DeskError('missing-flag', { flag: '--attach -', asks: false })
}

/** The files that the flags name, not yet looked at. Throws `empty-text`, `text-too-long`. */
export function filesNamed({ attach = [], attachName, document }: AttachFlags): FileSource[] {
  const inputName = attachName === undefined ? 'stdin' : checkLine('--attach-name', attachName)
  const source = (path: string): FileSource => ({ path, name: path === '-' ? inputName : basename(path) })
  const attached = attach.map(source)
  return typeof document === 'string' ? [...attached, { ...source(document), isDocument: true }] : attached
}

/**
 * Writes a message with the files in hand. They are looked at before anybody is asked for a text; if one is refused, the
 * text that came with it is kept. Of a ticket that the actor may not know of nothing is read.
 */
export async function withAttachedFiles<T>(
  desk: Desk,
  sources: readonly FileSource[],
  message: { command: string; number: number; given: GivenText | undefined },
  write: (files: readonly GivenFile[]) => Promise<T>,
): Promise<T> {
  if (sources.length === 0) return write(noFiles)
  const { command, number, given } = message
  const text = given !== undefined && 'text' in given ? given.text : null
  const draft: Draft = { command, ticket: number, subject: null, text, files: true }
  const { store, actor, rules, settings } = await beginning(desk)
  let isWriting = false
  const begin = (files: readonly GivenFile[]): Promise<T> => {
    isWriting = true
    return write(files)
  }
  try {
    await ticketByNumber(store.db, number, visibilityOf(actor, rules))
    return await withFiles(desk, sources, settings['tickets.max-attachment-size'], begin)
  } catch (error) {
    // Writing keeps the text itself, and may know more of it.
    if (isWriting) throw error
    return keepingDraft(desk, draft, () => Promise.reject(error))
  }
}
