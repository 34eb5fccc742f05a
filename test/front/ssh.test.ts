import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { globalFlags } from '../../src/kit/globals'
import { splitWords } from '../../src/kit/shell-words'
import { allVerbs } from '../../src/kit/verb'
import { declared, nouns } from '../../src/main'
import { publicKey } from '../kit/ssh-key'
import { TestDesk } from '../kit/test-desk'

/** A desk with a ticket of anna's and one of ben's; jana and anna have keys. */
async function deskWithKeys() {
  const desk = await new TestDesk().init()
  await desk.json('open', 'Payment file rejected', '--for', 'anna@acme.example', '--new-tenant', 'acme')
  await desk.json('open', 'Calendar', '--for', 'ben@beta.example', '--new-tenant', 'beta')
  const keyOf = async (email: string): Promise<string> =>
    (await desk.json<{ id: string }>('user', 'key', 'add', email, publicKey(email))).id
  const jana = await keyOf('jana@support.example')
  desk.later(1)
  const anna = await keyOf('anna@acme.example')
  return { desk, jana, anna }
}

/** The code of the refusal that a command over ssh ends with. */
async function refusal(desk: TestDesk, key: string, typed: string): Promise<[number, string]> {
  const { exitCode, stdout, stderr } = await desk.ssh(key, `${typed} --json`)
  expect(stdout).toBe('')
  return [exitCode, (JSON.parse(stderr) as { error: { code: string } }).error.code]
}

describe('who comes through the door', () => {
  test('is who their key says, and sees what is theirs', async () => {
    const { desk, jana, anna } = await deskWithKeys()
    expect(JSON.parse((await desk.ssh(jana, 'whoami --json')).stdout)).toMatchObject({ email: 'jana@support.example' })
    expect(JSON.parse((await desk.ssh(anna, 'whoami --json')).stdout)).toMatchObject({ email: 'anna@acme.example' })
    expect((await desk.ssh(jana, 'list --fields number --sort number')).stdout).toBe('1\n2\n')
    expect((await desk.ssh(anna, 'list --fields number')).stdout).toBe('1\n')
    expect(await refusal(desk, anna, 'show 2')).toEqual([66, 'ticket-not-found'])
  })

  test('has their exit code, and words as a shell would read them', async () => {
    const { desk, anna } = await deskWithKeys()
    expect(await refusal(desk, anna, 'take 1')).toEqual([77, 'not-allowed'])
    expect(await refusal(desk, anna, 'list; cat /etc/passwd')).toEqual([64, 'unknown-command'])
    expect((await desk.ssh(anna, `reply 1 -m "it's \\$(id); \`id\`" --json`)).exitCode).toBe(0)
    const { messages } = await desk.json<{ messages: { body: string; channel: string }[] }>('show', '1')
    expect(messages).toMatchObject([{ body: "it's $(id); `id`", channel: 'ssh' }])
    expect((await desk.ssh(anna, "list 'x")).exitCode).toBe(64)
  })

  test('without a word gets what helpdesk alone shows', async () => {
    const { desk, anna } = await deskWithKeys()
    expect((await desk.ssh(anna, '')).stdout).toBe((await desk.run()).stdout)
  })

  test('leaves the channel in ticket, message and history', async () => {
    const { desk, jana, anna } = await deskWithKeys()
    expect((await desk.ssh(anna, 'open "Portal down" -m 503')).exitCode).toBe(0)
    expect((await desk.ssh(jana, 'reply 3 -m "Since when?"')).exitCode).toBe(0)
    const ticket = await desk.json<{ channel: string; history: { channel: string }[] }>('show', '3', '--history')
    expect(ticket).toMatchObject({ channel: 'ssh', messages: [{ channel: 'ssh' }] })
    expect(ticket.history.map(({ channel }) => channel)).toEqual(['ssh', 'ssh'])
  })

  test('may make themselves a password and a token, as who is logged in', async () => {
    const { desk, anna } = await deskWithKeys()
    desk.stdin = Buffer.from('blue kettle sings twice\n')
    expect((await desk.ssh(anna, 'password set --password-file -')).exitCode).toBe(0)
    expect((await desk.ssh(anna, 'token create --name laptop')).exitCode).toBe(0)
  })

  test('speaks their own language, and takes the locale but no HELPDESK_LANG from outside', async () => {
    const { desk, anna } = await deskWithKeys()
    desk.environment.HELPDESK_LANG = 'de'
    expect((await desk.ssh(anna, 'show 7')).stderr).toContain('there is no ticket #7')
    delete desk.environment.HELPDESK_LANG
    desk.environment.LC_ALL = 'de_DE.UTF-8'
    expect((await desk.ssh(anna, 'show 7')).stderr).toContain('Ticket #7')
    expect((await desk.ssh(anna, 'show 7')).stderr).not.toContain('there is')
  })
})

