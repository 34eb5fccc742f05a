import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isStillWorkable } from '../../src/ticket/queue/queue-store'
import type { TestDesk } from '../kit/test-desk'
import { told } from '../rule/ruled-desk'
import { twoLevels } from './two-levels'

interface HistoryItem {
  type: string
  changes: object
}

/** Calendars are Sara's and Fritz's, printers are Fritz's; ticket 1 is Udo's, of the tenant without a first level of its own. */
async function withTeams(): Promise<TestDesk> {
  const desk = await twoLevels()
  const [fritz, sara] = ['fritz@support.example', 'sara@support.example']
  await desk.json('team', 'add', 'calendars', '--member', sara, '--member', fritz, '--topic', 'calendar-sync')
  await desk.json('team', 'add', 'printers', '--member', fritz)
  await desk.json('team', 'add', 'empty')
  await desk.json('open', 'Printer', '--for', 'udo@sued.example')
  return desk
}

const nextFor = async (desk: TestDesk, email: string): Promise<number | null> => {
  await desk.as(email)
  const found = await desk.json<{ number: number } | null>('next')
  await desk.as(undefined)
  return found?.number ?? null
}

describe('a ticket is given to a team', () => {
  test('and is nobody’s there; whoever had it hears so, and the history tells it', async () => {
    const desk = await withTeams()
    await desk.json('take', '1')
    desk.terminal = true
    const { stdout } = await desk.run('give', '1', 'Printers')
    expect(stdout.replace(/\s+/g, ' ')).toContain('given to the team printers · taken from jana@support.example')
    desk.terminal = false
    const given = await desk.json<{ history: HistoryItem[] }>('show', '1', '--history')
    expect(given).toMatchObject({ team: 'printers', assignee: null, new: false })
    expect(given.history.at(-1)).toMatchObject({
      type: 'ticket.assigned',
      changes: { assignee: { from: 'jana@support.example', to: null }, team: { from: null, to: 'printers' } },
    })
    expect(await desk.json('list', '--team', 'printers', '--unassigned')).toMatchObject([{ number: 1 }])
    // Who takes it up has it in the team.
    await desk.as('fritz@support.example')
    expect(await desk.json('take', '1')).toMatchObject({ team: 'printers' })
    expect(await desk.json('list', '--team', 'printers', '--mine')).toMatchObject([{ number: 1 }])
  })

  test('a second time without any change, and once for a key', async () => {
    const desk = await withTeams()
    const first = await desk.json('assign', '1', 'printers', '--idempotency-key', 'k')
    expect(await desk.json('assign', '1', 'printers', '--idempotency-key', 'k')).toMatchObject({
      version: first.version,
    })
    expect(await desk.json('give', '1', 'printers')).toMatchObject({ version: first.version })
    expect(await desk.json('give', '1', 'calendars')).toMatchObject({ team: 'calendars' })
  })

  test('for good: another topic does not take it away, and being nobody’s does', async () => {
    const desk = await withTeams()
    await desk.json('give', '1', 'printers')
    expect(await desk.json('edit', '1', '--topic', 'calendar-sync')).toMatchObject({ team: 'printers' })
    await desk.json('give', '1', 'calendars')
    expect(await desk.json('edit', '1', '--no-topic')).toMatchObject({ team: 'calendars' })
    await desk.json('take', '1')
    expect(await desk.json('assign', '1', '--none')).toMatchObject({ team: null, assignee: null })
    await desk.json('give', '1', 'calendars')
    expect(await desk.json('assign', '1', '--none')).toMatchObject({ team: null })
    expect(await desk.json('undo')).toMatchObject({ team: 'calendars' })
  })

  test('until somebody has it who is not of it', async () => {
    const desk = await withTeams()
    await desk.json('give', '1', 'printers')
    expect(await desk.json('give', '1', 'fritz@support.example')).toMatchObject({ team: 'printers' })
    expect(await desk.json('give', '1', 'jana@support.example')).toMatchObject({ team: null })
    await desk.json('undo')
    expect(await desk.json('show', '1')).toMatchObject({ team: 'printers' })
    await desk.json('give', '1', 'printers')
    expect(await desk.json('take', '1')).toMatchObject({ team: null })
  })

  test('until it goes to the other level', async () => {
    const desk = await withTeams()
    await desk.json('give', '1', 'printers')
    await desk.json('escalate', '1', '--reason', 'x', '--force')
    expect(await desk.json('show', '1')).toMatchObject({ level: 2, team: null })
    await desk.json('give', '1', 'calendars')
    await desk.as('sara@support.example')
    expect(await desk.json('return', '1', '-m', 'x')).toMatchObject({ level: 1, team: null })
  })

  test('and taken back, also where it was another team’s before', async () => {
    const desk = await withTeams()
    await desk.json('give', '1', 'printers')
    await desk.json('give', '1', 'fritz@support.example')
    await desk.json('give', '1', 'calendars')
    expect(await desk.json('undo')).toMatchObject({ team: 'printers', assignee: { email: 'fritz@support.example' } })
    await desk.json('give', '1', 'calendars')
    await desk.json('team', 'remove', 'printers')
    // That team is no more.
    expect(await desk.json('undo')).toMatchObject({ team: null })
  })

  test('by several numbers, tried only, and by being asked', async () => {
    const desk = await withTeams()
    await desk.json('open', 'Ink', '--for', 'udo@sued.example')
    await desk.json('give', '1', 'printers', '--dry-run')
    expect(await desk.json('list', '--team', 'printers')).toEqual([])
    await desk.json('give', '1-2', 'printers')
    expect(await desk.json('list', '--team', 'printers')).toHaveLength(2)
    desk.terminal = true
    await desk.answering({ team: 'calendars' }).run('give', '1')
    desk.terminal = false
    expect(await desk.json('show', '1')).toMatchObject({ team: 'calendars' })
  })

  test('in German', async () => {
    const desk = await withTeams()
    desk.terminal = true
    const { stdout } = await desk.run('give', '1', 'printers', '--lang', 'de')
    expect(stdout).toContain('ans Team printers gegeben')
    expect((await desk.run('show', '1', '--lang', 'de')).stdout).toContain('Team printers')
  })
})

