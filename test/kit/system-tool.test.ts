import { expect, test } from 'vitest'
import { runTool } from '../../src/kit/system-tool'

const environment = { PATH: process.env.PATH }
const short = { limit: 200, toEnd: 200 }

function shell(script: string, time = short) {
  return runTool('/bin/sh', ['-c', script], 'what it is given', environment, time)
}

test('a tool that is quick enough is not ended', async () => {
  expect(await shell('cat; echo no >&2; exit 3', { limit: 60_000, toEnd: 0 })).toEqual({
    exitCode: 3,
    stdout: 'what it is given',
    stderr: 'no\n',
    isEnded: false,
  })
})

test('one that hangs is asked to end, and what it said by then is known', async () => {
  expect(await shell('echo began; exec sleep 600')).toEqual({
    exitCode: null,
    stdout: 'began\n',
    stderr: '',
    isEnded: true,
  })
  expect(await shell("trap 'echo cleaned up; exit 7' TERM; while :; do sleep 0.05; done")).toMatchObject({
    exitCode: 7,
    isEnded: true,
  })
})

test('one that will not end is made to', async () => {
  expect(await shell("trap '' TERM; while :; do sleep 0.05; done")).toMatchObject({ exitCode: null, isEnded: true })
})

test('nobody waits for what it leaves behind', async () => {
  const began = Date.now()
  const ended = await shell('echo done; sleep 20 & exit 0')
  expect(ended).toMatchObject({ exitCode: 0, stdout: 'done\n', isEnded: false })
  expect(Date.now() - began).toBeLessThan(10_000)
})

test('a tool that is not there is nothing', async () => {
  expect(await runTool('/nowhere/tool', [], '', environment, short)).toBeUndefined()
})
