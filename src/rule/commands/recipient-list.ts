import { printMany } from '../../kit/output'
import { screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { loadRuleLogWords } from '../../words/catalogue'
import { rulesNaming } from '../recipient-state-store'
import { listRecipients } from '../recipient-store'
import { recipientState, recipientView, ruleNames } from '../recipient-view'
import { lookAtRules, refuseBoth, rulePlace } from '../rule-place'

/** Whom rules name outside, and how far each is. */
export const recipientList = defineVerb({
  declare: (command) => command.option('--desk'),
  output: { many: recipientView },
  async run(desk, flags) {
    refuseBoth(desk, flags.desk === true)
    const place = await rulePlace(desk, flags.desk === true)
    await lookAtRules(desk, place, null)
    const { store, scope, tenant, zone } = place
    const recipients = await listRecipients(store.db, scope)
    const addresses = recipients.map(({ address }) => address)
    const rules = await rulesNaming(store.db, scope, addresses)
    const shown = recipients.map((recipient) => ({
      recipient,
      tenant: tenant?.name ?? null,
      rules: rules.get(recipient.address) ?? [],
    }))
    await printMany(desk, recipientView, shown, async () => {
      const words = await loadRuleLogWords(desk.language)
      if (shown.length === 0) return words.noRecipients
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(
        desk,
        zone,
        shown.flatMap((one) => one.rules),
      )
      const columns = [
        { title: words.columns.address },
        { title: words.columns.state },
        { title: words.columns.rules, flexible: true },
      ]
      return renderTable(
        screen,
        columns,
        shown.map((one) => [
          safeText(one.recipient.address),
          recipientState(screen, words, one),
          ruleNames(screen, one),
        ]),
      )
    })
  },
})
