import type { Desk } from '../desk'

/**
 * The instant that a typed time means in the time zone. Throws what `instantMeant` throws. Read at use: a command without
 * it needs no calendar.
 */
export async function instantFrom(desk: Desk, typed: string, zone: string): Promise<Date> {
  const { instantMeant } = await import('./instant-meant')
  return instantMeant(typed, { now: desk.now(), zone })
}

/** The same, with the local day where only a day was said. */
export async function momentFrom(desk: Desk, typed: string, zone: string) {
  const { momentMeant } = await import('./instant-meant')
  return momentMeant(typed, { now: desk.now(), zone })
}
