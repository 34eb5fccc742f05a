import { wrapText } from './text/fit-text'
import type { TextMeasure } from './text/plain-text'

/**
 * The parts of a question in lines that fit the window. The library that asks would break them in the middle of a word.
 * Further lines stand below the first word, not below the mark before it.
 */
export interface AskLayout {
  question: string
  /** What is chosen or typed, behind the question or, where that leaves no room for it, below. */
  behind(text: string): string
  /** A choice, a reason, a description: with a mark before it, or room for one. */
  marked(text: string): string
  /** One of several in a list, behind a box of that width. */
  inBox(text: string, box: number): string
  whole(text: string): string
  /** As many lines as a list may take without pushing its question out of the window. */
  listLines: number
}

const mark = 2
/** The cursor behind the last letter wants a column, too. */
const cursor = 1

/** `spelled`: how a text is written where the terminal has fewer letters. */
export function layOut(
  question: string,
  measure: TextMeasure,
  { columns = 80, rows = 24 }: { columns?: number | undefined; rows?: number | undefined },
  spelled: (text: string) => string = (text) => text,
): AskLayout {
  const room = Math.max(10, columns - mark - cursor)
  const further = `\n${' '.repeat(mark)}`
  const wrapped = (text: string, width = room): string[] => wrapText(spelled(text), width, measure)
  const lines = wrapped(question)
  const last = measure(lines.at(-1) ?? '')
  return {
    question: lines.join(further),
    behind: (text) =>
      last + 1 + measure(spelled(text)) <= room ? spelled(text) : `${further}${wrapped(text).join(further)}`,
    marked: (text) => wrapped(text).join(further),
    inBox: (text, box) => wrapped(text, room - box).join(`${further}${' '.repeat(box)}`),
    whole: (text) => wrapped(text, columns - cursor).join('\n'),
    listLines: Math.max(7, rows - lines.length - 6),
  }
}
