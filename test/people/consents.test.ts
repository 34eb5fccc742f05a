import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

interface Shown {
  state: string
  version: string
  consents: { manner: string; recordedBy: string; channel: string; withdrawnAt: string | null }[]
}

/** A desk that asks for consent; anna of acme has not said anything yet. */
async function asking(mode: 'notice' | 'required'): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('config', 'set', 'consent.mode', mode)
  await desk.json('config', 'set', 'consent.title.en', 'Data')
  await desk.json('config', 'set', 'consent.text.en', 'We keep what you write.')
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'anna@acme.example')
  await desk.json('user', 'add', 'tom@acme.example', '--group', 'admin')
  return desk
}

const opening = ['open', 'x', '-m', 'y']

describe('consent', () => {
  test('is given by oneself, shown, taken back, and given again; each stands in the journal', async () => {
    const desk = await asking('required')
    await desk.as('anna@acme.example')
    expect(await desk.json<Shown>('consent', 'show')).toMatchObject({ state: 'none', consents: [] })
    expect(await desk.refused(...opening)).toMatchObject({ exitCode: 77, code: 'consent-missing' })
    const given = await desk.json<Shown>('consent', 'give')
    expect(given).toMatchObject({ state: 'given', consents: [{ manner: 'own', channel: 'cli', withdrawnAt: null }] })
    await desk.json('consent', 'give')
    await desk.json(...opening)
    desk.later(60_000)
    expect(await desk.json<Shown>('consent', 'withdraw')).toMatchObject({ state: 'withdrawn' })
    await desk.json('consent', 'withdraw')
    expect(await desk.refused(...opening)).toMatchObject({ exitCode: 77, code: 'consent-missing' })
    expect(await desk.json('reply', '1', '-m', 'What is open goes on')).toMatchObject({ number: 1 })
    desk.later(60_000)
    await desk.json(...opening, '--consent')
    expect((await desk.json<Shown>('consent', 'show')).consents).toHaveLength(2)
    await desk.as(undefined)
    const log = await desk.json<{ type: string; actor: string }[]>('log')
    expect(log.filter(({ type }) => type.startsWith('consent.')).map(({ type }) => type)).toEqual([
      'consent.given',
      'consent.withdrawn',
      'consent.given',
    ])
  })

  test('taken back counts also where the notice is only told', async () => {
    const desk = await asking('notice')
    await desk.as('anna@acme.example')
    await desk.json(...opening)
    await desk.json('consent', 'give')
    await desk.json('consent', 'withdraw')
    expect(await desk.refused(...opening)).toMatchObject({ exitCode: 77, code: 'consent-missing' })
  })

  test('a new text asks again, the old one does not come back by itself', async () => {
    const desk = await asking('required')
    await desk.as('anna@acme.example')
    await desk.json('consent', 'give')
    await desk.as(undefined)
    await desk.json('config', 'set', 'consent.text.en', 'We keep it for longer.')
    await desk.as('anna@acme.example')
    expect(await desk.json<Shown>('consent', 'show')).toMatchObject({ state: 'none' })
    expect(await desk.refused(...opening)).toMatchObject({ code: 'consent-missing' })
  })

  test('of somebody else is for staff to record, with how it was given', async () => {
    const desk = await asking('required')
    expect(await desk.refused('consent', 'give', 'anna@acme.example')).toMatchObject({
      exitCode: 64,
      details: { flag: '--consent-by' },
    })
    expect(await desk.refused('consent', 'give', 'anna@acme.example', '--consent-by', 'pigeon')).toMatchObject({
      exitCode: 65,
    })
    const given = await desk.json<Shown>('consent', 'give', 'anna@acme.example', '--consent-by', 'phone')
    expect(given.consents).toMatchObject([{ manner: 'phone', recordedBy: 'jana@support.example' }])
    await desk.as('tom@acme.example')
    expect(await desk.refused('consent', 'show', 'anna@acme.example')).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('consent', 'show', 'jana@support.example')).toMatchObject({ exitCode: 66 })
  })

  test('makes the account of whoever has none: by a ticket for them, or by their agreement alone', async () => {
    const desk = await asking('required')
    await desk.json('tenant', 'add', 'nord', '--domain', 'nord.example')
    const known = async (): Promise<unknown> =>
      (await desk.json<{ email: string }[]>('user', 'list', '--tenant', 'nord')).map(({ email }) => email)
    const opened = ['open', 'x', '-m', 'y', '--for', 'kim@nord.example']
    expect(await desk.refused(...opened)).toMatchObject({ code: 'consent-missing', details: { flag: '--consent-by' } })
    expect(await known()).toEqual([])
    await desk.json(...opened, '--consent-by', 'phone')
    expect(await desk.json<Shown>('consent', 'show', 'kim@nord.example')).toMatchObject({ state: 'given' })
    const words = ['consent', 'give', 'max@nord.example', '--consent-by', 'contract']
    expect(await desk.json<Shown>(...words)).toMatchObject({ state: 'given', consents: [{ manner: 'contract' }] })
    await desk.json(...words)
    expect(await known()).toEqual(['kim@nord.example', 'max@nord.example'])
    expect(await desk.json('user', 'show', 'max@nord.example')).toMatchObject({ status: 'contact' })
    await desk.json('open', 'x', '-m', 'y', '--for', 'max@nord.example')
    await desk.json('consent', 'give', 'free@mailbox.example', '--consent-by', 'mail', '--tenant', 'nord')
    expect(await known()).toContain('free@mailbox.example')
    const log = (await desk.json<{ type: string; about: string }[]>('log')).filter(({ type }) => type === 'user.added')
    expect(log.filter(({ about }) => about === 'max@nord.example')).toHaveLength(1)
  })

  test('makes nobody where the tenant is not clear, deleted, or not for the actor to fill', async () => {
    const desk = await asking('required')
    const give = (email: string) => ['consent', 'give', email, '--consent-by', 'phone']
    expect(await desk.refused(...give('kim@nowhere.example'))).toMatchObject({ exitCode: 66, code: 'user-not-found' })
    expect(await desk.refused(...give('kim@nowhere.example'), '--tenant', 'none')).toMatchObject({ exitCode: 66 })
    await desk.as('tom@acme.example')
    expect(await desk.refused(...give('new@acme.example'))).toMatchObject({ exitCode: 66, code: 'user-not-found' })
    await desk.as(undefined)
    await desk.json('tenant', 'delete', 'acme', '--yes')
    expect(await desk.refused(...give('new@acme.example'))).toMatchObject({ code: 'tenant-deleted' })
  })

  test('in a terminal the notice is read before it is agreed to', async () => {
    const desk = await asking('required')
    await desk.as('anna@acme.example')
    desk.answering(false)
    const refused = await desk.run('consent', 'give')
    expect(refused.exitCode).toBe(130)
    expect(refused.stderr).toContain('We keep what you write.')
    desk.answering(true)
    expect((await desk.run('consent', 'give', '--no-color')).stdout).toMatch(
      /^✓ anna@acme\.example · agreed, today 13:00\n$/,
    )
    expect((await desk.run('consent', 'show', '--no-color', '--lang', 'de')).stdout).toContain(
      'anna@acme.example: hat zugestimmt, heute 13:00',
    )
  })
})
