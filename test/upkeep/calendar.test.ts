import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

const office = ['calendar', 'set', '--hours', 'mon-thu=09:00-12:00,13:00-18:00 fri=09:00-15:00']

interface Shown {
  timeZone: string
  hours: string
  region: string | null
  closingDays: { day: string; name: string | null }[]
  holidays: { day: string; name: string }[]
}

/** Thursday, 5 March 2026, 13:00 in Berlin. */
async function berlin(...flags: string[]): Promise<TestDesk> {
  return new TestDesk().init(...flags)
}

describe('the calendar', () => {
  test('of a new desk is its preset’s', async () => {
    expect(await (await berlin()).json('calendar', 'show')).toMatchObject({
      timeZone: 'Europe/Berlin',
      hours: 'mon-fri=09:00-17:00',
      region: null,
      holidays: [],
    })
    const erp = await berlin('--preset', 'erp')
    expect(await erp.json('calendar', 'show')).toMatchObject({ hours: 'mon-fri=09:00-18:00', region: 'DE' })
    const swiss = await berlin('--country', 'CH')
    expect(await swiss.json('calendar', 'show')).toMatchObject({ region: 'CH' })
  })

  test('is set, shown as it is then, and each change stands in the journal once', async () => {
    const desk = await berlin()
    const set = await desk.json<Shown>(...office, '--region', 'de-bw', '--time-zone', 'Europe/Vienna')
    expect(set).toMatchObject({
      timeZone: 'Europe/Vienna',
      hours: 'mon-thu=09:00-12:00,13:00-18:00 fri=09:00-15:00',
      region: 'DE-BW',
    })
    expect(set.holidays.map(({ day }) => day)).toContain('2026-06-04')
    await desk.json(...office, '--region', 'DE-BW')
    await desk.json('calendar', 'set', '--no-region')
    const log = await desk.json<{ type: string; changes: object }[]>('log')
    expect(log.filter(({ type }) => /calendar|setting/.test(type)).map(({ changes }) => Object.keys(changes))).toEqual([
      ['desk.time-zone'],
      ['hours', 'region'],
      ['region'],
    ])
  })

  test('has closing days of the desk’s own', async () => {
    const desk = await berlin()
    await desk.json('calendar', 'holiday', 'add', '6.3.', '--name', 'Works outing')
    await desk.json('calendar', 'holiday', 'add', '2026-12-24')
    await desk.json('calendar', 'holiday', 'add', '2026-12-24', '--name', 'Christmas Eve')
    expect(await desk.json('calendar', 'holiday', 'list')).toEqual([
      { day: '2026-03-06', name: 'Works outing' },
      { day: '2026-12-24', name: 'Christmas Eve' },
    ])
    await desk.json('calendar', 'holiday', 'remove', '2026-12-24')
    await desk.json('calendar', 'holiday', 'remove', '2026-12-24')
    expect((await desk.json<Shown>('calendar', 'show')).closingDays).toHaveLength(1)
    const log = await desk.json<{ type: string }[]>('log')
    expect(log.filter(({ type }) => type === 'calendar.changed')).toHaveLength(4)
  })

  test('is everybody’s to see who is logged in, and the administrators’ to set', async () => {
    const desk = await berlin()
    await desk.json('user', 'add', 'fred@support.example', '--group', 'first-level')
    await desk.as('fred@support.example')
    expect(await desk.json('calendar', 'show')).toMatchObject({ hours: 'mon-fri=09:00-17:00' })
    expect(await desk.refused(...office)).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('calendar', 'holiday', 'add', 'tomorrow')).toMatchObject({ exitCode: 77 })
  })

  test.each([
    [['calendar', 'set'], 64, 'nothing-to-change'],
    [['calendar', 'set', '--hours', 'mon=09:00-12:00,11:00-13:00'], 65, 'wrong-hours'],
    [['calendar', 'set', '--hours', 'mon=18:00-09:00'], 65, 'wrong-hours'],
    [['calendar', 'set', '--time-zone', 'Europe/Berln'], 65, 'wrong-value'],
    [['calendar', 'set', '--region', 'FR'], 65, 'unknown-region'],
    [['calendar', 'set', '--region', 'DE-XX'], 65, 'unknown-region'],
    [['calendar', 'holiday', 'add', '31.02.'], 65, 'wrong-time'],
    [['calendar', 'holiday', 'add', '14:30'], 65, 'wrong-time'],
    [['calendar', 'holiday'], 0, ''],
    [['init', '--admin', 'x@y.example', '--country', 'FR'], 65, 'wrong-value'],
  ] as const)('%j ends with %s %s', async (words, exitCode, code) => {
    const desk = await berlin()
    if (exitCode === 0) expect((await desk.run(...words)).exitCode).toBe(0)
    else expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
  })
})

