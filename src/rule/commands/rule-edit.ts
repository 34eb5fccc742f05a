import type { Desk } from '../../desk'
import { checkConfirmation, confirm } from '../../kit/confirm'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { safeText } from '../../kit/text/safe-text'
import { collect, defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { demand } from '../../people/permission'
import { printedRemoved, removedJson } from '../../people/removed-before'
import { loadRuleWords } from '../../words/catalogue'
import { editRule, removeRule } from '../edit-rule'
import { ruleNamed } from '../rule-meant'
import { lookAtRules, refuseBoth, rulePlace } from '../rule-place'
import { ruleView } from '../rule-view'
import { loadRuleNames, type RuleEdit, type RuleFlags, ruleEditFrom } from '../rule-words'
import { changeRules, shownById, showRule } from './change-rule'
import { ruleFlagsFrom, type TypedRuleFlags, withRuleFlags } from './rule-flags'

const editable = [
  '--description',
  '--event',
  '--status',
  '--add-status',
  '--remove-status',
  '--account',
  '--add-account',
  '--remove-account',
  '--subject',
  '--to',
  '--add-to',
  '--remove-to',
  '--external',
  '--add-external',
  '--remove-external',
  '--collect',
]

export const ruleEdit = defineVerb({
  declare: (command) =>
    withRuleFlags(command.argument('<rule>'))
      .option('--add-status <status>', '', collect)
      .option('--remove-status <status>', '', collect)
      .option('--add-account <account>', '', collect)
      .option('--remove-account <account>', '', collect)
      .option('--add-to <who>', '', collect)
      .option('--remove-to <who>', '', collect)
      .option('--add-external <email>', '', collect)
      .option('--remove-external <email>', '', collect),
  output: { one: ruleView },
  async run(desk, typed, flags) {
    refuseBoth(desk, flags.desk === true)
    const wanted = ruleFlagsFrom(flags)
    if (isNothing(wanted)) throw new DeskError('nothing-to-change', { flags: editable })
    refuseContradiction(flags)
    const wrong = new WrongValues()
    const edit = ruleEditFrom(wanted, await loadRuleNames(), wrong)
    wrong.refuse()
    await editAndShow(desk, typed, edit, 'rule edit', flags)
  },
})

export const ruleEnable = switching('rule enable', true)
export const ruleDisable = switching('rule disable', false)

export const ruleDelete = defineVerb({
  declare: (command) =>
    command.argument('<rule>').option('--desk').option('-n, --dry-run').option('--idempotency-key <key>'),
  output: { one: ruleView },
  async run(desk, typed, flags) {
    refuseBoth(desk, flags.desk === true)
    if (flags.dryRun !== true) checkConfirmation(desk)
    const place = await rulePlace(desk, flags.desk === true)
    await lookAtRules(desk, place, typed)
    const { store, zone, actor, rules, tenant, scope } = place
    const key = flags.dryRun === true ? undefined : flags.idempotencyKey
    const call = { key, actorId: actor.id, tenantId: tenant?.id ?? '', command: 'rule delete', request: [typed] }
    if (await printedRemoved(desk, { db: store.db, zone }, ruleView, call)) return
    const found = await ruleNamed(store.db, scope, tenant, typed)
    demand(actor, 'rules:edit', tenant, rules)
    const shown = await shownById(place, found.id)
    if (shown === undefined) return
    const texts = await loadRuleWords(desk.language)
    const description = safeText(found.description)
    if (flags.dryRun === true) return printChange(desk, ruleView, shown, () => texts.wouldDelete(description))
    await confirm(desk, texts.askDelete(description))
    const gives = removedJson(ruleView, shown)
    await changeRules(desk, place, flags.idempotencyKey, (ruling) =>
      removeRule(desk, ruling, { typed, meant: found.id, gives }),
    )
    await showRule(desk, place, shown, texts.deleted)
  },
})

function switching(command: string, enabled: boolean) {
  return defineVerb({
    declare: (declared) => declared.argument('<rule>').option('--desk').option('--idempotency-key <key>'),
    output: { one: ruleView },
    async run(desk, typed, flags) {
      refuseBoth(desk, flags.desk === true)
      await editAndShow(desk, typed, { ...nothing, enabled }, command, flags)
    },
  })
}

const nothing: RuleEdit = {
  description: undefined,
  event: undefined,
  filters: {},
  subject: undefined,
  to: undefined,
  addTo: [],
  removeTo: [],
  external: undefined,
  addExternal: [],
  removeExternal: [],
  collect: undefined,
  enabled: undefined,
}

async function editAndShow(
  desk: Desk,
  typed: string,
  edit: RuleEdit,
  command: string,
  flags: { desk?: true | undefined; idempotencyKey?: string | undefined },
): Promise<void> {
  const place = await rulePlace(desk, flags.desk === true)
  await lookAtRules(desk, place, typed)
  const { store, scope, tenant, actor, rules } = place
  // A repetition may come when the rule is called otherwise already.
  if (flags.idempotencyKey === undefined) await ruleNamed(store.db, scope, tenant, typed)
  demand(actor, 'rules:edit', tenant, rules)
  const id = await changeRules(desk, place, flags.idempotencyKey, (ruling) =>
    editRule(desk, ruling, command, typed, edit),
  )
  const shown = await shownById(place, id)
  if (shown !== undefined) await showRule(desk, place, shown)
}

function isNothing({ filters, ...wanted }: RuleFlags): boolean {
  const said = [
    ...Object.values(wanted),
    ...Object.values(filters).flatMap(({ set, add, remove }) => [set, add, remove]),
  ]
  return said.every((value) => value === undefined)
}

/** A list cannot be set and changed at once. */
function refuseContradiction(flags: TypedRuleFlags): void {
  const pairs = [
    ['--status', flags.status, flags.addStatus, flags.removeStatus],
    ['--account', flags.account, flags.addAccount, flags.removeAccount],
    ['--to', flags.to, flags.addTo, flags.removeTo],
    ['--external', flags.external, flags.addExternal, flags.removeExternal],
  ] as const
  for (const [flag, set, add, remove] of pairs) {
    if (set === undefined || (add === undefined && remove === undefined)) continue
    const other = add === undefined ? flag.replace('--', '--remove-') : flag.replace('--', '--add-')
    throw new DeskError('conflicting-flags', { flags: [flag, other] })
  }
}
