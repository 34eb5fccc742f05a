import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import { collect, defineVerb } from '../../kit/verb'
import { beginning } from '../beginning'
import { addTeam, editTeam, removeTeam, type TeamEdit } from '../edit-team'
import { mailAddress } from '../mail-address'
import { demand } from '../permission'
import type { Team } from '../team'
import { teamByName } from '../team-store'
import { teamLine, teamView } from '../team-view'
import { shortName } from '../tenant'

export const teamAdd = defineVerb({
  declare: (command) =>
    command
      .argument('<name>')
      .option('--title <title>')
      .option('--member <email>', '', collect)
      .option('--idempotency-key <key>'),
  output: { one: teamView },
  async run(desk, typed, flags) {
    const wanted = {
      name: shortName(typed),
      title: flags.title === undefined ? null : checkLine('--title', flags.title),
      members: (flags.member ?? []).map(mailAddress),
    }
    const { doing, store, zone } = await begin(desk, flags.idempotencyKey)
    const name = await addTeam(desk, doing, wanted)
    await show(desk, zone, await teamByName(store.db, name))
  },
})

export const teamEdit = defineVerb({
  declare: (command) =>
    command
      .argument('<name>')
      .option('--title <title>')
      .option('--no-title')
      .option('--member <email>', '', collect)
      .option('--remove-member <email>', '', collect)
      .option('--idempotency-key <key>'),
  output: { one: teamView },
  async run(desk, typed, flags) {
    const edit = editFrom(flags)
    const { doing, store, zone } = await begin(desk, flags.idempotencyKey)
    const name = await editTeam(desk, doing, typed, edit)
    await show(desk, zone, await teamByName(store.db, name))
  },
})

export const teamRemove = defineVerb({
  declare: (command) => command.argument('<name>').option('--idempotency-key <key>'),
  output: { one: teamView },
  async run(desk, typed, flags) {
    const { doing, rules, store, zone } = await begin(desk, flags.idempotencyKey)
    demand(doing.actor, 'users:view', null, rules)
    const team = await teamByName(store.db, typed)
    await removeTeam(desk, doing, team.name)
    await show(desk, zone, team, desk.words.removed)
  },
})

async function begin(desk: Desk, idempotencyKey: string | undefined) {
  const begun = await beginning(desk)
  const { actor, rules } = begun
  return { ...begun, doing: { actor, rules, idempotencyKey } }
}

async function show(desk: Desk, zone: string, team: Team, fate?: string): Promise<void> {
  await printChange(desk, teamView, team, async () => {
    const texts = [team.title ?? '', ...team.members.map(({ name }) => name ?? '')]
    return teamLine(await screenOf(desk, zone, texts), team, fate)
  })
}

function editFrom(flags: {
  title?: string | boolean | undefined
  member?: string[] | undefined
  removeMember?: string[] | undefined
}): TeamEdit {
  const { title, member, removeMember } = flags
  if (title === undefined && member === undefined && removeMember === undefined) {
    throw new DeskError('nothing-to-change', { flags: ['--title', '--member', '--remove-member'] })
  }
  return {
    title: typeof title === 'string' ? checkLine('--title', title) : title === false ? null : undefined,
    add: (member ?? []).map(mailAddress),
    remove: (removeMember ?? []).map(mailAddress),
  }
}
