import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Actor,
  demand,
  deskGroups,
  grantable,
  handles,
  isStaff,
  type Membership,
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

/**
 * The tables of DOMAIN 2 once more, as somebody reads them there: a line per permission, a column per group. `x` is
 * granted, `-` is not, `s` where colleagues see each other's tickets, `o` where the group opens tickets.
 */
const table = `
                  | of the desk             | of a tenant
                  | admin second first adv. | admin full mgmt user guest key first own
tickets:view      | x     x      x     -    | x     x    x    s    x     x   x     x
tickets:open      | x     x      x     -    | o     o    o    o    -     o   o     o
tickets:write     | x     x      x     -    | o     o    o    -    -     x   x     -
tickets:note      | x     x      x     -    | -     -    -    -    -     -   x     -
tickets:edit      | x     x      x     -    | -     -    -    -    -     -   -     -
tickets:escalate  | x     x      x     -    | -     -    -    -    -     -   x     -
accounts:view     | -     -      -     -    | x     x    -    x    x     -   x     x
accounts:edit     | -     -      -     -    | x     x    -    x    -     -   -     -
ebics:view        | -     -      -     -    | x     x    -    x    x     -   x     -
ebics:edit        | -     -      -     -    | x     x    -    x    -     -   -     -
payments:view     | -     -      -     -    | x     x    -    x    x     -   x     -
payments:edit     | -     -      -     -    | x     x    -    x    -     -   -     -
statements:view   | -     -      -     -    | x     x    -    x    x     -   x     -
tenant:view       | x     x      x     -    | x     x    x    x    x     x   x     x
tenant:edit       | x     x      x     -    | x     x    x    -    -     -   -     -
users:view        | x     x      x     -    | x     x    x    -    -     -   -     -
users:edit        | x     x      x     -    | x     x    x    -    -     -   -     -
groups:view       | x     x      x     -    | x     x    x    -    -     -   -     -
groups:edit       | x     -      -     -    | x     x    x    -    -     -   -     -
guests:view       | x     x      x     -    | x     x    x    -    -     -   -     -
guests:edit       | x     -      -     -    | x     x    x    -    -     -   -     -
api:view          | x     -      -     -    | x     x    x    -    -     -   -     -
reports:view      | x     -      -     -    | x     x    x    -    -     -   -     -
reports:write     | x     -      -     -    | x     x    x    -    -     -   -     -
retention:view    | x     -      -     -    | x     x    x    -    -     -   -     -
retention:edit    | x     -      -     -    | x     x    x    -    -     -   -     -
rules:view        | x     -      -     -    | x     x    x    x    -     -   -     -
rules:edit        | x     -      -     -    | x     x    x    -    -     -   -     -
events:view       | x     -      -     -    | x     x    x    x    -     -   -     -
events:emit       | x     -      -     -    | x     x    -    -    -     -   -     -
access:view       | x     -      -     -    | x     x    x    -    -     -   -     -
access:edit       | x     -      -     -    | x     x    x    -    -     -   -     -
access:code       | -     -      -     -    | x     x    x    -    -     -   -     -
access:assign     | x     -      -     -    | -     -    -    -    -     -   -     -
access:redeem     | -     -      -     x    | -     -    -    -    -     -   -     -
access:log        | x     -      -     -    | x     x    x    -    -     -   -     -
desk:view         | x     -      -     -    | -     -    -    -    -     -   -     -
desk:edit         | x     -      -     -    | -     -    -    -    -     -   -     -`

/** A group that a tenant made: `tickets:open` and `accounts:view`, and something that it may not give. */
const own: Membership = {
  tenantId: acme,
  group: 'bookkeeping',
  permissions: ['tickets:view', 'tickets:open', 'tenant:view', 'accounts:view', 'desk:edit', 'access:assign'],
}

const opens: Readonly<Record<TicketRules['openedBy'], readonly string[]>> = {
  everyone: ['admin', 'full-access', 'management', 'user', 'key-user', 'first-level', 'bookkeeping'],
  'key-users': ['admin', 'key-user'],
  'first-level': ['first-level'],
}

const rows = new Map(
  table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [permission = '', ofDesk = '', ofTenant = ''] = line.split('|').map((part) => part.trim())
      return [permission, { ofDesk: ofDesk.split(/\s+/), ofTenant: ofTenant.split(/\s+/) }] as const
    }),
)

