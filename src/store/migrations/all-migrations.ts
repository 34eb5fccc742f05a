import { firstDesk } from './001-first-desk'
import { logins } from './002-logins'
import { groupsAndGuests } from './003-groups-and-guests'
import { requests } from './004-requests'
import { ticketLife } from './005-ticket-life'
import { search } from './006-search'
import { access } from './007-access'
import { workspace } from './008-workspace'
import { mail } from './009-mail'
import { levels } from './010-levels'
import { serviceLevels } from './011-service-levels'
import { teamWork } from './012-team-work'
import { paymentsInOrder } from './013-payments-in-order'
import type { Migration } from './migration'

/** Listed by hand, in order: a bundle has no folder to look into. */
export const allMigrations: readonly Migration[] = [
  firstDesk,
  logins,
  groupsAndGuests,
  requests,
  ticketLife,
  search,
  access,
  workspace,
  mail,
  levels,
  serviceLevels,
  teamWork,
  paymentsInOrder,
]
