import { checkConfirmation, confirm } from '../../kit/confirm'
import { DeskError } from '../../kit/errors'
import { flag, objectOf, whole } from '../../kit/json'
import { printChange } from '../../kit/output'
import { doneLine, joinParts, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { beginning, ownTenants } from '../beginning'
import { mailAddress } from '../mail-address'
import type { Moved } from '../merge-store'
import { mergeUsers } from '../merge-users'
import { tenantNames } from '../tenant-store'
import { asSeenFrom, personText, type ShownUser, userParts, userView } from '../user-view'

interface ShownMerge extends ShownUser {
  moved: Moved
  dryRun: boolean
}

const counts = {
  addresses: whole,
  memberships: whole,
  tickets: whole,
  assigned: whole,
  messages: whole,
  consents: whole,
  teams: whole,
}

const mergeView: View<ShownMerge> = {
  fields: { ...userView.fields, moved: objectOf(counts), dryRun: flag },
  columns: [...userView.columns, 'moved', 'dryRun'],
  toJson: (merge) => ({ ...userView.toJson(merge), moved: { ...merge.moved }, dryRun: merge.dryRun }),
}

export const userMerge = defineVerb({
  declare: (command) => command.argument('<email>').option('--into <email>').option('-n, --dry-run'),
  output: { one: mergeView },
  async run(desk, typed, flags) {
    if (flags.into === undefined) throw new DeskError('missing-flag', { flag: '--into', asks: false })
    const dryRun = flags.dryRun === true
    if (!dryRun) checkConfirmation(desk)
    const words = { merged: mailAddress(typed), survivor: mailAddress(flags.into) }
    if (words.merged === words.survivor) throw new DeskError('merge-with-itself', { email: words.survivor })
    const { actor, rules, store, zone } = await beginning(desk)
    const names = await tenantNames(store.db)
    // Tried first: what cannot be is refused before anybody is asked, and the question says what will move.
    const tried = await mergeUsers(desk, actor, rules, { ...words, dryRun: true })
    if (!dryRun) await confirm(desk, desk.words.askMerge(words.merged, personText(tried.survivor)))
    const { survivor, moved } = dryRun ? tried : await mergeUsers(desk, actor, rules, { ...words, dryRun })
    const merge = { ...asSeenFrom(survivor, names, ownTenants(actor, rules)), moved, dryRun }
    await printChange(desk, mergeView, merge, async () => {
      const screen = await screenOf(desk, zone, [survivor.name ?? ''])
      const parts = [personText(survivor), ...userParts(screen, merge)]
      const { words: said } = screen
      const line = `${dryRun ? said.wouldMove : said.hasMoved} ${movedText(said.movedThings, moved)}`
      return dryRun ? `${joinParts(screen, parts)}\n${line}` : doneLine(screen, ...parts, line)
    })
  },
})

/** `1 address, 3 tickets`: what there is of each. */
function movedText(things: Readonly<Record<keyof Moved, (count: number) => string>>, moved: Moved): string {
  const names = ['addresses', 'memberships', 'tickets', 'assigned', 'messages', 'consents', 'teams'] as const
  return names.flatMap((name) => (moved[name] === 0 ? [] : things[name](moved[name]))).join(', ')
}
