import { expect, test } from 'vitest'
import { runRepeated, valuesOf } from '../../src/store/repeated'
import { TestDesk } from '../kit/test-desk'

test('a query that comes again runs with the new values, and never with more or fewer than it has places for', async () => {
  const desk = await new TestDesk().init()
  for (const name of ['acme', 'beta']) await desk.json('tenant', 'add', name, '--title', `${name} Ltd`)
  const store = await desk.store()
  const titles = async (...names: string[]) =>
    runRepeated(store.db, 'titles', names, () =>
      store.db.selectFrom('tenants').select('title').where('name', 'in', names),
    )
  expect(await titles('acme', 'gamma')).toEqual([{ title: 'acme Ltd' }])
  expect(await titles('gamma', 'beta')).toEqual([{ title: 'beta Ltd' }])
  await expect(titles('acme')).rejects.toThrow('titles has not 1 values')
  await store.close()
})

test('values are in the order of the columns of the first row, whatever that of the others is', () => {
  expect(
    valuesOf([
      { a: 1, b: 'x' },
      { b: 'y', a: 2 },
    ]),
  ).toEqual([1, 'x', 2, 'y'])
})