describe('who comes no longer', () => {
  test.each(['list', 'show 1', 'reply 1 -m x', 'whoami', '', 'help', 'open --help', '--version', 'schema list'])(
    'a disabled person and a removed key end in 77: %j',
    async (typed) => {
      const { desk, jana, anna } = await deskWithKeys()
      await desk.json('user', 'disable', 'anna@acme.example')
      expect(await refusal(desk, anna, typed)).toEqual([77, 'ssh-key-refused'])
      await desk.json('user', 'enable', 'anna@acme.example')
      expect((await desk.ssh(anna, 'whoami')).exitCode).toBe(0)
      await desk.json('user', 'key', 'remove', 'jana@support.example', jana)
      expect(await refusal(desk, jana, typed)).toEqual([77, 'ssh-key-refused'])
      expect(await refusal(desk, 'none-such', typed)).toEqual([77, 'ssh-key-refused'])
    },
  )

  test.each([
    ['user', 'disable', 'anna@acme.example'],
    ['user', 'key', 'remove', 'anna@acme.example', 'KEY'],
  ])('in the middle of a command, too: what was typed is kept and nothing is changed (%s %s)', async (...words) => {
    const { desk, anna } = await deskWithKeys()
    const other = new TestDesk({ home: desk.home })
    desk.terminal = true
    desk.asker = {
      ...unexpected,
      edit: async (initial) => {
        await other.json(...words.map((word) => (word === 'KEY' ? anna : word)))
        return `Half an hour of typing${initial}`
      },
    }
    const { exitCode, stderr } = await desk.ssh(anna, 'reply 1')
    expect(exitCode).toBe(77)
    expect(stderr).toContain('helpdesk reply 1 --recover')
    expect(await other.json('show', '1')).toMatchObject({ messages: [] })
  })
})

const never = async (): Promise<never> => {
  throw new Error('nothing should be asked')
}
const unexpected = {
  available: true,
  line: never,
  secret: never,
  confirm: never,
  key: never,
  choose: never,
  chooseSeveral: never,
  edit: never,
}

