import { orNull, text } from '../kit/json'
import { printChange } from '../kit/output'
import { doneLine, screenOf } from '../kit/screen'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { beginning } from './beginning'
import { checkPasswordFlag, newPasswordFrom } from './commands/password'
import { refuseToken, type UserActor } from './session'
import { setPassword } from './set-password'

const ownerView: View<UserActor> = {
  fields: { email: text, name: orNull(text) },
  columns: ['email', 'name'],
  toJson: ({ email, name }) => ({ email, name }),
}

export const password: Noun = {
  verbs: {
    set: async () =>
      defineVerb({
        declare: (command) => command.option('--password-file <path>'),
        output: { one: ownerView },
        async run(desk, flags) {
          checkPasswordFlag(desk, flags.passwordFile)
          const { actor, zone } = await beginning(desk)
          refuseToken(actor)
          await setPassword(desk, actor, await newPasswordFrom(desk, flags.passwordFile, actor.email))
          await printChange(desk, ownerView, actor, async () => {
            const screen = await screenOf(desk, zone)
            return doneLine(screen, screen.words.passwordSet)
          })
        },
      }),
  },
}
