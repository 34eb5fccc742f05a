import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { splitWords } from '../../src/kit/shell-words'
import { crontabLine, crontabWith, systemdUnits } from '../../src/upkeep/crontab'
import { TestDesk } from '../kit/test-desk'

/** A machine whose crontab keeps what it is given in a file, as cron's own does, and counts how often it was written. */
async function machine(says?: { listing: string }): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  const tools = join(desk.home, 'tools')
  mkdirSync(tools)
  const kept = join(desk.home, 'kept')
  const listing = says?.listing ?? `[ -f "${kept}" ] && cat "${kept}" || { echo "no crontab for me" >&2; exit 1; }`
  const script = `#!/bin/sh\nif [ "$1" = -l ]; then ${listing}; else cat > "${kept}"; echo >> "${kept}.count"; fi\n`
  writeFileSync(join(tools, 'crontab'), script)
  chmodSync(join(tools, 'crontab'), 0o755)
  desk.environment.PATH = `${tools}:${process.env.PATH}`
  return desk
}

const kept = (desk: TestDesk): string => readFileSync(join(desk.home, 'kept'), 'utf8')
const writes = (desk: TestDesk): number => readFileSync(join(desk.home, 'kept.count'), 'utf8').length
const lineOf = (desk: TestDesk): string =>
  `* * * * * HELPDESK_HOME=${desk.home} /usr/bin/node /usr/bin/helpdesk cron run`

describe('cron install', () => {
  test('shows the line and writes nothing with --dry-run, also where there is no crontab', async () => {
    const desk = await new TestDesk().init()
    desk.environment.PATH = desk.home
    expect(await desk.run('cron', 'install', '--dry-run')).toEqual({
      exitCode: 0,
      stdout: `${lineOf(desk)}\n`,
      stderr: '',
    })
  })

  test('adds its line once, and leaves the others as they are', async () => {
    const desk = await machine()
    writeFileSync(join(desk.home, 'kept'), 'MAILTO=ops@support.example\n0 4 * * * backup')
    expect(await desk.run('cron', 'install', '--yes')).toMatchObject({ exitCode: 0 })
    const once = kept(desk)
    expect(once).toMatch(/^MAILTO=ops@support\.example\n0 4 \* \* \* backup\n# helpdesk \w+\n/)
    expect(once.split('\n').at(-2)).toBe(lineOf(desk))
    expect((await desk.run('cron', 'install', '--yes')).stdout).toContain('installed already')
    expect([kept(desk), writes(desk)]).toEqual([once, 1])
  })

  test('puts its line right where the program has moved', async () => {
    const desk = await machine()
    await desk.run('cron', 'install', '--yes')
    const right = kept(desk)
    writeFileSync(join(desk.home, 'kept'), `${right.replace('/usr/bin/helpdesk', '/old/helpdesk')}0 4 * * * backup\n`)
    await desk.run('cron', 'install', '--yes')
    expect(kept(desk)).toBe(`${right}0 4 * * * backup\n`)
  })

  test('asks first, and without somebody to ask wants --yes', async () => {
    const desk = await machine()
    expect(await desk.run('cron', 'install')).toMatchObject({ exitCode: 64 })
    const declined = await desk.answering(false).run('cron', 'install')
    expect(declined.exitCode).toBe(130)
    expect(declined.stderr).toContain(lineOf(desk))
    expect(existsSync(join(desk.home, 'kept'))).toBe(false)
    expect(await desk.answering(true).run('cron', 'install')).toMatchObject({ exitCode: 0 })
    expect(kept(desk)).toContain(lineOf(desk))
  })

  test('never takes a crontab that cannot be read for an empty one', async () => {
    const desk = await machine({ listing: 'echo "you are not allowed to use this program" >&2; exit 1' })
    const { exitCode, stderr } = await desk.run('cron', 'install', '--yes')
    expect(exitCode).toBe(75)
    expect(stderr).toContain('you are not allowed to use this program')
    expect(existsSync(join(desk.home, 'kept'))).toBe(false)
  })

  test('says where there is no crontab what to do instead', async () => {
    const desk = await new TestDesk().init()
    desk.environment.PATH = desk.home
    const { exitCode, stderr } = await desk.run('cron', 'install', '--yes')
    expect(exitCode).toBe(78)
    expect(stderr).toContain('helpdesk cron install --systemd')
    expect(stderr).toContain(lineOf(desk))
  })

  test('writes the units of systemd once, and tells how they are started', async () => {
    const desk = await new TestDesk().init()
    const folder = join(desk.home, '.config', 'systemd', 'user')
    expect((await desk.run('cron', 'install', '--systemd', '--dry-run')).stdout).toContain('[Timer]')
    expect(existsSync(folder)).toBe(false)
    const { exitCode, stdout } = await desk.run('cron', 'install', '--systemd', '--yes')
    expect(exitCode).toBe(0)
    const names = readdirSync(folder).sort()
    expect(names).toEqual([expect.stringMatching(/^helpdesk-\w{8}\.service$/), expect.stringMatching(/\.timer$/)])
    expect(stdout.replace(/\s+/g, ' ')).toContain(`systemctl --user enable --now ${names[1]}`)
    const service = join(folder, names[0] ?? '')
    expect(readFileSync(service, 'utf8')).toContain(`Environment=HELPDESK_HOME=${desk.home}\nExecStart=/usr/bin/node`)
    const { mtimeMs } = statSync(service)
    expect((await desk.run('cron', 'install', '--systemd', '--yes')).stdout).toContain('installed already')
    expect(statSync(service).mtimeMs).toBe(mtimeMs)
  })
})

describe('what starts the jobs', () => {
  const odd = {
    places: [['HELPDESK_HOME', "/home/my desk/100%'s"]] as const,
    words: ['/usr/bin/node', '/opt/$HOME/help desk.js', 'cron', 'run'],
  }

  test('a shell reads the words back, and cron no end of the line in them', () => {
    const line = crontabLine(odd)
    expect(line.replaceAll('\\%', '')).not.toContain('%')
    // Cron takes the backslash away before the shell sees the line.
    const words = splitWords(line.replaceAll('\\%', '%').slice('* * * * * '.length))
    expect(words).toEqual(["HELPDESK_HOME=/home/my desk/100%'s", ...odd.words])
  })

  test('systemd is given words that it does not fill in', () => {
    const [service] = systemdUnits(odd, '0123456789')
    expect(service?.text).toContain(`Environment="HELPDESK_HOME=/home/my desk/100%%'s"`)
    expect(service?.text).toContain('ExecStart=/usr/bin/node "/opt/$$HOME/help desk.js" cron run')
  })

  test('two desks have a line each', () => {
    const both = crontabWith(crontabWith('', 'one', 'first'), 'two', 'second')
    expect(both).toBe('# helpdesk one\nfirst\n# helpdesk two\nsecond\n')
    expect(crontabWith(both, 'one', 'again')).toBe('# helpdesk one\nagain\n# helpdesk two\nsecond\n')
  })
})
