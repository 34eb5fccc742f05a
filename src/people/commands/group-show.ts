import type { Desk } from '../../desk'
import { printMany, printOne } from '../../kit/output'
import { joinParts, screenOf } from '../../kit/screen'
import { padText } from '../../kit/text/fit-text'
import { defineVerb } from '../../kit/verb'
import { loadPermissionWords } from '../../words/catalogue'
import { beginning } from '../beginning'
import { groupView } from '../group-view'
import { lookInto } from '../look'
import { demand } from '../permission'
import { groupNamed, groupsOf } from '../shown-group'
import { tenantMeant } from '../tenant-meant'

export const groupList = defineVerb({
  declare: (command) => command,
  output: { many: groupView },
  async run(desk) {
    const { store, rules, zone, tenant } = await begin(desk, null)
    const groups = await groupsOf(store.db, tenant, rules)
    await printMany(desk, groupView, groups, async () => {
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(desk, zone)
      const { words } = screen
      const columns = [
        { title: words.columns.name },
        { title: words.columns.members, align: 'right' as const },
        { title: words.columns.permissions, align: 'right' as const },
        { title: '' },
      ]
      const rows = groups.map(({ name, members, permissions: granted, fixed }) => [
        name,
        String(members),
        String(granted.length),
        fixed ? words.fixedGroup : '',
      ])
      return `${renderTable(screen, columns, rows)}\n${screen.paint.dim(words.whatAGroupGrants)}`
    })
  },
})

export const groupShow = defineVerb({
  declare: (command) => command.argument('<group>'),
  output: { one: groupView },
  async run(desk, typed) {
    const { store, rules, zone, tenant } = await begin(desk, typed)
    const group = await groupNamed(store.db, tenant, rules, typed)
    await printOne(desk, groupView, group, async () => {
      const screen = await screenOf(desk, zone)
      const { words, paint, measure } = screen
      const meanings: Readonly<Record<string, string>> = await loadPermissionWords(desk.language)
      const width = Math.max(...group.permissions.map((permission) => measure(permission))) + 2
      const facts = [group.tenant ?? words.deskItself, words.members(group.members)]
      const fixed = group.fixed ? [words.fixedGroup] : []
      return [
        paint.bold(group.name),
        joinParts(screen, [...facts, ...fixed]),
        '',
        ...group.permissions.map((permission) => `${padText(permission, width, measure)}${meanings[permission] ?? ''}`),
      ].join('\n')
    })
  },
})

async function begin(desk: Desk, object: string | null) {
  const begun = await beginning(desk)
  const { actor, rules, store } = begun
  const tenant = await tenantMeant(store.db, actor, rules, desk.tenant)
  if (tenant === null) demand(actor, 'groups:view', null, rules)
  else await lookInto(desk, actor, 'groups:view', tenant, object, rules)
  return { ...begun, tenant }
}
