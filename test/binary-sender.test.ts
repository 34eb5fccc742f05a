import { expect, test } from 'vitest'
import { BuiltDesk } from './kit/built-desk'
import { MailServer } from './kit/mail-server'
import { helpdeskInTerminal } from './kit/pseudo-terminal'

// At a terminal a sender starts by itself; through a pipe, and with mail.deliver=cron, mail waits for cron.

async function sendingDesk(): Promise<{ desk: BuiltDesk; server: MailServer; arrived: Promise<void> }> {
  const desk = await BuiltDesk.withTicket()
  let come: () => void = () => undefined
  const arrived = new Promise<void>((resolve) => {
    come = resolve
  })
  const server = await MailServer.start({
    content: () => {
      come()
      return undefined
    },
  })
  // What was caused before has been sent.
  const store = await desk.twin.store()
  await store.write((tx) => tx.updateTable('outbox').set({ state: 'accepted', next_attempt_at: null }).execute())
  await store.close()
  await desk.json(['config', 'set', 'desk.domain', 'support.example'])
  await desk.json(['config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`])
  await desk.json(['config', 'set', 'mail.undo-window', '0s'])
  return { desk, server, arrived }
}

async function replyAtTerminal({ home }: BuiltDesk, text: string): Promise<string> {
  const terminal = helpdeskInTerminal(['reply', '1', '-m', text], { home, environment: { LC_ALL: 'en_GB.UTF-8' } })
  expect(await terminal.ended()).toBe(0)
  return terminal.text
}

test('what is written at a terminal goes out by itself, once', async () => {
  const { desk, server, arrived } = await sendingDesk()
  expect(await replyAtTerminal(desk, 'Which bank?')).toContain('goes to anna@acme.example')
  await arrived
  expect(server.mails.map(({ to }) => to)).toEqual([['anna@acme.example']])
  const accepted = () => desk.json<unknown[]>(['mail', 'queue', '--state', 'accepted'])
  await expect.poll(async () => (await accepted()).length, { timeout: 10_000 }).toBeGreaterThan(1)
})

test('and through a pipe, or where cron is to send, it waits', async () => {
  const { desk, server } = await sendingDesk()
  await desk.json(['reply', '1', '-m', 'Which bank?'])
  await desk.json(['config', 'set', 'mail.deliver', 'cron'])
  await replyAtTerminal(desk, 'Which file?')
  expect(await desk.json<unknown[]>(['mail', 'queue', '--state', 'queued'])).toHaveLength(2)
  expect(server.connections).toBe(0)
  await desk.text(['cron', 'run', '--quiet'])
  expect(server.mails).toHaveLength(2)
})
