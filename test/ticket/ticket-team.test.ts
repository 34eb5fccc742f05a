import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nobodyOwns, ownerOf, type WorkOwners, workKey, workKinds } from '../../src/people/team'
import { listTeams } from '../../src/people/team-store'
import { readWorkOwners } from '../../src/people/work-store'
import { listTickets } from '../../src/ticket/list-store'
import { ofTeam } from '../../src/ticket/team/of-team-store'
import { teamOf } from '../../src/ticket/team/ticket-team'
import { TestDesk } from '../kit/test-desk'
import { aTicket } from './a-ticket'

const team = (name: string) => ({ id: `id-${name}`, name })

/** All that teams own here, by kind. */
function owning(topics: object, modules: object, categories: object): WorkOwners {
  const mapOf = (owned: object) => new Map(Object.entries(owned).map(([key, name]) => [key, team(String(name))]))
  return { topic: mapOf(topics), module: mapOf(modules), category: mapOf(categories) }
}

describe('a ticket’s team is', () => {
  const owners = owning({ sync: 'calendars' }, { portal: 'web' }, { technical: 'front' })

  test('that of its topic, else of its module, else of its category, else none', () => {
    const about = { topic: 'sync', module: 'Portal', category: 'technical' }
    expect(ownerOf(about, owners)?.name).toBe('calendars')
    expect(ownerOf({ ...about, topic: 'other' }, owners)?.name).toBe('web')
    expect(ownerOf({ ...about, topic: null, module: 'App' }, owners)?.name).toBe('front')
    expect(ownerOf({ topic: null, module: null, category: 'billing' }, owners)).toBeNull()
    expect(ownerOf(about, nobodyOwns)).toBeNull()
  })

  test('the one that it was given to before all of these', () => {
    const ticket = aTicket({ topic: 'sync' })
    expect(teamOf(ticket, owners)?.name).toBe('calendars')
    expect(teamOf({ ...ticket, givenTeam: team('billing') }, owners)?.name).toBe('billing')
  })

  test('found by a module however that is written', () => {
    const written = fc.constantFrom('Übersicht', 'ÜBERSICHT', 'U\u0308bersicht', 'übersicht')
    fc.assert(
      fc.property(written, written, (one, other) => {
        expect(workKey('module', one)).toBe(workKey('module', other))
      }),
    )
    expect(workKey('topic', 'Sync')).not.toBe(workKey('topic', 'sync'))
  })
})

/** Three teams that own some of this each, and tickets about all of it. */
const names = {
  topic: ['sync', 'upload'],
  module: ['Portal', 'App', 'Übersicht'],
  category: ['question', 'problem', 'wish'],
} as const
const spellings = ['Portal', 'PORTAL', 'App', 'app', 'Übersicht', 'ÜBERSICHT', 'Else', null]

describe('list --team', () => {
  test('shows, however work is divided, the tickets whose team it is, and those of none that its people have', async () => {
    const desk = await new TestDesk().init()
    await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
    await desk.json('user', 'add', 'anna@acme.example')
    for (const id of names.topic) await desk.json('topic', 'add', id, '--title', id, '--answer', 'x')
    for (const email of ['fritz@support.example', 'sara@support.example']) {
      await desk.json('user', 'add', email, '--group', 'first-level')
    }
    for (const name of ['one', 'two', 'three']) await desk.json('team', 'add', name, '--member', 'jana@support.example')
    for (let number = 1; number <= 30; number += 1) await desk.json('open', `T ${number}`, '--for', 'anna@acme.example')
    const store = await desk.store()
    const teams = await listTeams(store.db)
    const people = (await store.db.selectFrom('users').select('id').execute()).map(({ id }) => id)
    const owner = fc.constantFrom(null, ...teams.map(({ id }) => id))
    const work = fc.record(
      Object.fromEntries(workKinds.flatMap((kind) => names[kind].map((name) => [`${kind}:${name}`, owner]))),
    )
    const about = fc.record({
      topic_id: fc.constantFrom(null, ...names.topic),
      module: fc.constantFrom(...spellings),
      category_id: fc.constantFrom(...names.category),
      team_id: fc.option(fc.constantFrom(...teams.map(({ id }) => id)), { freq: 3 }),
      assignee_id: fc.constantFrom(null, ...people),
    })
    const members = fc.array(fc.record({ team: fc.constantFrom(...teams), user: fc.constantFrom(...people) }))
    await fc.assert(
      fc.asyncProperty(work, fc.array(about, { minLength: 30, maxLength: 30 }), members, async (owned, all, within) => {
        await store.write(async (tx) => {
          await tx.deleteFrom('team_work').execute()
          await tx.deleteFrom('team_members').execute()
          for (const [key, team_id] of Object.entries(owned)) {
            const [kind = '', name = ''] = key.split(':')
            if (team_id === null) continue
            const name_key = kind === 'module' ? name.toLowerCase() : name
            await tx.insertInto('team_work').values({ kind, name, name_key, team_id }).execute()
          }
          for (const {
            team: { id: team_id },
            user: user_id,
          } of within) {
            await tx
              .insertInto('team_members')
              .values({ team_id, user_id })
              .onConflict((on) => on.doNothing())
              .execute()
          }
          for (const [index, columns] of all.entries()) {
            await tx
              .updateTable('tickets')
              .set(columns)
              .where('number', '=', index + 1)
              .execute()
          }
        })
        const owners = await readWorkOwners(store.db)
        const options = { now: desk.now, sorting: { by: 'number', descending: false } } as const
        const everything = { statuses: ['open', 'waiting', 'solved', 'closed'] } as const
        const tickets = (await listTickets(store.db, { all: true }, everything, options)).tickets
        for (const one of await listTeams(store.db)) {
          const isTheirs = (ticket: (typeof tickets)[number]): boolean => {
            const own = teamOf(ticket, owners)
            return own === null ? one.members.some(({ id }) => id === ticket.assignee?.id) : own.id === one.id
          }
          const filter = { ...everything, ofTeam: await ofTeam(store.db, one) }
          const listed = (await listTickets(store.db, { all: true }, filter, options)).tickets
          expect(listed.map(({ number }) => number)).toEqual(tickets.filter(isTheirs).map(({ number }) => number))
        }
      }),
      { numRuns: 25 },
    )
    await store.close()
  })
})
