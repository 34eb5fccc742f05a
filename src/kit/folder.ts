import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from './errors'

/**
 * Makes a folder only its owner can enter, with the folders above it where they are missing. Node's own `recursive`
 * never returns where the system denies a folder without saying why (below `/proc`), so it is not used for paths that
 * come from outside. Throws what the system says.
 */
export function makePrivateFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && statSync(folder).isDirectory()) return
    const parent = dirname(folder)
    if (errorCode(error) !== 'ENOENT' || parent === folder || statSync(parent, { throwIfNoEntry: false })) throw error
    makePrivateFolder(parent)
    mkdirSync(folder, { mode: 0o700 })
  }
}

/** The name itself must survive a power cut too, not only what it stands for. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
