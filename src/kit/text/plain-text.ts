/** Tells how many terminal columns a text takes. */
export type TextMeasure = (text: string) => number

// Characters that always stand alone in exactly one column: Latin (without the soft hyphen), Greek and Cyrillic letters,
// punctuation, currencies, letterlike signs, arrows, mathematics, lines, blocks, shapes and our own marks.
// The test compares every one of them with string-width.
const plainText =
  /^[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u218b\u2190-\u22ff\u2500-\u25fc\u2713-\u2718]*$/

/** True if every character stands alone in one column, so that the width of the text is its length. */
export function isPlainText(text: string): boolean {
  return plainText.test(text)
}

/** Columns a text without colours takes: exact for plain text, an estimate by code point for the rest. */
export const roughWidth: TextMeasure = (text) => (isPlainText(text) ? text.length : estimatedWidth(text))

/** To read these classes takes a millisecond, so they stand where only unusual text comes to. */
function estimatedWidth(text: string): number {
  const noWidth = /[\p{Mark}\p{Control}\p{Format}\p{Surrogate}\p{Default_Ignorable_Code_Point}]/u
  const doubleWidth =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u
  let width = 0
  for (const character of text) {
    width += noWidth.test(character) ? 0 : doubleWidth.test(character) ? 2 : 1
  }
  return width
}
