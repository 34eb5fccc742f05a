import { basename, dirname, join } from 'node:path'
import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import type { Places } from '../../kit/places'
import { quoteWord } from '../../kit/shell-words'
import { defineVerb } from '../../kit/verb'
import { demandJob } from '../../people/job'
import type { SshKey } from '../../people/ssh-key'
import { listAdmittedKeys } from '../../people/ssh-key-store'

/** The lines by which sshd lets people in: all, or for `AuthorizedKeysCommand … %f` the one it asks for. */
export const authorizedKeys = defineVerb({
  declare: (command) => command.argument('[fingerprint]'),
  output: { text: true },
  async run(desk, fingerprint) {
    await demandJob(desk, 'desk:view')
    const { db } = await desk.store()
    const keys = await listAdmittedKeys(db, fingerprint)
    desk.stdout.write(keys.map((key) => `${lineFor(desk, key)}\n`).join(''))
  },
})

/** `restrict` takes everything away that sshd can do for somebody besides this command, `pty` gives the terminal back. */
function lineFor(desk: Desk, { id, type, base64 }: SshKey): string {
  const command = [...desk.world.program, 'ssh', 'serve', id, ...placeWords(desk.places)]
  for (const word of command) {
    // sshd reads the command between double quotes, in one line.
    if (/["\p{Cc}]/u.test(word)) throw new DeskError('path-not-for-ssh', { path: word })
  }
  return `restrict,pty,command="${command.map(quoteWord).join(' ')}" ${type} ${base64}`
}

/** The words that name this desk and no other, whatever the environment says. */
function placeWords({ database, key }: Places): string[] {
  const folder = dirname(database)
  return [
    ...['--home', folder],
    ...(basename(database) === 'helpdesk.db' ? [] : ['--db', database]),
    ...(key === join(folder, 'helpdesk.key') ? [] : ['--key-file', key]),
  ]
}
