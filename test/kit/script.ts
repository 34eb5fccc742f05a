import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A script that stands in for an editor or a pager; gives its path. */
export function script(home: string, name: string, content: string): string {
  const path = join(home, name)
  writeFileSync(path, `#!/bin/sh\n${content}\n`)
  chmodSync(path, 0o700)
  return path
}
