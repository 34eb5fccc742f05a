import { TestDesk } from '../kit/test-desk'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const anna = 'anna@acme.example'
export const jana = 'jana@support.example'

/** A desk in Berlin that is open on weekdays from 9 to 18, and what it promised; the clock stands where `at` says. */
export async function deskWith(at: string, ...levels: readonly (readonly string[])[]): Promise<TestDesk> {
  const desk = new TestDesk()
  desk.now = new Date(at)
  await desk.init('--preset', 'online-advice')
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  for (const level of levels) await desk.json('sla', 'set', ...level)
  return desk
}

/** Goes on to a local time of Berlin: `2027-03-08 12:30`, in winter as in summer. */
export function at(desk: TestDesk, local: string): TestDesk {
  const utc = Date.parse(`${local.replace(' ', 'T')}:00Z`)
  const offset = [1, 2].find((hours) => localOf(new Date(utc - hours * hour)) === local) ?? 0
  desk.now = new Date(utc - offset * hour)
  return desk
}

export function localOf(instant: Date | string | null): string | null {
  if (instant === null) return null
  return new Date(instant).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).slice(0, 16)
}

/** When a ticket is due, in local time. */
export async function dueOf(desk: TestDesk, number = '1'): Promise<string | null> {
  const { dueAt } = await desk.json<{ dueAt: string | null }>('show', number)
  return localOf(dueAt)
}

export interface ToldEvent {
  type: string
  attributes: { ticket: number; metric: string; level: number; dueAt: string }
}

/** What was told of clocks: `breached 1 first-answer`. */
export async function toldBy(desk: TestDesk): Promise<string[]> {
  const events = await desk.json<ToldEvent[]>('event', 'list')
  return events
    .filter(({ type }) => type.startsWith('sla.'))
    .map(({ type, attributes: { ticket, metric } }) => `${type.slice(4)} ${ticket} ${metric}`)
}
