import { DeskError } from '../../kit/errors'
import { shortName } from '../../people/tenant'
import { namesTickets } from '../number-list'

/** The short name of a new team. Throws `wrong-name`, and `name-is-number` for one that would be taken for a ticket's number. */
export function newTeamName(typed: string): string {
  const name = shortName(typed)
  if (namesTickets(name)) throw new DeskError('name-is-number', { value: name })
  return name
}
