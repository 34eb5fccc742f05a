import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { makePrivateFolder } from '../kit/folder'

/** Keeps which ticket was last shown in this terminal, so that `.` means it. Where nobody sits, nothing is kept. */
export async function rememberShown(desk: Desk, number: number): Promise<void> {
  const file = memoryFile(desk)
  if (file === undefined) return
  const { identity } = await desk.store()
  try {
    makePrivateFolder(join(desk.places.cache, 'terminals'))
    writeFileSync(file, JSON.stringify({ desk: identity.id, number }), { mode: 0o600 })
  } catch {
    // A convenience: without a cache folder `.` is not there, and nothing else is wrong.
  }
}

/** The ticket last shown in this terminal, at this desk. Throws `nothing-shown`. */
export async function lastShown(desk: Desk): Promise<number> {
  const file = memoryFile(desk)
  const { identity } = await desk.store()
  try {
    const memory: unknown = JSON.parse(readFileSync(file ?? '', 'utf8'))
    if (typeof memory === 'object' && memory !== null && 'number' in memory && 'desk' in memory) {
      if (memory.desk === identity.id && typeof memory.number === 'number') return memory.number
    }
  } catch {
    // Told below.
  }
  throw new DeskError('nothing-shown', {})
}

function memoryFile(desk: Desk): string | undefined {
  const terminal = desk.world.terminalName()
  if (terminal === undefined) return undefined
  return join(desk.places.cache, 'terminals', `${terminal.replace(/[^a-z0-9]+/gi, '-').replace(/^-/, '')}.json`)
}
