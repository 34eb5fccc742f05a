import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  advisorRights,
  deskGroups,
  grantShows,
  isAdvisor,
  isOnlyLetIn,
  may,
  permissions,
  tenantGroups,
} from '../../src/people/permission'

const rules = { openedBy: 'everyone', seenBy: 'organisation' } as const
const advisor = {
  kind: 'user' as const,
  id: 'adv',
  email: 'adv@support.example',
  name: null,
  memberships: [{ tenantId: null, group: 'advisor' }],
  grants: [{ id: 'g', tenantId: 'acme' }],
}

test('a grant shows what the table says and nothing more', () => {
  expect(permissions.filter((permission) => grantShows(advisor, permission, 'acme'))).toEqual([
    'accounts:view',
    'ebics:view',
    'payments:view',
    'statements:view',
    'tenant:view',
    'users:view',
    'groups:view',
    'api:view',
    'reports:view',
    'reports:write',
    'retention:view',
    'rules:view',
  ])
  expect(advisorRights.map(({ area }) => area)).toEqual([
    'bank-accounts',
    'ebics',
    'sepa-payments',
    'foreign-trade-payments',
    'cash-card-files',
    'statements',
    'paypal',
    'tenant',
    'users',
    'groups',
    'api',
    'reports',
    'retention',
    'notifications',
  ])
})

test('a grant holds in its tenant only, and by itself lets nobody do anything', () => {
  fc.assert(
    fc.property(fc.constantFrom(...permissions), fc.constantFrom('beta', '', 'null'), (permission, other) => {
      expect(grantShows(advisor, permission, other)).toBe(false)
      expect(grantShows({ kind: 'system' }, permission, 'acme')).toBe(false)
      // What is read goes through the door that writes it down.
      const without = { ...advisor, grants: [] }
      expect(may(advisor, permission, 'acme', rules)).toBe(may(without, permission, 'acme', rules))
    }),
  )
})

test('only those of the desk who may redeem codes are advisors', () => {
  expect(deskGroups.filter((group) => isAdvisor([{ tenantId: null, group }]))).toEqual(['advisor'])
  expect(tenantGroups.filter((group) => isAdvisor([{ tenantId: 'acme', group }]))).toEqual([])
  // A tenant's own group of that name would be none, too.
  expect(isAdvisor([{ tenantId: 'acme', group: 'advisor', permissions: ['access:redeem'] }])).toBe(false)
})

test('whoever belongs to a tenant has to do with it not only because it let them in', () => {
  expect(isOnlyLetIn(advisor, 'acme')).toBe(true)
  expect(isOnlyLetIn(advisor, 'beta')).toBe(false)
  const guest = { tenantId: 'acme', group: 'guest', isGuest: true as const }
  expect(isOnlyLetIn({ ...advisor, memberships: [...advisor.memberships, guest] }, 'acme')).toBe(false)
})
