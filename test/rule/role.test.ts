import { describe, expect, test } from 'vitest'
import { holdersOf, type RoleEvent, type RoleHolders, type RoleTicket } from '../../src/rule/role'

const ticket: RoleTicket = {
  level: 1,
  isGiven: false,
  requesterId: 'anna',
  assigneeId: null,
  watcherIds: ['kim'],
}
const desk: RoleHolders = {
  administrators: ['jana'],
  firstLevel: ['fritz'],
  secondLevel: ['sara'],
  tenantsFirstLevel: [],
  emergency: [],
  team: [],
}
const event = (type: string): RoleEvent => ({ type, givesToTeam: false })
const opened = event('ticket.opened')
const assigned = event('ticket.assigned')

describe('a role means', () => {
  test('whoever has the ticket, else its team; but not in the news that nobody has it', () => {
    const replied = event('ticket.replied')
    expect(holdersOf('@assignee', replied, { ...ticket, assigneeId: 'sara' }, desk)).toEqual(['sara'])
    expect(holdersOf('@assignee', replied, ticket, desk)).toEqual(['fritz'])
    expect(holdersOf('@assignee', assigned, ticket, { ...desk, team: ['fritz'] })).toEqual([])
  })

  test('the team in the news that it was given to that', () => {
    const given = { ...assigned, givesToTeam: true }
    expect(holdersOf('@assignee', given, { ...ticket, isGiven: true }, { ...desk, team: ['sara'] })).toEqual(['sara'])
  })

  test('the people of the ticket’s team who work on its level, else who answers there', () => {
    const team = ['tom', 'sara', 'fritz']
    expect(holdersOf('@team', opened, ticket, { ...desk, team })).toEqual(['sara', 'fritz'])
    expect(holdersOf('@team', opened, { ...ticket, level: 2 }, { ...desk, team })).toEqual(['sara'])
    expect(holdersOf('@team', opened, { ...ticket, level: 2 }, { ...desk, team: ['fritz'] })).toEqual(['sara'])
    expect(holdersOf('@team', opened, { ...ticket, level: 2 }, { ...desk, team: ['jana'] })).toEqual(['jana'])
    expect(holdersOf('@team', opened, ticket, desk)).toEqual(['fritz'])
    expect(holdersOf('@team', opened, { ...ticket, level: 2 }, desk)).toEqual(['sara'])
  })

  test('a team of the desk before the tenant’s own first level only where somebody gave it the ticket', () => {
    const own = { ...desk, tenantsFirstLevel: ['line'], team: ['sara'] }
    expect(holdersOf('@team', opened, ticket, own)).toEqual(['line'])
    expect(holdersOf('@team', opened, { ...ticket, isGiven: true }, own)).toEqual(['sara'])
    expect(holdersOf('@team', opened, { ...ticket, level: 2 }, own)).toEqual(['sara'])
  })

  test('on level 1 the tenant’s own first level, where it has one', () => {
    const own = { ...desk, tenantsFirstLevel: ['line'] }
    for (const role of ['@team', '@level-1'] as const) {
      expect(holdersOf(role, opened, ticket, own)).toEqual(['line'])
    }
    expect(holdersOf('@team', opened, { ...ticket, level: 2 }, own)).toEqual(['sara'])
  })

  test('somebody, where nobody is on the level', () => {
    expect(holdersOf('@level-1', opened, ticket, { ...desk, firstLevel: [] })).toEqual(['sara'])
    expect(holdersOf('@level-2', opened, ticket, { ...desk, secondLevel: [] })).toEqual(['fritz'])
    expect(holdersOf('@level-2', opened, ticket, { ...desk, firstLevel: [], secondLevel: [] })).toEqual(['jana'])
  })

  test('the list for emergencies, else both levels', () => {
    expect(holdersOf('@emergency', opened, ticket, { ...desk, emergency: ['nora'] })).toEqual(['nora'])
    expect(holdersOf('@emergency', opened, ticket, desk)).toEqual(['fritz', 'sara'])
  })

  test('requester and watchers', () => {
    expect(holdersOf('@requester', opened, ticket, desk)).toEqual(['anna'])
    expect(holdersOf('@watchers', opened, ticket, desk)).toEqual(['kim'])
  })
})
