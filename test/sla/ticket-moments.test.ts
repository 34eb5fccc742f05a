import { describe, expect, test } from 'vitest'
import type { Entry } from '../../src/journal/entry'
import { type Circumstances, type ClockedTicket, momentsOf } from '../../src/sla/ticket-moments'

const ticket: ClockedTicket = {
  level: 1,
  priority: 'normal',
  category: 'technical',
  status: 'open',
  requesterId: 'anna',
}
const nobodys: Circumstances = { firstLevel: null, isStaff: (id) => id === 'jana' }

let position = 0

/** An entry of that minute; `changes`: what each field becomes. */
function entry(
  minute: number,
  type: string,
  actorId: string | null,
  version: number,
  payload: Record<string, unknown> = {},
  facts: Partial<Entry> = {},
): Entry {
  position += 1
  return {
    ...{ position, type, actorId, channel: 'cli', tenantId: 'acme', ticketId: 't', categoryId: 'technical', level: 1 },
    ...{ at: new Date(minute * 60_000).toISOString(), salt: 's', digest: 'd', hash: 'h' },
    payload: JSON.stringify({ version, ...payload }),
    ...facts,
  }
}

const becomes = (changes: Record<string, readonly [unknown, unknown]>): { changes: Record<string, unknown> } => ({
  changes: Object.fromEntries(Object.entries(changes).map(([field, [from, to]]) => [field, { from, to }])),
})
const opened = entry(0, 'ticket.opened', 'anna', 1, { priority: 'normal' })
const waits = becomes({ status: ['open', 'waiting'] })

/** `5: waiting, staff`: what is different from the moment before. */
function told(entries: readonly Entry[], circumstances = nobodys, now = ticket): string[] {
  const moments = momentsOf(now, entries, circumstances)
  return moments.map(({ at, level, priority, status, heldForCustomer, inTenantsHands, said }, index) => {
    const before = moments[index - 1]
    const facts = [
      ...(before?.status === status ? [] : [status]),
      ...(before === undefined || before.level === level ? [] : [`level ${level}`]),
      ...(before === undefined || before.priority === priority ? [] : [priority]),
      ...((before?.heldForCustomer ?? false) === heldForCustomer ? [] : [heldForCustomer ? 'held' : 'back']),
      ...((before?.inTenantsHands ?? false) === inTenantsHands ? [] : [inTenantsHands ? 'tenant’s' : 'desk’s']),
      ...(said === null ? [] : [said]),
    ]
    return `${at / 60_000}: ${facts.join(', ')}`
  })
}

describe('who spoke', () => {
  test.each([
    ['as it was written down', 'jana', { by: 'customer' }, 'customer'],
    ['the desk', 'tom', { by: 'staff' }, 'staff'],
    ['the tenant’s own first level, for nobody', 'fred', { by: 'staff', ofTenant: true }, ''],
    ['from before: who answers for the desk', 'jana', {}, 'staff'],
    ['from before: the requester, whoever they are', 'anna', {}, 'customer'],
    ['from before: a colleague of theirs', 'tom', {}, 'customer'],
    ['from before: who made it wait', 'gone', waits, 'waiting, staff'],
  ])('%s', (_, actor, payload, said) => {
    const moments = told([opened, entry(5, 'ticket.replied', actor, 2, payload)])
    expect(moments.slice(1).map((line) => line.slice(3))).toEqual(said === '' ? [] : [said])
  })

  test('one deed is one moment, however many entries it wrote', () => {
    const reopened = [
      entry(5, 'ticket.solved', 'jana', 2, { by: 'staff', ...becomes({ status: ['open', 'solved'] }) }),
      entry(9, 'ticket.replied', 'anna', 3, { by: 'customer' }),
      entry(9, 'ticket.reopened', 'anna', 3, { by: 'customer', ...becomes({ status: ['solved', 'open'] }) }),
    ]
    expect(told([opened, ...reopened])).toEqual(['0: open, customer', '5: solved, staff', '9: open, customer'])
  })

  test('a note, an assignment and what is told of clocks are nothing', () => {
    const others = ['ticket.noted', 'ticket.assigned', 'sla.breached', 'ticket.reminded'].map((type, index) =>
      entry(index + 1, type, 'jana', index + 2),
    )
    expect(told([opened, ...others])).toHaveLength(1)
  })

  test('who gives a ticket back answers whoever asked', () => {
    const levels = [
      entry(5, 'ticket.escalated', 'jana', 2, becomes({ level: [1, 2] }), { level: 2 }),
      entry(9, 'ticket.returned', 'jana', 3, becomes({ level: [2, 1] })),
    ]
    expect(told([opened, ...levels])).toEqual(['0: open, customer', '5: level 2', '9: level 1, staff'])
  })
})

