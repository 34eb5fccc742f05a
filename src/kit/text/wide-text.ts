import stringWidth from 'string-width'
import { isPlainText } from './plain-text'

/**
 * Columns any text takes on a terminal: wide East Asian characters, emoji, combining marks. Loaded by `loadTextWidth`
 * when it is needed; importing it directly costs every start of the program.
 */
export function wideTextWidth(text: string): number {
  return isPlainText(text) ? text.length : stringWidth(text)
}
