import type { OutputStream } from './streams'
import { asciiText } from './text/ascii-text'
import { widestLine, wrapSentence } from './text/fit-text'
import { roughWidth } from './text/plain-text'

/**
 * A line of talk (a refusal, a hint, a warning), of safe text, as it is written to that stream: one line where a program
 * reads it; on a terminal broken at blanks, what comes after its first line indented, and commands whole.
 */
export function spoken(
  { isTerminal, columns }: Pick<OutputStream, 'isTerminal' | 'columns'>,
  text: string,
  ascii: boolean,
): string {
  const lines = (ascii ? asciiText(text) : text).split('\n')
  if (!isTerminal) return lines.join('\n')
  const window = Math.min(columns, widestLine)
  const indent = '  '
  return lines
    .map((line) => {
      if (roughWidth(line) <= window) return line
      return wrapSentence(line, window - indent.length, roughWidth).join(`\n${indent}`)
    })
    .join('\n')
}
