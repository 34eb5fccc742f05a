import { expect, test } from 'vitest'
import { isTimeZone } from '../../../src/kit/time/time-zone'

test.each(['Europe/Berlin', 'europe/berlin', 'America/Sao_Paulo', 'UTC', 'Etc/GMT+3', 'CET'])(
  '%s is a zone',
  (zone) => {
    expect(isTimeZone(zone)).toBe(true)
  },
)

test.each(['', 'Z', 'Mars/Olympus', '+01:00', '-03', 'Europe/Berlin ', '2026-01-01T00:00Z', 'Berlin', 'GMT+25'])(
  '%j is none',
  (zone) => {
    expect(isTimeZone(zone)).toBe(false)
  },
)
