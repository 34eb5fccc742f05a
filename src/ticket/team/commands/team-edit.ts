import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../../../desk'
import { DeskError } from '../../../kit/errors'
import { printChange } from '../../../kit/output'
import { screenOf } from '../../../kit/screen'
import { checkLine } from '../../../kit/typed-text'
import { collect, defineVerb } from '../../../kit/verb'
import { beginning } from '../../../people/beginning'
import { mailAddress } from '../../../people/mail-address'
import { demand } from '../../../people/permission'
import { printedRemoved } from '../../../people/removed-before'
import type { Team, TeamWork } from '../../../people/team'
import { teamByName } from '../../../people/team-store'
import { teamLine, teamView } from '../../../people/team-view'
import { addTeam, editTeam, removeTeam, type TeamEdit } from '../edit-team'
import { newTeamName } from '../new-team-name'

export const teamAdd = defineVerb({
  declare: (command) => withTeamFlags(command.argument('<name>')),
  output: { one: teamView },
  async run(desk, typed, flags) {
    const wanted = {
      name: newTeamName(typed),
      title: flags.title === undefined ? null : checkLine('--title', flags.title),
      members: (flags.member ?? []).map(mailAddress),
      work: workFrom(flags),
    }
    const { doing, store, zone } = await begin(desk, flags.idempotencyKey)
    const name = await addTeam(desk, doing, wanted)
    await show(desk, zone, await teamByName(store.db, name))
  },
})

export const teamEdit = defineVerb({
  declare: (command) =>
    withTeamFlags(command.argument('<name>'))
      .option('--no-title')
      .option('--remove-member <email>', '', collect)
      .option('--remove-topic <topic>', '', collect)
      .option('--remove-module <module>', '', collect)
      .option('--remove-category <category>', '', collect),
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
    const call = { key: doing.idempotencyKey, actorId: doing.actor.id, tenantId: '', command: 'team remove' }
    if (await printedRemoved(desk, { db: store.db, zone }, teamView, { ...call, request: { team: typed } })) return
    const team = await teamByName(store.db, typed)
    await removeTeam(desk, doing, typed)
    await show(desk, zone, team, desk.words.removed)
  },
})

/** What a team can be told, new or not. */
function withTeamFlags<Words extends unknown[], Options extends OptionValues>(command: Command<Words, Options>) {
  return command
    .option('--title <title>')
    .option('--member <email>', '', collect)
    .option('--topic <topic>', '', collect)
    .option('--module <module>', '', collect)
    .option('--category <category>', '', collect)
    .option('--idempotency-key <key>')
}

async function begin(desk: Desk, idempotencyKey: string | undefined) {
  const begun = await beginning(desk)
  const { actor, rules } = begun
  return { ...begun, doing: { actor, rules, idempotencyKey } }
}

async function show(desk: Desk, zone: string, team: Team, fate?: string): Promise<void> {
  await printChange(desk, teamView, team, async () => {
    const texts = [team.title ?? '', ...team.members.map(({ name }) => name ?? ''), ...team.work.module]
    return teamLine(await screenOf(desk, zone, texts), team, fate)
  })
}

interface TeamFlags {
  title?: string | boolean | undefined
  member?: string[] | undefined
  topic?: string[] | undefined
  module?: string[] | undefined
  category?: string[] | undefined
  removeMember?: string[] | undefined
  removeTopic?: string[] | undefined
  removeModule?: string[] | undefined
  removeCategory?: string[] | undefined
}

function editFrom(flags: TeamFlags): TeamEdit {
  const { title, member, topic, module, category, removeMember, removeTopic, removeModule, removeCategory } = flags
  const said = [title, member, topic, module, category, removeMember, removeTopic, removeModule, removeCategory]
  if (said.every((value) => value === undefined)) {
    const lists = ['member', 'topic', 'module', 'category']
    const changeable = ['--title', '--no-title', ...lists.flatMap((name) => [`--${name}`, `--remove-${name}`])]
    throw new DeskError('nothing-to-change', { flags: changeable })
  }
  return {
    title: typeof title === 'string' ? checkLine('--title', title) : title === false ? null : undefined,
    add: (member ?? []).map(mailAddress),
    remove: (removeMember ?? []).map(mailAddress),
    own: workFrom(flags),
    disown: workFrom({ topic: removeTopic, module: removeModule, category: removeCategory }, '--remove-module'),
  }
}

/** Topics and categories as typed: which those are the desk says. */
function workFrom(
  { topic, module, category }: Pick<TeamFlags, 'topic' | 'module' | 'category'>,
  moduleFlag = '--module',
): TeamWork {
  return {
    topic: topic ?? [],
    module: (module ?? []).map((name) => checkLine(moduleFlag, name)),
    category: category ?? [],
  }
}
