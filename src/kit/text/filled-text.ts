/**
 * Texts with places to fill: `{requester.name}`. Which places there are, each kind of text says itself. Where there is no
 * value, nothing stands there, and the blank beside it goes too.
 */
const pattern = /\{([a-z][\w-]*(?:\.[\w-]+)*)\}/gi

/** Every place in a text, as it is named, with where it stands. */
export function placesIn(text: string): { name: string; index: number }[] {
  return [...text.matchAll(pattern)].map(({ 1: name = '', index }) => ({ name, index }))
}

/** The text with what its places stand for; what they bring in is text and never looked at again. Others stay as they are. */
export function filledText(text: string, values: ReadonlyMap<string, string>): string {
  const empty = [...values].filter(([, value]) => value.trim() === '').map(([name]) => name)
  return without(text, empty).replace(pattern, (whole, name: string) => values.get(name)?.trim() ?? whole)
}

/** Where known places stand in a text. */
export function markedText(text: string, known: readonly string[], mark: (place: string) => string): string {
  return text.replace(pattern, (whole, name: string) => (known.includes(name) ? mark(whole) : whole))
}

/** Takes these places out with the blank that would be one too many: behind them where a line begins, else before. */
function without(text: string, names: readonly string[]): string {
  if (names.length === 0) return text
  const place = `\\{(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})\\}`
  return text.replace(new RegExp(`^(?:${place} +)+| *${place}`, 'gm'), '')
}
