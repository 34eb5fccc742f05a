import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import {
  checkLine,
  checkTextFlags,
  type GivenText,
  type TextFlags,
  textFromFlags,
  withoutNul,
} from '../../kit/typed-text'
import { WrongValues } from '../../kit/wrong-values'
import { type Beginning, beginning } from '../../people/beginning'
import { consentManners } from '../../people/consent'
import { mailAddress } from '../../people/mail-address'
import { isStaff } from '../../people/permission'
import { shortName } from '../../people/tenant'
import { categoryNamed } from '../category/category'
import { categoriesFor } from '../category/category-in'
import { checkReason } from '../level/level'
import { checkLink } from '../link/link'
import { refuseOpener } from '../may-open'
import type { NewTicket } from '../open-ticket'
import { duplicateManners } from '../similar/find-similar'
import { checkSubject, priorities } from '../ticket'
import { type AttachFlags, checkAttachFlags } from './attached-files'
import { checkedText } from './message-body'
import { checkReportUsage, type ReportFlags, reportFromFlags, saysAnything } from './report-flags'

export interface OpenFlags extends ReportFlags {
  subject?: string | undefined
  recover?: true | undefined
  for?: string | undefined
  name?: string | undefined
  category?: string | undefined
  topic?: string | undefined
  module?: string | undefined
  priority?: string | undefined
  emergency?: true | undefined
  newTenant?: string | undefined
  via?: string | undefined
  consent?: true | undefined
  consentBy?: string | undefined
  ifDuplicate?: string | undefined
  idempotencyKey?: string | undefined
  cc?: readonly string[] | undefined
  link?: readonly string[] | undefined
  level?: string | undefined
  reason?: string | undefined
  force?: true | undefined
}

/** What is said besides subject and text, and kept for whoever leaves before it is sent. */
export type KeptAnswers = Partial<
  Pick<NewTicket, 'requester' | 'tenant' | 'newTenant' | 'category' | 'topic' | 'module' | 'report'>
> & {
  /** Whether the person was led from the beginning. */
  walks?: boolean
  /** Whether they saw what might answer it, and went on. */
  isOffered?: boolean
}

export type TypedWords = Omit<NewTicket, 'subject' | 'description'> & {
  subject: string | undefined
  text: GivenText | undefined
}

/** What does not go together: told before any value is judged. */
export function checkOpenUsage(
  desk: Desk,
  typedSubject: string | undefined,
  flags: OpenFlags & TextFlags & AttachFlags,
): void {
  checkTextFlags(flags)
  checkAttachFlags(desk, flags)
  checkReportUsage(flags)
  const together = (...given: (readonly [string, unknown])[]): void => {
    const named = given.filter(([, value]) => value !== undefined).map(([flag]) => flag)
    if (named.length > 1) throw new DeskError('conflicting-flags', { flags: named })
  }
  together(['SUBJECT', typedSubject], ['--subject', flags.subject])
  together(['--new-tenant', flags.newTenant], ['--tenant', desk.globals.tenant])
  // A reason, and to insist, are words of handing over.
  const handing = [...(flags.reason === undefined ? [] : ['--reason']), ...(flags.force === true ? ['--force'] : [])]
  const [first] = handing
  if (first !== undefined && flags.level === undefined)
    throw new DeskError('missing-flag', { flag: '--level 2', asks: false })
  together(['--consent', flags.consent], ['--consent-by', flags.consentBy])
}

/**
 * The words, each judged by itself; all that is wrong or missing is told at once. Where something is, what only the desk
 * can tell is told with it; a desk that is not there tells nothing.
 */
export async function judgedWords(desk: Desk, typedSubject: string | undefined, flags: OpenFlags & TextFlags) {
  const wrong = new WrongValues()
  const judged = await wordsFrom(desk, typedSubject, flags, wrong)
  const silent = typedSubject === undefined && flags.subject === undefined && flags.recover !== true
  if (silent && !desk.canAsk) wrong.miss('--subject')
  if (namesNobody(flags)) wrong.miss('--for')
  const begun = wrong.any ? await begunAlready(desk) : undefined
  if (begun !== undefined) await judgeAtDesk(desk, begun, flags, wrong)
  wrong.refuse()
  return judged
}

/** A name is somebody's. */
function namesNobody({ name, for: email }: OpenFlags): boolean {
  return name !== undefined && email === undefined
}

async function begunAlready(desk: Desk): Promise<Beginning | undefined> {
  try {
    return await beginning(desk)
  } catch {
    return undefined
  }
}

