import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError, errorCode } from '../kit/errors'
import { writePrivateFile } from '../kit/private-file'
import { doerOfWork, type Worker } from '../people/job'
import { keyCheck } from '../store/desk-key'
import { readKeyCheck } from '../store/key-check'
import { readKeyFile } from '../store/next-key'

/** Where a copy of the key goes: a file, as it was typed, or to whoever reads standard output. */
export type CopyPlace = { path: string; shown: string } | 'output'

/**
 * Copies the desk's key, which is in use, and writes down that somebody did. Gives what is to go to standard output.
 * Throws `key-copy-exists`, `file-not-written`, `key-missing`, `key-damaged`, `key-wrong`.
 */
export async function copyKey(desk: Desk, worker: Worker, to: CopyPlace): Promise<string> {
  const { identity } = await desk.store()
  return carryOut(desk, doerOfWork(worker), async (deed) => {
    const { content, key } = readKeyFile(desk.places.key)
    if (keyCheck(key, identity.id) !== (await readKeyCheck(deed.tx))) {
      throw new DeskError('key-wrong', { path: desk.places.key })
    }
    deed.record({ type: 'key.copied' })
    // Nobody else changes the key meanwhile, and a copy that cannot be made is not written down.
    if (to !== 'output') writeCopy(to, content)
    return content
  })
}

function writeCopy({ path, shown }: { path: string; shown: string }, content: string): void {
  try {
    writePrivateFile(path, content)
  } catch (error) {
    const reason = errorCode(error)
    if (reason === undefined) throw error
    if (reason === 'EEXIST') throw new DeskError('key-copy-exists', { path: shown }, error)
    throw new DeskError('file-not-written', { path: shown, reason }, error)
  }
}
