import { checkConfirmation, confirm } from '../../kit/confirm'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, joinParts } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { beginning } from '../../people/beginning'
import { demand } from '../../people/permission'
import { levelMeant, removeServiceLevel } from '../edit-service-levels'
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
    const found = await levelMeant(store.db, meant)
    const { screen, sla, labels } = await drawingOf(desk, store.db, zone)
    const tickets = conditionTexts(screen, sla, found, labels)
    const parts = [...tickets, ...promiseTexts(sla, found)]
    if (dryRun) {
      return printChange(desk, serviceLevelView, found, () => joinParts(screen, [...parts, screen.words.nothingDone]))
    }
    await confirm(desk, sla.askRemove(tickets.join(', ')))
    await removeServiceLevel(desk, { actor, rules, idempotencyKey: flags.idempotencyKey }, { ...meant, id: found.id })
    const ended = { ...found, validUntil: desk.now() }
    await printChange(desk, serviceLevelView, ended, () => doneLine(screen, ...parts, screen.words.removed))
  },
})
