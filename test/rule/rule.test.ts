import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DeskError } from '../../src/kit/errors'
import {
  checkRuleSubject,
  deskScope,
  type EventFacts,
  eventsOf,
  type FilterName,
  filterNames,
  filtersOf,
  fits,
  type RuleFilters,
  rulePlaceholders,
} from '../../src/rule/rule'
import { indexRules, type RuleFit } from '../../src/rule/rule-index'
import { eventTypeNames } from '../../src/workspace/event-type'
import { notExecuted, paymentStatuses } from '../../src/workspace/payment'

/** Few values, so that rules and events meet. */
const values: Readonly<Record<FilterName, readonly string[]>> = {
  status: paymentStatuses,
  account: ['DE89370400440532013000', 'DE75512108001245126199', 'pay@acme.example'],
  change: ['pending', 'cancelled'],
  contact: ['House bank', 'Other bank'],
  category: ['problem', 'question'],
  priority: ['normal', 'urgent'],
  emergency: ['true', 'false'],
  level: ['1', '2'],
  team: ['payments', 'mobile'],
  module: ['Portal', 'Calendar'],
  by: ['customer', 'staff'],
}

const named = fc.constantFrom(...filterNames)

const filters: fc.Arbitrary<RuleFilters> = fc
  .array(named.chain((name) => fc.tuple(fc.constant(name), fc.subarray([...values[name]], { minLength: 1 }))))
  .map((entries) => Object.fromEntries(entries))

const facts: fc.Arbitrary<EventFacts> = fc
  .array(
    named.chain((name) =>
      fc.tuple(
        fc.constant(name),
        fc.oneof(fc.constant(null), fc.constantFrom(...values[name]), fc.subarray([...values[name]])),
      ),
    ),
  )
  .map((entries) => Object.fromEntries(entries))

describe('a rule fits an event', () => {
  test('without filters always', () => {
    fc.assert(fc.property(facts, (told) => fits({}, told)))
  })

  test('and a filter more never lets another event fit', () => {
    fc.assert(
      fc.property(filters, facts, named, fc.nat(), (some, told, name, pick) => {
        const all = values[name]
        const narrowed = { ...some, [name]: some[name] ?? [all[pick % all.length] ?? ''] }
        return fits(some, told) || !fits(narrowed, told)
      }),
    )
  })

  test('and a value more in a list never shuts one out', () => {
    fc.assert(
      fc.property(filters, facts, named, (some, told, name) => {
        const held = some[name]
        return held === undefined || !fits(some, told) || fits({ ...some, [name]: [...held, 'one more'] }, told)
      }),
    )
  })

  test('all accounts hold those that come later, a list does not', () => {
    const later = { status: 'executed', account: 'DE02120300000000202051' }
    expect(fits({ status: ['executed'] }, later)).toBe(true)
    expect(fits({ status: ['executed'], account: [...values.account] }, later)).toBe(false)
  })

  test('what the event does not tell fits no filter', () => {
    expect(fits({ account: ['pay@acme.example'] }, { status: 'executed' })).toBe(false)
    expect(fits({ account: ['pay@acme.example'] }, { account: null })).toBe(false)
    expect(fits({ team: ['payments'] }, { team: [] })).toBe(false)
  })

  test('whatever the case: names are people’s', () => {
    expect(fits({ contact: ['house bank'] }, { contact: 'House Bank' })).toBe(true)
  })

  test('not-executed are these four', () => {
    expect(notExecuted).toEqual(['transmission-failed', 'transmission-unclear', 'cancelled', 'rejected-by-bank'])
  })
})

describe('the index', () => {
  const rule = fc.record({ scope: fc.constantFrom(deskScope, 'acme', 'beta'), filters })

  test('finds exactly the rules that fit, in their order', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 30 }), fc.array(facts, { maxLength: 5 }), (some, events) => {
        const rules: RuleFit[] = some.map((one, place) => ({ ...one, id: String(place), event: 'ticket.replied' }))
        const index = indexRules(rules)
        for (const told of [...events, ...events]) {
          const meant = rules.filter(({ scope, filters: own }) => scope !== 'beta' && fits(own, told))
          expect(index.fitting('ticket.replied', 'acme', told)).toEqual(meant.map(({ id }) => id))
        }
        expect(index.fitting('ticket.opened', 'acme', {})).toEqual([])
      }),
    )
  })

  test('keeps what is told apart from what is told elsewhere', () => {
    const index = indexRules([
      { id: 'a', scope: 'acme', event: 'ticket.replied', filters: { module: ['x\nby=staff'] } },
    ])
    expect(index.fitting('ticket.replied', 'acme', { module: 'x', by: 'staff' })).toEqual([])
    expect(index.fitting('ticket.replied', 'acme', { module: 'x\nby=staff' })).toEqual(['a'])
    expect(index.concerns('ticket.replied', 'acme')).toBe(true)
    expect(index.concerns('ticket.replied', 'beta')).toBe(false)
  })
})

describe('what rules can be about', () => {
  test('payments are a tenant’s own, service levels and ratings the desk’s', () => {
    expect(eventsOf(deskScope).filter((event) => event.startsWith('payment'))).toEqual([])
    expect(eventsOf('acme')).not.toContain('sla.warning')
    expect(eventsOf('acme')).not.toContain('ticket.rated')
    expect([...new Set([...eventsOf(deskScope), ...eventsOf('acme')])].sort()).toEqual([...eventTypeNames].sort())
  })

  test.each(eventTypeNames)('%s has filters and placeholders of its own', (event) => {
    expect(filtersOf(event).every((name) => filterNames.includes(name))).toBe(true)
    for (const name of rulePlaceholders(event)) expect(() => checkRuleSubject(event, `{${name}}`)).not.toThrow()
    expect(() => checkRuleSubject(event, '{payment.pin}')).toThrow(DeskError)
  })

  test('what looks like no placeholder is text', () => {
    for (const subject of ['{}', '{ payment.status }', 'a {1} b', '{{', 'ünder {']) {
      expect(() => checkRuleSubject('payment.status-changed', subject)).not.toThrow()
    }
  })
})
