import { describe, expect, test } from 'vitest'
import {
  type Actor,
  demand,
  deskGroups,
  handles,
  isStaff,
  may,
  type Permission,
  permissions,
  type TicketRules,
  tenantGroups,
  visibilityOf,
} from '../../src/people/permission'

const everyone: TicketRules = { openedBy: 'everyone', seenBy: 'organisation' }
const acme = 'acme-id'
const beta = 'beta-id'

/** A person with these groups: `admin` of the desk, `acme-id:user` of a tenant. */
function actor(...groups: string[]): Actor {
  const memberships = groups.map((text) => {
    const [place = '', group] = text.split(':')
    return group === undefined ? { tenantId: null, group: place } : { tenantId: place, group }
  })
  return { kind: 'user', id: 'u-1', email: 'anna@acme.example', name: null, memberships }
}

function granted(who: Actor, tenant: string | null, rules = everyone): Permission[] {
  return permissions.filter((permission) => may(who, permission, tenant, rules))
}

/** The tables of DOMAIN 2, as far as the permissions exist, written out once more. */
const inTheDesk: Readonly<Record<(typeof deskGroups)[number], string>> = {
  admin:
    'tickets:view tickets:open tickets:write tickets:note tenant:view tenant:edit users:view users:edit desk:view desk:edit',
  'second-level': 'tickets:view tickets:open tickets:write tickets:note tenant:view tenant:edit users:view users:edit',
  'first-level': 'tickets:view tickets:open tickets:write tickets:note tenant:view tenant:edit users:view users:edit',
  advisor: '',
}

const inATenant: Readonly<Record<(typeof tenantGroups)[number], string>> = {
  admin: 'tickets:view tickets:open tickets:write tenant:view tenant:edit users:view users:edit',
  'full-access': 'tickets:view tickets:open tickets:write tenant:view tenant:edit users:view users:edit',
  management: 'tickets:view tickets:open tickets:write tenant:view tenant:edit users:view users:edit',
  user: 'tickets:view tickets:open tenant:view',
  guest: 'tickets:view tenant:view',
  'key-user': 'tickets:view tickets:open tickets:write tenant:view',
  'first-level': 'tickets:view tickets:open tickets:write tickets:note tenant:view',
}

describe('a group of the desk', () => {
  test.each(deskGroups)('%s may what the table says, in every tenant and in the desk', (group) => {
    for (const place of [null, acme, beta]) expect(granted(actor(group), place).join(' ')).toBe(inTheDesk[group])
  })

  test('handles tickets, unless it is the advisors', () => {
    expect(deskGroups.filter(handles)).toEqual(['admin', 'second-level', 'first-level'])
    expect(deskGroups.filter((group) => isStaff(actor(group)))).toEqual(['admin', 'second-level', 'first-level'])
  })
})

describe('a group of a tenant', () => {
  test.each(tenantGroups)('%s may what the table says, in that tenant', (group) => {
    expect(granted(actor(`${acme}:${group}`), acme).join(' ')).toBe(inATenant[group])
  })

  test.each(tenantGroups)('%s grants nothing in another tenant and nothing in the desk', (group) => {
    expect(granted(actor(`${acme}:${group}`), beta)).toEqual([])
    expect(granted(actor(`${acme}:${group}`), null)).toEqual([])
    expect(isStaff(actor(`${acme}:${group}`))).toBe(false)
  })

  test.each([
    ['everyone', ['admin', 'full-access', 'management', 'user', 'key-user', 'first-level']],
    ['key-users', ['admin', 'key-user']],
    ['first-level', ['first-level']],
  ] as const)('where %s open tickets, these groups do', (openedBy, openers) => {
    const rules: TicketRules = { openedBy, seenBy: 'organisation' }
    expect(tenantGroups.filter((group) => may(actor(`${acme}:${group}`), 'tickets:open', acme, rules))).toEqual(openers)
    for (const group of ['admin', 'second-level', 'first-level']) {
      expect(may(actor(group), 'tickets:open', acme, rules)).toBe(true)
    }
  })

  test('where only the requester sees a ticket, that binds the group user and no other', () => {
    const rules: TicketRules = { openedBy: 'everyone', seenBy: 'requester' }
    const seeing = tenantGroups.filter((group) => may(actor(`${acme}:${group}`), 'tickets:view', acme, rules))
    expect(seeing).toEqual(tenantGroups.filter((group) => group !== 'user'))
    expect(may(actor(`${acme}:user`, `${acme}:key-user`), 'tickets:view', acme, rules)).toBe(true)
  })
})

