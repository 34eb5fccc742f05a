import { hoursText, readHours } from '../../hours/calendar'
import { DeskError } from '../../kit/errors'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { checkSetting } from '../../settings/setting'
import { dueTimesAnew } from '../../sla/recompute'
import { calendarView } from '../calendar-view'
import { type CalendarEdit, changeCalendar } from '../change-calendar'
import { showCalendar } from './calendar-show'

export const calendarSet = defineVerb({
  declare: (command) =>
    command
      .option('--time-zone <zone>')
      .option('--hours <hours>')
      .option('--region <region>')
      .option('--no-region')
      .option('--idempotency-key <key>'),
  output: { one: calendarView },
  async run(desk, flags) {
    const edit = await editFrom(flags)
    const { actor, rules } = await beginning(desk)
    await changeCalendar(desk, { actor, rules, idempotencyKey: flags.idempotencyKey }, edit)
    await dueTimesAnew(desk)
    await showCalendar(desk)
  },
})

async function editFrom(flags: {
  timeZone?: string | undefined
  hours?: string | undefined
  region?: string | boolean | undefined
}): Promise<CalendarEdit> {
  const { timeZone, hours, region } = flags
  if (timeZone === undefined && hours === undefined && region === undefined) {
    throw new DeskError('nothing-to-change', { flags: ['--hours', '--time-zone', '--region'] })
  }
  if (timeZone !== undefined) checkSetting('desk.time-zone', timeZone)
  return {
    timeZone,
    hours: hours === undefined ? undefined : hoursFrom(hours),
    region: typeof region === 'string' ? await regionFrom(region) : region === false ? null : undefined,
  }
}

/** The hours as they are written everywhere. Throws `wrong-hours`. */
function hoursFrom(typed: string): string {
  const read = readHours(typed)
  if ('wrong' in read) throw new DeskError('wrong-hours', read.wrong)
  return hoursText(read.week)
}

/** Throws `unknown-region`. */
async function regionFrom(typed: string): Promise<string> {
  const { regionNamed } = await import('../../hours/holidays')
  const named = regionNamed(typed)
  if ('region' in named) return named.region
  throw new DeskError('unknown-region', { region: typed, suggestion: named.suggestion })
}
