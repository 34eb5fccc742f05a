import { basename } from 'node:path'
import type { Desk } from '../../desk'
import type { FilesInHand, GivenFile } from '../attachment/given-files'
import { isSkipped, sayRefusal } from './ask-field'
import { draggedPaths } from './dragged-path'

/** Asks for files until Enter says that there are no more. */
export async function askAttachments(desk: Desk, hand: FilesInHand): Promise<void> {
  const { words } = desk
  let taken = await askFiles(desk, hand, words.askAttachment, false)
  while (taken.length > 0) taken = await askFiles(desk, hand, words.askFurtherAttachment, false)
}

/** Asks for the document that shows the problem; whether there is one. */
export async function askDocument(desk: Desk, hand: FilesInHand, question: string): Promise<boolean> {
  return (await askFiles(desk, hand, question, true)).length > 0
}

/**
 * The files that one answer names, all or none of them: what cannot be attached is said at once, and asked again. None:
 * the question was skipped.
 */
async function askFiles(
  desk: Desk,
  hand: FilesInHand,
  question: string,
  isDocument: boolean,
): Promise<readonly GivenFile[]> {
  const ask = await desk.ask()
  const answer = await ask.line(question)
  if (isSkipped(answer)) return []
  const paths = draggedPaths(desk, answer)
  const taken: GivenFile[] = []
  try {
    for (const path of isDocument && paths.length > 1 ? [answer.trim()] : paths) {
      // Only as a flag does a dash mean standard input.
      const source = { path: path === '-' ? './-' : path, name: basename(path), isDocument, mustBeRegular: true }
      taken.push(await hand.take(source))
    }
    return taken
  } catch (error) {
    hand.drop((file) => taken.includes(file))
    await sayRefusal(desk, error)
    return askFiles(desk, hand, question, isDocument)
  }
}
