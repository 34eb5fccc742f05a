import { expect, test } from 'vitest'
import { scratchHome } from './kit/built-program'
import { expectSoundJournal, initDesk, numbersUpTo, openAtOnce } from './kit/crowd'

test('eight people at once get numbers without gap and without doubles', { timeout: 60_000 }, async () => {
  const home = scratchHome()
  await initDesk(home)
  expect(await openAtOnce(home, 8, 5)).toEqual(numbersUpTo(40))
  await expectSoundJournal(home)
})
