import { mailNews, mailParts } from '../../journal/mail-news'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../beginning'
import { usualGuestGroup } from '../guest'
import { guestView } from '../guest-view'
import { inviteGuest } from '../invite-guest'
import { mailAddress } from '../mail-address'
import { shortName } from '../tenant'
import { showGuest } from './show-guest'

export const guestInvite = defineVerb({
  declare: (command) => command.argument('<email>').option('--group <group>').option('--idempotency-key <key>'),
  output: { one: guestView },
  async run(desk, typed, flags) {
    const email = mailAddress(typed)
    const group = shortName(flags.group ?? usualGuestGroup)
    const { actor, rules, zone } = await beginning(desk)
    const wanted = { email, group, tenant: desk.tenant }
    const change = await inviteGuest(desk, actor, rules, wanted, flags.idempotencyKey)
    const { guest, changed } = change
    await showGuest(desk, zone, change, async (screen) => {
      if (!changed || guest.status !== 'invited') return []
      return [...mailParts(screen, await mailNews(desk)), screen.words.acceptWith(guest.tenant)]
    })
  },
})
