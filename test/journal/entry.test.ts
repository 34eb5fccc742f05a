import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chain } from '../../src/journal/deed'
import {
  type Break,
  breakOf,
  chainText,
  digestOf,
  type Entry,
  entryTypes,
  type NewEntry,
} from '../../src/journal/entry'

const sign = (text: string): string => createHmac('sha256', 'a secret').update(text).digest('hex')
const key = { sign: (_: string, text: string) => sign(text) }
const start = { position: 0, hash: '' }

const newEntry: fc.Arbitrary<NewEntry> = fc.record(
  {
    type: fc.constantFrom(...entryTypes),
    tenantId: fc.string(),
    ticketId: fc.string(),
    categoryId: fc.string(),
    level: fc.constantFrom(1, 2),
    payload: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3, noNullPrototype: true }),
  },
  { requiredKeys: ['type'] },
)

function chainOf(entries: readonly NewEntry[]): Entry[] {
  let previous: { position: number; hash: string } = start
  return entries.map((entry, index) => {
    const next = chain(
      previous,
      entry,
      { userId: index === 0 ? null : `u-${index}`, channel: 'cli' },
      `2026-03-05T12:00:${String(index).padStart(2, '0')}.000Z`,
      `salt-${index}`,
      key,
    )
    previous = next
    return next
  })
}

const journal = fc.array(newEntry, { minLength: 1, maxLength: 12 }).map(chainOf)
/** A journal with one of its places. */
const journalAndPlace = journal.chain((entries) =>
  fc.tuple(fc.constant(entries), fc.integer({ min: 0, max: entries.length - 1 })),
)

/** The first entry that does not hold, by its place from 0; undefined if all do. */
function firstBreak(entries: readonly Entry[]): { place: number; reason: Break } | undefined {
  let previous: { position: number; hash: string } = start
  for (const [place, entry] of entries.entries()) {
    const reason = breakOf(entry, previous, sign)
    if (reason !== undefined) return { place, reason }
    previous = entry
  }
  return undefined
}

test('a chain as it was written holds', () => {
  fc.assert(
    fc.property(journal, (entries) => {
      expect(firstBreak(entries)).toBeUndefined()
      expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1))
    }),
  )
})

