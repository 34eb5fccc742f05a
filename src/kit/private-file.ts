import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { writeWhole } from './spool'

/**
 * Writes a small file that only its owner can read, in the file system when this returns. Never over one that is there:
 * throws `EEXIST` then, and what else the system says; a file that could not be written wholly is taken away again.
 */
export function writePrivateFile(path: string, content: string): void {
  const descriptor = openSync(path, 'wx', 0o600)
  try {
    try {
      writeWhole(descriptor, Buffer.from(content))
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
}
