import { expect, test } from 'vitest'
import { MailServer } from '../kit/mail-server'
import { TestDesk } from '../kit/test-desk'
import { post, states } from './posted-mail'

async function deskWith(port: number, scheme = 'smtp'): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.run('config', 'set', 'mail.smtp-url', `${scheme}://127.0.0.1:${port}`)
  return desk
}

test('mail that is due goes out once', async () => {
  const server = await MailServer.start()
  const desk = await deskWith(server.port)
  await post(desk, {}, {}, {}, { dueAt: new Date(desk.now.getTime() + 60_000) })
  const first = await desk.run('mail', 'send')
  expect(first).toEqual({ exitCode: 0, stdout: '3 mails sent\n', stderr: '' })
  expect(server.mails.map(({ to }) => to[0] ?? '').sort((a, b) => a.localeCompare(b))).toEqual(
    [0, 1, 2].map((index) => `anna${index}@acme.example`),
  )
  expect(await states(desk)).toEqual(['accepted', 'accepted', 'accepted', 'queued'])
  expect(await desk.run('mail', 'send')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  desk.later(60_000)
  expect((await desk.run('mail', 'send')).stdout).toBe('1 mail sent\n')
  expect(server.mails).toHaveLength(4)
})
