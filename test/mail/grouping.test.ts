import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../src/journal/entry'
import { byEventAndAddress } from '../../src/mail/letter/rule-letters'
import { isDue } from '../../src/mail/notice/notice-fate'
import type { Notice } from '../../src/rule/notice'
import type { Rule } from '../../src/rule/rule'

const notices = fc.uniqueArray(
  fc.record({
    position: fc.integer({ min: 1, max: 4 }),
    address: fc.constantFrom('a@x.example', 'b@x.example', 'c@x.example'),
    rule: fc.constantFrom('one', 'two', 'three', 'four'),
  }),
  { selector: ({ position, address, rule }) => `${position} ${address} ${rule}` },
)

function noticeOf({ position, address, rule }: { position: number; address: string; rule: string }): Notice {
  return {
    rule: { id: rule, description: rule } as Rule,
    entry: { position } as Entry,
    recipient: { address, userId: null, name: null, language: null, audience: 'outside' },
    outcome: 'mail',
  }
}

const shownAs = ({ entry, recipient, rule }: Notice): string => `${entry.position} ${recipient.address} ${rule.id}`

test('every notice is in exactly one group, a group is of one event and address, and the order given makes no difference', () => {
  fc.assert(
    fc.property(notices, fc.infiniteStream(fc.nat()), (wanted, order) => {
      const groups = byEventAndAddress(wanted.map(noticeOf))
      expect(
        groups
          .flat()
          .map(shownAs)
          .sort((a, b) => (a < b ? -1 : 1)),
      ).toEqual(
        wanted
          .map(noticeOf)
          .map(shownAs)
          .sort((a, b) => (a < b ? -1 : 1)),
      )
      const places = groups.map(
        (group) => new Set(group.map(({ entry, recipient }) => `${entry.position} ${recipient.address}`)),
      )
      for (const place of places) expect(place.size).toBe(1)
      expect(new Set(places.map(([place]) => place)).size).toBe(groups.length)
      const shuffled = wanted
        .map((one) => ({ one, key: order.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => noticeOf(one))
      const told = (all: Notice[][]): string[] =>
        all.map((group) => group.map(shownAs).join()).sort((a, b) => (a < b ? -1 : 1))
      expect(told(byEventAndAddress(shuffled))).toEqual(told(groups))
    }),
  )
})

test('what is gathered is due at its time and later, and never waits longer than the rule says', () => {
  const span = fc.integer({ min: 1, max: 86_400_000 })
  fc.assert(
    fc.property(span, fc.integer({ min: -1e9, max: 1e9 }), (collect, left) => {
      const now = new Date(1_700_000_000_000)
      const dueAt = new Date(now.getTime() + left)
      expect(isDue({ dueAt, collect }, now)).toBe(left <= 0 || left > collect)
    }),
  )
})
