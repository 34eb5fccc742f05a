import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

interface Page {
  wiki: { wiki: string | null; portal: { label: string; url: string }[] }
  access: { mayReadOut: boolean } | null
  openTicket: { allowed: boolean } | null
  contact: { phone: string | null; email: string | null }
  hours: { open: boolean } | null
  firstLevel: { email: string }[] | null
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