describe('what is found, and where', () => {
  const changes: readonly (readonly [keyof Entry, Break, (entry: Entry) => Partial<Entry>])[] = [
    ['position', 'position', ({ position }) => ({ position: position + 1 })],
    ['at', 'hash', () => ({ at: '2026-03-05T11:59:59.999Z' })],
    ['type', 'hash', ({ type }) => ({ type: `${type}.not` })],
    ['actorId', 'hash', ({ actorId }) => ({ actorId: actorId === null ? 'somebody' : null })],
    ['channel', 'hash', () => ({ channel: 'mail' })],
    ['tenantId', 'hash', ({ tenantId }) => ({ tenantId: `${tenantId}x` })],
    ['ticketId', 'hash', ({ ticketId }) => ({ ticketId: ticketId === null ? '' : null })],
    ['categoryId', 'hash', ({ categoryId }) => ({ categoryId: `${categoryId}x` })],
    ['level', 'hash', ({ level }) => ({ level: level === null ? 1 : null })],
    ['salt', 'payload', ({ salt }) => ({ salt: `${salt}x` })],
    ['payload', 'payload', ({ payload }) => ({ payload: `${payload} ` })],
    ['digest', 'payload', () => ({ digest: digestOf('other', '{}') })],
    ['hash', 'hash', () => ({ hash: sign('something else') })],
  ]

  test.each(changes)('%s changed: %s, at that entry', (_, reason, change) => {
    fc.assert(
      fc.property(journalAndPlace, ([entries, place]) => {
        const forged = entries.map((entry, index) => (index === place ? { ...entry, ...change(entry) } : entry))
        expect(firstBreak(forged)).toEqual({ place, reason })
      }),
    )
  })

  test('payload, salt and digest changed together: the hash tells', () => {
    fc.assert(
      fc.property(journalAndPlace, ([entries, place]) => {
        const forged = entries.map((entry, index) =>
          index === place ? { ...entry, salt: 's', payload: '{"x":1}', digest: digestOf('s', '{"x":1}') } : entry,
        )
        expect(firstBreak(forged)).toEqual({ place, reason: 'hash' })
      }),
    )
  })

  test('an entry taken out: the one that stands in its place now', () => {
    fc.assert(
      fc.property(journalAndPlace, ([entries, place]) => {
        const rest = entries.filter((_, index) => index !== place)
        // The last one is missed by the head alone, which is not part of the chain.
        expect(firstBreak(rest)).toEqual(place === entries.length - 1 ? undefined : { place, reason: 'position' })
      }),
    )
  })

  test('an entry taken out and the rest numbered anew: the hash tells', () => {
    fc.assert(
      fc.property(journalAndPlace, ([entries, place]) => {
        fc.pre(place < entries.length - 1)
        const rest = entries.filter((_, index) => index !== place)
        const renumbered = rest.map((entry, index) => ({ ...entry, position: index + 1 }))
        expect(firstBreak(renumbered)).toEqual({ place, reason: 'hash' })
      }),
    )
  })

  test('an entry put in, whatever number it is given', () => {
    fc.assert(
      fc.property(journalAndPlace, fc.boolean(), ([entries, place], numbered) => {
        const forged = chain(
          entries[place - 1] ?? start,
          { type: 'ticket.closed' },
          { userId: 'mallory', channel: 'cli' },
          '2026-03-05T12:00:00.000Z',
          'salt',
          { sign: (_, text) => createHmac('sha256', 'another secret').update(text).digest('hex') },
        )
        const after = entries.slice(place).map((entry) => ({ ...entry, position: entry.position + (numbered ? 1 : 0) }))
        expect(firstBreak([...entries.slice(0, place), forged, ...after])).toEqual({ place, reason: 'hash' })
      }),
    )
  })

  test('two entries swapped: the first of the two places', () => {
    fc.assert(
      fc.property(journalAndPlace, fc.nat(), fc.boolean(), ([entries, place], offset, numbered) => {
        const other = offset % entries.length
        fc.pre(other !== place)
        const swapped = entries.map((entry, index) => {
          const taken = (index === place ? entries[other] : index === other ? entries[place] : entry) ?? entry
          return numbered ? { ...taken, position: index + 1 } : taken
        })
        expect(firstBreak(swapped)?.place).toBe(Math.min(place, other))
      }),
    )
  })
})

describe('an erased person', () => {
  test('is gone with payload and salt, and the chain still holds', () => {
    fc.assert(
      fc.property(journal, fc.func(fc.boolean()), (entries, isErased) => {
        const rest = entries.map((entry) =>
          isErased(entry.position) ? { ...entry, salt: null, payload: null } : entry,
        )
        expect(firstBreak(rest)).toBeUndefined()
      }),
    )
  })

  test.each(['salt', 'payload'] as const)('of whom only the %s was taken is a break', (field) => {
    fc.assert(
      fc.property(journalAndPlace, ([entries, place]) => {
        const half = entries.map((entry, index) => (index === place ? { ...entry, [field]: null } : entry))
        expect(firstBreak(half)).toEqual({ place, reason: 'payload' })
      }),
    )
  })

  test('cannot be found out from the digest: the same payload has another one each time', () => {
    expect(digestOf('one', '{}')).not.toBe(digestOf('two', '{}'))
    expect(digestOf('one', '{}')).toMatch(/^[0-9a-f]{64}$/)
    expect(digestOf('a', 'b\nc')).toBe(digestOf('a', 'b\nc'))
  })
})

test('facts cannot slide from one field into the next', () => {
  const [entry] = chainOf([{ type: 'ticket.opened', tenantId: 'a', ticketId: 'b' }])
  if (entry === undefined) return expect.unreachable()
  const texts = [
    chainText('', entry),
    chainText('', { ...entry, tenantId: 'a","b', ticketId: null }),
    chainText('', { ...entry, tenantId: null, ticketId: 'a' }),
    chainText('', { ...entry, level: null, digest: `null,${entry.digest}` }),
    chainText('x', entry),
  ]
  expect(new Set(texts).size).toBe(texts.length)
})

test('an entry without particulars has an empty payload, and nothing is left undefined', () => {
  const [entry] = chainOf([{ type: 'desk.created' }])
  expect(entry).toMatchObject({ payload: '{}', tenantId: null, ticketId: null, categoryId: null, level: null })
})
