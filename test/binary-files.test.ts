import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomFillSync } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { BuiltDesk, refusalOf } from './kit/built-desk'
import { runBuilt, startBuilt } from './kit/built-program'

const MiB = 1024 * 1024

let desk: BuiltDesk
/** Writes what the process took at most, in kibibytes, where `PEAK` says. */
let meter: string

beforeAll(async () => {
  desk = await BuiltDesk.make()
  await desk.twin.json('open', 'Payment file rejected', '--for', 'anna@acme.example', '--new-tenant', 'acme')
  meter = join(desk.home, 'meter.cjs')
  writeFileSync(
    meter,
    `process.on('exit', () => require('node:fs').writeFileSync(process.env.PEAK, String(process.resourceUsage().maxRSS)))`,
  )
})

/** Runs a command that must succeed and gives the most memory it took, in MiB. */
async function memoryOf(words: readonly string[], input?: Buffer): Promise<number> {
  const peak = join(desk.home, 'peak')
  const environment = { NODE_OPTIONS: `--require=${meter}`, PEAK: peak }
  const options = input === undefined ? { environment } : { environment, input }
  const { exitCode, stderr } = await desk.run(words, options)
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return Number(readFileSync(peak, 'utf8')) / 1024
}

describe('large files', () => {
  test('25 MiB go in and out in constant memory, and come back as they were', async () => {
    const content = randomFillSync(Buffer.alloc(25 * MiB))
    writeFileSync(join(desk.home, 'big.bin'), content)
    expect(await memoryOf(['reply', '1', '-m', 'X', '-a', 'big.bin'])).toBeLessThan(120)
    content[0] = 255 - (content[0] ?? 0)
    expect(await memoryOf(['reply', '1', '-m', 'X', '-a', '-', '--attach-name', 'piped.bin'], content)).toBeLessThan(
      120,
    )
    expect(await memoryOf(['download', '1', 'piped.bin', '--to', 'out.bin'])).toBeLessThan(120)
    const digest = createHash('sha256').update(content).digest('hex')
    expect(
      createHash('sha256')
        .update(readFileSync(join(desk.home, 'out.bin')))
        .digest('hex'),
    ).toBe(digest)
    expect(await memoryOf(['db', 'check'])).toBeLessThan(120)
    const output = openSync(join(desk.home, 'stdout.bin'), 'w')
    const program = new URL('../bin/helpdesk.js', import.meta.url).pathname
    const child = spawn(process.execPath, [program, 'download', '1', 'piped.bin', '--to', '-'], {
      env: { PATH: process.env.PATH, HELPDESK_HOME: desk.home },
      stdio: ['ignore', output, 'ignore'],
    })
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
    closeSync(output)
    expect(
      createHash('sha256')
        .update(readFileSync(join(desk.home, 'stdout.bin')))
        .digest('hex'),
    ).toBe(digest)
  }, 60_000)

  test('1 GiB is refused at once, without being read', async () => {
    writeFileSync(join(desk.home, 'huge.bin'), '')
    truncateSync(join(desk.home, 'huge.bin'), 1024 * MiB)
    const began = performance.now()
    const run = await desk.run(['reply', '1', '-m', 'X', '-a', 'huge.bin', '--json'])
    expect(performance.now() - began).toBeLessThan(3000)
    expect(run.exitCode).toBe(65)
    const details = { name: 'huge.bin', size: 1024 * MiB, limit: 25 * MiB }
    expect(refusalOf(run)).toMatchObject({ code: 'attachment-too-big', details })
  })
})

describe('what comes slowly', () => {
  test('a FIFO is read to its end, and nobody waits for the database meanwhile', async () => {
    execFileSync('mkfifo', [join(desk.home, 'pipe')])
    const { finished } = startBuilt(['reply', '1', '-m', 'X', '-a', 'pipe', '--json'], { home: desk.home })
    const writer = spawn('sh', ['-c', 'exec > pipe; printf one; read go; printf two'], {
      cwd: desk.home,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    // Half of it is there, and somebody else writes.
    await desk.text(['note', '1', '-m', 'In between', '--json'])
    writer.stdin?.end('go\n')
    const { exitCode, stdout } = await finished
    rmSync(join(desk.home, 'pipe'))
    expect(exitCode).toBe(0)
    const { attachments } = JSON.parse(stdout) as { attachments: { name: string; size: number }[] }
    expect(attachments.at(-1)).toMatchObject({ name: 'pipe', size: 6 })
  })

  test('whoever is killed in the middle leaves nothing', async () => {
    const home = desk.copy()
    const before = readdirSync(home)
    const program = new URL('../bin/helpdesk.js', import.meta.url).pathname
    const child = spawn(process.execPath, [program, 'reply', '1', '-m', 'X', '-a', '-'], {
      env: { PATH: process.env.PATH, HELPDESK_HOME: home },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    child.stdin.on('error', () => undefined)
    child.stdin.write(Buffer.alloc(MiB))
    const spoolIsOpen = (): boolean =>
      readdirSync(`/proc/${child.pid}/fd`).some((name) => linkOf(`/proc/${child.pid}/fd/${name}`).includes('.spool'))
    await expect.poll(spoolIsOpen, { timeout: 10_000 }).toBe(true)
    const ended = new Promise((resolve) => child.on('close', resolve))
    child.kill('SIGKILL')
    await ended
    expect(existsSync(join(home, 'spool')) ? readdirSync(join(home, 'spool')) : []).toEqual([])
    expect(
      readdirSync(home).filter((name) => !before.includes(name) && name !== 'spool' && !/-(wal|shm)$/.test(name)),
    ).toEqual([])
    const { exitCode, stdout } = await runBuilt(['db', 'check', '--json'], { home })
    expect({ exitCode, broken: stdout.includes('broken') }).toEqual({ exitCode: 0, broken: false })
  })
})

/** Where an open file lies; it may be closed in the meantime. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
