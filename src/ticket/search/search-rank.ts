import type { TicketTexts } from './search-index'
import type { Term } from './search-query'

/**
 * How well a ticket fits what was looked for, 0 to 1: a word in the subject says more than one in a message, a whole word
 * more than a beginning, one that comes again and again a little more. Nothing but the ticket itself counts: how many
 * others have a word would tell of tickets that one may not see.
 */
export function scoreOf(texts: TicketTexts, terms: readonly Term[]): number {
  const wanted = terms.filter(({ isExcluded }) => !isExcluded)
  if (wanted.length === 0) return 0
  const grades = wanted.map((term) => gradeOf(texts, term))
  const sum = grades.reduce((all, grade) => all + grade, 0)
  return Math.round((0.9 * (sum / wanted.length) + 0.1 * togetherness(texts, wanted)) * 1000) / 1000
}

/** What a term is worth by where it stands; what is read of a long text is its beginning, the rest counts as its end. */
const worth = { subject: 1, files: 0.6, body: 0.55, notes: 0.5 } as const
const somewhere = 0.35

function gradeOf(texts: TicketTexts, term: Term): number {
  const grades = (Object.keys(worth) as (keyof typeof worth)[]).map((place) => {
    const { count, isWhole } = countOf(texts[place], term)
    return count === 0 ? 0 : worth[place] * (isWhole ? 1 : 0.85) * (0.85 + 0.05 * Math.min(count, 3))
  })
  return Math.max(somewhere, ...grades)
}

/** How often a term stands in folded words; as many as make a difference. */
function countOf(
  text: string,
  { words, isPrefix }: Pick<Term, 'words' | 'isPrefix'>,
): { count: number; isWhole: boolean } {
  const padded = ` ${text} `
  const phrase = ` ${words.join(' ')}`
  const whole = occurrences(padded, `${phrase} `)
  if (whole > 0 || !isPrefix) return { count: whole, isWhole: true }
  return { count: occurrences(padded, phrase), isWhole: false }
}

function occurrences(text: string, part: string): number {
  let count = 0
  // A blank may end one word and begin the next.
  for (let at = text.indexOf(part); at !== -1 && count < 3; at = text.indexOf(part, at + part.length - 1)) count += 1
  return count
}

/** 1 where the words stand next to each other as they were typed, in subject or text. */
function togetherness(texts: TicketTexts, wanted: readonly Term[]): number {
  const words = wanted.flatMap((term) => term.words)
  const isPrefix = wanted.at(-1)?.isPrefix === true
  return [texts.subject, texts.body].some((text) => countOf(text, { words, isPrefix }).count > 0) ? 1 : 0
}
