import { instant, objectOf, oneOf, orNull, text, whole } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { type Grant, grantEndReasons, grantKinds } from './grant'

export const personSchema = objectOf({ email: text, name: orNull(text) })

export const grantView: View<Grant> = {
  fields: {
    id: text,
    tenant: text,
    advisor: personSchema,
    kind: oneOf(grantKinds),
    startedAt: instant,
    endsAt: orNull(instant),
    endedAt: orNull(instant),
    endReason: orNull(oneOf(grantEndReasons)),
    ticket: orNull(whole),
    agreedWith: orNull(text),
  },
  columns: ['id', 'tenant', 'advisor', 'kind', 'startedAt', 'endsAt', 'endedAt', 'endReason', 'ticket', 'agreedWith'],
  toJson: (grant) => ({
    id: grant.id,
    tenant: grant.tenant,
    advisor: { email: grant.advisor.email, name: grant.advisor.name },
    kind: grant.kind,
    startedAt: formatInstant(grant.startedAt),
    endsAt: instantOrNull(grant.endsAt),
    endedAt: instantOrNull(grant.endedAt),
    endReason: grant.endReason,
    ticket: grant.ticket,
    agreedWith: grant.agreedWith,
  }),
}

function instantOrNull(moment: Date | null): string | null {
  return moment === null ? null : formatInstant(moment)
}
