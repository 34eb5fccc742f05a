import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { printOne } from '../kit/output'
import { screenOf } from '../kit/screen'
import { defineVerb, type Noun } from '../kit/verb'
import { demandJob, isPersonNamed } from '../people/job'
import { doctorScreen } from './doctor-screen'
import { doctorView } from './doctor-view'
import { examine } from './examine'

/** What is broken is no error of this command but its result: it is printed as such, and the exit code says so. */
export const doctor: Noun = {
  verb: defineVerb({
    declare: (command) => command,
    output: { one: doctorView },
    async run(desk) {
      await admit(desk)
      const checks = await examine(desk)
      await printOne(desk, doctorView, checks, async () => doctorScreen(await screenOf(desk, 'UTC'), checks))
      return checks.some(({ state }) => state === 'broken') ? 78 : 0
    },
  }),
}

/** A desk that cannot be opened is what this command is for; but whoever comes as a person must be known. */
async function admit(desk: Desk): Promise<void> {
  try {
    await demandJob(desk, 'desk:view')
  } catch (error) {
    const isSetUp = error instanceof DeskError && error.exitCode === 78
    if (isPersonNamed(desk) || !isSetUp) throw error
  }
}
