import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { advisedDesk, type Code, codeOf, hour, letIn } from '../access/advised-desk'
import { TestDesk } from '../kit/test-desk'

interface Page {
  wiki: { wiki: string | null; portal: { label: string; url: string }[] }
  access: { mayReadOut: boolean; code: string | null; expiresAt: string | null; secondsLeft: number | null } | null
  openTicket: { allowed: boolean } | null
  contact: { phone: string | null; email: string | null }
  hours: { open: boolean } | null
  firstLevel: { email: string }[] | null
  advisors: { link: string | null; people: PersonalAdvisor[] | null }
}

interface PersonalAdvisor {
  email: string
  name: string | null
  tenant: string
  kind: string
  endsAt: string | null
  ticket: number | null
  mayRemove: boolean
}

async function withContact(): Promise<TestDesk> {
  const desk = await new TestDesk().init('--contact-phone', '+49 30 1234', '--contact-email', 'support@support.example')
  await desk.json('config', 'set', 'links.wiki', 'https://wiki.support.example/')
  await desk.json('config', 'set', 'links.portal', 'DE=https://portal.example/de, CH=https://portal.example/ch')
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  for (const [name, group] of [
    ['boss', 'admin'],
    ['anna', 'user'],
    ['line', 'first-level'],
  ] as const) {
    await desk.json('user', 'add', `${name}@acme.example`, '--group', group)
  }
  return desk
}

describe('the help page', () => {
  test('is for the rights of whoever asks', async () => {
    const desk = await withContact()
    const asks = async (email: string): Promise<Page> => (await desk.as(email)).json<Page>('info')
    expect(await asks('boss@acme.example')).toMatchObject({
      access: { mayReadOut: true },
      openTicket: { allowed: true },
      firstLevel: [{ email: 'line@acme.example' }],
    })
    expect(await asks('anna@acme.example')).toMatchObject({ access: { mayReadOut: false } })
    await desk.as(undefined)
    await desk.json('config', 'set', 'tickets.opened-by', 'first-level')
    expect(await asks('anna@acme.example')).toMatchObject({ openTicket: { allowed: false } })
  })

  test('says to anybody where help is and how the desk is reached, and nothing of people', async () => {
    const desk = await withContact()
    await desk.json('logout', '--yes')
    expect(await desk.json<Page>('info')).toMatchObject({
      wiki: { wiki: 'https://wiki.support.example/', portal: [{ label: 'DE', url: 'https://portal.example/de' }, {}] },
      access: null,
      openTicket: null,
      contact: { phone: '+49 30 1234', email: 'support@support.example' },
      hours: { open: true },
      firstLevel: null,
    })
  })

  test('says how the tenant’s own first level is reached, in the tenant’s words', async () => {
    const desk = await withContact()
    await desk.as('boss@acme.example')
    await desk.json('config', 'set', 'tenant.first-level-contact', 'Room 4, extension 11\nMon–Thu')
    await desk.as('anna@acme.example')
    expect(await desk.json('info')).toMatchObject({
      firstLevelContacts: [{ tenant: 'acme', text: 'Room 4, extension 11\nMon–Thu' }],
    })
    desk.terminal = true
    expect((await desk.run('info', '--no-color')).stdout).toMatch(/level +Room 4, extension 11\n +Mon–Thu\n/)
    desk.terminal = false
    await desk.as(undefined)
    expect(await desk.json('info')).toMatchObject({ firstLevelContacts: [] })
    expect(await desk.json('info', '--tenant', 'acme')).toMatchObject({ firstLevelContacts: [{ tenant: 'acme' }] })
  })

  test('has its fields in the order that customers know, in both languages', async () => {
    const desk = await withContact()
    await desk.json('config', 'set', 'links.remote-support', 'https://remote.example/')
    await desk.json('config', 'set', 'links.api-docs', 'https://api.example/')
    await desk.json('config', 'set', 'links.advisors', 'https://advisors.example/')
    await desk.as('boss@acme.example')
    desk.terminal = true
    const labels = async (language: string): Promise<string[]> =>
      (await desk.run('info', '--no-color', '--lang', language)).stdout
        .split('\n')
        .flatMap((line) => /^(\S.*?) {2,}/.exec(line)?.[1] ?? [])
    expect(await labels('de')).toEqual([
      'Wiki',
      'Zugriff für Kundenberater',
      'Fernwartung',
      'API-Dokumentation',
      'Ticket eröffnen',
      'Allgemeine Kontaktdaten',
      'Ihre persönlichen Ansprechpartner',
      'Erreichbarkeit',
      'Ihr eigener 1st Level Support',
    ])
    expect(await labels('en')).toHaveLength(9)
  })

  test.each([
    ['missing', (file: string): void => rmSync(file)],
    ['damaged', (file: string): void => writeFileSync(file, 'SQLite format 3\0 and then nothing')],
  ])('says how the desk is reached when its database is %s', async (_, harm) => {
    const desk = await withContact()
    await desk.json('info')
    harm(join(desk.home, 'helpdesk.db'))
    for (const suffix of ['-wal', '-shm']) rmSync(join(desk.home, `helpdesk.db${suffix}`), { force: true })
    const { exitCode, stdout, stderr } = await desk.run('info', '-o', 'json', '--quiet')
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ contact: { phone: '+49 30 1234' }, hours: null })
    expect(stderr).toBe('')
    desk.terminal = true
    const screen = await desk.run('info', '--no-color')
    expect(screen.stdout).toContain('+49 30 1234')
    expect(screen.stderr).toContain('cannot be read at present')
  })

  test('without a desk that anybody ever asked is the trouble that it is', async () => {
    const desk = new TestDesk()
    expect(await desk.refused('info')).toMatchObject({ exitCode: 78, code: 'desk-missing' })
  })

  test('is no list of what is not set', async () => {
    const desk = await new TestDesk().init()
    desk.terminal = true
    const { stdout } = await desk.run('info', '--no-color')
    expect(stdout).toBe('Open a ticket  helpdesk open SUBJECT\nHours          Open until today 17:00\n')
  })
})

