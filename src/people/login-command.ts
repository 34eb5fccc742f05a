import { DeskError } from '../kit/errors'
import { orNull, text } from '../kit/json'
import { printChange } from '../kit/output'
import { formatOf } from '../kit/output-format'
import { doneLine, screenOf } from '../kit/screen'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { checkPasswordFlag, newPasswordFrom, passwordFrom } from './commands/password'
import { prepareCredentials, storeToken } from './credentials'
import { logIn } from './log-in'
import { logOut } from './log-out'
import { mailAddress } from './mail-address'
import { activateUser, invitedBy } from './set-password'
import type { User } from './user'
import { personText } from './user-view'

const selfView: View<Pick<User, 'email' | 'name'>> = {
  fields: { email: text, name: orNull(text) },
  columns: ['email', 'name'],
  toJson: ({ email, name }) => ({ email, name }),
}

export const login: Noun = {
  verb: defineVerb({
    declare: (command) => command.argument('[email]').option('--password-file <path>').option('--print-token'),
    output: { one: selfView },
    async run(desk, typed, flags) {
      if (typed === undefined && !desk.canAsk)
        throw new DeskError('missing-argument', { argument: 'email', hashMark: false })
      checkPasswordFlag(desk, flags.passwordFile)
      const email = typed === undefined ? undefined : mailAddress(typed)
      const { identity } = await desk.store()
      if (flags.printToken !== true) prepareCredentials(desk.places.credentials)
      const ask = await desk.ask()
      const address = email ?? mailAddress(await ask.line(desk.words.askEmail))
      const password = await passwordFrom(desk, flags.passwordFile, desk.words.askPassword)
      const { user, token } = await logIn(desk, address, password)
      if (flags.printToken === true) {
        // For scripts: the token alone, kept nowhere.
        desk.stdout.write(formatOf(desk) === 'json' ? `${JSON.stringify(token)}\n` : `${token}\n`)
        return
      }
      storeToken(desk.places.credentials, identity.id, user.email, token)
      await printChange(desk, selfView, user, async () => {
        const screen = await screenOf(desk, 'UTC')
        return doneLine(screen, screen.words.loggedIn(personText(user)))
      })
    },
  }),
}

const nobody: View<{ loggedOut: boolean }> = {
  fields: { loggedOut: { type: 'boolean' } },
  columns: ['loggedOut'],
  toJson: ({ loggedOut }) => ({ loggedOut }),
}

export const logout: Noun = {
  verb: defineVerb({
    declare: (command) => command,
    output: { one: nobody },
    async run(desk) {
      const loggedOut = await logOut(desk)
      await printChange(desk, nobody, { loggedOut }, async () => {
        const screen = await screenOf(desk, 'UTC')
        return doneLine(screen, loggedOut ? screen.words.loggedOut : screen.words.nothingChanged)
      })
    },
  }),
}

export const activate: Noun = {
  verb: defineVerb({
    declare: (command) => command.argument('<token>').option('--password-file <path>'),
    output: { one: selfView },
    async run(desk, token, flags) {
      checkPasswordFlag(desk, flags.passwordFile)
      const { db } = await desk.store()
      const { email } = await invitedBy(db, token, desk.now())
      const user = await activateUser(desk, token, await newPasswordFrom(desk, flags.passwordFile, email))
      await printChange(desk, selfView, user, async () => {
        const screen = await screenOf(desk, 'UTC')
        return doneLine(screen, personText(user), screen.words.mayLogIn(user.email))
      })
    },
  }),
}
