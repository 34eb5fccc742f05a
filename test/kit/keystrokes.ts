/**
 * How many keys somebody presses on a page of a story from where they sit down at the terminal: their commands and answers,
 * each with the Enter that ends it. A single key needs none, and a text in the editor counts as it stands.
 */
export function keystrokesOf(page: string, email: string): number {
  let acts = false
  let count = 0
  for (const line of consoleLines(page)) {
    const person = /^# as (.*)$/.exec(line)?.[1]
    if (person !== undefined) acts = person === email
    if (acts) count += keysOf(line)
  }
  return count
}

function keysOf(line: string): number {
  if (line.startsWith('$ ')) return line.length - 2 + 1
  if (!line.startsWith('? ')) return 0
  // What stands behind the question: it ends with a colon, a question mark or what can be chosen from.
  const answer = line.replace(/^.*[?:)](?= |$)/, '').trim()
  const isSingleKey = line.includes('? keys:')
  if (isSingleKey) return 1
  // Chosen from a list: down to it, and Enter.
  const place = (/\((.*)\) /.exec(line)?.[1] ?? '').split(', ').indexOf(answer)
  if (place !== -1) return place + 1
  return Array.from(answer).length + 1
}

function consoleLines(page: string): string[] {
  return [...page.matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.split('\n'))
}
