/** The values in portions, in their order: an engine takes only so many in one statement. */
export function* portionsOf<T>(values: readonly T[]): Generator<readonly T[]> {
  const most = 500
  for (let start = 0; start < values.length; start += most) yield values.slice(start, start + most)
}
