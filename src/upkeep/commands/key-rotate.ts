import { checkConfirmation, confirm } from '../../kit/confirm'
import { whole } from '../../kit/json'
import { printChange } from '../../kit/output'
import { screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { demandJob } from '../../people/job'
import { withAdvice } from '../key-screen'
import { type Rotated, rotateKey } from '../rotate-key'

const rotatedView: View<Rotated> = {
  fields: { codes: whole, position: whole },
  columns: ['codes', 'position'],
  toJson: ({ codes, position }) => ({ codes, position }),
}

/** Asks, because copies of the key made before do not fit the database any more. */
export const keyRotate = defineVerb({
  declare: (command) => command,
  output: { one: rotatedView },
  async run(desk) {
    checkConfirmation(desk)
    const worker = await demandJob(desk, 'desk:edit')
    await confirm(desk, desk.words.askRotateKey)
    const rotated = await rotateKey(desk, worker)
    await printChange(desk, rotatedView, rotated, async () => {
      const screen = await screenOf(desk, 'UTC')
      return withAdvice(screen, screen.words.keyRotated, screen.words.copyKeyAnew)
    })
  },
})
