import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { languages } from '../../kit/language'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import { collect, defineVerb } from '../../kit/verb'
import { beginning } from '../beginning'
import { editUser, type UserEdit } from '../edit-user'
import { mailAddress } from '../mail-address'
import { shownUser } from '../shown-user'
import { shortName } from '../tenant'
import { personText, userParts, userView } from '../user-view'
import { withGivenBack } from './given-back'
import { telephone } from './person-words'

export const userEdit = defineVerb({
  declare: (command) =>
    command
      .argument('<email>')
      .option('--name <name>')
      .option('--no-name')
      .option('--phone <number>')
      .option('--no-phone')
      .option('--language <language>')
      .option('--no-language')
      .option('--address <email>')
      .option('--add-address <email>', '', collect)
      .option('--remove-address <email>', '', collect)
      .option('--add-group <group>', '', collect)
      .option('--remove-group <group>', '', collect)
      .option('--idempotency-key <key>'),
  output: { one: userView },
  async run(desk, typed, flags) {
    const email = mailAddress(typed)
    const edit = editFrom(flags, desk.tenant)
    const { actor, rules, store, zone } = await beginning(desk)
    const { result, givenBack } = await withGivenBack(store.db, email, desk.words, () =>
      editUser(desk, actor, rules, email, edit, flags.idempotencyKey),
    )
    const shown = await shownUser(store.db, actor, rules, result, desk.now())
    await printChange(desk, userView, shown, async () => {
      const screen = await screenOf(desk, zone, [shown.user.name ?? ''])
      return doneLine(screen, personText(shown.user), ...userParts(screen, shown), ...givenBack)
    })
  },
})

interface EditFlags {
  name?: string | boolean | undefined
  phone?: string | boolean | undefined
  language?: string | boolean | undefined
  address?: string | undefined
  addAddress?: string[] | undefined
  removeAddress?: string[] | undefined
  addGroup?: string[] | undefined
  removeGroup?: string[] | undefined
}

/** Judges every value by itself. Throws `nothing-to-change` where none was given. */
function editFrom(flags: EditFlags, tenant: string | undefined): UserEdit {
  const given = Object.keys(flags).filter((flag) => flag !== 'idempotencyKey' && flag in changing)
  if (given.length === 0) throw new DeskError('nothing-to-change', { flags: Object.values(changing) })
  const { name, phone, language, address, addAddress, removeAddress, addGroup, removeGroup } = flags
  return {
    facts: {
      ...changeTo('name', name, (typed) => checkLine('--name', typed)),
      ...changeTo('telephone', phone, telephone),
      ...changeTo('language', language, (typed) => checkChoice('--language', typed, languages)),
    },
    addresses: {
      address: address === undefined ? undefined : mailAddress(address),
      add: addAddress?.map(mailAddress),
      remove: removeAddress?.map(mailAddress),
    },
    groups: { add: addGroup?.map(shortName) ?? [], remove: removeGroup?.map(shortName) ?? [] },
    tenant,
  }
}

const changing: Readonly<Record<keyof EditFlags, string>> = {
  name: '--name',
  phone: '--phone',
  language: '--language',
  address: '--address',
  addAddress: '--add-address',
  removeAddress: '--remove-address',
  addGroup: '--add-group',
  removeGroup: '--remove-group',
}

/** `--name N` gives the name, `--no-name` null, neither nothing at all. */
function changeTo<Name extends string, T>(
  name: Name,
  given: string | boolean | undefined,
  judge: (typed: string) => T,
): { [key in Name]?: T | null } {
  if (given === undefined) return {}
  const value = typeof given === 'string' ? judge(given) : null
  return { [name]: value } as { [key in Name]?: T | null }
}
