import { doneLine, type Screen } from '../kit/screen'
import { wrapText } from '../kit/text/fit-text'

/** What was done with the key, and below it what its owner has to do now. */
export function withAdvice(screen: Screen, done: string, advice: string): string {
  const lines = wrapText(advice, screen.columns - 2, screen.measure)
  return [doneLine(screen, done), ...lines.map((line) => `  ${line}`)].join('\n')
}
