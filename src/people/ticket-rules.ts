import type { Settings } from '../settings/setting'
import type { TicketRules } from './permission'

/** What the desk's settings say about who opens and sees tickets, and whom they see there. */
export function rulesOf(settings: Settings): TicketRules {
  const rules = { openedBy: settings['tickets.opened-by'], seenBy: settings['tickets.seen-by'] }
  return settings['tickets.hide-second-level'] === 'on' ? { ...rules, secondLevelAs: theDesk(settings) } : rules
}

/** The desk itself, where no person of it is named. */
function theDesk(settings: Settings): { email: string; name: string } {
  const [from = ''] = /[^\s<>]+@[^\s<>]+/.exec(settings['mail.from']) ?? []
  const domain = settings['desk.domain']
  const email = settings['contact.email'] || from || (domain === '' ? '' : `support@${domain}`)
  return { email, name: settings['desk.name'] || 'Support' }
}
