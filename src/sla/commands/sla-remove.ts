import { checkConfirmation, confirm } from '../../kit/confirm'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, joinParts } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { beginning } from '../../people/beginning'
import { demand } from '../../people/permission'
import { printedRemoved, removedJson } from '../../people/removed-before'
import { levelMeant, removalAsked, removeServiceLevel } from '../edit-service-levels'
import { conditionTexts, promiseTexts, serviceLevelView } from '../service-level-view'
import { conditionsFrom, drawingOf, withConditions } from './condition-words'

export const slaRemove = defineVerb({
  declare: (command) =>
    withConditions(command.argument('[id]')).option('-n, --dry-run').option('--idempotency-key <key>'),
  output: { one: serviceLevelView },
  async run(desk, id, flags) {
    const { priority, category, level } = flags
    const named = [priority && '--priority', category && '--category', level && '--level'].flatMap((flag) => flag ?? [])
    if (id !== undefined && named.length > 0) throw new DeskError('conflicting-flags', { flags: ['ID', ...named] })
    const wrong = new WrongValues()
    const meant = { id, ...conditionsFrom(wrong, flags) }
    if (wrong.any) throw wrong.refusal()
    const dryRun = flags.dryRun === true
    if (!dryRun) checkConfirmation(desk)
    const { store, actor, rules, zone } = await beginning(desk)
    demand(actor, 'desk:edit', null, rules)
    const call = {
      key: dryRun ? undefined : flags.idempotencyKey,
      actorId: actor.id,
      tenantId: '',
      command: 'sla remove',
    }
    const asked = { ...call, request: removalAsked(meant) }
    if (await printedRemoved(desk, { db: store.db, zone }, serviceLevelView, asked)) return
    const found = await levelMeant(store.db, meant)
    const { screen, sla, labels } = await drawingOf(desk, store.db, zone)
    const tickets = conditionTexts(screen, sla, found, labels)
    const parts = [...tickets, ...promiseTexts(sla, found)]
    if (dryRun) {
      return printChange(desk, serviceLevelView, found, () => joinParts(screen, [...parts, screen.words.nothingDone]))
    }
    await confirm(desk, sla.askRemove(tickets.join(', ')))
    const ended = { ...found, validUntil: desk.now() }
    const doing = { actor, rules, idempotencyKey: flags.idempotencyKey }
    const gives = removedJson(serviceLevelView, ended)
    await removeServiceLevel(desk, doing, { typed: meant, meant: found.id, gives })
    await printChange(desk, serviceLevelView, ended, () => doneLine(screen, ...parts, screen.words.removed))
  },
})
