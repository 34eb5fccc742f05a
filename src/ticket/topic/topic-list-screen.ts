import type { Screen } from '../../kit/screen'
import { renderTable } from '../../kit/table'
import { safeText } from '../../kit/text/safe-text'
import type { SpokenTopic } from './topic-view'

/** All topics: what each is called, who answers it, and what it is good for. */
export function topicTable(screen: Screen, topics: readonly SpokenTopic[]): string {
  const { words, paint } = screen
  const { columns } = words
  const titles = [
    { title: columns.id },
    { title: columns.title, flexible: true },
    { title: columns.answeredBy },
    { title: columns.tickets, align: 'right' as const },
    { title: columns.saved, align: 'right' as const },
  ]
  const rows = topics.map(({ id, title, answeredBy, tickets, saved }) => [
    id,
    safeText(title),
    words.answerers[answeredBy],
    String(tickets),
    String(saved),
  ])
  return `${renderTable(screen, titles, rows)}\n${paint.dim(words.topicHint)}`
}
