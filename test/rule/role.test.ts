import { describe, expect, test } from 'vitest'
import { holdersOf, nobodyOwns, type RoleHolders, type RoleTicket } from '../../src/rule/role'

const ticket: RoleTicket = {
  level: 1,
  topic: null,
  module: null,
  category: 'problem',
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
  owners: nobodyOwns,
}

describe('a role means', () => {
  test('whoever has the ticket, else its team; but not in the news that nobody has it', () => {
    expect(holdersOf('@assignee', 'ticket.replied', { ...ticket, assigneeId: 'sara' }, desk)).toEqual(['sara'])
    expect(holdersOf('@assignee', 'ticket.replied', ticket, desk)).toEqual(['fritz'])
    expect(holdersOf('@assignee', 'ticket.assigned', ticket, desk)).toEqual([])
  })

  test('the team of the topic, else the module, else the category, else who answers on the level', () => {
    const owners = {
      byTopic: new Map([['sync', ['t']]]),
      byModule: new Map([['calendar', ['m']]]),
      byCategory: new Map([['problem', ['c']]]),
    }
    const owned = { ...desk, owners }
    const all = { ...ticket, topic: 'sync', module: 'Calendar' }
    expect(holdersOf('@team', 'ticket.opened', all, owned)).toEqual(['t'])
    expect(holdersOf('@team', 'ticket.opened', { ...all, topic: 'other' }, owned)).toEqual(['m'])
    expect(holdersOf('@team', 'ticket.opened', ticket, owned)).toEqual(['c'])
    expect(holdersOf('@team', 'ticket.opened', { ...ticket, category: 'wish' }, owned)).toEqual(['fritz'])
    expect(holdersOf('@team', 'ticket.opened', { ...ticket, category: 'wish', level: 2 }, owned)).toEqual(['sara'])
  })

  test('on level 1 the tenant’s own first level, where it has one', () => {
    const own = { ...desk, tenantsFirstLevel: ['line'] }
    for (const role of ['@team', '@level-1'] as const) {
      expect(holdersOf(role, 'ticket.opened', ticket, own)).toEqual(['line'])
    }
    expect(holdersOf('@team', 'ticket.escalated', { ...ticket, level: 2 }, own)).toEqual(['sara'])
  })

  test('somebody, where nobody is on the level', () => {
    expect(holdersOf('@level-1', 'ticket.opened', ticket, { ...desk, firstLevel: [] })).toEqual(['sara'])
    expect(holdersOf('@level-2', 'ticket.opened', ticket, { ...desk, secondLevel: [] })).toEqual(['fritz'])
    expect(holdersOf('@level-2', 'x', ticket, { ...desk, firstLevel: [], secondLevel: [] })).toEqual(['jana'])
  })

  test('the list for emergencies, else both levels', () => {
    expect(holdersOf('@emergency', 'ticket.opened', ticket, { ...desk, emergency: ['nora'] })).toEqual(['nora'])
    expect(holdersOf('@emergency', 'ticket.opened', ticket, desk)).toEqual(['fritz', 'sara'])
  })

  test('requester and watchers', () => {
    expect(holdersOf('@requester', 'ticket.opened', ticket, desk)).toEqual(['anna'])
    expect(holdersOf('@watchers', 'ticket.opened', ticket, desk)).toEqual(['kim'])
  })
})
