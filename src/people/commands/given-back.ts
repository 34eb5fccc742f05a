import type { Reader } from '../../store/schema'
import type { Words } from '../../words/catalogue'
import { countHeldTickets } from '../held-ticket-store'
import { findUser } from '../user-store'

/** What came of a deed on somebody, and in words what they gave back by it; nothing where that is nothing. */
export async function withGivenBack<T>(
  db: Reader,
  address: string,
  words: Words,
  deed: () => Promise<T>,
): Promise<{ result: T; givenBack: string[] }> {
  const user = await findUser(db, address)
  const before = user === undefined ? 0 : await countHeldTickets(db, user.id)
  const result = await deed()
  if (user === undefined || before === 0) return { result, givenBack: [] }
  const count = before - (await countHeldTickets(db, user.id))
  return { result, givenBack: count > 0 ? [words.givesBack(count)] : [] }
}
