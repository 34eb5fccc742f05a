import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, screenOf, sizeText } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { attachmentMeant } from '../attachment/attachment'
import { readContent } from '../attachment/attachment-store'
import { type Downloaded, downloadView } from '../attachment/attachment-view'
import { placeFor, writeFile } from '../attachment/written-file'
import { readAttachments } from '../details'
import { checkNumber, numberMeant } from '../words'

export const download = defineVerb({
  declare: (command) =>
    command.argument('<number>').argument('<attachment>').option('--to <path>').option('--overwrite'),
  output: { one: downloadView },
  async run(desk, typed, typedAttachment, flags) {
    const toOutput = isForOutput(desk, flags.to)
    if (toOutput && desk.stdout.isTerminal) throw new DeskError('bytes-on-terminal', { name: '--to -' })
    const checked = checkNumber(typed)
    const { store, actor, rules, zone } = await beginning(desk)
    const number = await numberMeant(desk, checked)
    const found = await readAttachments(store.db, actor, rules, number)
    const attachment = attachmentMeant(found, typedAttachment, number)
    const content = readContent(store.db, attachment)
    if (toOutput) return sendOut(desk, content)
    const overwrite = flags.overwrite === true
    const { path, shown } = placeFor(desk, flags.to, attachment.name, overwrite)
    await writeFile(desk, { path, shown, overwrite }, content)
    const downloaded: Downloaded = { attachment, path }
    await printChange(desk, downloadView, downloaded, async () => {
      const screen = await screenOf(desk, zone, [shown])
      return doneLine(screen, safeText(shown), sizeText(screen, attachment.size))
    })
  },
})

/** Behind the ssh door there is no folder of whoever comes, so there the file can only be for standard output. */
function isForOutput(desk: Desk, to: string | undefined): boolean {
  return to === '-' || (to === undefined && desk.world.door !== undefined)
}

async function sendOut(desk: Desk, content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const piece of content) {
    if (!desk.stdout.writeBytes(piece)) return
  }
}
