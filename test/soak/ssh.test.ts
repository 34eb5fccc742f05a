import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { BuiltDesk } from '../kit/built-desk'
import { hasSshd, Sshd } from '../kit/sshd'

/** What a process was started with; empty for one that ended meanwhile. */
function commandLine(id: string): string {
  try {
    return readFileSync(join('/proc', id, 'cmdline'), 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

// The door as people use it: a real sshd on loopback, real keys, the built program behind them.

if (!hasSshd) console.warn('SKIPPED: no /usr/sbin/sshd here (Debian: openssh-server), so the ssh door is not tested')

describe.skipIf(!hasSshd)('through a real sshd', async () => {
  if (!hasSshd) return
  const [desk, sshd] = await Promise.all([BuiltDesk.make(), Sshd.start()])
  const { twin } = desk
  await twin.json('open', 'Payment file rejected', '--for', 'anna@acme.example', '--new-tenant', 'acme', '-m', 'x')
  await twin.json('open', 'Calendar', '--for', 'ben@beta.example', '--new-tenant', 'beta', '-m', 'x')
  const people = { jana: 'jana@support.example', anna: 'anna@acme.example', ben: 'ben@beta.example' }
  for (const [name, email] of Object.entries(people)) {
    await twin.json('user', 'key', 'add', email, sshd.makeKey(name))
  }
  const lines = await desk.text(['ssh', 'authorized-keys'])
  sshd.admit(lines)

  async function bodies(number: string): Promise<string[]> {
    const { messages } = await twin.json<{ messages: { body: string }[] }>('show', number)
    return messages.map(({ body }) => body)
  }

  /** Waits until no command of this desk is under way any more. */
  async function allEnded(): Promise<void> {
    const running = (): string[] =>
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map(commandLine)
        .filter((line) => line.includes(' ssh serve ') && line.includes(desk.home))
    await vi.waitFor(() => expect(running()).toEqual([]), { timeout: 10_000 })
  }

  /** Opens a ticket of anna's for one test. */
  async function ticket(): Promise<string> {
    const { number } = await twin.json<{ number: number }>('open', 'One more', '--for', 'anna@acme.example')
    return String(number)
  }

  test('staff and customers run ssh desk list, and are who their key says', async () => {
    const mine = ['list', '--fields', 'number', '--sort', 'number', '--limit', '2'].join(' ')
    expect(await sshd.run('jana', mine)).toEqual({ exitCode: 0, stdout: '1\n2\n', stderr: '' })
    expect((await sshd.run('anna', mine)).stdout.split('\n')).not.toContain('2')
    expect((await sshd.run('ben', mine)).stdout).toBe('2\n')
    expect(JSON.parse((await sshd.run('anna', 'whoami --json')).stdout)).toMatchObject({ email: 'anna@acme.example' })
  })

  test('exit codes arrive', async () => {
    for (const [typed, exitCode] of [
      ['show 1', 0],
      ['sohw 1', 64],
      ['show 1 --sort x', 64],
      ['list --status x', 65],
      ['show 2', 66],
      ['take 1', 77],
    ] as const) {
      expect([typed, (await sshd.run('anna', typed)).exitCode]).toEqual([typed, exitCode])
    }
  })

  test('what a shell would do with a line is not done: it is words', async () => {
    const secret = readFileSync('/etc/passwd', 'utf8').split('\n')[0] ?? ''
    for (const typed of [
      'list; cat /etc/passwd',
      'list\ncat /etc/passwd',
      'list && id',
      '$(id)',
      '`id`',
      'list | id',
    ]) {
      const { exitCode, stdout, stderr } = await sshd.run('jana', typed)
      expect([typed, exitCode, stdout]).toEqual([typed, 64, ''])
      expect(stderr).not.toContain(secret)
      expect(stderr).not.toContain('uid=')
    }
    const number = await ticket()
    const text = `a 'single' "double" $(id) \`id\` $HOME \\ ; * end\nsecond line`
    const quoted = `'${text.replaceAll("'", "'\\''")}'`
    expect(await sshd.run('jana', `reply ${number} -m ${quoted} --fields number`)).toMatchObject({ exitCode: 0 })
    expect(await bodies(number)).toEqual([text])
  })

  test('text and files come by standard input, and the channel is told', async () => {
    const number = await ticket()
    const reply = await sshd.run('anna', `reply ${number} -F - --fields number`, { input: 'From\nmy machine\n' })
    expect(reply).toEqual({ exitCode: 0, stdout: `number\t${number}\n`, stderr: '' })
    const shown = await twin.json('show', number, '--history')
    expect(shown).toMatchObject({
      messages: [{ body: 'From\nmy machine', channel: 'ssh', author: { email: 'anna@acme.example' } }],
      history: [{ channel: 'cli' }, { channel: 'ssh', actor: { email: 'anna@acme.example' } }],
    })
  })

  test('the desk’s key is no text to send, nor a password', async () => {
    const file = join(desk.home, 'helpdesk.key')
    const secret = readFileSync(file, 'utf8').slice(15, 30)
    for (const typed of [`reply 1 -F ${file}`, `reply 1 -F${file}`, `password set --password-file=${file}`]) {
      const { exitCode, stdout, stderr } = await sshd.run('anna', typed)
      expect([typed, exitCode]).toEqual([typed, 64])
      expect(stdout + stderr).not.toContain(secret)
    }
  })

  test('nothing of the environment leads anywhere, even where the server lets it in', async () => {
    const number = await ticket()
    const { HELPDESK_TOKEN = '' } = await desk.as('ben@beta.example')
    const environment = {
      HELPDESK_TOKEN,
      HELPDESK_NOW: '2030-01-01T00:00:00Z',
      HELPDESK_HOME: '/nowhere',
      HELPDESK_DB: '/nowhere/helpdesk.db',
      HELPDESK_KEY_FILE: '/nowhere/helpdesk.key',
      HELPDESK_TENANT: 'beta',
      HELPDESK_LANG: 'de',
      EDITOR: '/bin/cat /etc/passwd; false',
      VISUAL: '/bin/cat /etc/passwd; false',
      PAGER: '/bin/cat /etc/passwd; false',
      SHELL: '/bin/cat /etc/passwd; false',
    }
    const who = await sshd.run('anna', 'whoami --json', { environment })
    expect(JSON.parse(who.stdout)).toMatchObject({ email: 'anna@acme.example' })
    expect((await sshd.run('anna', 'show 7777', { environment })).stderr).toContain('there is no ticket #7777')
    // On a terminal, where editor and pager would be used.
    const screen = sshd.inTerminal('anna', 'list --all --help', { environment })
    expect(await screen.ended()).toBe(0)
    expect(screen.screen).not.toContain('root:')
    const reply = sshd.inTerminal('anna', `reply ${number}`, { environment })
    await reply.expect('ends it')
    reply.press('ctrl-c')
    expect(await reply.ended()).toBe(130)
    expect(reply.screen).not.toContain('root:')
  })

  test('questions are asked on the terminal', async () => {
    const terminal = sshd.inTerminal('jana', 'open "New here" --for kim@gamma.example -m x')
    await terminal.expect('gamma.example is new here. Make tenant "gamma"?')
    terminal.press('enter')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.text).toContain('New here · gamma · kim@gamma.example · open')
    // In colour, because a terminal shows it, and NO_COLOR is heard.
    expect(terminal.raw).toContain('\u001b[32m✓')
    const plain = sshd.inTerminal('jana', 'take 1', { environment: { NO_COLOR: '1' } })
    expect(await plain.ended()).toBe(0)
    expect(plain.raw).not.toContain('\u001b[')
  })

  test('a text of several lines is typed; a dot ends it', async () => {
    const number = await ticket()
    const terminal = sshd.inTerminal('jana', `reply ${number}`)
    await terminal.expect('Your text; a line with only a dot, or Ctrl-D, ends it.')
    terminal.answer('Which bank is it?')
    terminal.answer('')
    terminal.answer('Grüße')
    terminal.answer('.')
    expect(await terminal.ended()).toBe(0)
    expect(await bodies(number)).toEqual(['Which bank is it?\n\nGrüße'])
    // Only what was typed was on the screen to be edited, and Ctrl-D ends it as well.
    expect(terminal.screen).not.toContain('>8')
    const again = sshd.inTerminal('jana', `note ${number}`)
    await again.expect('ends it')
    again.answer('Same as #1')
    await again.expect('Same as #1')
    again.type('\u0004')
    expect(await again.ended()).toBe(0)
    expect(await bodies(number)).toEqual(['Which bank is it?\n\nGrüße', 'Same as #1'])
  })

  test.each(['ctrl-c', 'escape'] as const)('leaving with %s sends nothing and keeps what was typed', async (key) => {
    const number = await ticket()
    const terminal = sshd.inTerminal('jana', `reply ${number}`)
    await terminal.expect('ends it')
    terminal.answer('Half an answer')
    terminal.type('and more')
    await terminal.expect('and more')
    terminal.press(key)
    expect(await terminal.ended()).toBe(130)
    expect(await bodies(number)).toEqual([])
    expect((await sshd.run('ben', `reply ${number} --recover`)).exitCode).not.toBe(0)
    expect((await sshd.run('jana', `reply ${number} --recover`)).exitCode).toBe(0)
    expect(await bodies(number)).toEqual(['Half an answer\nand more'])
  })

  test('a connection that breaks off sends nothing, and what was typed is kept', async () => {
    const number = await ticket()
    const terminal = sshd.inTerminal('ben', 'open "Calendar again"')
    await terminal.expect('ends it')
    terminal.answer('It was going to say')
    await terminal.expect('going to say')
    terminal.hangUp()
    const folder = join(desk.home, 'drafts', 'ssh')
    const drafts = (): string =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
            .filter((name) => name.endsWith('.json'))
            .map((name) => readFileSync(join(folder, name), 'utf8'))
            .join('\n')
        : ''
    await vi.waitFor(() => expect(drafts()).toContain('It was going to say'), { timeout: 10_000 })
    await allEnded()
    const { number: next } = await twin.json<{ number: number }>('open', 'Next', '--for', 'anna@acme.example')
    expect(next).toBe(Number(number) + 1)
  })

  test('a connection that breaks off before an answer leaves nothing behind, and nothing that goes on', async () => {
    const terminal = sshd.inTerminal('jana', 'open "Never" --for kim@delta.example -m x')
    await terminal.expect('Make tenant "delta"?')
    terminal.hangUp()
    await allEnded()
    expect(JSON.stringify(await twin.json('tenant', 'list'))).not.toContain('delta')
  })

  test('who is disabled while they type is out when they send', async () => {
    const number = await ticket()
    const terminal = sshd.inTerminal('anna', `reply ${number}`)
    await terminal.expect('ends it')
    terminal.answer('Still here')
    await twin.json('user', 'disable', 'anna@acme.example')
    terminal.answer('.')
    expect(await terminal.ended()).toBe(77)
    expect(terminal.text).toContain('this ssh key does not let you in here')
    expect(await bodies(number)).toEqual([])
    // sshd still has the line, and the desk no longer cares.
    expect((await sshd.run('anna', 'list')).exitCode).toBe(77)
    await twin.json('user', 'enable', 'anna@acme.example')
    expect((await sshd.run('anna', 'list')).exitCode).toBe(0)
  })

  test('a key that was removed lets nobody in, whatever authorized_keys still says', async () => {
    const spare = sshd.makeKey('spare')
    const { id } = await twin.json<{ id: string }>('user', 'key', 'add', 'ben@beta.example', spare)
    sshd.admit(await desk.text(['ssh', 'authorized-keys']))
    expect((await sshd.run('spare', 'list')).exitCode).toBe(0)
    await twin.json('user', 'key', 'remove', 'ben@beta.example', id)
    for (const typed of ['list', '', 'help']) expect((await sshd.run('spare', typed)).exitCode).toBe(77)
    sshd.admit(await desk.text(['ssh', 'authorized-keys']))
    expect((await sshd.run('spare', 'list')).exitCode).toBe(255)
  })

  test('there is nothing else to be had: no sftp, no forwarding, no shell', async () => {
    const sftp = await sshd.run('jana', 'sftp', { options: ['-s'] })
    expect([sftp.exitCode, sftp.stdout]).toEqual([64, ''])
    expect((await sshd.run('jana', 'scp -t /tmp')).exitCode).toBe(64)
    expect((await sshd.run('jana', '/bin/sh -c id')).exitCode).toBe(64)
    const forwards = [
      ['-W', '127.0.0.1:9'],
      ['-N', '-o', 'ExitOnForwardFailure=yes', '-R', '0:127.0.0.1:9'],
    ]
    for (const options of forwards) {
      expect(await sshd.run('jana', '', { options })).toMatchObject({ exitCode: 255, stdout: '' })
    }
  })

  test('sshd asks the desk itself by AuthorizedKeysCommand: who was added a moment ago comes in, who was removed not', async () => {
    const program = fileURLToPath(new URL('../../bin/helpdesk.js', import.meta.url))
    const asking = await Sshd.start([
      `AuthorizedKeysCommand ${process.execPath} ${program} ssh authorized-keys %f --home ${desk.home}`,
      'AuthorizedKeysCommandUser root',
    ])
    const key = asking.makeKey('late')
    expect((await asking.run('late', 'list')).exitCode).toBe(255)
    const { id } = await twin.json<{ id: string }>('user', 'key', 'add', 'ben@beta.example', key)
    expect((await asking.run('late', 'list --fields number')).stdout).toMatch(/^(\d+\n)+$/)
    await twin.json('user', 'key', 'remove', 'ben@beta.example', id)
    expect((await asking.run('late', 'list')).exitCode).toBe(255)
  })
})
