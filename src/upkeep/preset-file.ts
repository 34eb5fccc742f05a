import type { Desk } from '../desk'
import { parseJsonText } from '../kit/json-text'
import { textFromFlags, textOf } from '../kit/typed-text'
import { type Preset, presetFrom } from './preset'

/**
 * The preset in a file; `-` is standard input. Throws `no-json` with the line, `wrong-json` with the place in it,
 * `file-not-found`.
 */
export async function readPresetFile(desk: Desk, path: string): Promise<Preset> {
  const given = await textFromFlags(desk, { file: path }, '--preset')
  const text = given === undefined ? '' : textOf(given)
  return presetFrom(parseJsonText(text, path))
}
