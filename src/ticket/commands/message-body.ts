import type { Desk } from '../../desk'
import { type Draft, keepingDraft, recoverDraft } from '../../kit/draft'
import { DeskError, isTrouble } from '../../kit/errors'
import { type Screen, screenOf } from '../../kit/screen'
import { wrapText } from '../../kit/text/fit-text'
import { checkTextFlags, type GivenText, type TextFlags, textFromFlags, textOf, withoutNul } from '../../kit/typed-text'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import { readDetails } from '../details'
import { SeveralRefused } from '../several-refused'
import { ticketsByNumbers } from '../store'
import { checkText, type Ticket } from '../ticket'

/** The line below which the editor shows what is being answered; it and everything after it is not sent. */
const scissors = '# ------------------------ >8 ------------------------'

/** Whose text only staff read, and so may have the notes before them. */
const forStaff: ReadonlySet<string> = new Set(['note', 'return'])

export interface BodyFlags extends TextFlags {
  recover?: boolean | undefined
  attach?: readonly string[] | undefined
}

/**
 * What the words alone give as text; undefined where a person has to be asked. Refuses at once what is missing where
 * nobody can be asked (`missing-flag`), then what is wrong by itself (`empty-text`, `text-too-long`).
 */
export async function bodyFromFlags(desk: Desk, flags: BodyFlags): Promise<GivenText | undefined> {
  checkTextFlags(flags)
  const silent = flags.message === undefined && flags.file === undefined && flags.recover !== true
  if (silent && !desk.canAsk) throw new DeskError('missing-flag', { flag: '--message' })
  return checkedText(await textFromFlags(desk, flags))
}

/** Stands for a text that nobody has written yet, where a deed is only tried. */
export const anyText = '…'

/** Whether somebody will be asked for the text. */
export function asksForText(given: GivenText | undefined, { recover }: BodyFlags): boolean {
  return given === undefined && recover !== true
}

/** The same text without blank ends; throws `empty-text` or `text-too-long`. */
export function checkedText(given: GivenText | undefined): GivenText | undefined {
  return given !== undefined && 'text' in given ? { text: checkText(given.text, '--message') } : given
}

/** Does a deed with the text of a message in hand; if it fails, the text is kept. */
export async function withBody<T>(
  desk: Desk,
  given: GivenText | undefined,
  flags: BodyFlags,
  message: { command: string; number: number; numbers?: readonly number[] },
  deed: (body: string) => Promise<T>,
): Promise<T> {
  const { command, number } = message
  const body = await messageBody(desk, given, flags, message)
  const draft: Draft = { command, ticket: number, subject: null, text: body, files: flags.attach !== undefined }
  return keepingDraft(desk, draft, async () => {
    try {
      return await keptForFollowUp(draft, () => deed(body))
    } catch (error) {
      // Of several it is kept for the first that it did not reach, of a merged one for where it goes on.
      if (error instanceof SeveralRefused) draft.ticket = error.firstNumber
      if (isTrouble(error, 'ticket-merged')) draft.ticket = error.details.into
      throw error
    }
  })
}

/** What can no longer be said in a closed ticket is kept for the follow-up that may take its place, and the other way. */
export async function keptForFollowUp<T>(draft: Draft, deed: () => Promise<T>): Promise<T> {
  try {
    return await deed()
  } catch (error) {
    if (isTrouble(error, 'ticket-closed') && draft.command === 'reply') {
      draft.command = 'follow-up'
      delete draft.again
    }
    if (isTrouble(error, 'follow-up-too-early')) draft.command = 'reply'
    throw error
  }
}

/** The text of a message: from the flags, from a draft, else from the person's editor with the conversation below. */
async function messageBody(
  desk: Desk,
  given: GivenText | undefined,
  flags: BodyFlags,
  { command, number, numbers = [number] }: { command: string; number: number; numbers?: readonly number[] },
): Promise<string> {
  if (given !== undefined) return textOf(given)
  if (flags.recover === true) {
    const draft = await recoverDraft(desk, command, number)
    return checkText(draft.text ?? '', '--message')
  }
  const ask = await desk.ask()
  const empty =
    numbers.length > 1 ? await severalPage(desk, numbers) : await editorPage(desk, number, forStaff.has(command))
  const draft: Draft = { command, ticket: number, subject: null, text: null }
  const page = await keepingDraft(desk, draft, () =>
    ask.edit(empty, (soFar) => {
      draft.text = above(soFar, empty) ?? soFar
    }),
  )
  const text = above(page, empty)
  if (text === undefined) return refuseAltered(desk, page, command, number)
  if (text.trim() === '') throw new DeskError('nothing-written', {})
  // Kept before it is judged: what was typed is never lost, not even for being too long.
  return keepingDraft(desk, { command, ticket: number, subject: null, text }, async () =>
    checkText(withoutNul(text, '--message'), '--message'),
  )
}

/**
 * What a person wrote on a page that began as `given`: what stands above the scissors, or all of it where nothing of what
 * stood below is left. Undefined where the scissors are gone and some of that is still there.
 */
export function above(page: string, given: string): string | undefined {
  const lines = page.split('\n')
  const end = lines.findIndex((line) => line.trim() === scissors)
  if (end !== -1) return lines.slice(0, end).join('\n')
  const below = new Set(given.split('\n').filter((line) => /^# ./.test(line)))
  return lines.some((line) => below.has(line)) ? undefined : page
}

/**
 * Without the scissors nobody knows where the text ends, and what stood below must not be sent. What was typed is kept:
 * everything that does not look like what we had put there.
 */
export async function refuseAltered(desk: Desk, page: string, command: string, ticket: number | null): Promise<never> {
  const lines = page.split('\n').filter((line) => !/^#( |$)/.test(line))
  return keepingDraft(desk, { command, ticket, subject: null, text: lines.join('\n') }, async () => {
    throw new DeskError('page-altered', {})
  })
}

/** A page for the editor: room to write, the scissors, then what it is about, as wide as the window. */
export function pageWithScissors({ columns, measure }: Screen, below: readonly string[]): string {
  const lines = below.flatMap((text) => wrapText(text, columns - 2, measure))
  return ['', '', scissors, ...lines.map((line) => `# ${line}`.trimEnd()), ''].join('\n')
}

/** The conversation to answer; notes only for whoever writes one: nothing of them may end up in an answer. */
async function editorPage(desk: Desk, number: number, withNotes: boolean): Promise<string> {
  const { store, actor, rules, zone } = await beginning(desk)
  const details = await readDetails(store.db, actor, rules, number, { now: desk.now(), history: false })
  const { conversationToAnswer } = await import('../conversation-screen')
  const screen = await screenOf(desk, zone)
  const conversation = conversationToAnswer({ ...screen, columns: screen.columns - 2 }, details, withNotes)
  return pageWithScissors(screen, [desk.words.belowScissors, '', ...conversation])
}

/** Of several tickets only which they are: a whole conversation would be one of many. */
async function severalPage(desk: Desk, numbers: readonly number[]): Promise<string> {
  const { store, actor, rules, zone } = await beginning(desk)
  const tickets = await ticketsByNumbers(store.db, numbers, visibilityOf(actor, rules))
  const lines = [...tickets.values()].map(headline)
  return pageWithScissors(await screenOf(desk, zone, lines), [desk.words.belowScissors, '', ...lines])
}

function headline(ticket: Ticket): string {
  return `#${ticket.number} ${ticket.subject}`
}