describe('how it stood', () => {
  test('before the first change of the priority it had the one from which that changed', () => {
    const entries = [
      entry(0, 'ticket.opened', 'anna', 1),
      entry(5, 'ticket.edited', 'jana', 2, becomes({ priority: ['low', 'high'] })),
    ]
    expect(momentsOf({ ...ticket, priority: 'high' }, entries, nobodys)[0]?.priority).toBe('low')
    expect(told(entries, nobodys, { ...ticket, priority: 'high' })).toEqual(['0: open, customer', '5: high'])
  })

  test('a hold for the customer ends where it is to end, whoever writes that down and when', () => {
    const until = new Date(30 * 60_000).toISOString()
    const held = entry(5, 'ticket.held', 'jana', 2, becomes({ heldUntil: [null, until], heldFor: [null, 'customer'] }))
    expect(told([opened, held])).toEqual(['0: open, customer', '5: held', '30: back'])
    const released = entry(90, 'ticket.released', null, 2, {
      at: until,
      ...becomes({ heldUntil: [until, null], heldFor: ['customer', null] }),
    })
    expect(told([opened, held, released])).toEqual(['0: open, customer', '5: held', '30: back'])
  })

  test('what was erased still tells by its type that it was solved', () => {
    const erased = { payload: null, salt: null }
    const entries = [opened, entry(5, 'ticket.solved', 'jana', 2, {}, erased)]
    expect(told(entries)).toEqual(['0: open, customer', '5: solved, staff'])
  })

  test('a clock that was set back turns nothing round', () => {
    const entries = [opened, entry(50, 'ticket.replied', 'jana', 2, { by: 'staff', ...waits })]
    const later = [
      entry(20, 'ticket.replied', 'anna', 3, { by: 'customer', ...becomes({ status: ['waiting', 'open'] }) }),
    ]
    expect(told([...entries, ...later])).toEqual(['0: open, customer', '50: waiting, staff', '50: open, customer'])
  })
})

describe('what was taken back', () => {
  const replied = entry(5, 'ticket.replied', 'jana', 2, { by: 'staff', ...waits })
  const undone = entry(7, 'ticket.undone', 'jana', 3, {
    undone: ['ticket.replied'],
    ...becomes({ status: ['waiting', 'open'] }),
  })

  test('never happened; what came before and after did', () => {
    const again = entry(9, 'ticket.replied', 'jana', 4, { by: 'staff', ...waits })
    expect(told([opened, replied, undone])).toEqual(['0: open, customer'])
    expect(told([opened, replied, undone, again])).toEqual(['0: open, customer', '9: waiting, staff'])
  })

  test('a thank you that was taken for one, and was none after all, did reopen', () => {
    const solved = entry(5, 'ticket.solved', 'jana', 2, { by: 'staff', ...becomes({ status: ['open', 'solved'] }) })
    const thanks = [
      entry(8, 'ticket.replied', 'anna', 3, { by: 'customer' }),
      entry(8, 'ticket.reopened', 'anna', 3, { by: 'customer', ...becomes({ status: ['solved', 'open'] }) }),
    ]
    const closed = entry(9, 'ticket.solved', 'jana', 4, { thanks: true, ...becomes({ status: ['open', 'solved'] }) })
    const meant = entry(10, 'ticket.undone', 'jana', 5, {
      undone: ['ticket.solved'],
      ...becomes({ status: ['solved', 'open'] }),
    })
    expect(told([opened, solved, ...thanks, closed])).toEqual(['0: open, customer', '5: solved, staff'])
    expect(told([opened, solved, ...thanks, closed, meant])).toEqual([
      '0: open, customer',
      '5: solved, staff',
      '8: open, customer',
    ])
  })
})

describe('the tenant’s own first level', () => {
  const at = (minute: number): number => minute * 60_000
  const escalated = entry(20, 'ticket.escalated', 'fred', 2, becomes({ level: [1, 2] }), { level: 2 })

  test('has what is at level 1, while there is one', () => {
    const since = (from: number, until = Number.POSITIVE_INFINITY): Circumstances => ({
      ...nobodys,
      firstLevel: { from: at(from), until: until === Number.POSITIVE_INFINITY ? until : at(until) },
    })
    expect(told([opened, escalated], since(0))).toEqual(['0: open, tenant’s, customer', '20: level 2, desk’s'])
    expect(told([opened, escalated], since(5))).toEqual(['0: open, customer', '5: tenant’s', '20: level 2, desk’s'])
    expect(told([opened, escalated], since(30))).toEqual(['0: open, customer', '20: level 2'])
    expect(told([opened], since(0, 9))).toEqual(['0: open, tenant’s, customer', '9: desk’s'])
  })
})
