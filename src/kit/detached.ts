import { spawn } from 'node:child_process'

/** Starts a program that outlives this one and says nothing: it has no terminal, and nobody waits for it. */
export function startDetached(
  [program = '', ...words]: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const started = spawn(program, words, { detached: true, stdio: 'ignore', env: environment })
  // Where it cannot be started, cron does its work.
  started.on('error', () => undefined)
  started.unref()
}
