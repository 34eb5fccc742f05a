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

const easyLetters: Readonly<Record<string, string>> = { ä: 'a', ö: 'o', ü: 'u', ß: 'ss' }

/**
 * Folds a text: how it is spelled no longer matters. Capitals, accents, ligatures and the width of letters go, and so do
 * the ways to write an umlaut: `Überweisung`, `Ueberweisung` and `Uberweisung` become the same. Every index and every
 * search uses this one, so that hits do not depend on the engine that finds them.
 */
export function foldText(text: string): string {
  const plain = isEasy(text) ? easilyFolded(text) : thoroughlyFolded(text)
  return plain.replace(/([aou])e/g, '$1')
}

/** What German and English are written with; to look further into Unicode takes milliseconds the first time. */
function isEasy(text: string): boolean {
  return /^[\0-\x7fäöüÄÖÜß\u2013\u2014\u2018-\u201a\u201c-\u201e]*$/.test(text)
}

function easilyFolded(text: string): string {
  return text.toLowerCase().replace(/[äöüß]/g, (letter) => easyLetters[letter] ?? letter)
}

function thoroughlyFolded(text: string): string {
  const small = text.normalize('NFKD').toLowerCase()
  return small.replace(/\p{M}/gu, '').replace(/[ßæœøłđðþ]/g, (letter) => withoutParts[letter] ?? letter)
}

/** The folded words of a text in their order; everything that is neither letter nor digit divides them. */
export function foldedWords(text: string): string[] {
  const folded = foldText(text)
  return folded.match(isEasy(folded) ? /[a-z0-9]+/g : /[\p{L}\p{N}]+/gu) ?? []
}
