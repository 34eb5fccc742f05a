import type { Desk } from '../../desk'
import { carryOut } from '../../journal/deed'
import { DeskError } from '../../kit/errors'
import { doerOfWork, type Worker } from '../../people/job'
import { type MailState, type Wish, wished, wishFor } from './outbox'
import { coursesOf, saveCourse } from './outbox-store'

const entryOf = { retry: 'mail.retried', cancel: 'mail.cancelled', release: 'mail.released' } as const

/**
 * Does what a person wishes of mails, all of them or none; gives the ids of those that were changed. Throws `mail-state` where
 * it cannot be any more; of those that were only meant by their state, what has gone on since is passed.
 */
export async function changeMails(
  desk: Desk,
  worker: Worker,
  wish: Wish,
  ids: readonly string[],
  isByState: boolean,
): Promise<string[]> {
  return carryOut(desk, doerOfWork(worker), async (deed) => {
    const changed: string[] = []
    for (const [id, course] of await coursesOf(deed.tx, ids)) {
      const fate = wishFor(course, wish)
      if (fate === 'impossible' && !isByState) throw refusal(id, course.state, wish)
      if (fate !== 'possible') continue
      await saveCourse(deed.tx, id, wished(course, wish, deed.now))
      changed.push(id)
    }
    if (changed.length > 0) deed.record({ type: entryOf[wish], payload: { mails: changed } })
    return changed
  })
}

function refusal(id: string, state: MailState, wish: Wish): DeskError {
  return new DeskError('mail-state', { id, state, wish })
}
