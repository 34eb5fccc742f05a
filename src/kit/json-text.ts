import { DeskError } from './errors'

/** The JSON in the text of a file. Throws `no-json` with the line at which it stops being some. */
export function parseJsonText(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DeskError('no-json', { path, line: lineOf(text, error) }, error)
  }
}

/** The line at which Node.js stopped reading; where it does not say, the last one. */
function lineOf(text: string, error: unknown): number {
  const message = error instanceof Error ? error.message : ''
  const position = /at position (\d+)/.exec(message)?.[1]
  const read = position === undefined ? text : text.slice(0, Number(position))
  return read.split('\n').length
}
