import { checkConfirmation, confirm } from '../../kit/confirm'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../beginning'
import { guestView } from '../guest-view'
import { mailAddress } from '../mail-address'
import { guestToRemove, removeGuest } from '../remove-guest'
import { showGuest } from './show-guest'

export const guestRemove = defineVerb({
  declare: (command) => command.argument('<email>').option('--idempotency-key <key>'),
  output: { one: guestView },
  async run(desk, typed, flags) {
    checkConfirmation(desk)
    const wanted = { email: mailAddress(typed), tenant: desk.tenant }
    const { actor, rules, store, zone } = await beginning(desk)
    if (!desk.globals.yes) {
      const { email, tenant } = await guestToRemove(store.db, actor, rules, wanted)
      await confirm(desk, desk.words.askRemoveGuest(email, tenant))
    }
    await showGuest(desk, zone, await removeGuest(desk, actor, rules, wanted, flags.idempotencyKey))
  },
})
