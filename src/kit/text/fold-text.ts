/** Letters that no decomposition takes apart, and what people type instead of them. */
const withoutParts: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
}

/**
 * Folds a text: how it is spelled no longer matters. Capitals, accents, ligatures and the width of letters go, and so do
 * the ways to write an umlaut: `Überweisung`, `Ueberweisung` and `Uberweisung` become the same. Every index and every
 * search uses this one, so that hits do not depend on the engine that finds them.
 */
export function foldText(text: string): string {
  const small = text.normalize('NFKD').toLowerCase()
  // Most of what is written has only these, and a regular expression for each letter of a long text costs.
  const plain = /[^\0-\x7f]/.test(small)
    ? small.replace(/\p{M}/gu, '').replace(/[ßæœøłđðþ]/g, (letter) => withoutParts[letter] ?? letter)
    : small
  return plain.replace(/([aou])e/g, '$1')
}

/** The folded words of a text in their order; everything that is neither letter nor digit divides them. */
export function foldedWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
}
