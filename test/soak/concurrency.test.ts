import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runBuilt, scratchHome } from '../kit/built-program'
import { expectSoundJournal, initDesk, numbersUpTo, openAtOnce, openTicket } from '../kit/crowd'

test('eight processes opening 50 tickets each at once get the numbers 1 to 400', async () => {
  const home = scratchHome()
  await initDesk(home)
  expect(await openAtOnce(home, 8, 50)).toEqual(numbersUpTo(400))
  await expectSoundJournal(home)
  const { stdout } = await runBuilt(['list', '--all', '--sort', 'number', '--fields', 'number'], { home })
  expect(stdout.trim().split('\n').map(Number)).toEqual(numbersUpTo(400))
})

test('of five processes that make the same desk exactly one does', async () => {
  for (let round = 1; round <= 10; round += 1) {
    const home = scratchHome()
    const runs = await Promise.all(
      Array.from({ length: 5 }, (_, person) =>
        runBuilt(['init', '--admin', `person-${person}@support.example`, '--json'], { home }),
      ),
    )
    const codes = runs.map(({ exitCode }) => Number(exitCode)).sort((one, other) => one - other)
    expect(codes, runs.map(({ stderr }) => stderr).join('')).toEqual([0, 1, 1, 1, 1])
    for (const { exitCode, stderr } of runs) if (exitCode === 1) expect(stderr).toContain('"desk-exists"')

    const administrator = runs.findIndex(({ exitCode }) => exitCode === 0)
    const asked = await runBuilt(['whoami', '--fields', 'email'], { home })
    expect(asked).toMatchObject({ exitCode: 0, stdout: `email\tperson-${administrator}@support.example\n` })
    await runBuilt(['tenant', 'add', 'acme', '--domain', 'acme.example'], { home })
    expect(await openTicket(home, 'The first one')).toBe(1)
    await expectSoundJournal(home)
    expect(readdirSync(home).sort()).toEqual(['cache', 'credentials.json', 'helpdesk.db', 'helpdesk.key'])
  }
})
