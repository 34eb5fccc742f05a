import type { TestDesk } from './test-desk'

/** The numbers of the tickets that `list` with these words shows to whoever acts. */
export async function ticketNumbers(desk: TestDesk, ...words: string[]): Promise<number[]> {
  return (await desk.json<{ number: number }[]>('list', ...words)).map(({ number }) => number)
}
