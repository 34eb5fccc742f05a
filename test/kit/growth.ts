/**
 * How many times longer something takes that is four times as large: about 4 where the time grows with the size, 16 where it
 * grows with its square. A busy machine only ever adds time, for a while: so the best of several counts, and no seconds.
 */
export function growthByFour(work: (size: number) => void, size: number): number {
  work(size)
  const small = best(() => work(size))
  return best(() => work(4 * size)) / small
}

/** Between 4 and 16: more is no growth with the size. */
export const linear = 10

function best(work: () => void): number {
  return Math.min(...Array.from({ length: 5 }, () => spentOn(work)))
}

function spentOn(work: () => void): number {
  const started = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(started)
  return user + system
}
