import { type Desk, deskFor } from '../../src/desk'
import { readGlobals } from '../../src/kit/globals'
import { TestDesk } from './test-desk'

export interface Listening {
  desk: Desk
  /** Everything that was written so far. */
  printed: { stdout: string; stderr: string }
}

/** A desk for trying single tools: nothing is run, what they write is kept. */
export async function listeningDesk(
  options: {
    output?: string
    terminal?: boolean
    columns?: number
    rows?: number
    flags?: Readonly<Record<string, unknown>>
    environment?: Readonly<Record<string, string>>
    page?: (text: string) => Promise<void>
  } = {},
): Promise<Listening> {
  const { terminal = false, columns = 80, rows = 50 } = options
  const printed = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof printed) => ({
    isTerminal: terminal,
    columns,
    rows,
    write: (text: string) => {
      printed[name] += text
    },
    writeBytes: () => true,
  })
  const world = new TestDesk({ ...(options.environment && { environment: options.environment }) }).world()
  const desk = await deskFor(
    { ...world, stdout: stream('stdout'), stderr: stream('stderr'), page: options.page },
    readGlobals(options.flags ?? {}, options.output),
  )
  return { desk, printed }
}
