import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { runBuilt, scratchHome, startBuilt } from '../kit/built-program'
import { MailServer } from '../kit/mail-server'

/** At least so many; more where the machine is so fast that these have left before the last kill. */
const fewest = 1000
const kills = 200
const minute = 60_000

/** Rows as deeds leave them, by the hand that is fastest. */
function fill(home: string, at: Date, first: number, count: number): void {
  const database = new Database(join(home, 'helpdesk.db'))
  const insert = database.prepare(
    `insert into outbox (id, kind, state, address, audience, language, subject, body, rules, message_id, attempts,
      next_attempt_at, repeated, created_at) values (?, 'notice', 'queued', ?, 'outside', 'en', ?, ?, '[]', ?, 0, ?, 0, ?)`,
  )
  database.transaction(() => {
    for (let index = first; index < first + count; index += 1) {
      const id = index.toString(16).padStart(32, '0')
      const time = at.toISOString()
      insert.run(
        id,
        `person${index}@acme.example`,
        `Mail ${index}`,
        `This is mail ${index}.\n`,
        `<${id}@x.example>`,
        time,
        time,
      )
    }
  })()
  database.close()
}

function countIn(home: string, where: string): number {
  const database = new Database(join(home, 'helpdesk.db'), { readonly: true })
  const row = database.prepare(`select count(*) as count from outbox where ${where}`).get() as { count: number }
  database.close()
  return row.count
}

test('mail send killed 200 times over 1,000 mails and more loses none and repeats each at most once', async () => {
  const home = scratchHome()
  const server = await MailServer.start()
  // As slow as a server that does something with a mail, so that a run is caught in the middle of it.
  server.pause = () => new Promise((resume) => setTimeout(resume, 10))
  const made = await runBuilt(['init', '--admin', 'jana@support.example', '--rehearsal'], { home })
  expect(made.exitCode).toBe(0)
  await runBuilt(['config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`], { home })
  // A clock of its own: a lease whose holder is dead is over at the next run.
  let now = new Date('2026-03-05T12:00:00.000Z')
  let mails = fewest
  fill(home, now, 0, mails)
  const send = () => startBuilt(['mail', 'send', '--quiet'], { home, environment: { HELPDESK_NOW: now.toISOString() } })
  let killed = 0
  // What the server had said yes to for the first time when the sender died; of what it says later nobody can know.
  const takenInTime = new Set<string>()
  while (killed < kills) {
    if (countIn(home, `next_attempt_at is not null`) < 50) {
      fill(home, now, mails, 200)
      mails += 200
    }
    const { process, finished } = send()
    const received = server.mails.length
    // At a random moment of its work: after some mails, or some time after it was started.
    const aim = Math.floor(Math.random() * 8)
    let isKilled = false
    const kill = (): void => {
      if (isKilled || process.exitCode !== null) return
      isKilled = true
      const before = new Set(server.mails.slice(0, received).map(({ to }) => to[0]))
      for (const { to } of server.mails.slice(received)) if (!before.has(to[0])) takenInTime.add(to[0] ?? '')
      process.kill('SIGKILL')
    }
    const late = setTimeout(kill, 150 + Math.random() * 500)
    const watch = setInterval(() => {
      if (server.mails.length > received + aim) setTimeout(kill, Math.random() * 8)
    }, 1)
    await finished
    // What the server still has in hand is none of the next sender's.
    await new Promise((resume) => setTimeout(resume, 30))
    clearTimeout(late)
    clearInterval(watch)
    if (process.signalCode === 'SIGKILL') killed += 1
    now = new Date(now.getTime() + 16 * minute)
  }
  for (let turn = 0; turn < 8 && countIn(home, `next_attempt_at is not null`) > 0; turn += 1) {
    const { exitCode, stderr } = await send().finished
    // 75: a mail whose sender died over its repetition is told of, once, and kept for a person.
    expect([0, 75]).toContain(exitCode)
    expect(stderr).toBe('')
    now = new Date(now.getTime() + 16 * minute)
  }
  expect(killed).toBe(kills)

  const copies = new Map<string, number>()
  for (const { to } of server.mails) copies.set(to[0] ?? '', (copies.get(to[0] ?? '') ?? 0) + 1)
  const uncertain = countIn(home, `state = 'uncertain'`)
  // Nobody is forgotten: a mail was taken by the server, or is kept because it may have been.
  expect(countIn(home, `state = 'accepted'`) + uncertain).toBe(mails)
  expect(copies.size).toBeGreaterThanOrEqual(mails - uncertain)
  expect(Math.max(...copies.values())).toBeLessThanOrEqual(2)
  // Of what came twice it is known that it was repeated, and each copy bears the same Message-ID.
  const cameTwice = [...copies].filter(([, count]) => count > 1).map(([to]) => to)
  const twice = cameTwice.length
  expect(countIn(home, 'repeated = 1')).toBeGreaterThanOrEqual(twice)
  const ids = new Map<string, Set<string>>()
  for (const { to, source } of server.mails) {
    const id = /^Message-ID: (.*)$/m.exec(source)?.[1]?.trim() ?? ''
    ids.set(to[0] ?? '', (ids.get(to[0] ?? '') ?? new Set()).add(id))
  }
  expect([...ids.values()].every((own) => own.size === 1)).toBe(true)
  const inVain = cameTwice.filter((to) => takenInTime.has(to)).length
  process.stderr.write(
    `${killed} killed, ${twice} mails came twice (${inVain} had been accepted before the kill), ${uncertain} kept for a person\n`,
  )
})