describe('the code on the help page', () => {
  const none = { code: null, expiresAt: null, secondsLeft: null }

  test('is there while it is valid, and looking makes none', async () => {
    const desk = await advisedDesk()
    await desk.as('boss@acme.example')
    expect((await desk.json<Page>('info')).access).toEqual({ mayReadOut: true, ...none })
    expect((await desk.run('log', '-o', 'json')).stdout).not.toContain('access.code-made')
    const { code, expiresAt } = await desk.json<Code>('code')
    desk.later(60_000)
    expect((await desk.json<Page>('info')).access).toEqual({ mayReadOut: true, code, expiresAt, secondsLeft: 3540 })
    desk.later(hour - 60_001)
    expect((await desk.json<Page>('info')).access).toMatchObject({ code, secondsLeft: 0 })
    desk.later(1)
    expect((await desk.json<Page>('info')).access).toEqual({ mayReadOut: true, ...none })
  })

  test('is gone when an advisor came in with it', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    await desk.as('boss@acme.example')
    expect((await desk.json<Page>('info')).access).toEqual({ mayReadOut: true, ...none })
  })

  test.each(['anna@acme.example', 'boss@beta.example', 'adv@support.example', 'fred@support.example', undefined])(
    'is not for %s, whatever tenant is named',
    async (email) => {
      const desk = await advisedDesk()
      const code = await codeOf(desk)
      await desk.as(email)
      const plain = await desk.run('info', '-o', 'json')
      expect(plain.stdout).toContain('"access"')
      expect(plain.stdout).not.toContain(code)
      const named = await desk.run('info', '--tenant', 'acme', '-o', 'json')
      expect(named.stdout + named.stderr).not.toContain(code)
    },
  )

  test('is for nobody without login', async () => {
    const desk = await advisedDesk()
    const code = await codeOf(desk)
    await desk.json('logout', '--yes')
    const { stdout } = await desk.run('info', '--tenant', 'acme', '-o', 'json')
    expect(stdout).not.toContain(code)
    expect(JSON.parse(stdout)).toMatchObject({ access: null, advisors: { people: null } })
  })

  test('is not for a token that may only read', async () => {
    const desk = await advisedDesk()
    await codeOf(desk)
    const scopes = async (scope: string): Promise<unknown> => {
      await desk.as('boss@acme.example')
      const { token } = await desk.json<{ token: string }>('token', 'create', '--name', scope, '--scope', scope)
      desk.environment.HELPDESK_TOKEN = token
      const { access } = await desk.json<Page>('info')
      delete desk.environment.HELPDESK_TOKEN
      return access?.mayReadOut
    }
    expect(await scopes('read')).toBe(false)
    expect(await scopes('all')).toBe(true)
  })

  test('of one of several tenants is asked for by name', async () => {
    const desk = await advisedDesk()
    await desk.as('boss@beta.example')
    await desk.json('guest', 'invite', 'boss@acme.example', '--group', 'management')
    await desk.as('boss@acme.example')
    await desk.json('guest', 'accept', 'beta')
    const { code } = await desk.json<Code>('code', '--tenant', 'beta')
    expect((await desk.json<Page>('info')).access).toEqual({ mayReadOut: true, ...none })
    expect((await desk.json<Page>('info', '--tenant', 'beta')).access).toMatchObject({ code })
    expect((await desk.json<Page>('info', '--tenant', 'acme')).access).toEqual({ mayReadOut: true, ...none })
    expect(await desk.refused('info', '--tenant', 'gamma')).toMatchObject({ exitCode: 66, code: 'tenant-not-found' })
    desk.terminal = true
    expect((await desk.run('info', '--lang', 'de')).stdout).toContain('helpdesk code --tenant MANDANT')
    expect((await desk.run('info', '--tenant', 'acme')).stdout).toContain('helpdesk code --tenant acme')
  })

  test('that cannot be read without the key takes nothing else from the page', async () => {
    const desk = await advisedDesk()
    await codeOf(desk)
    rmSync(join(desk.home, 'helpdesk.key'))
    const page = await desk.json<Page>('info')
    expect(page).toMatchObject({ access: { mayReadOut: true, ...none }, openTicket: { allowed: true } })
    desk.terminal = true
    expect((await desk.run('info')).stderr).toContain('key is missing')
  })
})

