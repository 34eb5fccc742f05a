import { type Reachability, reachability } from '../hours/business-time'
import { deskCalendar } from '../hours/desk-calendar'
import { flag, instant, orNull, text } from '../kit/json'
import { printOne } from '../kit/output'
import { type Screen, screenOf } from '../kit/screen'
import { formatLocal } from '../kit/time/format-local'
import { formatInstant } from '../kit/time/instant'
import { knownZone } from '../kit/time/time-zone'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { readSettings } from '../settings/store'

interface ShownHours {
  now: Reachability
  timeZone: string
}

const shown = (moment: number | null): string | null => (moment === null ? null : formatInstant(new Date(moment)))

const hoursView: View<ShownHours> = {
  fields: { open: flag, until: orNull(instant), next: orNull(instant), timeZone: text },
  columns: ['open', 'until', 'next', 'timeZone'],
  toJson: ({ now, timeZone }) => ({
    open: now.open,
    until: now.open ? shown(now.until) : null,
    next: now.open ? null : shown(now.next),
    timeZone,
  }),
}

/** Whether the desk can be reached now. Nobody needs to be logged in to ask. */
export const hours: Noun = {
  verb: defineVerb({
    declare: (command) => command,
    output: { one: hoursView },
    async run(desk) {
      const store = await desk.store()
      const { 'desk.time-zone': timeZone } = await readSettings(store.db)
      const zone = knownZone(timeZone)
      const calendar = await deskCalendar(store, zone, desk.now(), desk.language)
      const { offsetsOf } = await import('../hours/local-time')
      const now = reachability(calendar, offsetsOf(zone), desk.now().getTime())
      await printOne(desk, hoursView, { now, timeZone: zone }, async () =>
        hoursSentence(await screenOf(desk, zone), now),
      )
    },
  }),
}

/** `open until today 17:00`, `closed, open again Mon 23 Nov 09:00`. */
function hoursSentence({ words, zone, language, now: moment, paint }: Screen, now: Reachability): string {
  const at = (instantThen: number): string => formatLocal(new Date(instantThen), zone, language, 'day', moment)
  if (now.open) return paint.green(now.until === null ? words.alwaysOpen : words.openUntil(at(now.until)))
  return now.next === null ? words.neverOpen : words.closedUntil(at(now.next))
}
