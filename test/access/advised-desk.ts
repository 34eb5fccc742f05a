import { TestDesk } from '../kit/test-desk'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export interface Code {
  tenant: string
  code: string
  expiresAt: string
  secondsLeft: number
}

export interface ShownGrant {
  id: string
  tenant: string
  advisor: { email: string; name: string | null }
  kind: string
  startedAt: string
  endsAt: string | null
  endedAt: string | null
  endReason: string | null
  ticket: number | null
  agreedWith: string | null
}

/**
 * Acme and beta, each with an administrator (boss), somebody else (anna) and a ticket of hers: 1 is acme's, 2 beta's; two
 * advisors, and Fred of the first level.
 */
export async function advisedDesk(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  for (const name of ['acme', 'beta']) {
    await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
    await desk.json('user', 'add', `boss@${name}.example`, '--group', 'admin')
    await desk.json('user', 'add', `anna@${name}.example`)
    await desk.json('open', `for ${name}`, '--for', `anna@${name}.example`)
  }
  await desk.json('user', 'add', 'fred@support.example', '--group', 'first-level')
  for (const name of ['adv', 'eve']) await desk.json('user', 'add', `${name}@support.example`, '--group', 'advisor')
  return desk
}

/** The code of a tenant, read out by its administrator. */
export async function codeOf(desk: TestDesk, tenant = 'acme', ...flags: string[]): Promise<string> {
  await desk.as(`boss@${tenant}.example`)
  return (await desk.json<Code>('code', ...flags)).code
}

/** An advisor comes in by a code, and acts from then on. */
export async function letIn(desk: TestDesk, tenant = 'acme', ...flags: string[]): Promise<ShownGrant> {
  const code = await codeOf(desk, tenant)
  await desk.as('adv@support.example')
  return desk.json<ShownGrant>('redeem', tenant, code, ...flags)
}

/** A code with a right check symbol that is not this one. */
export function otherThan(code: string): string {
  return code === '7KQ2-9MXD-4' ? '0000-0000-0' : '7KQ2-9MXD-4'
}
