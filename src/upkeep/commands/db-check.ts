import { printOne } from '../../kit/output'
import { withSpinner } from '../../kit/progress'
import { screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { demandJob } from '../../people/job'
import { checkDatabase } from '../check-database'
import { dbCheckScreen } from '../db-check-screen'
import { dbCheckView } from '../db-check-view'

/** What is broken is no error of this command but its result: it is printed as such, and the exit code says so. */
export const dbCheck = defineVerb({
  declare: (command) => command.option('--rebuild-search').option('--rebuild-due-times'),
  output: { one: dbCheckView },
  async run(desk, flags) {
    const mends = flags.rebuildSearch === true || flags.rebuildDueTimes === true
    await demandJob(desk, mends ? 'desk:edit' : 'desk:view')
    if (flags.rebuildSearch === true) await (await import('../../ticket/search/search-tickets')).rebuildSearch(desk)
    if (flags.rebuildDueTimes === true) await (await import('../../sla/recompute')).rebuildDueTimes(desk)
    const { words } = desk
    const checks = await withSpinner(desk, words.checkingDatabase, (update) =>
      checkDatabase(desk, (done, all) => update(words.checkingFiles(done, all))),
    )
    await printOne(desk, dbCheckView, checks, async () => dbCheckScreen(await screenOf(desk, 'UTC'), checks))
    return checks.some(({ state }) => state === 'broken') ? 78 : 0
  },
})
