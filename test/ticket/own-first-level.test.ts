import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { askNobody } from '../../src/kit/ask-nobody'
import type { TestDesk } from '../kit/test-desk'
import { twoLevels } from './two-levels'

// What a tenant's own first level does with its queue: it counts as staff there (DOMAIN 2 and 4).

let desk: TestDesk

const lena = 'lena@nord.example'
const lars = 'lars@nord.example'

beforeEach(async () => {
  desk = await twoLevels()
  await desk.json('user', 'add', lars, '--name', 'Lars Line', '--group', 'first-level')
  await desk.json('open', 'Ton fehlt', '--for', 'kim@nord.example', '-c', 'usage')
  await desk.json('open', 'Bild fehlt', '--for', 'udo@sued.example', '-c', 'usage')
  await desk.as(lena)
})

const assigneeOf = async (number: string): Promise<string | undefined> =>
  (await desk.json<{ assignee: { email: string } | null }>('show', number)).assignee?.email

describe('a tenant’s own first level', () => {
  test('takes a ticket, so that no colleague answers it, too', async () => {
    expect(await desk.json('take', '1')).toMatchObject({ new: false, assignee: { email: lena } })
    expect(await desk.json('list', '--mine')).toMatchObject([{ number: 1 }])
    await desk.as(lars)
    expect((await desk.run('next', '--json')).stdout.trim()).toBe('null')
  })

  test('opens one for a colleague, known or not, whose ticket it is then', async () => {
    expect(await desk.json('open', 'X', '--for', 'kim@nord.example', '-c', 'usage', '--via', 'phone')).toMatchObject({
      requester: { email: 'kim@nord.example' },
      tenant: 'nord',
      channel: 'phone',
    })
    const unknown = ['open', 'Y', '--for', 'new@nord.example', '--name', 'Nora Neu', '-c', 'usage', '--level', '2']
    expect(await desk.json(...unknown, '--tenant', 'nord', '--force', '--reason', 'x')).toMatchObject({
      requester: { email: 'new@nord.example', name: 'Nora Neu' },
      level: 2,
    })
    await desk.as(undefined)
    expect(await desk.json('user', 'show', 'new@nord.example')).toMatchObject({
      status: 'contact',
      memberships: [{ tenant: 'nord', group: 'user' }],
    })
  })

  test.each([
    ['of another tenant', 'udo@sued.example'],
    ['of another tenant, unknown', 'new@sued.example'],
    ['of nobody’s domain', 'new@else.example'],
    ['of the staff', 'fritz@support.example'],
    ['of the desk’s domain, unknown', 'new@support.example'],
  ])('opens none for somebody %s, and is told the same of all of them', async (_, email) => {
    for (const flags of [[], ['--tenant', 'nord'], ['--tenant', 'sued'], ['--new-tenant', 'x']]) {
      expect(await desk.refused('open', 'X', '--for', email, '-c', 'usage', ...flags)).toMatchObject({
        exitCode: 77,
        code: 'not-allowed',
        details: { permission: 'tickets:open-for', tenant: null },
      })
    }
  })

  test('opens one for a colleague who belongs nowhere any more, and for whoever else is of its tenant as well', async () => {
    await desk.as(undefined)
    await desk.json('user', 'remove', 'kim@nord.example', '--tenant', 'nord', '--yes')
    await desk.as(lena)
    expect(await desk.json('open', 'X', '--for', 'kim@nord.example', '-c', 'usage', '--tenant', 'NORD')).toMatchObject({
      tenant: 'nord',
    })
  })

  test('brings nobody back who could log in and was taken out', async () => {
    await desk.as(undefined)
    const { activationToken } = await desk.json<{ activationToken: string }>(
      ...['user', 'invite', 'kim@nord.example', '--print-token'],
    )
    writeFileSync(join(desk.home, 'password.txt'), 'correct horse battery\n')
    await desk.json('activate', activationToken, '--password-file', join(desk.home, 'password.txt'))
    await desk.as(undefined)
    await desk.json('user', 'remove', 'kim@nord.example', '--tenant', 'nord', '--yes')
    await desk.as(lena)
    expect(await desk.refused('open', 'X', '--for', 'kim@nord.example', '-c', 'usage')).toMatchObject({
      exitCode: 77,
      details: { permission: 'tickets:open-for' },
    })
  })

  test('records nobody’s consent, which only they themselves and the desk’s staff say', async () => {
    await desk.as(undefined)
    for (const [name, value] of [
      ['consent.title.en', 'Privacy'],
      ['consent.text.en', 'We keep your data.'],
      ['consent.title.de', 'Datenschutz'],
      ['consent.text.de', 'Wir speichern Daten.'],
      ['consent.mode', 'required'],
    ] as const) {
      await desk.json('config', 'set', name, value)
    }
    await desk.as(lena)
    const words = ['open', 'X', '--for', 'kim@nord.example', '-c', 'usage']
    expect(await desk.refused(...words)).toMatchObject({
      exitCode: 77,
      code: 'consent-missing',
      details: { email: 'kim@nord.example', flag: null },
    })
    for (const flag of [['--consent-by', 'phone'], ['--consent']]) {
      expect(await desk.refused(...words, ...flag)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    }
    desk.terminal = true
    const { exitCode, stderr } = await desk.run(...words, '-m', 'x')
    expect(exitCode).toBe(77)
    expect(stderr).toContain('helpdesk consent give')
    desk.terminal = false
  })

  test('weighs no ticket against others, and its customers open for nobody', async () => {
    const words = ['open', 'X', '-c', 'usage', '--for', 'kim@nord.example']
    expect(await desk.refused(...words, '--priority', 'high')).toMatchObject({
      exitCode: 77,
      details: { permission: 'tickets:edit' },
    })
    await desk.as('kim@nord.example')
    expect(await desk.refused('open', 'X', '-c', 'usage', '--for', lena)).toMatchObject({
      exitCode: 77,
      details: { permission: 'tickets:open-for' },
    })
  })

  test('gives it to a colleague, or to nobody, and takes that back', async () => {
    await desk.json('give', '1', lars)
    expect(await assigneeOf('1')).toBe(lars)
    await desk.json('assign', '1', '--none')
    expect(await assigneeOf('1')).toBeUndefined()
    await desk.json('undo')
    expect(await assigneeOf('1')).toBe(lars)
  })

  test('is asked on a terminal which of its own', async () => {
    const offered: string[] = []
    desk.terminal = true
    desk.asker = {
      ...askNobody,
      choose: async (_, choices) => {
        offered.push(...choices.map(({ name }) => name))
        const [first] = choices
        if (first === undefined) throw new Error('nobody to choose')
        return first.value
      },
    }
    expect(await desk.run('give', '1')).toMatchObject({ exitCode: 0 })
    expect(offered).toEqual(['Lars Line <lars@nord.example>', 'Lena Line <lena@nord.example>'])
    desk.asker = undefined
    desk.terminal = false
    expect(await assigneeOf('1')).toBe(lars)
  })

  test('puts it on hold, which comes back by itself', async () => {
    expect(await desk.json('hold', '1', '--until', 'in 3d')).toMatchObject({ heldUntil: '2026-03-08T12:00:00.000Z' })
    expect(await desk.json('undo')).toMatchObject({ heldUntil: null })
  })

  test.each([
    ['the desk’s front line', '1', 'fritz@support.example', 66, 'user-not-found'],
    ['second level', '1', 'sara@support.example', 66, 'user-not-found'],
    ['somebody of another tenant', '1', 'udo@sued.example', 66, 'user-not-found'],
    ['an end user', '1', 'kim@nord.example', 65, 'not-staff'],
    ['nobody', '1', 'nobody@nord.example', 66, 'user-not-found'],
    ['a colleague the ticket of another tenant', '2', lars, 66, 'ticket-not-found'],
  ])('gives it not to %s', async (_, number, email, exitCode, code) => {
    expect(await desk.refused('give', number, email)).toMatchObject({ exitCode, code })
  })

  test('has no say in it any more once it is with second level, and gets it back', async () => {
    await desk.json('take', '1')
    await desk.json('escalate', '1', '--reason', 'Log', '--tried', 'Again')
    for (const words of [
      ['take', '1'],
      ['give', '1', lars],
      ['hold', '1', '--until', 'in 3d'],
    ]) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    }
    await desk.as('sara@support.example')
    await desk.json('return', '1', '-m', 'Mended.')
    expect(await assigneeOf('1')).toBe(lena)
  })

  test('does not get back what it left meanwhile', async () => {
    await desk.json('take', '1')
    await desk.json('escalate', '1', '--reason', 'Log', '--tried', 'Again')
    await desk.as(undefined)
    await desk.json('user', 'remove', lena, '--tenant', 'nord', '--yes')
    await desk.as('sara@support.example')
    await desk.json('return', '1', '-m', 'Mended.')
    expect(await assigneeOf('1')).toBeUndefined()
  })

  test('is given tickets by the desk at its own level only', async () => {
    await desk.as('fritz@support.example')
    await desk.json('give', '1', lena)
    expect(await assigneeOf('1')).toBe(lena)
    expect(await desk.refused('give', '2', lena)).toMatchObject({ exitCode: 65, code: 'not-staff' })
    await desk.json('escalate', '1', '--reason', 'Log', '--tried', 'Again')
    expect(await desk.refused('give', '1', lena)).toMatchObject({ exitCode: 65, code: 'not-staff' })
  })
})