/** Whether the table lets this group of a tenant do it, under these rules. */
function tableSays(permission: Permission, group: string, rules: TicketRules): boolean {
  const mark = rows.get(permission)?.ofTenant[[...tenantGroups, 'bookkeeping'].indexOf(group)]
  if (mark === 's') return rules.seenBy === 'organisation'
  if (mark === 'o') return opens[rules.openedBy].includes(group)
  return mark === 'x'
}

const allRules = (['everyone', 'key-users', 'first-level'] as const).flatMap((openedBy) =>
  (['organisation', 'requester'] as const).map((seenBy) => ({ openedBy, seenBy })),
)

const everyGroup: readonly Membership[] = [
  ...deskGroups.map((group) => ({ tenantId: null, group })),
  ...[acme, beta].flatMap((tenantId) => tenantGroups.map((group) => ({ tenantId, group }))),
  own,
]

const withMemberships = (memberships: readonly Membership[]): Actor => ({
  kind: 'user',
  id: 'u-1',
  email: 'anna@acme.example',
  name: null,
  memberships,
})

test('the table has a line for every permission, and no other', () => {
  // In the table the groups stand in the order of their lists.
  expect([...rows.keys()].slice(1)).toEqual([...permissions])
  for (const { ofDesk, ofTenant } of [...rows.values()].slice(1)) {
    expect([ofDesk.length, ofTenant.length]).toEqual([deskGroups.length, tenantGroups.length + 1])
  }
})

describe('a group of the desk', () => {
  test.each(deskGroups)('%s may what the table says, in every tenant and in the desk', (group) => {
    const said = permissions.filter((permission) => rows.get(permission)?.ofDesk[deskGroups.indexOf(group)] === 'x')
    for (const rules of allRules) {
      for (const place of [null, acme, beta]) expect(granted(actor(group), place, rules)).toEqual(said)
    }
  })

  test('handles tickets, unless it is the advisors', () => {
    expect(deskGroups.filter(handles)).toEqual(['admin', 'second-level', 'first-level'])
    expect(deskGroups.filter((group) => isStaff(actor(group)))).toEqual(['admin', 'second-level', 'first-level'])
  })
})

describe.each(allRules)('where $openedBy open tickets and $seenBy sees them', (rules) => {
  test.each([...tenantGroups, 'bookkeeping'])(
    'the group %s of a tenant may what the table says, there alone',
    (group) => {
      const member = withMemberships([group === 'bookkeeping' ? own : { tenantId: acme, group }])
      const said = permissions.filter((permission) => tableSays(permission, group, rules))
      expect(granted(member, acme, rules)).toEqual(said)
      expect(granted(member, beta, rules)).toEqual([])
      expect(granted(member, null, rules)).toEqual([])
      expect(isStaff(member)).toBe(false)
    },
  )
})

describe('memberships', () => {
  test('add up: whoever has several may what any of them may, each where it holds, and nothing else', () => {
    const several = fc.uniqueArray(fc.constantFrom(...everyGroup), { maxLength: 6 })
    fc.assert(
      fc.property(several, fc.constantFrom(...allRules), fc.constantFrom(null, acme, beta), (groups, rules, place) => {
        const together = granted(withMemberships(groups), place, rules)
        const each = groups.flatMap((membership) => granted(withMemberships([membership]), place, rules))
        expect(together).toEqual(permissions.filter((permission) => each.includes(permission)))
      }),
    )
  })

  test('in a group that does not exist grant nothing, wherever it is said to be', () => {
    expect(granted(actor('user'), null)).toEqual([])
    expect(granted(actor('toString'), null)).toEqual([])
    expect(granted(actor(`${acme}:second-level`), acme)).toEqual([])
    expect(granted(actor(`${acme}:constructor`), acme)).toEqual([])
    expect(granted(actor(), acme)).toEqual([])
  })

  test('a list of permissions does not make more of a fixed group', () => {
    const forged: Membership = { tenantId: acme, group: 'user', permissions: ['users:edit'] }
    expect(may(withMemberships([forged]), 'users:edit', acme, everyone)).toBe(false)
    const ofDesk: Membership = { tenantId: null, group: 'bookkeeping', permissions: ['tickets:view'] }
    expect(granted(withMemberships([ofDesk]), null)).toEqual([])
  })

  test('what a tenant may put into its own groups is what its administrators and its first level may', () => {
    expect(grantable.filter((permission) => /^desk:|:assign$|:redeem$|^tickets:edit$/.test(permission))).toEqual([])
    expect(grantable).toContain('tickets:open')
    expect(grantable).toContain('tickets:note')
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
