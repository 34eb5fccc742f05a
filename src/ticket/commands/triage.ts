import type { Desk, World } from '../../desk'
import { instantFrom } from '../../hours/typed-instant'
import { isEscape } from '../../kit/ask'
import { DeskError, isTrouble } from '../../kit/errors'
import { printText } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { joinParts, type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb, type Verb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import { isInTeam } from '../../people/team-store'
import type { ExitCode } from '../../words/troubles'
import { readDetails } from '../details'
import { rememberShown } from '../last-shown'
import { listTickets } from '../list-store'
import { workplaceOf } from '../queue/next-ticket'
import { beginningOfQueue } from '../queue/queue-store'
import { deedOf, keysIn, type TriageDeed, type TriagePlace } from '../queue/triage-keys'
import { answerPreview, fittingTicket, keyLine, keyTable, placeLine, triageSummary } from '../queue/triage-screen'
import { throughView } from '../saved-view/commands/view-words'
import { ticketsByNumbers } from '../store'
import { knowsTeams } from '../team/ticket-team'
import type { Ticket } from '../ticket'
import type { TicketDetails } from '../ticket-view'
import { fillPlaceholders, placeholderValues } from '../topic/placeholder'
import { saidIn, type Topic } from '../topic/topic'
import { offeredTopics, searchTopics } from '../topic/topic-search'
import { findTopic, listTopics } from '../topic/topic-store'
import { lastDeeds } from '../undo-last'
import { drawnTicket } from './drawn-ticket'
import { checkListFlags, filterFrom, isNarrowed, type ListFlags, withListFlags } from './list-words'
import { nameNoNext } from './next-named'

type Run = (words: readonly string[], world: World) => Promise<ExitCode>
type Begun = Awaited<ReturnType<typeof beginning>>

/** Nobody goes through more at a time. */
const mostTickets = 500

/**
 * The queue ticket by ticket, with single keys. Each key is the command of its name, run as if it were typed: whatever that
 * does, refuses and says, it does here.
 */
export function triageWith(run: Run): Verb {
  return defineVerb({
    declare: (command) => withListFlags(command).option('--view <name>'),
    output: { text: true },
    async run(desk, flags) {
      if (!desk.canAsk || !isForPeople(desk)) throw new DeskError('terminal-needed', { command: 'triage' })
      await checkListFlags(desk, flags)
      const begun = await beginning(desk)
      workplaceOf(begun.actor)
      const tickets = await ticketsMeant(desk, begun, flags)
      if (tickets.length === 0) {
        const isChosen = flags.view !== undefined || isNarrowed(desk, flags)
        printText(desk, isChosen ? desk.words.noMatch : desk.words.nothingNext)
        return 0
      }
      nameNoNext(desk.world)
      return new Triage(desk, begun, run).through(tickets)
    },
  })
}

/** What flags or a view ask for, else what `next` would give one after the other. */
async function ticketsMeant(
  desk: Desk,
  begun: Begun,
  typed: ListFlags & { view?: string | undefined },
): Promise<Ticket[]> {
  const { store, actor, rules } = begun
  const visibility = visibilityOf(actor, rules)
  const now = desk.now()
  if (typed.view === undefined && !isNarrowed(desk, typed) && typed.sort === undefined) {
    const limit = typed.limit === undefined ? mostTickets : Number(typed.limit)
    return beginningOfQueue(store.db, visibility, workplaceOf(actor), { now, limit })
  }
  const { flags, tenant } =
    typed.view === undefined ? { flags: typed, tenant: desk.tenant } : await throughView(desk, begun, typed.view, typed)
  const words = await checkListFlags(desk, flags)
  const filter = await filterFrom(desk, { ...begun, db: store.db }, words, tenant)
  const { tickets } = await listTickets(store.db, visibility, filter, {
    now,
    sorting: words.sorting,
    limit: words.limit ?? mostTickets,
  })
  return tickets
}

type Turn = 'next' | 'quit' | { backTo: number }

class Triage {
  /** The numbers of the tickets to which something was done, once for each deed that stands. */
  private readonly deeds: number[] = []
  private readonly skipped = new Set<number>()

  constructor(
    private readonly desk: Desk,
    private readonly begun: Begun,
    private readonly run: Run,
  ) {}

  /** Goes through the tickets; the summary comes in any case. Ctrl-C leaves (130), and what was done stays done. */
  async through(tickets: readonly Ticket[]): Promise<ExitCode> {
    const exitCode = await this.each([...tickets])
    const handled = new Set(this.deeds)
    const skipped = [...this.skipped].filter((number) => !handled.has(number)).length
    const left = tickets.length - handled.size - skipped
    this.print(triageSummary(await this.screen(), { handled: handled.size, skipped, left }))
    return exitCode
  }

  private async each(queue: Ticket[]): Promise<ExitCode> {
    const { length } = queue
    try {
      for (let index = 0; index < length; ) {
        const ticket = queue[index]
        if (ticket === undefined) break
        const turn = await this.one(ticket, queue, index + 1)
        if (turn === 'quit') return 0
        index = turn === 'next' ? index + 1 : takenUpAgain(queue, index, turn.backTo)
      }
      return 0
    } catch (error) {
      if (isTrouble(error, 'interrupted')) return 130
      throw error
    }
  }

  private async one(before: Ticket, queue: readonly Ticket[], place: number): Promise<Turn> {
    const { number } = before
    this.skipped.delete(number)
    let details = await this.standing(before)
    for (;;) {
      if (details === undefined) return 'next'
      await this.show(details, place, queue.length)
      const turn = await this.turn(details, queue)
      if (turn !== 'again') return turn
      details = await this.standing(before)
    }
  }

  /** What becomes of a ticket that was shown; `again`: it has changed and is to be looked at anew. */
  private async turn(details: TicketDetails, queue: readonly Ticket[]): Promise<Turn | 'again'> {
    const { number } = details.ticket
    let seen: number | undefined = details.ticket.version
    const triagePlace = await this.placeOf(details.ticket)
    for (;;) {
      const deed = await this.askDeed(triagePlace)
      if (deed === 'quit') return 'quit'
      if (deed === 'skip') {
        this.skipped.add(number)
        return 'next'
      }
      if (deed === 'undo') {
        const undone = await this.takeBack()
        const other = undone.find((one) => one !== number && queue.some((ticket) => ticket.number === one))
        if (other !== undefined) return { backTo: other }
        if (undone.length > 0) return 'again'
        continue
      }
      const isDone = await this.carriedOut(deed, details, seen)
      const version = await this.versionOf(number)
      if (isDone && endsTurn.has(deed)) {
        this.deeds.push(number)
        return 'next'
      }
      if (version === seen) continue
      if (isDone && deed === 'take') triagePlace.isMine = true
      if (!isDone) return 'again'
      this.deeds.push(number)
      seen = version
    }
  }

  /** By which a deed is told from what was so already; undefined: the ticket can no longer be seen. */
  private async versionOf(number: number): Promise<number | undefined> {
    const { store, actor, rules } = this.begun
    return (await ticketsByNumbers(store.db, [number], visibilityOf(actor, rules))).get(number)?.version
  }

  /** Takes back what was done last, which may be another ticket's; gives the numbers of those that stand as before. */
  private async takeBack(): Promise<number[]> {
    const { store, actor, rules } = this.begun
    const last = await lastDeeds(store.db, actor, rules, this.desk.now()).catch(() => [])
    if (!(await this.runs(['undo']))) return []
    const numbers = last.map(({ ticket }) => ticket.number)
    for (const number of numbers) {
      const index = this.deeds.lastIndexOf(number)
      if (index !== -1) this.deeds.splice(index, 1)
    }
    return numbers
  }

  /** The ticket as it is by now; undefined, with a word, where somebody else has it meanwhile or it is done with. */
  private async standing(before: Ticket): Promise<TicketDetails | undefined> {
    const { store, actor, rules } = this.begun
    const options = { now: this.desk.now(), history: false }
    const { words } = this.desk
    try {
      const details = await readDetails(store.db, actor, rules, before.number, options)
      const { status } = details.ticket
      const other = await this.otherWhoHas(details.ticket, before)
      if (other !== undefined) await this.pass(before, words.triage.taken(before.number, other))
      else if (status !== before.status)
        await this.pass(before, words.triage.moved(before.number, words.statuses[status]))
      else return details
    } catch (error) {
      if (!isTrouble(error, 'ticket-not-found')) throw error
      await this.pass(before, words.triage.gone(before.number))
    }
    return undefined
  }

  /** Who has the ticket since then, if that is neither the actor nor a team of theirs. */
  private async otherWhoHas({ assignee, givenTeam }: Ticket, before: Ticket): Promise<string | undefined> {
    const { store, actor, rules } = this.begun
    if (assignee !== null) {
      const isNews = assignee.id !== actor.id && assignee.id !== before.assignee?.id
      return isNews ? safeText(assignee.name ?? assignee.email) : undefined
    }
    if (givenTeam === null || givenTeam.id === before.givenTeam?.id || !knowsTeams(actor, rules)) return undefined
    return (await isInTeam(store.db, givenTeam.id, actor.id)) ? undefined : this.desk.words.teamNamed(givenTeam.name)
  }

  private async pass({ number }: Ticket, word: string): Promise<void> {
    this.skipped.add(number)
    await this.say(word)
  }

  private async show(details: TicketDetails, place: number, all: number): Promise<void> {
    const { store, zone } = this.begun
    const { number } = details.ticket
    const { screen, drawn } = await drawnTicket(this.desk, store.db, zone, details, { nextStep: false })
    await rememberShown(this.desk, number)
    this.print(`\n${placeLine(screen, place, all)}\n${fittingTicket(screen, drawn, this.desk.stdout.rows, number)}\n`)
  }

  private async placeOf({ level, assignee, topic }: Ticket): Promise<TriagePlace> {
    const { store, actor } = this.begun
    const known = topic === null ? undefined : await findTopic(store.db, topic)
    return { level, isMine: assignee?.id === actor.id, isForSecondLevel: known?.answeredBy === 'second-level' }
  }

  private async askDeed(place: TriagePlace): Promise<TriageDeed> {
    const screen = await this.screen()
    const ask = await this.desk.ask()
    for (;;) {
      const key = await ask.key(keyLine(screen, place), keysIn(this.desk.language))
      const deed = deedOf(key, this.desk.language)
      if (deed === 'help') this.print(keyTable(screen))
      else if (deed !== undefined) return deed
    }
  }

  /** Runs the command that the key stands for on the ticket as it was seen; false where it was refused or left. */
  private async carriedOut(deed: TriageDeed, details: TicketDetails, seen: number | undefined): Promise<boolean> {
    try {
      const words = await this.wordsOf(deed, details)
      if (words === undefined) return false
      // What somebody else did since it was shown is looked at first.
      const unchanged = deed === 'remote' || seen === undefined ? [] : [`--if-version=${seen}`]
      return await this.runs([...words, ...unchanged])
    } catch (error) {
      if (isEscape(error)) return false
      throw error
    }
  }

  private async runs(words: readonly string[]): Promise<boolean> {
    return (await this.run([...words, ...globalsOf(this.desk)], this.desk.world)) === 0
  }

  private async wordsOf(deed: TriageDeed, details: TicketDetails): Promise<readonly string[] | undefined> {
    const number = String(details.ticket.number)
    const { words } = this.desk
    const ask = await this.desk.ask()
    switch (deed) {
      case 'hold':
        return this.holdWords(number)
      case 'solve': {
        const text = await ask.line(words.triage.askLastAnswer)
        return ['solve', number, ...(text.trim() === '' ? [] : [`--message=${text}`])]
      }
      case 'answer':
        return this.answerWords(details)
      case 'remote':
        return [deed]
      default:
        return [deed, number]
    }
  }

  /** Until when; asked again until it is a time, so that no key of the next try is taken for a deed. Nothing typed: back. */
  private async holdWords(number: string): Promise<readonly string[] | undefined> {
    const ask = await this.desk.ask()
    const until = (await ask.line(this.desk.words.triage.askUntil)).trim()
    if (until === '') return undefined
    try {
      const instant = await instantFrom(this.desk, until, this.begun.zone)
      if (instant > this.desk.now()) return ['hold', number, '--until', until]
      await this.say(this.desk.words.triage.noTimeToCome)
    } catch (error) {
      if (!isTrouble(error, 'wrong-time')) throw error
      await this.say(this.desk.words.triage.noTimeToCome)
    }
    return this.holdWords(number)
  }

  /** The prepared answers that fit best come first; the one that is chosen is shown before it goes. */
  private async answerWords({ ticket }: TicketDetails): Promise<readonly string[] | undefined> {
    const { store, settings } = this.begun
    const { words, language } = this.desk
    const topics = await listTopics(store.db)
    if (topics.length === 0) {
      await this.say(words.noTopics)
      return undefined
    }
    const ordered = topicsFor(topics, ticket)
    const ask = await this.desk.ask()
    const topic = await ask.choose(
      words.triage.askTopic,
      ordered.map((one) => ({ name: safeText(saidIn(one.title, language)), value: one })),
    )
    const answer = fillPlaceholders(saidIn(topic.answer, language), placeholderValues(ticket, settings))
    this.print(answerPreview(await this.screen(answer), answer))
    if (!(await ask.confirm(words.triage.askSendAnswer, true))) return undefined
    return ['reply', String(ticket.number), '--answer', topic.id]
  }

  private async screen(...texts: readonly string[]): Promise<Screen> {
    return screenOf(this.desk, this.begun.zone, texts)
  }

  /** A sentence, as wide as the window. */
  private async say(sentence: string): Promise<void> {
    this.print(joinParts(await this.screen(sentence), [sentence]))
  }

  private print(text: string): void {
    if (!this.desk.globals.quiet) printText(this.desk, text)
  }
}

/** Puts a ticket before the one whose turn it is; gives its place. */
function takenUpAgain(queue: Ticket[], index: number, number: number): number {
  const at = queue.findIndex((ticket) => ticket.number === number)
  const place = at < index ? index - 1 : index
  queue.splice(place, 0, ...queue.splice(at, 1))
  return place
}

/** The ticket's own topic first, then those that fit what it says, the best first, then the rest. */
function topicsFor(topics: readonly Topic[], { topic: own, subject, description }: Ticket): Topic[] {
  const fitting = [
    ...topics.filter(({ id }) => id === own),
    ...offeredTopics(topics, subject, description).map(({ topic }) => topic),
    ...searchTopics(topics, `${subject} ${(description ?? '').slice(0, 1000)}`).map(({ topic }) => topic),
  ]
  return [...new Set([...fitting, ...topics])]
}

/** What ends the turn of a ticket; a note or a takeover is followed by more. */
const endsTurn: ReadonlySet<TriageDeed> = new Set(['reply', 'hold', 'answer', 'solve', 'escalate', 'return'])

/** The flags with which triage itself was started hold for what it runs. */
function globalsOf({ globals, tenant }: Desk): string[] {
  const { database, home, language, ascii, colour, debug } = globals
  const named = [
    ['--db', database],
    ['--home', home],
    ['--lang', language],
    ['--tenant', tenant],
  ] as const
  return [
    ...named.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag}=${value}`])),
    ...(ascii ? ['--ascii'] : []),
    ...(colour === false ? ['--no-color'] : []),
    ...(debug ? ['--debug'] : []),
  ]
}
