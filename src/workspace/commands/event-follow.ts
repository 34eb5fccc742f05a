import type { Desk } from '../../desk'
import { readHead } from '../../journal/store'
import { checkChoice } from '../../kit/choice'
import { printMany } from '../../kit/output'
import { formatOf } from '../../kit/output-format'
import { pause } from '../../kit/pause'
import { screenOf } from '../../kit/screen'
import { formatLocal } from '../../kit/time/format-local'
import { defineVerb } from '../../kit/verb'
import { loadWorkspaceWords } from '../../words/catalogue'
import { eventFacts, eventLine, eventView } from '../event-view'
import { eventById, readEvents, type ShownEvent } from '../read-events'
import { eventScope } from './event-list'

/** How often it is looked whether something happened. */
const interval = 500

/** Prints events as they come, until somebody interrupts it or nobody reads any more. */
export const eventFollow = defineVerb({
  declare: (command) => command.option('--all').option('--from <event>'),
  output: { many: eventView },
  async run(desk, flags) {
    const lines = lineByLine(desk)
    const all = flags.all === true
    const { store, tenant, visibility } = await eventScope(desk, all)
    const from = flags.from === undefined ? undefined : await eventById(store.db, flags.from, tenant?.id, visibility)
    const position = from?.position ?? (await readHead(store.db)).position
    let interrupt = (): void => undefined
    const interrupted = new Promise<void>((resolve) => {
      interrupt = resolve
    })
    let isOver = false
    const stop = desk.world.onInterrupt(() => {
      isOver = true
      interrupt()
    })
    try {
      await follow(lines, all, position, interrupted, () => isOver)
    } finally {
      stop()
    }
  },
})

async function follow(
  desk: Desk,
  all: boolean,
  from: number,
  interrupted: Promise<void>,
  isOver: () => boolean,
): Promise<void> {
  const { db } = await desk.store()
  let seen = from
  // Nothing written tells whether somebody still reads.
  while (!isOver() && desk.stdout.writeBytes(new Uint8Array())) {
    const { position } = await readHead(db)
    if (position > seen) await printNews(desk, all, { after: seen, upTo: position })
    seen = position
    await pause(interval, interrupted)
  }
}

/** Whoever follows may have been shut out since: that is looked at anew before anything is told. */
async function printNews(desk: Desk, all: boolean, { after, upTo }: { after: number; upTo: number }): Promise<void> {
  const { store, zone, tenant, visibility } = await eventScope(desk, all)
  const filter = { after, ...(tenant === null ? {} : { tenantId: tenant.id }) }
  // What came while this was asked comes with the next look.
  const events = (await readEvents(store.db, filter, visibility)).filter(({ position }) => position <= upTo)
  if (events.length > 0) await printMany(desk, eventView, events, () => screenLines(desk, zone, events))
}

async function screenLines(desk: Desk, zone: string, events: readonly ShownEvent[]): Promise<string> {
  const words = await loadWorkspaceWords(desk.language)
  const screen = await screenOf(
    desk,
    zone,
    events.flatMap((event) => eventFacts(words, event)),
  )
  return events
    .map((event) => {
      const when = formatLocal(event.createdAt, zone, screen.language, 'day', screen.now)
      return `${screen.paint.dim(when)} ${eventLine(screen, words, event)}`
    })
    .join('\n')
}

/** An array would have no end: with `--json` there is one object on each line, and there is no header to come again. */
function lineByLine(desk: Desk): Desk {
  const format = checkChoice('--output', formatOf(desk), ['table', 'json', 'ndjson', 'tsv'])
  const globals = { ...desk.globals, output: format === 'json' ? 'ndjson' : format }
  return Object.create(desk, { globals: { value: globals }, page: { value: undefined } }) as Desk
}
