/**
 * A saved view is a list that somebody wants to see again: the flags of `list` as they were typed, so that "the last three
 * days" stay the last three. It is theirs alone; what it shows depends on what they may see when they look.
 */
export interface SavedView {
  name: string
  flags: SavedFlags
  createdAt: Date
}

/** The flags by their long names without the dashes; `tenant` is the one of `--tenant`. */
export type SavedFlags = Readonly<Record<string, true | string | readonly string[]>>

/** The flags as they would be typed after `list`, quoted where a shell needs it. */
export function typedFlags(flags: SavedFlags): string {
  return Object.entries(flags)
    .flatMap(([name, value]) => {
      if (value === true) return [`--${name}`]
      return [value].flat().map((text) => `--${name} ${quoted(text)}`)
    })
    .join(' ')
}

/** Whether two views would show the same. */
export function isSameView(one: SavedFlags, other: SavedFlags): boolean {
  const ordered = (flags: SavedFlags): string =>
    JSON.stringify(Object.entries(flags).sort(([a], [b]) => (a < b ? -1 : 1)))
  return ordered(one) === ordered(other)
}

function quoted(text: string): string {
  return /^[\w@.:+-]+$/.test(text) ? text : `"${text.replaceAll(/["\\$`]/g, '\\$&')}"`
}
