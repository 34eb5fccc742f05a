import stripAnsi from 'strip-ansi'
import { isPlainText, roughWidth, type TextMeasure } from './plain-text'

/**
 * Columns a text takes on a terminal, at once and without a library. Colours and links (ANSI sequences) take none.
 * Exact for plain text (Latin, Greek, Cyrillic, punctuation, lines and marks), an estimate by code point for the rest:
 * where other text can turn up, take the measure of `loadTextWidth`.
 */
export const textWidth: TextMeasure = (text) => {
  return isPlainText(text) ? text.length : roughWidth(stripAnsi(text))
}

/**
 * The cheapest measure that is exact for these texts: `textWidth` if all are plain, otherwise string-width, which costs
 * some 30 ms to load and is imported only then.
 */
export async function loadTextWidth(texts: readonly string[]): Promise<TextMeasure> {
  if (texts.every((text) => isPlainText(stripAnsi(text)))) {
    return textWidth
  }
  const { wideTextWidth } = await import('./wide-text')
  return wideTextWidth
}
