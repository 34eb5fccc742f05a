import { verifyJournal } from '../../journal/verify'
import { DeskError } from '../../kit/errors'
import { flag, objectOf, text, whole } from '../../kit/json'
import { printOne } from '../../kit/output'
import { withSpinner } from '../../kit/progress'
import { doneLine, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { beginning } from '../../people/beginning'
import { demand } from '../../people/permission'

interface Sound {
  entries: number
  head: { position: number; hash: string }
}

const verdictView: View<Sound> = {
  fields: { sound: flag, entries: whole, head: objectOf({ position: whole, hash: text }) },
  columns: ['sound', 'entries', 'head'],
  toJson: ({ entries, head }) => ({ sound: true, entries, head: { position: head.position, hash: head.hash } }),
}

/** Walks the journal's chain; a broken one is an error that names its first broken entry. */
export const auditVerify = defineVerb({
  declare: (command) => command,
  output: { one: verdictView },
  async run(desk) {
    const { actor, rules, store, zone } = await beginning(desk)
    demand(actor, 'desk:view', null, rules)
    const check = store.keyCheck()
    const key = await desk.key()
    const { words } = desk
    const verdict = await withSpinner(desk, words.verifying(0, 0), (update) =>
      verifyJournal(store.db, key, (done, all) => update(words.verifying(done, all))),
    )
    if (!verdict.sound) {
      // What was written meanwhile under a new key cannot be judged with the old one.
      if (store.keyCheck() !== check) throw new DeskError('key-changed', {})
      const { position, reason, entries } = verdict
      throw new DeskError('journal-broken', { position, reason, entries })
    }
    await printOne(desk, verdictView, verdict, async () => {
      const screen = await screenOf(desk, zone)
      const { entries, head } = verdict
      return `${doneLine(screen, screen.words.journalSound(entries))}\n  ${screen.words.journalHead(head.position)}\n  ${head.hash}`
    })
  },
})
