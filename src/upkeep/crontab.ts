import { basename, dirname, join } from 'node:path'
import type { Desk } from '../desk'
import { quoteWord } from '../kit/shell-words'

/** What starts the desk's jobs: the program by its absolute path, and which desk is meant. */
export interface CronCommand {
  /** The desk: what `HELPDESK_…` variables name it, whoever starts the run. */
  places: readonly (readonly [name: string, value: string])[]
  words: readonly string[]
}

export function cronCommand({ places: { database, key }, world }: Desk): CronCommand {
  const folder = dirname(database)
  const isUsual = basename(database) === 'helpdesk.db'
  return {
    places: [
      ['HELPDESK_HOME', folder] as const,
      ...(isUsual ? [] : [['HELPDESK_DB', database] as const]),
      ...(key === join(folder, 'helpdesk.key') ? [] : [['HELPDESK_KEY_FILE', key] as const]),
    ],
    words: [...world.program, 'cron', 'run'],
  }
}

/** The line of a crontab, each minute. What cron reads as the end of a line is taken from it. */
export function crontabLine({ places, words }: CronCommand): string {
  const assigned = places.map(([name, value]) => `${name}=${quoteWord(value)}`)
  return `* * * * * ${[...assigned, ...words.map(quoteWord)].join(' ').replaceAll('%', '\\%')}`
}

/** A crontab with the desk's line in it: behind its mark, where it stood before, else at the end. */
export function crontabWith(crontab: string, deskId: string, line: string): string {
  const mark = `# helpdesk ${deskId}`
  const lines = crontab === '' ? [] : crontab.replace(/\n$/, '').split('\n')
  const at = lines.indexOf(mark)
  if (at === -1) return `${[...lines, mark, line].join('\n')}\n`
  return `${[...lines.slice(0, at + 1), line, ...lines.slice(at + 2)].join('\n')}\n`
}

/** The two units of a user's systemd that do the same. */
export function systemdUnits({ places, words }: CronCommand, deskId: string): { name: string; text: string }[] {
  const name = `helpdesk-${deskId.slice(0, 8)}`
  const service = [
    '[Unit]',
    'Description=What a helpdesk does by itself',
    '',
    '[Service]',
    'Type=oneshot',
    ...places.map(([variable, value]) => `Environment=${unitWord(`${variable}=${value}`)}`),
    `ExecStart=${words.map(unitWord).join(' ')}`,
    // Must be tried again: the next minute does.
    'SuccessExitStatus=75',
    '',
  ]
  const timer = [
    '[Unit]',
    'Description=A helpdesk, each minute',
    '',
    '[Timer]',
    'OnCalendar=*:*:00',
    '',
    '[Install]',
    'WantedBy=timers.target',
    '',
  ]
  return [
    { name: `${name}.service`, text: service.join('\n') },
    { name: `${name}.timer`, text: timer.join('\n') },
  ]
}

/** A word as systemd reads it back: quoted, with what it would replace doubled. */
function unitWord(word: string): string {
  const doubled = word.replaceAll('%', '%%').replaceAll('$', '$$$$')
  return /^[\w@%+=:,./$-]+$/.test(doubled) ? doubled : `"${doubled.replace(/["\\]/g, '\\$&')}"`
}
