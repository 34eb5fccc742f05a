import { listOf, objectOf, oneOf, orNull, text, whole } from '../kit/json'
import type { View } from '../kit/view'
import { checkStates } from './check'
import { type DatabaseCheck, databaseCheckNames } from './check-database'

export const dbCheckView: View<readonly DatabaseCheck[]> = {
  fields: {
    checks: listOf(
      objectOf({
        name: oneOf(databaseCheckNames),
        state: oneOf(checkStates),
        examined: orNull(whole),
        findings: listOf(objectOf({ what: text, tickets: listOf(whole) })),
      }),
    ),
  },
  columns: ['checks'],
  toJson: (checks) => ({
    checks: checks.map(({ name, state, examined, findings }) => ({
      name,
      state,
      examined,
      findings: findings.map(({ what, tickets }) => ({ what, tickets })),
    })),
  }),
}
