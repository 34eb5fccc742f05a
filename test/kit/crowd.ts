import { expect } from 'vitest'
import { runBuilt } from './built-program'

/** Makes a desk in that folder, with one tenant, by the built program. */
export async function initDesk(home: string): Promise<void> {
  const made = await runBuilt(['init', '--admin', 'jana@support.example'], { home })
  expect(made).toMatchObject({ exitCode: 0, stderr: '' })
  const tenant = await runBuilt(['tenant', 'add', 'acme', '--domain', 'acme.example'], { home })
  expect(tenant).toMatchObject({ exitCode: 0, stderr: '' })
}

/** Opens one ticket, and gives its number as the program printed it. */
export async function openTicket(home: string, subject: string): Promise<number> {
  const opened = await runBuilt(['open', subject, '--for', 'anna@acme.example', '-m', subject, '--json'], { home })
  expect(opened).toMatchObject({ exitCode: 0, stderr: '' })
  return numberIn(opened.stdout)
}

/** The number of the ticket that the program printed as JSON. */
export function numberIn(json: string): number {
  const ticket = JSON.parse(json) as { number: number }
  return ticket.number
}

/** Several people at once, each opening tickets one after the other; gives all numbers that were printed, sorted. */
export async function openAtOnce(home: string, people: number, each: number): Promise<number[]> {
  const numbers = await Promise.all(
    Array.from({ length: people }, async (_, person) => {
      const own: number[] = []
      for (let turn = 1; turn <= each; turn += 1)
        own.push(await openTicket(home, `Request ${turn} of person ${person}`))
      return own
    }),
  )
  return numbers.flat().sort((one, other) => one - other)
}

/** All numbers from 1 to `last`. */
export function numbersUpTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}

/** The journal's chain holds from its first entry to its head. */
export async function expectSoundJournal(home: string): Promise<void> {
  const verdict = await runBuilt(['audit', 'verify', '--json'], { home })
  expect(verdict).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(verdict.stdout)).toMatchObject({ sound: true })
}