describe('refuses', () => {
  test.each([
    [['give', '1', 'pritners'], 66, 'team-not-found', { suggestion: 'printers' }],
    [['give', '1', 'Fritz'], 66, 'team-not-found', { suggestion: 'fritz@support.example' }],
    [['give', '1', 'empty'], 1, 'nobody-in-team', { team: 'empty', level: 1 }],
    [['give', '1', 'fritz@'], 65, 'wrong-address', {}],
    [['assign', '1', 'printers', '--none'], 64, 'conflicting-flags', {}],
  ] as const)('%j: %s, %s', async (words, exitCode, code, details) => {
    const desk = await withTeams()
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code, details })
  })

  test('a team of which nobody works at second level, a ticket that is there', async () => {
    const desk = await withTeams()
    await desk.json('escalate', '1', '--reason', 'x', '--force')
    const details = { number: 1, team: 'printers', level: 2 }
    expect(await desk.refused('give', '1', 'printers')).toMatchObject({ exitCode: 1, code: 'nobody-in-team', details })
    await desk.json('user', 'disable', 'sara@support.example')
    expect(await desk.refused('give', '1', 'calendars')).toMatchObject({ code: 'nobody-in-team' })
  })

  test('a team of which nobody can act yet', async () => {
    const desk = await withTeams()
    await desk.json('user', 'invite', 'new@support.example', '--group', 'first-level')
    await desk.json('team', 'edit', 'empty', '--member', 'new@support.example')
    expect(await desk.refused('give', '1', 'empty')).toMatchObject({ code: 'nobody-in-team' })
  })

  test('to let somebody take away a team of which they do not know', async () => {
    const desk = await withTeams()
    await desk.json('open', 'Printer', '--for', 'kim@nord.example')
    const { version } = await desk.json('give', '2', 'printers')
    await desk.as('lena@nord.example')
    expect(await desk.json('assign', '2', '--none')).toMatchObject({ version })
    await desk.as('fritz@support.example')
    await desk.json('take', '2')
    await desk.as('lena@nord.example')
    expect(await desk.json('assign', '2', '--none')).toMatchObject({ assignee: null })
    await desk.as(undefined)
    expect(await desk.json('show', '2')).toMatchObject({ assignee: null, team: 'printers' })
  })

  test('whoever is no staff, alike for teams that there are and are not', async () => {
    const desk = await withTeams()
    await desk.json('open', 'Printer', '--for', 'kim@nord.example')
    await desk.as('lena@nord.example')
    for (const name of ['printers', 'nonsense']) {
      expect(await desk.refused('give', '2', name)).toMatchObject({ exitCode: 65, code: 'wrong-address' })
    }
    await desk.as('udo@sued.example')
    expect(await desk.refused('give', '1', 'printers')).toMatchObject({ exitCode: 77 })
  })
})

