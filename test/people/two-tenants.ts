import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TestDesk } from '../kit/test-desk'

export const password = 'blue kettle sings twice'

/**
 * Two organisations, acme and beta, each with an administrator (boss) and a user; Fred of the desk's first level; and an
 * advisor, who sees no tenant. `password` is a file with a good one.
 */
export async function twoTenants(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  for (const name of ['acme', 'beta']) {
    await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
    await desk.json('user', 'add', `boss@${name}.example`, '--group', 'admin')
    await desk.json('user', 'add', `anna@${name}.example`)
  }
  await desk.json('user', 'add', 'fred@support.example', '--group', 'first-level')
  await desk.json('user', 'add', 'adv@support.example', '--group', 'advisor')
  writeFileSync(join(desk.home, 'password'), `${password}\n`)
  return desk
}
