import { expect, test } from 'vitest'
import { growthByFour, linear } from './growth'

test('what grows with the size is told from what grows with its square', () => {
  const sum = (size: number): number => {
    let total = 0
    for (let one = 0; one < size; one += 1) total += Math.sqrt(one)
    return total
  }
  expect(growthByFour((size) => sum(size * 1000), 1000)).toBeLessThan(linear)
  expect(growthByFour((size) => sum(size * size), 1000)).toBeGreaterThan(linear)
})
