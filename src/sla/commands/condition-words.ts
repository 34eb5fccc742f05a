import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { type Screen, screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import type { WrongValues } from '../../kit/wrong-values'
import type { Reader } from '../../store/schema'
import { listCategories } from '../../ticket/category/category-store'
import { priorities } from '../../ticket/ticket'
import { loadSlaWords } from '../../words/catalogue'
import type { SlaWords } from '../../words/en/sla'
import type { Conditions } from '../service-level'

// The words that say for which tickets a service level holds.

export function withConditions<Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) {
  return command.option('--priority <priority>').option('-c, --category <category>').option('--level <level>')
}

export interface ConditionFlags {
  priority?: string | undefined
  category?: string | undefined
  level?: string | undefined
}

/** Judges each by itself; whether there is such a category is known only when the desk is open. */
export function conditionsFrom(wrong: WrongValues, { priority, category, level }: ConditionFlags): Conditions {
  const wanted = level === undefined ? undefined : wrong.judge(() => checkChoice('--level', level, ['1', '2']))
  return {
    priority:
      priority === undefined ? null : (wrong.judge(() => checkChoice('--priority', priority, priorities)) ?? null),
    category: category === undefined ? null : (wrong.judge(() => checkLine('--category', category)) ?? null),
    level: wanted === undefined ? null : wanted === '1' ? 1 : 2,
  }
}

/** What a screen of service levels is drawn with. */
export interface Drawing {
  screen: Screen
  sla: SlaWords
  /** What categories are called. */
  labels: ReadonlyMap<string, string>
}

export async function drawingOf(desk: Desk, db: Reader, zone: string): Promise<Drawing> {
  const categories = await listCategories(db)
  const labels = new Map(categories.map(({ id, label }) => [id, label[desk.language]]))
  return { screen: await screenOf(desk, zone, [...labels.values()]), sla: await loadSlaWords(desk.language), labels }
}
