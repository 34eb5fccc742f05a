import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../../../desk'
import { checkChoice } from '../../../kit/choice'
import { DeskError } from '../../../kit/errors'
import { isWebLink } from '../../../kit/link'
import { checkLine } from '../../../kit/typed-text'
import { collect, defineVerb } from '../../../kit/verb'
import { WrongValues } from '../../../kit/wrong-values'
import { beginning } from '../../../people/beginning'
import { shortName } from '../../../people/tenant'
import { type ReportField, reportFields } from '../../report/report-field'
import { categoryIn } from '../category-in'
import { categoryView } from '../category-view'
import { addCategory, type CategoryEdit, editCategory, type SpokenText } from '../edit-category'
import { longestHelp } from '../form'
import { showChanged } from './category-show'

const longestDescription = 1000

export const categoryAdd = defineVerb({
  declare: (command) => withCategoryFlags(command.argument('<id>').option('--partner-only')),
  output: { one: categoryView },
  async run(desk, typed, flags) {
    checkPlace(flags)
    if (flags.label === undefined && flags.labelDe === undefined && flags.labelEn === undefined) {
      throw new DeskError('missing-flag', { flag: '--label', asks: false })
    }
    const wrong = new WrongValues()
    const id = wrong.judge(() => shortName(typed))
    const wanted = editFrom(flags, wrong)
    if (id === undefined || wrong.any) throw wrong.refusal()
    await changeAndShow(desk, flags, (doing) => addCategory(desk, doing, id, wanted))
  },
})

export const categoryEdit = defineVerb({
  declare: (command) =>
    withCategoryFlags(command.argument('<category>').option('--partner-only').option('--no-partner-only'))
      .option('--remove-ask <field>', '', collect)
      .option('--remove-require <field>', '', collect)
      .option('--remove-help <field>', '', collect),
  output: { one: categoryView },
  async run(desk, typed, flags) {
    checkPlace(flags)
    if (!saysAnything(flags)) {
      const editable = [
        '--label',
        '--description',
        '--partner-only',
        '--ask',
        '--require',
        '--help-text',
        '--link',
        '--first',
      ]
      throw new DeskError('nothing-to-change', { flags: editable })
    }
    const wrong = new WrongValues()
    const wanted = editFrom(flags, wrong)
    wrong.refuse()
    await changeAndShow(desk, flags, (doing) => editCategory(desk, doing, typed, wanted))
  },
})

/** What a category can be told, new or not. */
function withCategoryFlags<Words extends unknown[], Options extends OptionValues>(command: Command<Words, Options>) {
  return command
    .option('--label <text>')
    .option('--label-de <text>')
    .option('--label-en <text>')
    .option('--description <text>')
    .option('--description-de <text>')
    .option('--description-en <text>')
    .option('--ask <field>', '', collect)
    .option('--require <field>', '', collect)
    .option('--help-text <field=text>', '', collect)
    .option('--help-text-de <field=text>', '', collect)
    .option('--help-text-en <field=text>', '', collect)
    .option('--link <field=url>', '', collect)
    .option('--first')
    .option('--after <category>')
    .option('--idempotency-key <key>')
}

interface CategoryFlags {
  label?: string | undefined
  labelDe?: string | undefined
  labelEn?: string | undefined
  description?: string | undefined
  descriptionDe?: string | undefined
  descriptionEn?: string | undefined
  partnerOnly?: boolean | undefined
  ask?: string[] | undefined
  require?: string[] | undefined
  removeAsk?: string[] | undefined
  removeRequire?: string[] | undefined
  removeHelp?: string[] | undefined
  helpText?: string[] | undefined
  helpTextDe?: string[] | undefined
  helpTextEn?: string[] | undefined
  link?: string[] | undefined
  first?: true | undefined
  after?: string | undefined
  idempotencyKey?: string | undefined
}

