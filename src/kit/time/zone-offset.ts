/** How far a local clock is ahead of UTC (milliseconds), and the instant up to which that surely holds. */
export interface ZoneOffset {
  offset: number
  until: number
}

type OffsetAt = (instant: number) => ZoneOffset

const day = 24 * 60 * 60_000

/**
 * How far the local clock of a zone is ahead of UTC, from an instant on. `zone` is an IANA name; an unknown one throws
 * RangeError.
 *
 * To make the first format of `Intl` takes Node.js 15 to 20 ms, half of what a whole command does. `Date` knows the same
 * zones and shows the one that `TZ` names, a whole year in 0.3 ms. So it is asked for years, which are remembered.
 */
export function offsetsOf(zone: string): OffsetAt {
  const known = knownZones.get(zone)
  if (known !== undefined) return known
  const offsets: OffsetAt =
    zone === 'UTC' ? () => ({ offset: 0, until: Number.POSITIVE_INFINITY }) : offsetsByYear(clockOf(zone))
  knownZones.set(zone, offsets)
  return offsets
}

const knownZones = new Map<string, OffsetAt>()

function offsetsByYear(clock: Clock): OffsetAt {
  const years = new Map<number, readonly ZoneOffset[]>()
  return (instant) => {
    const year = new Date(instant).getUTCFullYear()
    const offsets = years.get(year) ?? clock((shownAt) => offsetsIn(year, shownAt))
    years.set(year, offsets)
    return offsets.find(({ until }) => instant < until) ?? { offset: 0, until: instant }
  }
}

/** The offsets of a year in their order. No clock is changed and changed back within a day. */
function offsetsIn(year: number, shownAt: ShownAt): ZoneOffset[] {
  const [begin, end] = [new Date(0).setUTCFullYear(year), new Date(0).setUTCFullYear(year + 1)]
  const offsets: ZoneOffset[] = []
  let offset = shownAt(begin) - begin
  for (let from = begin; from < end; from += day) {
    const next = shownAt(from + day) - from - day
    if (next !== offset) offsets.push({ offset, until: lastInstant(from, from + day, offset, shownAt) + 1 })
    offset = next
  }
  return [...offsets, { offset, until: end }]
}

/** The last instant at which that offset holds; it does at `from`, and no longer at `to`. */
function lastInstant(from: number, to: number, offset: number, shownAt: ShownAt): number {
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (shownAt(middle) - middle === offset) low = middle
    else high = middle
  }
  return low
}

/** What the local clock shows at an instant, as if it were UTC. */
type ShownAt = (instant: number) => number
/** Lets somebody look at a local clock for as long as a function runs. */
type Clock = <T>(look: (shownAt: ShownAt) => T) => T

/** Other names might be read as a rule of the POSIX kind: `FOO5`. */
const plainName = /^[A-Z][A-Za-z_]*(\/[A-Z][A-Za-z_-]*)+$/
/** Whatever differs from UTC does so at one of them; in 1850 every place had its own mean time. */
const telling = [Date.UTC(1850, 0), Date.UTC(2026, 0), Date.UTC(2026, 6)]

function clockOf(zone: string): Clock {
  const clock = clockOfDate(zone)
  // An unknown name is shown as UTC, without a word.
  const isShown = (shownAt: ShownAt): boolean => telling.some((instant) => shownAt(instant) !== instant)
  return plainName.test(zone) && clock(isShown) ? clock : clockOfFormat(zone)
}

function clockOfDate(zone: string): Clock {
  return (look) => {
    const before = process.env.TZ
    process.env.TZ = zone
    try {
      return look(shownByDate)
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
  }
}

function shownByDate(instant: number): number {
  const date = new Date(instant)
  const shown = new Date(0)
  shown.setUTCFullYear(date.getFullYear(), date.getMonth(), date.getDate())
  return shown.setUTCHours(date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds())
}

function clockOfFormat(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, calendar: 'iso8601', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  })
  return (look) => look((instant) => shownByFormat(format, instant))
}

function shownByFormat(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type as string, Number(value)]))
  const partOf = (name: string): number => parts.get(name) ?? 0
  const shown = new Date(0)
  shown.setUTCFullYear(partOf('year'), partOf('month') - 1, partOf('day'))
  const milliseconds = ((instant % 1000) + 1000) % 1000
  return shown.setUTCHours(partOf('hour'), partOf('minute'), partOf('second'), milliseconds)
}
