import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { printOne } from '../kit/output'
import { tell } from '../kit/output-format'
import { screenOf } from '../kit/screen'
import { defineVerb, type Noun } from '../kit/verb'
import { loadAccessWords } from '../words/catalogue'
import { keepContact, keptContact } from './contact-file'
import type { HelpPage } from './help-page'
import { helpPageScreen } from './help-page-screen'
import { helpPageView } from './help-page-view'
import { readHelpPage } from './read-help-page'

/** The help page, for whoever asks and whatever state the desk is in. */
export const info: Noun = {
  verb: defineVerb({
    declare: (command) => command,
    output: { one: helpPageView },
    async run(desk) {
      const page = await pageOrContact(desk)
      await printOne(desk, helpPageView, page, async () => {
        const { address, name } = page.contact
        const advisors = (page.advisors.people ?? []).map(({ grant }) => grant.advisor.name ?? '')
        const firstLevel = (page.firstLevelContacts ?? []).map(({ text }) => text)
        const fromOutside = [address ?? '', name ?? '', ...advisors, ...firstLevel]
        const screen = await screenOf(desk, page.hours?.timeZone ?? 'UTC', fromOutside)
        const drawn = helpPageScreen(screen, await loadAccessWords(desk.language), page)
        return drawn === '' ? screen.words.helpPage.nothingSet : drawn
      })
    },
  }),
}

/** Where the database cannot be read, how the desk is reached is said all the same, if it was ever known. */
async function pageOrContact(desk: Desk): Promise<HelpPage> {
  try {
    const page = await readHelpPage(desk)
    keepContact(desk, page.contact)
    return page
  } catch (error) {
    const known = error instanceof DeskError && error.exitCode === 78 ? keptContact(desk) : undefined
    if (known === undefined) throw error
    tell(desk, desk.words.helpPage.onlyContact)
    return {
      wiki: { wiki: null, releases: null, faq: null, portal: [] },
      access: null,
      remoteSupport: null,
      apiDocs: null,
      openTicket: null,
      contact: known,
      advisors: { link: null, people: null },
      hours: null,
      firstLevel: null,
      firstLevelContacts: null,
    }
  }
}
