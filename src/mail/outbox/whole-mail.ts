import type { Desk } from '../../desk'
import type { Settings } from '../../settings/setting'
import { secretGap } from '../letter/letter'
import { senderOf } from '../letter/sender-address'
import type { WholeMail } from '../mail-view'
import type { ListedMail } from './outbox-mail'
import { withCircumstances } from './outbox-store'

/** What stands in place of a secret. */
const hidden = '***'

/** A mail as it goes over the wire now, without what is secret. A desk that has no address yet has no headers to show. */
export async function wholeMail(desk: Desk, settings: Settings, mail: ListedMail): Promise<WholeMail> {
  const store = await desk.store()
  const text = mail.body === null ? null : mail.secret === null ? mail.body : mail.body.replaceAll(secretGap, hidden)
  const [now] = await withCircumstances(store.db, [mail])
  if (now === undefined || senderOf(settings) === undefined) return { mail, headers: [], text }
  const { composeMail, headersIn } = await import('../letter/compose')
  const ingredients = { settings, deskId: store.identity.id, now: desk.now(), text: text ?? '', files: [] }
  return { mail, headers: headersIn((await composeMail(now, ingredients)).source), text }
}
