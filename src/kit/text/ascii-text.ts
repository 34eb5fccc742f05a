/** What German and our own signs become where there is only ASCII. */
const twins: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  '„': '"',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '·': '-',
  '…': '...',
  '→': '->',
  '✓': 'ok',
  '⏸': '=',
  '✔': 'ok',
  '│': '|',
  '€': 'EUR',
  '\u00a0': ' ',
}

/**
 * Text for a terminal that shows only ASCII: signs and umlauts by their usual twins, accents left away, everything else
 * as a question mark.
 */
export function asciiText(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text
  const known = text.replace(/[^\0-\x7f]/g, (character) => twins[character] ?? character)
  return known
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\0-\x7f]/gu, '?')
}
