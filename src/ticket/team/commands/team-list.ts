import { printMany } from '../../../kit/output'
import { screenOf } from '../../../kit/screen'
import { safeText } from '../../../kit/text/safe-text'
import { defineVerb } from '../../../kit/verb'
import { beginning } from '../../../people/beginning'
import { demand } from '../../../people/permission'
import { listTeams } from '../../../people/team-store'
import { teamView, workText } from '../../../people/team-view'

export const teamList = defineVerb({
  declare: (command) => command,
  output: { many: teamView },
  async run(desk) {
    const { actor, rules, store, zone } = await beginning(desk)
    // Who works together is the staff's business: a tenant's people see neither teams nor names.
    demand(actor, 'users:view', null, rules)
    const teams = await listTeams(store.db)
    await printMany(desk, teamView, teams, async () => {
      const { renderTable } = await import('../../../kit/table')
      const texts = teams.flatMap(({ title, members, work }) => [
        title ?? '',
        ...members.map(({ name }) => name ?? ''),
        ...work.module,
      ])
      const screen = await screenOf(desk, zone, texts)
      const { words, symbols } = screen
      if (teams.length === 0) return words.noTeams
      const columns = [
        { title: words.columns.name },
        { title: words.columns.title },
        { title: words.columns.members, flexible: true },
        { title: words.columns.work, flexible: true },
      ]
      const rows = teams.map(({ name, title, members, work }) => [
        name,
        title === null ? symbols.nothing : safeText(title),
        members.map((member) => safeText(member.name ?? member.email)).join(', ') || symbols.nothing,
        workText(work) || symbols.nothing,
      ])
      return renderTable(screen, columns, rows)
    })
  },
})
