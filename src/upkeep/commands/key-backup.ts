import { DeskError } from '../../kit/errors'
import { text } from '../../kit/json'
import { printChange } from '../../kit/output'
import { tell } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { demandJob } from '../../people/job'
import { copyKey } from '../copy-key'
import { withAdvice } from '../key-screen'

const copyView: View<{ path: string }> = {
  fields: { path: text },
  columns: ['path'],
  toJson: ({ path }) => ({ path }),
}

export const keyBackup = defineVerb({
  declare: (command) => command.argument('<path>'),
  output: { one: copyView },
  async run(desk, shown) {
    const toOutput = shown === '-'
    if (toOutput && desk.stdout.isTerminal) throw new DeskError('key-on-terminal', {})
    const worker = await demandJob(desk, 'desk:edit')
    const path = desk.world.absolutePath(shown)
    const content = await copyKey(desk, worker, toOutput ? 'output' : { path, shown })
    if (toOutput) {
      desk.stdout.write(content)
      tell(desk, desk.words.keepKeyApart)
      return
    }
    await printChange(desk, copyView, { path }, async () => {
      const screen = await screenOf(desk, 'UTC', [shown])
      return withAdvice(screen, screen.words.keyCopied(safeText(shown)), screen.words.keepKeyApart)
    })
  },
})
