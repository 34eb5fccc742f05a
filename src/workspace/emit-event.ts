import type { Desk } from '../desk'
import type { FedEvent } from './event-type'
import { type Fed, feedPortion, refuseUnknown, startFeeding } from './feed-events'
import { type Working, workIn } from './workplace'

/**
 * Feeds one event in; gives where it stands in the journal. Throws `not-allowed`, `account-not-found`,
 * `ebics-contact-not-found`.
 */
export async function emitEvent(desk: Desk, working: Working, event: FedEvent): Promise<Fed> {
  const { type, attributes, externalId } = event
  const request = { type, attributes, externalId }
  const fed = await workIn(desk, working, 'events:emit', 'event emit', request, async (deed) => {
    const feeding = await startFeeding(desk, deed, working.tenant)
    const [only] = await feedPortion(feeding, [event], () => refuseUnknown(feeding, event))
    return { position: only?.position ?? 0, isDuplicate: only?.isDuplicate === true }
  })
  return fed
}
