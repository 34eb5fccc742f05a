import type { Desk } from '../desk'
import { firstResult, type Repeatable } from '../journal/idempotency'
import type { Json, JsonObject } from '../kit/json'
import { printChange } from '../kit/output'
import { doneLine, screenOf } from '../kit/screen'
import type { View } from '../kit/view'
import type { Reader } from '../store/schema'

/**
 * Prints what a removal gave the first time under its key, and says whether it did: what was removed is no more, and whoever
 * repeats the command would be told so otherwise. The deed gives its thing as its view has it (`removedJson`).
 */
export async function printedRemoved<T>(
  desk: Desk,
  { db, zone }: { db: Reader; zone: string },
  view: View<T>,
  call: Repeatable,
): Promise<boolean> {
  const earlier = await firstResult(db, call, desk.now())
  if (earlier === undefined || !isObject(earlier.result)) return false
  await printChange(desk, { ...view, toJson: (json: JsonObject) => json }, earlier.result, async () => {
    const screen = await screenOf(desk, zone)
    return doneLine(screen, screen.words.removedBefore)
  })
  return true
}

/** What is to be removed. */
export interface Removal<Words> {
  /** The words for it, by which a repetition is known. */
  typed: Words
  /** What they meant when somebody was asked whether that is meant: nothing else is removed. */
  meant: string
  /** What the removal gives, also when it is repeated. */
  gives: JsonObject
}

/** A thing as the first result of its removal. */
export function removedJson<T>(view: View<T>, thing: T): JsonObject {
  return { ...view.toJson(thing) }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
