import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { mailStates } from './outbox/outbox'
import type { ListedMail } from './outbox/outbox-mail'
import { listMails, mailIdsLike } from './outbox/outbox-store'

/** The mail with that id, or whose id begins so. Throws `mail-not-found`, `mail-id-ambiguous`. */
export async function mailMeant(db: Reader, typed: string): Promise<ListedMail> {
  const [id, another] = /^[\da-f-]{1,36}$/.test(typed) ? await mailIdsLike(db, typed) : []
  if (another !== undefined && id !== typed) throw new DeskError('mail-id-ambiguous', { id: typed })
  const [mail] = id === undefined ? [] : await listMails(db, { states: mailStates, ids: [id] })
  if (mail === undefined) throw new DeskError('mail-not-found', { id: typed })
  return mail
}
