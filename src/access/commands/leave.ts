import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { grantView } from '../../people/grant-view'
import { loadAccessWords } from '../../words/catalogue'
import { leaveTenant } from '../end-access'

export const accessLeave = defineVerb({
  declare: (command) => command.argument('<tenant>').option('--idempotency-key <key>'),
  output: { one: grantView },
  async run(desk, typed, flags) {
    const { actor, zone } = await beginning(desk)
    const grant = await leaveTenant(desk, actor, typed, flags.idempotencyKey)
    await printChange(desk, grantView, grant, async () =>
      doneLine(await screenOf(desk, zone), (await loadAccessWords(desk.language)).youLeft(grant.tenant)),
    )
  },
})
