import { listOf, objectOf, oneOf, orNull, text } from '../kit/json'
import type { View } from '../kit/view'
import { type Check, checkNames, checkStates } from './check'

export const doctorView: View<readonly Check[]> = {
  fields: {
    checks: listOf(
      objectOf({
        name: oneOf(checkNames),
        state: oneOf(checkStates),
        problem: orNull(text),
        path: orNull(text),
        mend: orNull(text),
      }),
    ),
  },
  columns: ['checks'],
  toJson: (checks) => ({
    checks: checks.map(({ name, state, problem, path, mend }) => ({ name, state, problem, path, mend })),
  }),
}