test('nobody outside of the staff hears of teams: not in JSON, in the history, in the log or in the version refused', async () => {
  const desk = await withTeams()
  await desk.json('user', 'add', 'ada@sued.example', '--group', 'management')
  await desk.json('give', '1', 'printers')
  await desk.json('take', '1')
  await desk.json('give', '1', 'calendars')
  await desk.json('edit', '1', '--subject', 'Printer again')
  await desk.json('team', 'remove', 'calendars')
  await desk.json('give', '1', 'printers')
  await desk.json('undo')
  await desk.as('udo@sued.example')
  const shown = await desk.json<{ team: null; history: HistoryItem[] }>('show', '1', '--history')
  expect(shown.team).toBeNull()
  expect(shown.history.map(({ type }) => type)).toEqual([
    'ticket.opened',
    'ticket.assigned',
    'ticket.assigned',
    'ticket.edited',
  ])
  expect(JSON.stringify(shown)).not.toMatch(/printers|calendars/)
  expect(JSON.stringify(await desk.refused('reply', '1', '-m', 'x', '--if-version', '1'))).not.toMatch(/printers/)
  const events = await desk.json<{ type: string }[]>('event', 'list')
  expect(events.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.assigned', 'ticket.assigned'])
  await desk.as('ada@sued.example')
  for (const words of [['log'], ['list'], ['search', 'printer'], ['event', 'list'], ['log', '--ticket', '1']]) {
    expect((await desk.run(...words, '--json')).stdout).not.toMatch(/printers|calendars/)
  }
  expect(await desk.refused('list', '--team', 'printers')).toMatchObject({ exitCode: 77 })
})

describe('next and the queue', () => {
  test('offer what was given to a team to its people alone, while one of them can have it', async () => {
    const desk = await withTeams()
    expect(await nextFor(desk, 'fritz@support.example')).toBe(1)
    await desk.json('give', '1', 'calendars')
    expect(await nextFor(desk, 'fritz@support.example')).toBe(1)
    // Second level works at level 1, too, where it is asked to.
    expect(await nextFor(desk, 'sara@support.example')).toBe(1)
    expect(await nextFor(desk, 'jana@support.example')).toBeNull()
    for (const name of ['fritz', 'sara']) {
      expect(await nextFor(desk, 'jana@support.example')).toBeNull()
      await desk.json('user', 'disable', `${name}@support.example`)
    }
    expect(await nextFor(desk, 'jana@support.example')).toBe(1)
  })

  test('offer what its topic makes a team’s to everybody of the level', async () => {
    const desk = await withTeams()
    await desk.json('edit', '1', '--topic', 'calendar-sync')
    await desk.json('team', 'edit', 'calendars', '--remove-member', 'fritz@support.example')
    expect(await nextFor(desk, 'fritz@support.example')).toBe(1)
  })

  test('offer second level’s only to those of the team who are of it', async () => {
    const desk = await withTeams()
    await desk.json('escalate', '1', '--reason', 'x', '--force')
    await desk.json('give', '1', 'calendars')
    expect(await nextFor(desk, 'fritz@support.example')).toBeNull()
    expect(await nextFor(desk, 'sara@support.example')).toBe(1)
    await desk.json('team', 'edit', 'calendars', '--remove-member', 'sara@support.example')
    expect(await nextFor(desk, 'jana@support.example')).toBe(1)
  })

  test('offer a team’s what the tenant’s own first level would have otherwise', async () => {
    const desk = await withTeams()
    await desk.json('open', 'Printer', '--for', 'kim@nord.example')
    await desk.json('solve', '1')
    expect(await nextFor(desk, 'fritz@support.example')).toBeNull()
    expect(await nextFor(desk, 'lena@nord.example')).toBe(2)
    await desk.json('give', '2', 'printers')
    expect(await nextFor(desk, 'fritz@support.example')).toBe(2)
    expect(await nextFor(desk, 'lena@nord.example')).toBeNull()
  })

  test('the numbers of the dashboard are those of the queue', async () => {
    const desk = await withTeams()
    await desk.json('give', '1', 'printers')
    desk.terminal = true
    await desk.as('sara@support.example')
    expect((await desk.run()).stdout).not.toContain('Printer')
    await desk.as('fritz@support.example')
    expect((await desk.run()).stdout).toMatch(/1 {2}new, nobody’s yet\s[\s\S]*Printer/)
  })
})

test('what was given to a team meanwhile is nobody else’s to go on with', async () => {
  const desk = await withTeams()
  const store = await desk.store()
  const workable = async (email: string, levels: readonly (1 | 2)[]): Promise<boolean> => {
    const { user_id: userId } = await store.db
      .selectFrom('user_addresses')
      .select('user_id')
      .where('address', '=', email)
      .executeTakeFirstOrThrow()
    const { id } = await store.db.selectFrom('tickets').select('id').executeTakeFirstOrThrow()
    return isStillWorkable(store.db, id, { userId, levels, tenantIds: [] }, desk.now)
  }
  expect(await workable('jana@support.example', [1, 2])).toBe(true)
  await desk.json('give', '1', 'printers')
  expect(await workable('jana@support.example', [1, 2])).toBe(false)
  expect(await workable('fritz@support.example', [1])).toBe(true)
  await store.close()
})

describe('rules', () => {
  test('tell the team what it was given, and of what its topic brings', async () => {
    const desk = await withTeams()
    expect(await told(desk, () => desk.json('give', '1', 'calendars'))).toEqual([
      'Ticket assigned: fritz@support.example mail',
      'Ticket assigned: sara@support.example mail',
    ])
    const open = () => desk.json('open', 'Sync', '--topic', 'calendar-sync', '--for', 'udo@sued.example')
    expect(await told(desk, open)).toEqual([
      'New ticket: fritz@support.example mail',
      'New ticket: sara@support.example mail',
    ])
    // What is the tenant's own first level's they hear of first.
    const own = () => desk.json('open', 'Sync', '--topic', 'calendar-sync', '--for', 'kim@nord.example')
    expect(await told(desk, own)).toEqual(['New ticket: lena@nord.example mail'])
  })

  test('fit by the ticket’s team, and where it has none by that of whoever has it', async () => {
    const desk = await withTeams()
    const about = ['--event', 'ticket.solved', '--to', 'jana@support.example']
    await desk.json('rule', 'add', '--description', 'P', '--team', 'printers', ...about)
    await desk.json('rule', 'add', '--description', 'C', '--team', 'calendars', ...about)
    await desk.json('give', '1', 'printers')
    expect(await told(desk, () => desk.json('solve', '1'))).toEqual(['P: jana@support.example own-action'])
    await desk.json('open', 'Ink', '--for', 'udo@sued.example')
    await desk.json('give', '2', 'sara@support.example')
    expect(await told(desk, () => desk.json('solve', '2'))).toEqual(['C: jana@support.example own-action'])
  })

  test('of a tenant are narrowed by no team, also those that were', async () => {
    const desk = await withTeams()
    await desk.json('user', 'add', 'ada@sued.example', '--group', 'management')
    await desk.json('give', '1', 'printers')
    await desk.as('ada@sued.example')
    const about = ['--event', 'ticket.solved', '--to', 'ada@sued.example']
    for (const name of ['printers', 'nonsense']) {
      expect(await desk.refused('rule', 'add', '--description', 'P', '--team', name, ...about)).toMatchObject({
        code: 'filter-not-of-event',
        details: { filter: '--team' },
      })
    }
    await desk.json('rule', 'add', '--description', 'P', '--priority', 'normal', ...about)
    const store = await desk.store()
    await store.write(async (tx) => {
      await tx.updateTable('rules').set({ filters: '{"team":["printers"]}' }).where('description', '=', 'P').execute()
    })
    await store.close()
    await desk.as(undefined)
    expect(await told(desk, () => desk.json('solve', '1'))).toEqual([])
    await desk.as('ada@sued.example')
    const [event] = await desk.json<{ id: string }[]>('event', 'list', '--type', 'ticket.solved')
    const { stdout } = await desk.run('rule', 'explain', event?.id ?? '', '--json')
    expect(stdout).toMatch(/"told": ?\[\]/)
    // What it is no longer narrowed by it can be freed of.
    expect(await desk.json('rule', 'edit', 'P', '--team', 'all')).toMatchObject({ filters: { team: 'all' } })
  })

  test('tell the level of what nobody of its team can take up yet', async () => {
    const desk = await withTeams()
    await desk.json('user', 'invite', 'new@support.example', '--group', 'first-level')
    await desk.json('team', 'edit', 'empty', '--member', 'new@support.example', '--module', 'Portal')
    const open = () => desk.json('open', 'X', '--module', 'portal', '--for', 'udo@sued.example')
    const notices = await told(desk, open)
    expect(notices).toContain('New ticket: fritz@support.example mail')
  })

  test('of a tenant about tickets come back from their file as they went', async () => {
    const desk = await withTeams()
    await desk.json('user', 'add', 'ada@sued.example', '--group', 'management')
    await desk.as('ada@sued.example')
    await desk.json('rule', 'add', '--description', 'Ours', '--event', 'ticket.solved', '--to', 'ada@sued.example')
    const { stdout } = await desk.run('rule', 'export')
    writeFileSync(join(desk.home, 'rules.json'), stdout)
    expect(await desk.run('rule', 'apply', 'rules.json', '--yes')).toMatchObject({ exitCode: 0 })
    expect(await desk.json('rule', 'list')).toMatchObject([{ description: 'Ours', event: 'ticket.solved' }])
  })

  test('explain what a tenant may know of a ticket that went from team to team', async () => {
    const desk = await withTeams()
    await desk.json('user', 'add', 'ada@sued.example', '--group', 'management')
    await desk.json('give', '1', 'printers')
    await desk.as('ada@sued.example')
    const { exitCode, stdout } = await desk.run('rule', 'explain', '1', '--json')
    expect(exitCode).toBe(0)
    expect(stdout).not.toContain('assigned')
  })

  test('of a tenant say nothing of teams', async () => {
    const desk = await withTeams()
    await desk.json('user', 'add', 'ada@sued.example', '--group', 'management')
    await desk.as('ada@sued.example')
    const to = ['--event', 'ticket.assigned', '--to', 'ada@sued.example']
    await desk.json('rule', 'add', '--description', 'Ours', ...to)
    await desk.as(undefined)
    expect(await told(desk, () => desk.json('give', '1', 'printers'))).toEqual([
      'Ticket assigned: fritz@support.example mail',
    ])
    await desk.json('take', '1')
    expect(await told(desk, () => desk.json('give', '1', 'calendars'))).toContain('Ours: ada@sued.example mail')
  })
})