describe('hours', () => {
  test('say until when the desk can be reached, or from when on, to anybody', async () => {
    const desk = await berlin()
    await desk.json(...office)
    await desk.json('logout', '--yes')
    const open = { open: true, until: '2026-03-05T17:00:00.000Z', next: null, timeZone: 'Europe/Berlin' }
    expect(await desk.json('hours')).toEqual(open)
    desk.later(5 * 60 * 60_000)
    const closed = { open: false, until: null, next: '2026-03-06T08:00:00.000Z', timeZone: 'Europe/Berlin' }
    expect(await desk.json('hours')).toEqual(closed)
  })

  test('know public holidays and closing days, and are said in both languages', async () => {
    const desk = await berlin()
    await desk.json(...office, '--region', 'DE')
    await desk.json('calendar', 'holiday', 'add', '2026-04-02')
    // Wednesday evening before Easter: Thursday is the desk's own, then Good Friday, the weekend, Easter Monday.
    desk.now = new Date('2026-04-01T17:00:00Z')
    expect(await desk.json('hours')).toMatchObject({ open: false, next: '2026-04-07T07:00:00.000Z' })
    desk.terminal = true
    expect((await desk.run('hours', '--no-color')).stdout).toBe('The desk is closed, and back Tue 7 Apr 09:00\n')
    expect((await desk.run('hours', '--no-color', '--lang', 'de')).stdout).toBe(
      'Der Servicedesk ist geschlossen, wieder erreichbar Di. 7. Apr. 09:00\n',
    )
  })

  test('are said to whoever opens a ticket while nobody is there, and to nobody else', async () => {
    const desk = await berlin()
    const words = ['open', 'x', '--for', 'anna@acme.example', '--new-tenant', 'acme', '-m', 'y', '--no-color']
    desk.terminal = true
    expect((await desk.run(...words)).stdout).not.toContain('Closed')
    desk.later(12 * 60 * 60_000)
    const later = ['open', 'x', '--for', 'anna@acme.example', '-m', 'y', '--no-color']
    expect((await desk.run(...later)).stdout).toMatch(/\n {2}The desk is closed, and back today 09:00\n$/)
    desk.terminal = false
    expect((await desk.run(...later)).stdout).not.toContain('Closed')
  })

  test('of a desk that never opens have no next, of one that never closes no until', async () => {
    const desk = await berlin()
    await desk.json('calendar', 'set', '--hours', 'mon=')
    expect(await desk.json('hours')).toMatchObject({ open: false, until: null, next: null })
    await desk.json('calendar', 'set', '--hours', 'mon-sun=00:00-24:00')
    expect(await desk.json('hours')).toMatchObject({ open: true, until: null, next: null })
  })

  test('ask the library for holidays once a year and keep what it says', async () => {
    const desk = await berlin('--preset', 'erp')
    await desk.json('hours')
    const store = await desk.store()
    const years = await store.db.selectFrom('holidays').select('day').execute()
    await store.db.updateTable('holidays').set({ name_de: 'kept' }).execute()
    await store.close()
    expect(new Set(years.map(({ day }) => day.slice(0, 4))).size).toBe(8)
    expect((await desk.json<Shown>('calendar', 'show', '--lang', 'de')).holidays.length).toBeGreaterThan(8)
    desk.terminal = true
    expect((await desk.run('calendar', 'show', '--lang', 'de')).stdout).toContain('kept')
  })
})