describe('memberships', () => {
  test('add up within a tenant', () => {
    const both = granted(actor(`${acme}:user`, `${acme}:first-level`), acme)
    expect(both).toEqual(expect.arrayContaining(['tickets:view', 'tickets:open', 'tickets:write', 'tickets:note']))
    expect(both).not.toContain('users:edit')
  })

  test('add up over desk and tenants, each where it holds', () => {
    const both = actor('advisor', `${acme}:admin`)
    expect(granted(both, acme).join(' ')).toBe(inATenant.admin)
    expect(granted(both, beta)).toEqual([])
    expect(isStaff(both)).toBe(false)
    expect(isStaff(actor('advisor', 'first-level'))).toBe(true)
  })

  test('in a group that does not exist grant nothing, wherever it is said to be', () => {
    expect(granted(actor('user'), null)).toEqual([])
    expect(granted(actor('toString'), null)).toEqual([])
    expect(granted(actor(`${acme}:second-level`), acme)).toEqual([])
    expect(granted(actor(`${acme}:constructor`), acme)).toEqual([])
    expect(granted(actor(), acme)).toEqual([])
  })
})

test('the desk itself may everything, and is no member of the staff', () => {
  expect(granted({ kind: 'system' }, acme)).toEqual([...permissions])
  expect(granted({ kind: 'system' }, null)).toEqual([...permissions])
  expect(isStaff({ kind: 'system' })).toBe(false)
})

describe('demanding a permission', () => {
  test('passes where it is granted', () => {
    expect(() => demand(actor('admin'), 'desk:edit', null, everyone)).not.toThrow()
  })

  test('otherwise names the permission and the tenant', () => {
    expect(() => demand(actor(`${acme}:user`), 'users:edit', { id: acme, name: 'acme' }, everyone)).toThrow(
      expect.objectContaining({
        trouble: 'not-allowed',
        exitCode: 77,
        details: { permission: 'users:edit', tenant: 'acme' },
      }),
    )
    expect(() => demand(actor(`${acme}:admin`), 'desk:view', null, everyone)).toThrow(
      expect.objectContaining({ details: { permission: 'desk:view', tenant: null } }),
    )
  })
})

describe('which tickets somebody may know of', () => {
  test('all, for the desk and its staff', () => {
    expect(visibilityOf({ kind: 'system' }, everyone)).toEqual({ all: true })
    for (const group of ['admin', 'first-level', 'second-level']) {
      expect(visibilityOf(actor(group), everyone)).toEqual({ all: true })
    }
  })

  test('none but their own, for an advisor without a grant', () => {
    expect(visibilityOf(actor('advisor'), everyone)).toEqual({ all: false, tenantIds: [], requesterId: 'u-1' })
  })

  test('those of their tenants, each once, and their own', () => {
    const several = actor(`${acme}:user`, `${acme}:key-user`, `${beta}:guest`)
    expect(visibilityOf(several, everyone)).toEqual({ all: false, tenantIds: [acme, beta], requesterId: 'u-1' })
  })

  test('only their own where the requester alone sees a ticket', () => {
    const rules: TicketRules = { openedBy: 'everyone', seenBy: 'requester' }
    const several = actor(`${acme}:user`, `${beta}:guest`)
    expect(visibilityOf(several, rules)).toEqual({ all: false, tenantIds: [beta], requesterId: 'u-1' })
  })
})
