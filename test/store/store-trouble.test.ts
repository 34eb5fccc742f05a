import { expect, test } from 'vitest'
import { DeskError } from '../../src/kit/errors'
import { storeTrouble } from '../../src/store/store-trouble'

test.each([
  ['SQLITE_BUSY', 'database-busy', 75],
  ['SQLITE_BUSY_SNAPSHOT', 'database-busy', 75],
  ['SQLITE_LOCKED', 'database-busy', 75],
  ['SQLITE_NOTADB', 'not-a-database', 78],
  ['SQLITE_CORRUPT', 'database-damaged', 78],
  ['SQLITE_CORRUPT_INDEX', 'database-damaged', 78],
  ['SQLITE_READONLY', 'database-not-writable', 78],
  ['SQLITE_READONLY_DIRECTORY', 'database-not-writable', 78],
  ['SQLITE_FULL', 'disk-full', 78],
  ['SQLITE_CANTOPEN', 'database-unreachable', 78],
  ['SQLITE_IOERR_READ', 'database-unreachable', 78],
])('%s is %s', (code, trouble, exitCode) => {
  const error = Object.assign(new Error('below'), { code })
  expect(storeTrouble(error, '/x.db')).toMatchObject({ trouble, exitCode, cause: error })
})

test.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_ERROR', 'SQLITE_MISUSE', 'ENOENT', ''])(
  '%j is no trouble of the database, but a bug',
  (code) => {
    expect(storeTrouble(Object.assign(new Error('below'), { code }), '/x.db')).toBeUndefined()
  },
)

test('a refusal stays what it is, anything without a code is none', () => {
  const refusal = new DeskError('ticket-closed', { number: 1 })
  expect(storeTrouble(refusal, '/x.db')).toBe(refusal)
  for (const error of [new Error('x'), 'x', undefined, null]) expect(storeTrouble(error, '/x.db')).toBeUndefined()
})
