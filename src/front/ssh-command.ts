import type { Desk, World } from '../desk'
import { DeskError } from '../kit/errors'
import { noGlobals } from '../kit/globals'
import { splitWords } from '../kit/shell-words'
import { defineVerb, type Noun } from '../kit/verb'
import type { ExitCode } from '../words/troubles'

type Run = (words: readonly string[], world: World) => Promise<ExitCode>

/** What of the environment may come from outside: language, time zone, and what the terminal can show. */
const fromOutside = /^(HOME|PATH|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|TZ|LANG|LC_[A-Z]+)$/

/** The ssh door: `serve` is what sshd starts for each person who comes, `authorized-keys` tells it to. */
export function sshWith(run: Run): Noun {
  return {
    verbs: {
      serve: async () => serveWith(run),
      'authorized-keys': async () => (await import('./commands/authorized-keys')).authorizedKeys,
    },
  }
}

function serveWith(run: Run) {
  return defineVerb({
    declare: (command) => command.argument('<key-id>').option('--key-file <path>'),
    output: { text: true },
    run: async (desk, keyId, flags) => serve(desk, run, keyId, flags.keyFile),
  })
}

/** Runs what the person typed after `ssh desk`, in a world of its own; the exit code is the inner command's. */
async function serve(desk: Desk, run: Run, keyId: string, keyFile: string | undefined): Promise<ExitCode> {
  const world = behindTheDoor(desk, keyId, keyFile)
  let words: string[]
  try {
    words = splitWords(desk.environment.SSH_ORIGINAL_COMMAND ?? '')
  } catch (error) {
    const { report } = await import('../kit/report')
    return report(error, world, undefined, noGlobals)
  }
  return run(words, world)
}

/**
 * The world as it looks from behind the door: the desk that the forced command names and no other, no file, no pager, no
 * editor, and of the environment nothing that could lead anywhere else.
 */
function behindTheDoor(desk: Desk, keyId: string, keyFile: string | undefined): World {
  const { world, globals } = desk
  const absolute = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : world.absolutePath(path)
  const places = {
    HELPDESK_HOME: absolute(globals.home),
    HELPDESK_DB: absolute(globals.database),
    HELPDESK_KEY_FILE: absolute(keyFile),
  }
  const own = Object.values(places)
  return {
    ...world,
    environment: {
      ...Object.fromEntries(Object.entries(world.environment).filter(([name]) => fromOutside.test(name))),
      ...places,
    },
    door: { keyId },
    page: undefined,
    // The screen is at the other end.
    openLink: async () => false,
    absolutePath: (path) => {
      if (own.includes(path)) return path
      throw new DeskError('path-over-ssh', { name: null })
    },
  }
}
