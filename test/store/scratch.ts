import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createStore } from '../../src/store/open'
import type { Tx } from '../../src/store/schema'

export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'helpdesk-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Every file and folder below with what is in it, to see that nothing was touched. */
export function everythingIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    paths.map((path) => {
      const found = statSync(join(folder, path))
      const content = found.isDirectory() ? 'folder' : createHash('sha256').update(readFileSync(join(folder, path)))
      return [
        path,
        `${(found.mode & 0o777).toString(8)} ${typeof content === 'string' ? content : content.digest('hex')}`,
      ]
    }),
  )
}

/** The one row without which a database is no desk. */
export async function fill(tx: Tx): Promise<void> {
  await tx
    .insertInto('desks')
    .values({
      id: 'desk-1',
      preset: 'plain',
      rehearsal: 0,
      key_check: 'check',
      last_ticket_number: 0,
      created_at: '2026-03-05T12:00:00.000Z',
    })
    .execute()
}

/** A small desk of the present version, alone in its folder. */
export async function smallDesk(): Promise<string> {
  const path = join(scratchFolder(), 'helpdesk.db')
  await createStore(path, fill)
  return path
}

/** A copy of a whole folder, to be spoiled. */
export function copyOf(folder: string): string {
  const copy = scratchFolder()
  cpSync(folder, copy, { recursive: true })
  return copy
}
