import { beforeAll, describe, expect, test } from 'vitest'
import { runBuilt } from '../kit/built-program'
import { expectedOutcomes, type RoleDesk, roleDesk, rows } from '../kit/role-table'

/** Every command by everybody, each in a process of the built program. */
let desk: RoleDesk

beforeAll(async () => {
  desk = await roleDesk(async (home, environment, words) => (await runBuilt(words, { home, environment })).exitCode)
})

describe('may or may not', () => {
  test.concurrent.each(rows.map((row) => [row.words.join(' '), row] as const))('%s', async (_, row) => {
    expect(await desk.outcomes(row.words)).toEqual(expectedOutcomes(row))
  })
})
