import type { Notice } from '../../rule/notice'

/**
 * Where cron comes late it writes down at once that a service level was in danger and that it was missed. Nobody wants two
 * mails then: whoever is told that it was missed need not be warned. Gives, for a warning, the position of the entry that
 * tells the same address more, and for everything else its own.
 */
export function tellingPosition(notices: readonly Notice[]): (notice: Notice) => number {
  const missed = new Map(
    notices
      .filter(({ entry }) => entry.type === 'sla.breached')
      .map((notice) => [clockAndAddress(notice), notice.entry.position]),
  )
  return (notice) => {
    const { type, position } = notice.entry
    return (type === 'sla.warning' ? missed.get(clockAndAddress(notice)) : undefined) ?? position
  }
}

function clockAndAddress({ entry: { ticketId, level, payload }, recipient }: Notice): string {
  const { metric, startedAt } = JSON.parse(payload ?? '{}') as { metric?: string; startedAt?: string }
  return JSON.stringify([ticketId, level, metric, startedAt, recipient.address])
}
