import { DeskError } from '../kit/errors'
import { text } from '../kit/json'
import { printOne } from '../kit/output'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { readSettings } from '../settings/store'

const linkView: View<{ url: string }> = { fields: { url: text }, columns: ['url'], toJson: ({ url }) => ({ url }) }

/** Where remote support is had: the link, to be opened or read out. */
export const remote: Noun = {
  verb: defineVerb({
    declare: (command) => command,
    output: { one: linkView },
    async run(desk) {
      const { db } = await desk.store()
      const url = (await readSettings(db))['links.remote-support']
      if (url === '') throw new DeskError('link-not-set', { name: 'links.remote-support' })
      const isOpened = desk.stdout.isTerminal && (await desk.world.openLink(url))
      await printOne(desk, linkView, { url }, () => (isOpened ? `${url}\n${desk.words.opened}` : url))
    },
  }),
}
