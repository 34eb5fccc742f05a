const units = ['KiB', 'MiB', 'GiB', 'TiB'] as const

/** A size as people read it: `512 B`, `1.4 MiB`, `184 KiB`; small ones with one decimal. */
export function formatSize(bytes: number, decimal: string): string {
  if (bytes < 1024) return `${bytes} B`
  // The unit in which it is written as less than 1024, also after rounding.
  const index = units.findIndex((_, power) => rounded(bytes / 1024 ** (power + 1)) < 1024)
  const power = index === -1 ? units.length - 1 : index
  return `${String(rounded(bytes / 1024 ** (power + 1))).replace('.', decimal)} ${units[power]}`
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value)
}
