import { spawn } from 'node:child_process'

/** Shows text in `PAGER` and waits until it is closed. A pager that cannot be started costs nothing: the text is printed. */
export async function page(text: string): Promise<void> {
  const pager = spawn('/bin/sh', ['-c', process.env.PAGER ?? 'cat'], {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS: 'FRX', ...process.env },
  })
  const ended = new Promise<number | null>((done) => {
    pager.on('error', () => done(127))
    pager.on('close', done)
  })
  pager.stdin.on('error', () => undefined)
  pager.stdin.end(text)
  // 126 and 127 are the shell's words for "could not be started".
  const status = await ended
  if (status === 126 || status === 127) process.stdout.write(text)
}
