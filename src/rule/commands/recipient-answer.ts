import { typedCode } from '../../access/access-code'
import { checkConfirmation, confirm } from '../../kit/confirm'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { mailAddress } from '../../people/mail-address'
import { demand } from '../../people/permission'
import { loadRuleLogWords } from '../../words/catalogue'
import { confirmByCode, removeRecipient } from '../answer-recipient'
import { rulesNaming } from '../recipient-state-store'
import { recipientKey, recipientsByAddress } from '../recipient-store'
import { recipientView } from '../recipient-view'
import { refuseBoth, rulePlace } from '../rule-place'

/** Confirms an address outside by the code of its confirmation mail. */
export const recipientConfirm = defineVerb({
  declare: (command) => command.argument('<address>').argument('<code...>').option('--desk'),
  output: { one: recipientView },
  async run(desk, typed, code, flags) {
    refuseBoth(desk, flags.desk === true)
    const address = mailAddress(typed)
    const plain = typedCode(code)
    const place = await rulePlace(desk, flags.desk === true)
    const recipient = await confirmByCode(desk, place, address, plain)
    const rules = (await rulesNaming(place.store.db, place.scope, [address])).get(address) ?? []
    const shown = { recipient, tenant: place.tenant?.name ?? null, rules }
    await printChange(desk, recipientView, shown, async () => {
      const words = await loadRuleLogWords(desk.language)
      return doneLine(await screenOf(desk, place.zone), address, words.nowConfirmed, words.notSentLater)
    })
  },
})

/** Removes an address outside, and from all rules of its place. */
export const recipientRemove = defineVerb({
  declare: (command) => command.argument('<address>').option('--desk'),
  output: { one: recipientView },
  async run(desk, typed, flags) {
    refuseBoth(desk, flags.desk === true)
    const address = mailAddress(typed)
    checkConfirmation(desk)
    const place = await rulePlace(desk, flags.desk === true)
    const { store, scope, tenant, actor, rules: ticketRules } = place
    const known = (await recipientsByAddress(store.db, [scope], [address])).get(recipientKey(scope, address))
    demand(actor, 'rules:edit', tenant, ticketRules)
    if (known === undefined) {
      throw new DeskError('external-recipient-not-found', { address, tenant: tenant?.name ?? null })
    }
    const words = await loadRuleLogWords(desk.language)
    const named = (await rulesNaming(store.db, scope, [address])).get(address) ?? []
    await confirm(
      desk,
      words.askRemove(
        address,
        named.map((rule) => safeText(rule)),
      ),
    )
    const { recipient, rules } = await removeRecipient(desk, place, address)
    await printChange(desk, recipientView, { recipient, tenant: tenant?.name ?? null, rules }, async () =>
      doneLine(await screenOf(desk, place.zone, rules), address, desk.words.removed, words.outOfRules(rules.length)),
    )
  },
})
