import { beforeAll, describe, expect, test } from 'vitest'
import { allVerbs } from '../src/kit/verb'
import { nouns } from '../src/main'
import { elsewhere, expectedOutcomes, header, type RoleDesk, roleDesk, roles, rows } from './kit/role-table'
import { TestDesk } from './kit/test-desk'

/** Every command by everybody, in this process; the same by the built program is part of the soak. */
let desk: RoleDesk

beforeAll(async () => {
  desk = await roleDesk(async (home, environment, words) => {
    const person = new TestDesk({ home, environment })
    person.now = new Date()
    return (await person.run(...words)).exitCode
  })
})

test('the table has a mark for everybody in every line', () => {
  expect(header.replaceAll('|', ' ').split(/\s+/)).toEqual(roles)
  expect(rows.filter(({ marks }) => marks.length !== roles.length)).toEqual([])
})

describe('may or may not', () => {
  // Passwords are hashed for everybody in their line, slowly, as they have to be.
  test.each(rows.map((row) => [row.words.join(' '), row] as const))(
    '%s',
    async (_, row) => {
      expect(await desk.outcomes(row.words)).toEqual(expectedOutcomes(row))
    },
    60_000,
  )
})

test('no command is missing in the table', async () => {
  const all = [...(await allVerbs(nouns)).keys()]
  const covered = all.filter((command) => rows.some(({ words }) => `${words.join(' ')} `.startsWith(`${command} `)))
  expect(all.filter((command) => !covered.includes(command))).toEqual(elsewhere)
})
