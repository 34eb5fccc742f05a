import { printMany } from '../../kit/output'
import { screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { grantView } from '../../people/grant-view'
import { isAdvisor } from '../../people/permission'
import { loadAccessWords } from '../../words/catalogue'
import { listedGrants } from '../listed-grants'

export const accessList = defineVerb({
  declare: (command) => command.option('--mine').option('--permanent').option('--all'),
  output: { many: grantView },
  async run(desk, flags) {
    const { actor, rules, store, zone } = await beginning(desk)
    const mine = flags.mine === true
    const wish = { tenant: desk.tenant, mine, permanent: flags.permanent === true, all: flags.all === true }
    const grants = await listedGrants(store.db, actor, rules, wish, desk.now())
    await printMany(desk, grantView, grants, async () => {
      const words = await loadAccessWords(desk.language)
      if (grants.length === 0) return mine || isAdvisor(actor.memberships) ? words.notLetIn : words.noAdvisors
      const { grantsTable } = await import('../grant-screen')
      return grantsTable(await screenOf(desk, zone), words, grants)
    })
  },
})
