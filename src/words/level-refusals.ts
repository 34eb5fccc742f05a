/** `browser on the customer’s side, time of the error`: what is missing, as people call it. */
export function missingNamed(missing: readonly string[], names: Readonly<Record<string, string>>): string {
  return missing.map((flag) => names[flag] ?? `--${flag}`).join(', ')
}

/** What is called alike in every language. */
const examples: Readonly<Record<string, string>> = {
  'affected-user': 'Kim Berg',
  device: 'Laptop, Windows 11',
  browser: 'Firefox 140',
  'customer-device': 'iPad',
  'customer-browser': 'Safari 19',
}

/** The flags that would say it, as they can be typed; `said` holds what is called otherwise in that language. */
export function flagsNamed(missing: readonly string[], said: Readonly<Record<string, string>>): string {
  return missing
    .map((flag) => {
      // Nobody knows to the minute.
      const name = flag === 'occurred-at' ? 'occurred-about' : flag
      const example = said[flag] ?? examples[flag]
      if (example === undefined) return `--${name}`
      return `--${name} ${example.includes(' ') ? `"${example}"` : example}`
    })
    .join(' ')
}
