import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from '../../desk'
import { checkConfirmation, confirm } from '../../kit/confirm'
import { DeskError } from '../../kit/errors'
import { printText } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { runTool, type ToolResult } from '../../kit/system-tool'
import { defineVerb } from '../../kit/verb'
import { demandJob } from '../../people/job'
import { cronCommand, crontabLine, crontabWith, systemdUnits } from '../crontab'

/**
 * Puts the desk's jobs where this account's cron or systemd starts them: only after a question, only its own line or units,
 * and once, however often it is called. Everything else in a crontab stays as it is.
 */
export const cronInstall = defineVerb({
  declare: (command) => command.option('--systemd').option('-n, --dry-run'),
  output: { text: true },
  async run(desk, flags) {
    if (flags.dryRun !== true) checkConfirmation(desk)
    await demandJob(desk, 'desk:edit')
    const { identity } = await desk.store()
    const dryRun = flags.dryRun === true
    if (flags.systemd === true) await installUnits(desk, identity.id, dryRun)
    else await installLine(desk, identity.id, dryRun)
  },
})

async function installLine(desk: Desk, deskId: string, dryRun: boolean): Promise<void> {
  const line = crontabLine(cronCommand(desk))
  if (dryRun) return printText(desk, line)
  const before = await readCrontab(desk, line)
  const after = crontabWith(before, deskId, line)
  if (after === before) return done(desk, desk.words.cronInstalledAlready)
  desk.stderr.write(`${line}\n`)
  await confirm(desk, desk.words.askCrontab)
  const written = await runTool('crontab', ['-'], after, desk.environment)
  if (written?.exitCode !== 0) throw crontabTrouble(written, line)
  await done(desk, desk.words.cronInstalled)
}

/** The account's crontab; one that has none yet is empty. */
async function readCrontab(desk: Desk, line: string): Promise<string> {
  const listed = await runTool('crontab', ['-l'], '', desk.environment)
  if (listed?.exitCode === 0) return listed.stdout
  // Every cron says it so; anything else must not be taken for an empty one, which would then be written over.
  if (listed !== undefined && /no crontab for/i.test(listed.stderr)) return ''
  throw crontabTrouble(listed, line)
}

function crontabTrouble(result: ToolResult | undefined, line: string): DeskError {
  if (result === undefined) return new DeskError('no-crontab', { line })
  return new DeskError('crontab-failed', { said: result.stderr.trim().split('\n')[0] ?? '' })
}

async function installUnits(desk: Desk, deskId: string, dryRun: boolean): Promise<void> {
  const folder = unitFolder(desk)
  const units = systemdUnits(cronCommand(desk), deskId).map(({ name, text }) => ({
    name,
    text,
    path: join(folder, name),
  }))
  const shown = units
    .map(({ path, text }) => `${path}:\n${text}`)
    .join('\n')
    .trimEnd()
  if (dryRun) return printText(desk, shown)
  const isThere = units.every(({ path, text }) => existsSync(path) && readFileSync(path, 'utf8') === text)
  const timer = units.map(({ name }) => name).find((name) => name.endsWith('.timer')) ?? ''
  if (isThere) return done(desk, desk.words.cronInstalledAlready)
  desk.stderr.write(`${shown}\n`)
  await confirm(desk, desk.words.askUnits)
  mkdirSync(folder, { recursive: true })
  for (const { path, text } of units) {
    writeFileSync(`${path}.new`, text)
    renameSync(`${path}.new`, path)
  }
  await done(desk, desk.words.unitsWritten(timer))
}

function unitFolder({ environment }: Desk): string {
  const configured = environment.XDG_CONFIG_HOME
  const folder = configured?.startsWith('/') === true ? configured : join(environment.HOME ?? '/', '.config')
  return join(folder, 'systemd', 'user')
}

async function done(desk: Desk, text: string): Promise<void> {
  if (!desk.globals.quiet) printText(desk, doneLine(await screenOf(desk, 'UTC'), text))
}
