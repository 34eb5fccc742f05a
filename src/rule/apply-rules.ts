import type { Desk } from '../desk'
import { carryOut, tryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { deleteOldRule, insertNewRule, type Ruling, ruleDeed, saveEditedRule } from './edit-rule'
import { type Rule, ruleName } from './rule'
import type { FiledRule } from './rule-file'
import { contentAfter, type Meaning, type RuleContent } from './rule-meant'
import { listRules } from './rule-store'

export interface RuleFile {
  /** As it was typed, to be told. */
  name: string
  rules: readonly FiledRule[]
}

/** What became of the rules of a place, by description. */
export type RulesApplied = {
  added: string[]
  changed: string[]
  removed: string[]
  unchanged: number
}

/**
 * Makes the rules of a place as a file says, all of it or nothing: what is new is added, what is called the same becomes
 * what the file says, what the file does not have is deleted. Throws `rules-broken` with the place in the file,
 * `not-allowed`, `address-doubtful`.
 */
export async function applyRules(desk: Desk, ruling: Ruling, file: RuleFile, isDryRun: boolean): Promise<RulesApplied> {
  const request = file.rules.map(({ wanted }) => JSON.parse(JSON.stringify(wanted)))
  const work = async (deed: Parameters<typeof insertNewRule>[1], meaning: Meaning): Promise<RulesApplied> => {
    const before = await listRules(deed.tx, ruling.scope)
    const known = new Map(before.map((rule) => [ruleName(rule.description), rule]))
    const wanted = await contentsOf(meaning, file, known)
    const kept = new Set(wanted.map(({ rule }) => rule?.id))
    const gone = before.filter(({ id }) => !kept.has(id))
    for (const rule of gone) await deleteOldRule(deed, ruling, rule)
    const applied: RulesApplied = { added: [], changed: [], removed: gone.map(nameOf), unchanged: 0 }
    for (const { rule, content } of wanted) {
      if (rule === undefined) {
        await insertNewRule(desk, deed, ruling, content)
        applied.added.push(content.description)
      } else if (await saveEditedRule(desk, deed, ruling, rule, content)) applied.changed.push(content.description)
      else applied.unchanged += 1
    }
    return applied
  }
  const isTried = isDryRun ? { ...ruling, idempotencyKey: undefined } : ruling
  return ruleDeed(desk, isTried, 'rule apply', request, work, isDryRun ? tryOut : carryOut)
}

const nameOf = ({ description }: Rule): string => description

/** What the file's rules mean here, each with the rule that it is about. */
async function contentsOf(
  meaning: Meaning,
  file: RuleFile,
  known: ReadonlyMap<string, Rule>,
): Promise<{ rule: Rule | undefined; content: RuleContent }[]> {
  const contents: { rule: Rule | undefined; content: RuleContent }[] = []
  for (const { wanted, path } of file.rules) {
    const { description, event, subject, collect, enabled } = wanted
    const rule = known.get(ruleName(description))
    const blank = { description, event, filters: {}, subject, recipients: [], collect, enabled }
    try {
      contents.push({ rule, content: await contentAfter(meaning, rule ?? blank, wanted) })
    } catch (error) {
      throw placed(error, file.name, path)
    }
  }
  return contents
}

/** What the tenant does not have is wrong with the file; that somebody may have mistyped is for them to say. */
function placed(error: unknown, file: string, path: string): unknown {
  if (!(error instanceof DeskError) || error.trouble === 'address-doubtful') return error
  const { trouble: code, details } = error
  return new DeskError('rules-broken', { file, path, wrong: { code, details } }, error)
}