describe('what does not come through the door', () => {
  test('another desk, another clock, another person by the environment', async () => {
    const { desk, anna } = await deskWithKeys()
    const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'x')
    Object.assign(desk.environment, {
      HELPDESK_TOKEN: token,
      HELPDESK_NOW: '2030-01-01T00:00:00Z',
      HELPDESK_HOME: '/nowhere',
      HELPDESK_DB: '/nowhere/helpdesk.db',
      HELPDESK_KEY_FILE: '/nowhere/key',
      HELPDESK_TENANT: 'beta',
      XDG_DATA_HOME: '/nowhere',
      CI: '1',
    })
    const { exitCode, stdout, stderr } = await desk.ssh(anna, 'reply 1 -m x --json', desk.home)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      updatedAt: desk.now.toISOString(),
      messages: [{ author: { email: 'anna@acme.example' } }],
    })
  })

  test.each([
    'list --db /etc/passwd',
    'list --home /etc',
    '--home=/etc list',
    'list --db -',
    'ssh authorized-keys',
    'ssh serve KEY',
    'init --admin a@b.example',
    'demo',
    'login jana@support.example --print-token',
    'logout',
    'activate hda_x',
  ])('%s', async (typed) => {
    const { desk, jana } = await deskWithKeys()
    expect(await refusal(desk, jana, typed)).toEqual([64, 'not-over-ssh'])
  })

  test('a folder of topics, a document or a file of the account, even where it lies', async () => {
    const { desk, jana } = await deskWithKeys()
    mkdirSync(join(desk.home, 'topics'))
    writeFileSync(join(desk.home, 'topics', 'sync.md'), '---\ntitle: Sync\n---\nConnect again.\n')
    writeFileSync(join(desk.home, 'contract.pdf'), 'faulty')
    for (const typed of [
      `topic import ${join(desk.home, 'topics')}`,
      'topic import topics',
      `open X --for anna@acme.example -m y --document ${join(desk.home, 'contract.pdf')}`,
      'open X --for anna@acme.example -m y --console-file contract.pdf',
      'edit 1 --document contract.pdf',
    ]) {
      const { exitCode, stdout, stderr } = await desk.ssh(jana, `${typed} --json`)
      expect([typed, exitCode, stdout]).toEqual([typed, 64, ''])
      expect(stderr).toContain('path-over-ssh')
      expect(stderr).not.toContain('contract.pdf')
      expect(stderr).not.toContain(desk.home)
    }
    expect((await desk.ssh(jana, 'topic import - --json')).exitCode).not.toBe(0)
    expect(await desk.json('topic', 'list')).toEqual([])
    desk.stdin = Buffer.from('faulty')
    expect((await desk.ssh(jana, 'edit 1 --document - --attach-name contract.pdf')).exitCode).toBe(0)
    expect(await desk.json('show', '1')).toMatchObject({ report: { document: { name: 'contract.pdf' } } })
  })

  test('and none is asked for on the way through a new ticket', async () => {
    const { desk, jana } = await deskWithKeys()
    await desk.json('category', 'edit', 'problem', '--ask', 'document', '--ask', 'where')
    desk.answering('No signature', 'Since today.\n', 'problem', 'Room', 'send')
    expect(await desk.ssh(jana, 'open --for anna@acme.example')).toMatchObject({ exitCode: 0 })
  })

  test('a help page of another desk', async () => {
    const { desk, jana } = await deskWithKeys()
    expect(await refusal(desk, jana, '--home /etc --help')).toEqual([64, 'path-over-ssh'])
    expect(await refusal(desk, jana, 'help --db /etc/passwd')).toEqual([64, 'path-over-ssh'])
  })

  test('the list of what is refused names nothing that there is not, or not yet', async () => {
    const source = readFileSync(new URL('../../src/front/door-rules.ts', import.meta.url), 'utf8')
    const listed = /ofTheAccount = \[([^\]]*)\]/.exec(source)?.[1] ?? ''
    const names = [...listed.matchAll(/'([^']+)'/g)].map(([, name = '']) => name)
    const later = ['db', 'cron', 'mail', 'key']
    expect(names.length).toBeGreaterThan(5)
    expect(names.filter((name) => !Object.hasOwn(nouns, name) && !later.includes(name))).toEqual([])
  })
})

/** Every command with the words that name a file, as they are declared. */
async function commandsWithPaths(): Promise<{ path: string; flag: string | undefined; words: string[] }[]> {
  const found: { path: string; flag: string | undefined; words: string[] }[] = []
  for (const [path, verb] of await allVerbs(nouns)) {
    const command = declared(verb)
    const required = command.registeredArguments.filter((argument) => argument.required)
    const words = required.map((argument) => (argument.name() === 'path' ? 'FILE' : '1'))
    for (const { flags, long } of command.options) {
      if (flags.includes('path') && long !== '--db') found.push({ path, flag: long ?? flags, words })
    }
    if (command.registeredArguments.some((argument) => argument.name() === 'path')) {
      found.push({ path, flag: undefined, words: words.includes('FILE') ? words : [...words, 'FILE'] })
    }
  }
  return found
}

