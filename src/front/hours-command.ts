import { hoursNow } from '../hours/desk-calendar'
import { hoursSentence } from '../hours/hours-screen'
import { hoursFields, hoursJson, type ShownHours } from '../hours/hours-view'
import { printOne } from '../kit/output'
import { screenOf } from '../kit/screen'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { readSettings } from '../settings/store'

const hoursView: View<ShownHours> = { fields: hoursFields, columns: Object.keys(hoursFields), toJson: hoursJson }

/** Whether the desk can be reached now. Nobody needs to be logged in to ask. */
export const hours: Noun = {
  verb: defineVerb({
    declare: (command) => command,
    output: { one: hoursView },
    async run(desk) {
      const store = await desk.store()
      const shown = await hoursNow(desk, (await readSettings(store.db))['desk.time-zone'])
      await printOne(desk, hoursView, shown, async () => hoursSentence(await screenOf(desk, shown.timeZone), shown.now))
    },
  }),
}
