import type { Desk } from '../desk'
import type { Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Json, JsonObject } from '../kit/json'
import { type Administering, administer } from '../people/administer'
import type { Removal } from '../people/removed-before'
import type { Reader } from '../store/schema'
import { categoryNamed } from '../ticket/category/category'
import { listCategories } from '../ticket/category/category-store'
import { type AgreedLevel, type Conditions, sameConditions } from './service-level'
import { endServiceLevel, insertServiceLevel, serviceLevelsInForce } from './service-level-store'

/** What is promised, and for which tickets; the category as typed. */
export type WantedLevel = Pick<AgreedLevel, 'promised' | 'aroundTheClock'> & Conditions

/** Which service level is meant: by its id or the beginning of it, else the one for just these tickets. */
export type LevelMeant = Conditions & { id: string | undefined }

/**
 * Promises something from now on, in the place of what was promised for the same tickets; clocks that run keep what was
 * promised when they began. What is so already is no change. Gives the id. Throws `not-allowed`, `wrong-value` for an unknown
 * category.
 */
export async function setServiceLevel(desk: Desk, doing: Administering, wanted: WantedLevel): Promise<string> {
  return administer(desk, doing, 'sla set', requestOf(wanted), async (deed) => {
    const category = await categoryMeant(deed.tx, wanted.category)
    const level: AgreedLevel = {
      ...{ id: desk.newId(), priority: wanted.priority, category, level: wanted.level },
      ...{ promised: wanted.promised, aroundTheClock: wanted.aroundTheClock },
      ...{ validFrom: deed.now, validUntil: null },
    }
    const before = (await serviceLevelsInForce(deed.tx)).find((one) => sameConditions(one, level))
    if (before !== undefined && samePromise(before, level)) return before.id
    if (before !== undefined) await endServiceLevel(deed.tx, before.id, deed.now)
    await insertServiceLevel(deed.tx, level)
    record(deed, 'sla.set', level)
    return level.id
  })
}

/** From now on nothing is promised for these tickets. Throws `not-allowed`, `service-level-not-found`. */
export async function removeServiceLevel(
  desk: Desk,
  doing: Administering,
  { typed, meant, gives }: Removal<LevelMeant>,
): Promise<JsonObject> {
  return administer(desk, doing, 'sla remove', removalAsked(typed), async (deed) => {
    const removed = await levelMeant(deed.tx, { ...typed, id: meant })
    await endServiceLevel(deed.tx, removed.id, deed.now)
    record(deed, 'sla.removed', removed)
    return gives
  })
}

/** What makes it the same request under the same key. */
export function removalAsked(meant: LevelMeant): JsonObject {
  return JSON.parse(JSON.stringify(meant)) as JsonObject
}

/** Throws `service-level-not-found`, and `wrong-value` for an unknown category. */
export async function levelMeant(db: Reader, { id, ...conditions }: LevelMeant): Promise<AgreedLevel> {
  const levels = await serviceLevelsInForce(db)
  const wanted = { ...conditions, category: await categoryMeant(db, conditions.category) }
  const found =
    id === undefined
      ? levels.filter((level) => sameConditions(level, wanted))
      : levels.filter((level) => level.id === id || level.id.startsWith(id))
  const [only] = found
  if (only === undefined || found.length > 1) {
    throw new DeskError('service-level-not-found', { id: id ?? null, ...wanted })
  }
  return only
}

async function categoryMeant(db: Reader, typed: string | null): Promise<string | null> {
  return typed === null ? null : categoryNamed(await listCategories(db), typed).id
}

function samePromise(one: AgreedLevel, other: AgreedLevel): boolean {
  return JSON.stringify([one.promised, one.aroundTheClock]) === JSON.stringify([other.promised, other.aroundTheClock])
}

function requestOf({ priority, category, level, promised, aroundTheClock }: WantedLevel): { [key: string]: Json } {
  const { 'first-answer': firstAnswer, 'next-answer': nextAnswer, solution } = promised
  return { priority, category, level, firstAnswer, nextAnswer, solution, aroundTheClock }
}

function record(deed: Deed, type: 'sla.set' | 'sla.removed', level: AgreedLevel): void {
  deed.record({ type, payload: { serviceLevel: level.id, ...requestOf(level) } })
}
