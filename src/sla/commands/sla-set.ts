import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { beginning } from '../../people/beginning'
import { setServiceLevel, type WantedLevel } from '../edit-service-levels'
import { warnIfNeverOpen } from '../never-open'
import { promiseText } from '../service-level'
import { serviceLevelsInForce } from '../service-level-store'
import { conditionTexts, promiseTexts, serviceLevelView } from '../service-level-view'
import { type ConditionFlags, conditionsFrom, drawingOf, withConditions } from './condition-words'

export const slaSet = defineVerb({
  declare: (command) =>
    withConditions(command)
      .option('--first-answer <duration>')
      .option('--next-answer <duration>')
      .option('--solution <duration>')
      .option('--around-the-clock')
      .option('--idempotency-key <key>'),
  output: { one: serviceLevelView },
  async run(desk, flags) {
    const wanted = wantedFrom(flags)
    const { store, actor, rules, zone } = await beginning(desk)
    const id = await setServiceLevel(desk, { actor, rules, idempotencyKey: flags.idempotencyKey }, wanted)
    const level = (await serviceLevelsInForce(store.db)).find((one) => one.id === id)
    if (level === undefined) throw new DeskError('service-level-not-found', { id, ...wanted })
    await printChange(desk, serviceLevelView, level, async () => {
      const { screen, sla, labels } = await drawingOf(desk, store.db, zone)
      return doneLine(
        screen,
        ...conditionTexts(screen, sla, level, labels),
        ...promiseTexts(sla, level),
        sla.newClocksOnly,
      )
    })
    if (!level.aroundTheClock) await warnIfNeverOpen(desk)
  },
})

interface PromiseFlags extends ConditionFlags {
  firstAnswer?: string | undefined
  nextAnswer?: string | undefined
  solution?: string | undefined
  aroundTheClock?: true | undefined
}

function wantedFrom(flags: PromiseFlags): WantedLevel {
  const { firstAnswer, nextAnswer, solution } = flags
  if (firstAnswer === undefined && nextAnswer === undefined && solution === undefined) {
    throw new DeskError('nothing-to-change', { flags: ['--first-answer', '--next-answer', '--solution'] })
  }
  const wrong = new WrongValues()
  const promise = (flag: string, typed: string | undefined): string | null =>
    typed === undefined ? null : (wrong.judge(() => promiseFrom(flag, typed)) ?? null)
  const wanted = {
    ...conditionsFrom(wrong, flags),
    promised: {
      'first-answer': promise('--first-answer', firstAnswer),
      'next-answer': promise('--next-answer', nextAnswer),
      solution: promise('--solution', solution),
    },
    aroundTheClock: flags.aroundTheClock === true,
  }
  if (wrong.any) throw wrong.refusal()
  return wanted
}

/** Throws `wrong-promise` for what cannot be read and for what is no time at all. */
function promiseFrom(name: string, typed: string): string {
  const promise = promiseText(typed)
  if (promise === undefined) throw new DeskError('wrong-promise', { name, value: typed })
  return promise
}