function checkPlace({ first, after }: CategoryFlags): void {
  if (first !== undefined && after !== undefined)
    throw new DeskError('conflicting-flags', { flags: ['--first', '--after'] })
}

function saysAnything(flags: CategoryFlags): boolean {
  const texts = [flags.label, flags.labelDe, flags.labelEn, flags.description, flags.descriptionDe, flags.descriptionEn]
  const lists = [flags.ask, flags.require, flags.removeAsk, flags.removeRequire, flags.removeHelp, flags.link]
  const help = [flags.helpText, flags.helpTextDe, flags.helpTextEn]
  const rest = [flags.partnerOnly, flags.first, flags.after]
  return [...texts, ...lists, ...help, ...rest].some((value) => value !== undefined)
}

async function changeAndShow(
  desk: Desk,
  { idempotencyKey }: CategoryFlags,
  change: (doing: Parameters<typeof addCategory>[1]) => Promise<string>,
): Promise<void> {
  const begun = await beginning(desk)
  const { actor, rules, store } = begun
  const id = await change({ actor, rules, idempotencyKey })
  await showChanged(desk, begun, await categoryIn(store.db, actor, id))
}

/** What the flags say, each value judged by itself. */
function editFrom(flags: CategoryFlags, wrong: WrongValues): CategoryEdit {
  const line = (name: string, typed: string | undefined, limit: number): string | undefined =>
    typed === undefined ? undefined : wrong.judge(() => checkLine(name, typed, limit))
  const fields = (name: string, typed: readonly string[] = []): ReportField[] =>
    typed.flatMap((field) => wrong.judge(() => checkChoice(name, field, reportFields)) ?? [])
  return {
    label: {
      base: line('--label', flags.label, 100),
      de: line('--label-de', flags.labelDe, 100),
      en: line('--label-en', flags.labelEn, 100),
    },
    description: {
      base: line('--description', flags.description, longestDescription),
      de: line('--description-de', flags.descriptionDe, longestDescription),
      en: line('--description-en', flags.descriptionEn, longestDescription),
    },
    partnerOnly: flags.partnerOnly,
    form: {
      ask: fields('--ask', flags.ask),
      removeAsk: fields('--remove-ask', flags.removeAsk),
      require: fields('--require', flags.require),
      removeRequire: fields('--remove-require', flags.removeRequire),
      removeHelp: fields('--remove-help', flags.removeHelp),
      help: helpFrom(flags, wrong),
      links: new Map(pairs('--link', flags.link, wrong, checkLink)),
    },
    place: flags.first === true ? 'first' : flags.after === undefined ? undefined : { after: flags.after },
  }
}

function helpFrom(flags: CategoryFlags, wrong: WrongValues): ReadonlyMap<ReportField, SpokenText> {
  const help = new Map<ReportField, SpokenText>()
  const texts = [
    ['base', '--help-text', flags.helpText],
    ['de', '--help-text-de', flags.helpTextDe],
    ['en', '--help-text-en', flags.helpTextEn],
  ] as const
  for (const [part, name, typed] of texts) {
    for (const [field, said] of pairs(name, typed, wrong, (text) => checkLine(name, text, longestHelp))) {
      help.set(field, { ...help.get(field), [part]: said })
    }
  }
  return help
}

/** `browser=…`: the field, and what is said of it. */
function pairs(
  name: string,
  typed: readonly string[] | undefined,
  wrong: WrongValues,
  read: (text: string) => string,
): [ReportField, string][] {
  return (typed ?? []).flatMap((pair): [ReportField, string][] => {
    const [, field = pair, text = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? []
    const known = wrong.judge(() => checkChoice(name, field, reportFields))
    const said = wrong.judge(() => read(text))
    return known === undefined || said === undefined ? [] : [[known, said]]
  })
}

function checkLink(typed: string): string {
  if (isWebLink(typed)) return typed
  throw new DeskError('wrong-value', { name: '--link', value: typed, allowed: ['FIELD=https://…'], suggestion: null })
}
