import { TestDesk } from '../kit/test-desk'

/** A desk of two levels, and tenant nord with a first level of its own; süd has none. */
export async function twoLevels(): Promise<TestDesk> {
  const desk = await new TestDesk().init('--preset', 'online-advice')
  for (const name of ['nord', 'sued']) await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
  for (const [email, name, group] of [
    ['fritz@support.example', 'Fritz First', 'first-level'],
    ['sara@support.example', 'Sara Second', 'second-level'],
    ['lena@nord.example', 'Lena Line', 'first-level'],
    ['kim@nord.example', 'Kim Berg', 'user'],
    ['udo@sued.example', 'Udo User', 'user'],
  ] as const) {
    await desk.json('user', 'add', email, '--name', name, '--group', group)
  }
  return desk
}