describe('the advisors on the help page', () => {
  const peopleFor = async (desk: TestDesk, email: string, ...flags: string[]): Promise<PersonalAdvisor[] | null> => {
    await desk.as(email)
    return (await desk.json<Page>('info', ...flags)).advisors.people
  }

  test('are those who are in now, for whoever may see and remove them', async () => {
    const desk = await advisedDesk()
    await desk.json('access', 'assign', 'eve@support.example', '--tenant', 'acme', '--agreed-with', 'boss@acme.example')
    const { endsAt } = await letIn(desk, 'acme', '--ticket', '1')
    const eve = { email: 'eve@support.example', kind: 'permanent', tenant: 'acme', endsAt: null, ticket: null }
    const adv = { email: 'adv@support.example', kind: 'temporary', tenant: 'acme', endsAt, ticket: 1 }
    expect(await peopleFor(desk, 'boss@acme.example')).toEqual([
      { ...eve, name: null, mayRemove: true },
      { ...adv, name: null, mayRemove: true },
    ])
    // Whom to turn to everybody at home there may know; who came in by a code is for those who let in.
    expect(await peopleFor(desk, 'anna@acme.example')).toEqual([{ ...eve, name: null, mayRemove: false }])
    for (const stranger of ['boss@beta.example', 'adv@support.example', 'fred@support.example']) {
      expect(await peopleFor(desk, stranger)).toEqual([])
    }
    expect(await peopleFor(desk, 'fred@support.example', '--tenant', 'acme')).toEqual([])
    expect(await peopleFor(desk, 'jana@support.example', '--tenant', 'acme')).toMatchObject([eve, adv])
    await desk.as('boss@acme.example')
    await desk.json('access', 'remove', 'eve@support.example')
    await desk.as('fred@support.example')
    await desk.json('solve', '1', '-m', 'Done')
    expect(await peopleFor(desk, 'boss@acme.example')).toEqual([])
  })

  test('are whose time is not over', async () => {
    const desk = await advisedDesk()
    await letIn(desk)
    desk.later(24 * hour - 1)
    expect(await peopleFor(desk, 'boss@acme.example')).toHaveLength(1)
    desk.later(1)
    expect(await peopleFor(desk, 'boss@acme.example')).toEqual([])
  })

  test('are no news to a guest', async () => {
    const desk = await advisedDesk()
    await desk.json('access', 'assign', 'eve@support.example', '--tenant', 'acme', '--agreed-with', 'boss@acme.example')
    await desk.as('boss@acme.example')
    await desk.json('guest', 'invite', 'anna@beta.example', '--group', 'guest')
    await desk.as('anna@beta.example')
    await desk.json('guest', 'accept', 'acme')
    expect(await peopleFor(desk, 'anna@beta.example')).toEqual([])
  })

  test('have the command that removes them beside them, in both languages', async () => {
    const desk = await advisedDesk()
    await desk.json('access', 'assign', 'eve@support.example', '--tenant', 'acme', '--agreed-with', 'boss@acme.example')
    await codeOf(desk)
    desk.terminal = true
    const german = (await desk.run('info', '--no-color', '--lang', 'de')).stdout
    expect(german).toMatch(/Zugriff für Kundenberater +[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\n/)
    expect(german).toMatch(/eve@support\.example, dauerhaft\n +Aus Mandant entfernen:\n +helpdesk access remove eve@/)
    const english = (await desk.run('info', '--no-color', '--lang', 'en')).stdout
    expect(english).toMatch(/for good\n +Remove from tenant:\n +helpdesk access remove eve@support\.example\n/)
  })
})

describe('links', () => {
  test.each([
    ['links.wiki', 'wiki.example'],
    ['links.wiki', 'javascript:alert(1)'],
    ['links.wiki', 'https://a b'],
    ['links.portal', 'https://portal.example'],
    ['links.portal', 'DE=ftp://portal.example'],
  ])('%s cannot be %s', async (name, value) => {
    const desk = await new TestDesk().init()
    expect(await desk.refused('config', 'set', name, value)).toMatchObject({ exitCode: 65, code: 'wrong-value' })
  })

  test('remote support is opened where there is a screen, and told where there is none', async () => {
    const desk = await new TestDesk().init()
    expect(await desk.refused('remote')).toMatchObject({ exitCode: 1, code: 'link-not-set' })
    await desk.json('config', 'set', 'links.remote-support', 'https://remote.example/join')
    expect(await desk.json('remote')).toEqual({ url: 'https://remote.example/join' })
    expect(desk.opened).toEqual([])
    desk.terminal = true
    expect((await desk.run('remote')).stdout).toBe('https://remote.example/join\n')
    desk.hasScreen = true
    expect((await desk.run('remote')).stdout).toBe('https://remote.example/join\nOpened in your browser.\n')
    expect(desk.opened).toEqual(['https://remote.example/join', 'https://remote.example/join'])
  })
})
