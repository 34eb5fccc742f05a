import { instant, oneOf, orNull, text } from '../kit/json'
import type { Screen } from '../kit/screen'
import type { View } from '../kit/view'
import { guestStatuses, type ShownGuest } from './guest'
import { personText } from './user-view'

export const guestView: View<ShownGuest> = {
  fields: {
    tenant: text,
    email: text,
    name: orNull(text),
    group: text,
    status: oneOf([...guestStatuses, 'declined', 'removed']),
    invitedBy: text,
    invitedAt: instant,
    acceptedAt: orNull(instant),
  },
  columns: ['tenant', 'email', 'name', 'group', 'status', 'invitedBy', 'invitedAt', 'acceptedAt'],
  toJson: (guest) => guest,
}

/** `anna@beta.example · guest in acme · invited · group guest`. */
export function guestParts({ words }: Screen, guest: ShownGuest): string[] {
  const isThere = guest.status === 'invited' || guest.status === 'accepted'
  return [
    personText(guest),
    words.guestIn(guest.tenant),
    words.guestStatuses[guest.status],
    ...(isThere ? [words.groupNamed(guest.group)] : []),
  ]
}
