import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { textFromFlags, textOf } from '../kit/typed-text'
import { type Preset, presetFrom } from './preset'

/**
 * The preset in a file; `-` is standard input. Throws `no-json` with the line, `wrong-json` with the place in it,
 * `file-not-found`.
 */
export async function readPresetFile(desk: Desk, path: string): Promise<Preset> {
  const given = await textFromFlags(desk, { file: path }, '--preset')
  const text = given === undefined ? '' : textOf(given)
  return presetFrom(parse(text, path))
}

function parse(text: string, path: string): unknown {
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
