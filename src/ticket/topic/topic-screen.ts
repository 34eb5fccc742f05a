import { joinParts, type Screen } from '../../kit/screen'
import { wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { hasPlaceholders, markPlaceholders } from './placeholder'
import type { SpokenMatch, SpokenTopic } from './topic-view'

/** One topic, whole. */
export function topicScreen(screen: Screen, topic: SpokenTopic): string {
  const { words, paint, columns, measure } = screen
  const { id, title, question, answer, answeredBy, category, required, links, tickets, saved } = topic
  const facts = [
    words.answeredByWhom[answeredBy],
    ...(category === null ? [] : [category]),
    words.topicTickets(tickets),
    words.topicSaved(saved),
  ]
  const demands =
    required.length === 0 ? [] : ['', ...wrapText(words.topicDemands(required.join(', ')), columns, measure)]
  const addresses = links.map(({ label, url }) => (label === url ? url : `${safeText(label)}: ${safeText(url)}`))
  return [
    joinParts(screen, [paint.bold(id), safeText(title)]),
    paint.dim(joinParts(screen, facts)),
    ...(question === null ? [] : ['', ...indented(screen, question).map((line) => paint.dim(line))]),
    '',
    ...indented(screen, answer).map((line) => markPlaceholders(line, paint.dim)),
    ...placeholderLines(screen, answer),
    ...demands,
    ...(addresses.length === 0 ? [] : ['', ...addresses]),
  ].join('\n')
}

/** Topics that fit a text, each with the beginning of its answer: as much as tells whether it is worth reading. */
export function matchLines(screen: Screen, matches: readonly SpokenMatch[], shownLines = 3): string {
  return matches.map((match) => matchText(screen, match, shownLines)).join('\n')
}

function matchText(screen: Screen, { id, title, answer, answeredBy }: SpokenMatch, shownLines: number): string {
  const { words, symbols, paint } = screen
  const lines = indented(screen, answer).filter((line) => line !== '')
  const shown = lines.slice(0, shownLines).map((line) => markPlaceholders(line, paint.dim))
  const more = lines.length > shownLines ? [`  ${symbols.ellipsis} helpdesk topic show ${id}`] : []
  return [joinParts(screen, [id, safeText(title), words.answeredByWhom[answeredBy]]), ...shown, ...more].join('\n')
}

/** Prepared answers for whoever asks: nothing of how the desk sorts them. */
export function offeredLines(screen: Screen, matches: readonly SpokenMatch[], shownLines: number): string {
  const { symbols, paint, columns, measure } = screen
  return matches
    .map(({ id, title, answer }) => {
      const lines = indented(screen, answer)
      const more = lines.length > shownLines ? [`  ${symbols.ellipsis} helpdesk topic show ${id}`] : []
      const titles = wrapText(safeText(title), columns, measure).map((line) => paint.bold(line))
      return [...titles, ...lines.slice(0, shownLines), ...more].join('\n')
    })
    .join('\n\n')
}

/** What the names in braces are, where a text shows some. */
export function placeholderLines({ words, columns, measure, paint }: Screen, shown: string): string[] {
  if (!hasPlaceholders(shown)) return []
  return ['', ...wrapText(words.placeholdersLater, columns, measure).map((line) => paint.dim(line))]
}

function indented({ columns, measure }: Screen, text: string): string[] {
  return wrapText(safeText(text, { keepLineBreaks: true }), columns - 2, measure).map((line) => `  ${line}`.trimEnd())
}
