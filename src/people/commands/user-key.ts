import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { printChange, printMany } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { textFromFlags, textOf } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { addSshKey, type KeyOfUser, personWithKeys } from '../add-ssh-key'
import { beginning } from '../beginning'
import { mailAddress } from '../mail-address'
import { removeSshKey } from '../remove-ssh-key'
import { parsePublicKey } from '../ssh-key'
import { listSshKeys } from '../ssh-key-store'
import { sshKeyView } from '../ssh-key-view'
import { personText } from '../user-view'

export const userKeyAdd = defineVerb({
  declare: (command) => command.argument('<email>').argument('<key...>'),
  output: { one: sshKeyView },
  async run(desk, typed, words) {
    const email = mailAddress(typed)
    const key = parsePublicKey(await lineFrom(desk, words))
    const { actor, rules, zone } = await beginning(desk)
    const added = await addSshKey(desk, actor, rules, email, key)
    await printChange(desk, sshKeyView, added, async () => {
      const screen = await screenOf(desk, zone)
      const line = doneLine(screen, personText(added.user), added.key.type, added.key.fingerprint)
      return desk.world.door === undefined ? `${line}\n  ${screen.words.keyNext}` : line
    })
  },
})

export const userKeyList = defineVerb({
  declare: (command) => command.argument('[email]'),
  output: { many: sshKeyView },
  async run(desk, typed) {
    const email = typed === undefined ? undefined : mailAddress(typed)
    const { actor, rules, store, zone } = await beginning(desk)
    const user = await personWithKeys(store.db, actor, rules, email ?? actor.email)
    const keys = (await listSshKeys(store.db, user.id)).map((key): KeyOfUser => ({ user, key }))
    await printMany(desk, sshKeyView, keys, async () => {
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(
        desk,
        zone,
        keys.map(({ key }) => key.comment ?? ''),
      )
      const { words, symbols, language, now } = screen
      if (keys.length === 0) return words.noKeys(user.email)
      const columns = [
        { title: words.columns.fingerprint },
        { title: words.columns.comment, flexible: true },
        { title: words.columns.used },
      ]
      const rows = keys.map(({ key: { fingerprint, comment, lastUsedAt } }) => [
        fingerprint,
        comment === null ? symbols.nothing : safeText(comment),
        lastUsedAt === null ? symbols.nothing : formatLocal(lastUsedAt, zone, language, 'day', now),
      ])
      return renderTable(screen, columns, rows)
    })
  },
})

export const userKeyRemove = defineVerb({
  declare: (command) => command.argument('<email>').argument('<key-id>'),
  output: { one: sshKeyView },
  async run(desk, typed, key) {
    const email = mailAddress(typed)
    const { actor, rules, zone } = await beginning(desk)
    const removed = await removeSshKey(desk, actor, rules, email, key)
    await printChange(desk, sshKeyView, removed, async () => {
      const screen = await screenOf(desk, zone)
      return doneLine(screen, personText(removed.user), removed.key.fingerprint, screen.words.notValid)
    })
  },
})

/** The line of a `.pub` file: as one word or, where nobody thought of quotes, as several; `-` is standard input. */
async function lineFrom(desk: Desk, words: readonly string[]): Promise<string> {
  if (words.length !== 1 || words[0] !== '-') return words.join(' ')
  const given = await textFromFlags(desk, { file: '-' }, 'KEY')
  if (given === undefined) throw new DeskError('wrong-ssh-key', { reason: 'unreadable' })
  return textOf(given)
}
