import type { Desk } from '../desk'
import type { DeskKey } from '../store/desk-key'
import type { Tx } from '../store/schema'
import { openCodes, saveSealed } from './code-store'
import { rekeyed } from './kept-code'

/**
 * Keeps the codes that can still be redeemed under another key. One that was altered stays as it is: it let nobody in
 * before, and does not afterwards. Gives how many there were.
 */
export async function rekeyCodes(desk: Desk, tx: Tx, from: DeskKey, to: DeskKey): Promise<number> {
  const codes = (await openCodes(tx)).flatMap((kept) => rekeyed(from, to, kept, desk.randomBytes(12)) ?? [])
  for (const code of codes) await saveSealed(tx, code)
  return codes.length
}