describe('files', () => {
  test('a word that names one is declared as a path, so that the rule finds it', async () => {
    const others = /[<[](file|folder|dir|directory|filename)(\.\.\.)?[>\]]/
    for (const [path, verb] of await allVerbs(nouns)) {
      const command = declared(verb)
      const own = command.options.filter(({ flags }) => !globalFlags.some((known) => known === flags))
      expect([path, own.filter(({ flags }) => others.test(flags))]).toEqual([path, []])
      expect([path, command.registeredArguments.filter((argument) => others.test(`<${argument.name()}>`))]).toEqual([
        path,
        [],
      ])
    }
  })

  test('every command that takes one refuses the desk’s own key, and tells nothing of it', async () => {
    const { desk, jana } = await deskWithKeys()
    const file = join(desk.home, 'helpdesk.key')
    const secret = readFileSync(file, 'utf8').trim()
    const commands = await commandsWithPaths()
    expect(commands.map(({ path, flag }) => `${path} ${flag}`)).toEqual(
      expect.arrayContaining(['ticket reply --file', 'ticket open --file', 'password set --password-file']),
    )
    for (const { path, flag, words } of commands) {
      const typed = [path, ...words.map((word) => (word === 'FILE' ? file : word)), ...(flag ? [flag, file] : [])]
      for (const form of [typed.join(' '), flag === undefined ? '' : `${path} ${words.join(' ')} ${flag}=${file}`]) {
        if (form === '') continue
        const { exitCode, stdout, stderr } = await desk.ssh(jana, form)
        expect({ form, exitCode }).toEqual({ form, exitCode: 64 })
        for (const printed of [stdout, stderr]) {
          expect(printed).not.toContain(secret)
          expect(printed).not.toContain(secret.split(':')[1]?.slice(0, 12))
        }
      }
    }
  })

  test('standard input is no file', async () => {
    const { desk, jana } = await deskWithKeys()
    desk.stdin = Buffer.from('From the pipe.\nTwo lines.\n')
    expect((await desk.ssh(jana, 'reply 1 -F -')).exitCode).toBe(0)
    expect(await desk.json('show', '1')).toMatchObject({ messages: [{ body: 'From the pipe.\nTwo lines.' }] })
  })
})

describe('what is personal', () => {
  test('a draft is for whoever wrote it: not for others of the account, nor for the account itself', async () => {
    const { desk, jana, anna } = await deskWithKeys()
    await desk.json('solve', '1')
    await desk.json('close', '1')
    expect((await desk.ssh(anna, 'reply 1 -m "Only mine"')).exitCode).toBe(1)
    expect(await refusal(desk, jana, 'follow-up 1 --recover')).toEqual([1, 'no-draft'])
    expect(await desk.refused('follow-up', '1', '--recover')).toMatchObject({ code: 'no-draft' })
    expect((await desk.ssh(anna, 'follow-up 1 --recover')).exitCode).toBe(0)
  })

  test('so is the ticket last shown, on the same terminal', async () => {
    const { desk, jana, anna } = await deskWithKeys()
    desk.terminal = true
    expect((await desk.ssh(jana, 'show 2')).exitCode).toBe(0)
    expect((await desk.ssh(anna, 'show .')).exitCode).toBe(64)
    expect((await desk.run('show', '.')).exitCode).toBe(64)
    expect((await desk.ssh(jana, 'show .')).stdout).toContain('#2')
  })

  test('the last use of a key is noted once a day', async () => {
    const { desk, anna } = await deskWithKeys()
    const lastUse = async (): Promise<string | null> =>
      (await desk.json<{ lastUsedAt: string | null }[]>('user', 'key', 'list', 'anna@acme.example'))[0]?.lastUsedAt ??
      null
    expect(await lastUse()).toBe(null)
    await desk.ssh(anna, 'list')
    const first = await lastUse()
    expect(first).toBe(desk.now.toISOString())
    await desk.later(60_000).ssh(anna, 'list')
    expect(await lastUse()).toBe(first)
    await desk.later(25 * 3_600_000).ssh(anna, 'list')
    expect(await lastUse()).toBe(desk.now.toISOString())
  })

  test('who came by their only key does not shut themselves out unasked', async () => {
    const { desk, anna } = await deskWithKeys()
    expect(await refusal(desk, anna, `user key remove anna@acme.example ${anna}`)).toEqual([1, 'no-way-back'])
    expect((await desk.ssh(anna, `user key remove anna@acme.example ${anna} --yes`)).exitCode).toBe(0)
    expect(await refusal(desk, anna, 'list')).toEqual([77, 'ssh-key-refused'])
  })
})

