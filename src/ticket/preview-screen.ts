import type { Screen } from '../kit/screen'
import { renderTable } from '../kit/table'
import { safeText } from '../kit/text/safe-text'
import type { Ticket } from './ticket'

/** Which tickets are meant, before a question about them: number, status, who has it, subject. */
export function previewScreen(screen: Screen, tickets: readonly Ticket[]): string {
  const { words } = screen
  const columns = [
    { title: '#', align: 'right' as const },
    { title: words.columns.status },
    { title: words.columns.assignee },
    { title: words.columns.subject, flexible: true },
  ]
  const rows = tickets.map(({ number, status, assignee, subject }) => [
    String(number),
    words.statuses[status],
    assignee === null ? words.nobodyYet : safeText(assignee.name ?? assignee.email),
    safeText(subject),
  ])
  return renderTable(screen, columns, rows)
}
