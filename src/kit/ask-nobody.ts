import type { Ask } from './ask'

/** For pipes, cron and `--no-input`: commands look at `available` first and refuse with the flag's name. */
export const askNobody: Ask = {
  available: false,
  line: unexpected,
  secret: unexpected,
  confirm: unexpected,
  key: unexpected,
  choose: unexpected,
  chooseSeveral: unexpected,
  edit: unexpected,
}

async function unexpected(question: string): Promise<never> {
  throw new Error(`nobody is there to be asked: ${question}`)
}