describe('authorized_keys', () => {
  test('has a line for everybody who may come in, with absolute paths', async () => {
    const { desk, jana, anna } = await deskWithKeys()
    const line = (id: string, email: string): string =>
      `restrict,pty,command="/usr/bin/node /usr/bin/helpdesk ssh serve ${id} --home ${desk.home}" ${publicKey(email).split(' ').slice(0, 2).join(' ')}\n`
    const [first, second] = [line(jana, 'jana@support.example'), line(anna, 'anna@acme.example')]
    expect((await desk.run('ssh', 'authorized-keys')).stdout).toBe(first + second)
    const [key] = await desk.json<{ fingerprint: string }[]>('user', 'key', 'list', 'anna@acme.example')
    expect((await desk.run('ssh', 'authorized-keys', key?.fingerprint ?? '')).stdout).toBe(second)
    expect(await desk.run('ssh', 'authorized-keys', 'SHA256:unknown')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    await desk.json('user', 'disable', 'anna@acme.example')
    expect((await desk.run('ssh', 'authorized-keys')).stdout).toBe(first)
    expect((await desk.run('ssh', 'authorized-keys', key?.fingerprint ?? '')).stdout).toBe('')
  })

  test.each([
    ['a folder with blanks', { HELPDESK_HOME: '$HOME/it is $(id)' }],
    ['the folders of XDG', { HELPDESK_HOME: '', XDG_DATA_HOME: '$HOME/data' }],
    ['a database of its own', { HELPDESK_HOME: '', HELPDESK_DB: '$HOME/some where/desk.db' }],
    ['both', { HELPDESK_DB: '$HOME/elsewhere/desk.db' }],
    ['a key of its own', { HELPDESK_KEY_FILE: "$HOME/other's.key" }],
  ])('names the very desk: %s', async (_, settings) => {
    const desk = new TestDesk()
    for (const [name, value] of Object.entries(settings)) {
      desk.environment[name] = value.replace('$HOME', desk.home)
    }
    await desk.init()
    const { id } = await desk.json<{ id: string }>('user', 'key', 'add', 'jana@support.example', publicKey('x'))
    const { stdout } = await desk.run('ssh', 'authorized-keys')
    const [, command = ''] = /^restrict,pty,command="([^"]*)" ssh-ed25519 [A-Za-z0-9+/=]+\n$/.exec(stdout) ?? []
    const [node, program, ...words] = splitWords(command)
    expect([node, program, ...words.slice(0, 3)]).toEqual(['/usr/bin/node', '/usr/bin/helpdesk', 'ssh', 'serve', id])
    // Run as sshd does: with nothing but these words.
    for (const name of Object.keys(settings)) delete desk.environment[name]
    desk.environment.HELPDESK_HOME = ''
    desk.environment.SSH_ORIGINAL_COMMAND = 'password set --password-file -'
    desk.stdin = Buffer.from('blue kettle sings twice\n')
    expect(await desk.run(...words)).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test('refuses a desk whose path cannot stand there', async () => {
    const desk = new TestDesk()
    desk.environment.HELPDESK_HOME = join(desk.home, 'the "desk"')
    await desk.init()
    await desk.json('user', 'key', 'add', 'jana@support.example', publicKey('x'))
    expect(await desk.run('ssh', 'authorized-keys')).toMatchObject({ exitCode: 78, stdout: '' })
  })

  test('needs nobody logged in where the desk’s key can be read, and somebody who may look where one is named', async () => {
    const { desk, anna } = await deskWithKeys()
    const lines = (await desk.run('ssh', 'authorized-keys')).stdout
    await desk.as('anna@acme.example')
    expect(await desk.refused('ssh', 'authorized-keys')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    await desk.as(undefined)
    // A session that ended counts as none.
    desk.later(31 * 24 * 3_600_000)
    expect(await desk.refused('list')).toMatchObject({ code: 'session-ended' })
    expect((await desk.run('ssh', 'authorized-keys')).stdout).toBe(lines)
    rmSync(join(desk.home, 'credentials.json'))
    expect((await desk.run('ssh', 'authorized-keys')).stdout).toBe(lines)
    expect(lines).toContain(anna)
    writeFileSync(join(desk.home, 'helpdesk.key'), 'no key\n')
    expect(await desk.refused('ssh', 'authorized-keys')).toMatchObject({ exitCode: 78, code: 'key-damaged' })
    rmSync(join(desk.home, 'helpdesk.key'))
    expect(await desk.refused('ssh', 'authorized-keys')).toMatchObject({ exitCode: 78, code: 'key-missing' })
  })
})

test('nothing of whoever came by is left in the shared folders', async () => {
  const { desk, anna } = await deskWithKeys()
  desk.terminal = true
  await desk.ssh(anna, 'show 1')
  expect(existsSync(join(desk.home, 'cache', 'terminals'))).toBe(false)
  expect(readdirSync(join(desk.home, 'cache', 'ssh'))).toHaveLength(1)
})