/** Refuses what only the desk can tell, where nobody can be asked: staff must say for whom. Throws `missing-flag`. */
export async function refuseMissing(desk: Desk, begun: Beginning, flags: OpenFlags): Promise<void> {
  const wrong = new WrongValues()
  await judgeAtDesk(desk, begun, flags, wrong)
  wrong.refuse()
}

/** The category is looked at before its turn only where something is refused anyway. */
async function judgeAtDesk(desk: Desk, begun: Beginning, flags: OpenFlags, wrong: WrongValues): Promise<void> {
  const { for: email, category } = flags
  const isForNobody = email === undefined && !namesNobody(flags)
  if (isForNobody && !desk.canAsk && isStaff(begun.actor)) wrong.miss('--for')
  if (!wrong.any || category === undefined) return
  const offered = await categoriesFor(begun)
  wrong.judge(() => categoryNamed(offered, category))
}

/** What the words say, each value judged by itself. */
async function wordsFrom(
  desk: Desk,
  typedSubject: string | undefined,
  flags: OpenFlags & TextFlags,
  wrong: WrongValues,
): Promise<{ words: TypedWords; unreadable: DeskError | undefined }> {
  const { category, topic, module, priority, via, newTenant } = flags
  const judge = <T>(typed: string | undefined, read: (typed: string) => T): T | undefined =>
    typed === undefined ? undefined : wrong.judge(() => read(typed))
  const said = {
    subject: judge(typedSubject ?? flags.subject, (typed) => checkSubject(withoutNul(typed, '--subject'))),
    category,
    topic,
    module: judge(module, (typed) => checkLine('--module', typed)) ?? null,
    priority: judge(priority, (typed) => checkChoice('--priority', typed, priorities)),
    emergency: flags.emergency === true,
    channel: judge(via, (typed) => checkChoice('--via', typed, ['phone', 'mail', 'cli'])),
    requester: wrong.judge(() => requesterFrom(flags)),
    newTenant: judge(newTenant, shortName),
    tenant: newTenant === undefined ? desk.tenant : undefined,
    consent: wrong.judge(() => consentFrom(flags)),
    cc: wrong.judge(() => flags.cc?.map(mailAddress)),
    outsideIsMeant: desk.globals.yes,
    links: wrong.judge(() => flags.link?.map((typed) => checkLink('--link', typed))),
    ifDuplicate: judge(flags.ifDuplicate, (typed) => checkChoice('--if-duplicate', typed, duplicateManners)),
    idempotencyKey: flags.idempotencyKey,
    secondLevel: wrong.judge(() => secondLevelFrom(flags)),
  }
  if (readsInput(flags) && !wrong.any) await refuseBeforeReading(desk, said)
  const report = await reportFromFlags(desk, flags, wrong)
  const text = await wrong.judgeLater(async () => checkedText(await textFromFlags(desk, flags)))
  const words = { ...said, report: saysAnything(report.words) ? report.words : undefined, text }
  return { words, unreadable: report.unreadable }
}

function readsInput({ file, consoleFile }: OpenFlags & TextFlags): boolean {
  return file === '-' || consoleFile === '-'
}

/** Nobody types at length what is refused then for who they are. A desk that is not there tells of itself later. */
async function refuseBeforeReading(desk: Desk, words: Parameters<typeof refuseOpener>[1]): Promise<void> {
  const begun = await begunAlready(desk)
  if (begun !== undefined) await refuseOpener(begun, words)
}

function secondLevelFrom({ level, reason, force }: OpenFlags): NewTicket['secondLevel'] {
  const isSecond = level !== undefined && checkChoice('--level', level, ['1', '2']) === '2'
  const said = reason === undefined ? undefined : checkReason(reason)
  return isSecond ? { reason: said, force: force === true } : undefined
}

function requesterFrom(flags: OpenFlags): NewTicket['requester'] {
  if (flags.for === undefined) return undefined
  return { email: mailAddress(flags.for), name: flags.name === undefined ? null : checkLine('--name', flags.name) }
}

function consentFrom(flags: OpenFlags): NewTicket['consent'] {
  if (flags.consentBy !== undefined) return checkChoice('--consent-by', flags.consentBy, consentManners)
  return flags.consent === true ? 'staff' : undefined
}

export function typedText({ text }: TypedWords): string | null {
  return text !== undefined && 'text' in text ? text.text : null
}
