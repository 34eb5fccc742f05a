import { flag, instant, type JsonObject, type JsonSchema, orNull, text } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { Reachability } from './business-time'

/** Whether the desk can be reached, in the zone that its days are counted in. */
export interface ShownHours {
  now: Reachability
  timeZone: string
}

export const hoursFields: Record<string, JsonSchema> = {
  open: flag,
  until: orNull(instant),
  next: orNull(instant),
  timeZone: text,
}

export function hoursJson({ now, timeZone }: ShownHours): JsonObject {
  const shown = (moment: number | null): string | null => (moment === null ? null : formatInstant(new Date(moment)))
  return {
    open: now.open,
    until: now.open ? shown(now.until) : null,
    next: now.open ? null : shown(now.next),
    timeZone,
  }
}
