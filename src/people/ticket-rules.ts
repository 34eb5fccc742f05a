import type { Settings } from '../settings/setting'
import type { TicketRules } from './permission'

/** What the desk's settings say about who opens and sees tickets. */
export function rulesOf(settings: Settings): TicketRules {
  return { openedBy: settings['tickets.opened-by'], seenBy: settings['tickets.seen-by'] }
}
