import type { Desk } from '../../desk'
import { DeskError, isTrouble } from '../../kit/errors'
import { WrongValues } from '../../kit/wrong-values'
import type { Beginning } from '../../people/beginning'
import { mailAddress, parseMailAddress } from '../../people/mail-address'
import { isStaff } from '../../people/permission'
import type { User } from '../../people/user'
import { type Category, categoryNamed, offeredTo } from '../category/category'
import { listCategories } from '../category/category-store'
import { refuseOpening } from '../may-open'
import { consentWanted, type NewTicket, refuseForOthers } from '../open-ticket'
import { outsidersAmong } from '../participant/let-in'
import { reportMeant } from '../report/report-words'
import { askingPlace } from '../requester'
import { topicByName } from '../topic/topic-store'
import { sayRefusal } from './ask-field'
import { openMending } from './open-mending'

/*
 * Whose ticket it will be, and where, before a word of it is written: whoever is refused here has written nothing in vain.
 * The deed asks all of it again.
 */

/** What is known of a new ticket besides its text. */
export type Unwritten = Omit<NewTicket, 'subject' | 'description'>

/** Where a new ticket goes. A tenant that is still to be made has no id, and neither has whoever the desk does not know. */
export interface Place {
  requester: User
  tenantId: string | undefined
  /** The categories that may be chosen there. */
  offered: readonly Category[]
}

/** For whom it is and where, asked for as far as it is not said. Throws what the deed would throw of it. */
export async function settlePlace<Wanted extends Unwritten>(
  desk: Desk,
  begun: Beginning,
  wanted: Wanted,
): Promise<{ wanted: Wanted; place: Place }> {
  if (wanted.requester !== undefined || !desk.canAsk || !isStaff(begun.actor)) return settle(desk, begun, wanted)
  const requester = await askRequester(desk)
  try {
    return await settle(desk, begun, { ...wanted, requester })
  } catch (error) {
    // What is wrong with the person is told where the person was named.
    if (!aboutThePerson.some((trouble) => isTrouble(error, trouble))) throw error
    await sayRefusal(desk, error)
    return settlePlace(desk, begun, wanted)
  }
}

const aboutThePerson = ['new-tenant-needed', 'requester-of-other-tenant', 'tenant-deleted', 'not-allowed'] as const

async function settle<Wanted extends Unwritten>(desk: Desk, begun: Beginning, wanted: Wanted) {
  return openMending(desk, wanted, async (mended) => ({ wanted: mended, place: await placeOf(desk, begun, mended) }))
}

async function placeOf(desk: Desk, begun: Beginning, wanted: Unwritten): Promise<Place> {
  const { store, actor, rules, settings } = begun
  const { db } = store
  const { user, tenant, making } = await askingPlace(db, desk.now(), actor, rules, wanted)
  if (tenant !== null) refuseOpening(actor, tenant, rules)
  const organisation = tenant ?? { ...making, id: '' }
  const offered = offeredTo(await listCategories(db), organisation.partner)
  await judgeHere(desk, begun, wanted, offered)
  const email = user?.email ?? wanted.requester?.email ?? actor.email
  const consent = await consentWanted(desk, db, actor, settings, { id: user?.id, email })
  if (consent?.refusal !== undefined && wanted.consent === undefined) throw consent.refusal
  if (consent !== undefined && wanted.consent !== undefined) refuseForOthers(actor, { id: user?.id })
  const outside = await outsidersAmong(db, begun, organisation, { id: user?.id, email }, wanted.cc ?? [])
  if (outside.length > 0 && wanted.outsideIsMeant !== true) {
    throw new DeskError('participants-outside', { number: null, tenant: organisation.name, emails: outside })
  }
  const requester = user ?? stranger(email, desk.now())
  return { requester: memberOf(requester, organisation.id), tenantId: tenant?.id, offered }
}

/** What the flags say is judged by what there is at this desk, before anybody answers questions. */
async function judgeHere(
  desk: Desk,
  { store, zone }: Beginning,
  { category, topic, report }: Unwritten,
  offered: readonly Category[],
): Promise<void> {
  const wrong = new WrongValues()
  if (category !== undefined) wrong.judge(() => categoryNamed(offered, category))
  if (report !== undefined) await wrong.judgeLater(async () => reportMeant(desk, report, zone))
  wrong.refuse()
  if (topic !== undefined) await topicByName(store.db, topic)
}

/** Somebody as the desk will know them when their ticket is there. */
function stranger(email: string, now: Date): User {
  const unknown = { name: null, telephone: null, language: null, memberships: [], restingIn: [] }
  return { ...unknown, id: '', email, addresses: [email], status: 'contact', createdAt: now }
}

function memberOf(user: User, tenantId: string): User {
  if (user.memberships.some((membership) => membership.tenantId === tenantId)) return user
  return { ...user, memberships: [...user.memberships, { tenantId, group: 'user' }] }
}

async function askRequester(desk: Desk): Promise<{ email: string; name: null }> {
  const ask = await desk.ask()
  const { words } = desk
  const check = (typed: string): string | undefined =>
    parseMailAddress(typed) === undefined ? words.noEmail : undefined
  return { email: mailAddress(await ask.line(words.askRequester, { check })), name: null }
}
