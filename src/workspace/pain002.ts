import { createHash } from 'node:crypto'
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { DeskError } from '../kit/errors'
import type { WrongContent } from '../words/troubles'
import type { EventReader, SourcedEvent } from './event-source'
import { judgeEvent } from './judge-event'
import { type IsoStatus, isIsoStatus, isoStatusCodes, statusOfIso } from './payment'
import type { StatusNames } from './status-names'
import type { TextPieces } from './text-pieces'

/*
 * A pain.002 is a bank's answer to a file of payments (ISO 20022, CustomerPaymentStatusReport). It tells the status of the
 * whole file (A: the group), of its batches (B: the payment information) and of single transactions (C). The most specific
 * status that is there decides for each payment: a transaction has its own, else its batch's, else the group's. A batch
 * without transactions is one payment, and so is a group without batches.
 *
 * The XML is read strictly, piece by piece: no document type, no entities, nothing from elsewhere.
 */

/** `urn:iso:std:iso:20022:tech:xsd:pain.002.001.03` to `.10`. */
const namespaces = /^urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.(0[3-9]|10)$/
const knownNamespace = 'urn:iso:std:iso:20022:tech:xsd:pain.002.001.03 … .10'

/** More than any element of a pain.002 may hold; and more than can lie between two of them. */
const longestText = 10_000
const longestGap = 1_000_000
/** Deeper than any report; each element that is open takes memory. */
const deepest = 100

/** Status and reasons at one of the three levels. */
interface Level {
  status: IsoStatus | null
  reasonCodes: string[]
  reasonTexts: string[]
}

/** What was read of the group, of a batch, of a transaction: the texts by the names of their elements. */
interface Part extends Level {
  texts: Map<string, string>
}

const newPart = (): Part => ({ status: null, reasonCodes: [], reasonTexts: [], texts: new Map() })

/** Where the parts of a report are, and under which name each tells its status. */
const statusPaths: Readonly<Record<string, 'group' | 'batch' | 'transaction'>> = {
  'OrgnlGrpInfAndSts/GrpSts': 'group',
  'OrgnlPmtInfAndSts/PmtInfSts': 'batch',
  'OrgnlPmtInfAndSts/TxInfAndSts/TxSts': 'transaction',
}

/** Texts that are kept, by their path below the report. */
const keptTexts: Readonly<Record<string, 'group' | 'batch' | 'transaction'>> = {
  'GrpHdr/MsgId': 'group',
  'GrpHdr/CreDtTm': 'group',
  'OrgnlGrpInfAndSts/OrgnlMsgId': 'group',
  'OrgnlGrpInfAndSts/OrgnlMsgNmId': 'group',
  'OrgnlPmtInfAndSts/OrgnlPmtInfId': 'batch',
  'OrgnlPmtInfAndSts/TxInfAndSts/StsId': 'transaction',
  'OrgnlPmtInfAndSts/TxInfAndSts/OrgnlInstrId': 'transaction',
  'OrgnlPmtInfAndSts/TxInfAndSts/OrgnlEndToEndId': 'transaction',
  'OrgnlPmtInfAndSts/TxInfAndSts/OrgnlTxRef/Amt/InstdAmt': 'transaction',
  'OrgnlPmtInfAndSts/TxInfAndSts/OrgnlTxRef/DbtrAcct/Id/IBAN': 'transaction',
  'OrgnlPmtInfAndSts/TxInfAndSts/OrgnlTxRef/CdtrAcct/Id/IBAN': 'transaction',
}

const reasonPaths: Readonly<Record<string, 'group' | 'batch' | 'transaction'>> = {
  'OrgnlGrpInfAndSts/StsRsnInf': 'group',
  'OrgnlPmtInfAndSts/StsRsnInf': 'batch',
  'OrgnlPmtInfAndSts/TxInfAndSts/StsRsnInf': 'transaction',
}

const batchPath = 'OrgnlPmtInfAndSts'
const transactionPath = 'OrgnlPmtInfAndSts/TxInfAndSts'

function wrongContent(reason: WrongContent, value: string, allowed: readonly string[] = []): DeskError {
  return new DeskError('wrong-content', { reason, value, allowed: [...allowed] })
}

/** Reads a report. What is wrong with it throws `wrong-content`, at the line that `place` tells then. */
export function readPain002(text: TextPieces, names: StatusNames): EventReader {
  const report = new Report(names)
  const parser = parserFor(report, text.encoding)
  return {
    place: () => ({ line: parser.line, path: null }),
    *read() {
      let readTo = 0
      for (const piece of text.pieces) {
        parser.write(piece)
        readTo += piece.length
        if (report.hasNews) report.lastTagAt = readTo
        if (readTo - report.lastTagAt > longestGap) throw wrongContent('too-long', `<${report.openElement}>`)
        yield* report.take()
      }
      report.isEnding = true
      parser.close()
      report.refuseNoReport()
      yield* report.take()
    },
  }
}

function parserFor(report: Report, encoding: TextPieces['encoding']) {
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw report.isEnding
      ? wrongContent('truncated', report.openElement)
      : wrongContent(
          /entity/.test(error.message) ? 'doctype' : 'not-well-formed',
          error.message.replace(/^[\d:]+ /, ''),
        )
  })
  parser.on('doctype', () => {
    throw wrongContent('doctype', '')
  })
  parser.on('xmldecl', ({ encoding: declared }) => refuseOtherEncoding(declared, encoding))
  parser.on('opentag', (tag) => report.open(tag))
  parser.on('text', (content) => report.say(content))
  parser.on('cdata', (content) => report.say(content))
  parser.on('closetag', () => report.close(parser.line))
  return parser
}

/** A file that says it is encoded in another way than it is would be read wrongly somewhere else. */
function refuseOtherEncoding(declared: string | undefined, encoding: TextPieces['encoding']): void {
  const name = (declared ?? encoding).toUpperCase()
  const isSame = encoding === 'UTF-8' ? name === 'UTF-8' || name === 'US-ASCII' : /^UTF-16(LE|BE)?$/.test(name)
  if (!isSame) throw wrongContent('encoding', declared ?? '', ['UTF-8', 'UTF-16'])
}

/** What is known of a report while it is read. */
class Report {
  isEnding = false
  hasNews = false
  lastTagAt = 0
  private namespace = ''
  /** Elements that are open. */
  private readonly elements: string[] = []
  /** Of each, where it stands below the report; undefined outside of it and in other namespaces. */
  private readonly paths: (string | undefined)[] = []
  private content = ''
  private currency = ''
  private readonly parts = { group: newPart(), batch: newPart(), transaction: newPart() }
  private batches = 0
  private reports = 0
  private transactions = 0
  private found: SourcedEvent[] = []

  constructor(private readonly names: StatusNames) {}

  get openElement(): string {
    return this.elements.at(-1) ?? 'Document'
  }

  /** The payments that were complete by now. */
  take(): SourcedEvent[] {
    this.hasNews = false
    return this.found.splice(0)
  }

  /** The namespace alone makes no report. */
  refuseNoReport(): void {
    if (this.reports === 0) throw wrongContent('missing', 'CstmrPmtStsRpt')
  }

  open(tag: SaxesTagNS): void {
    this.hasNews = true
    if (this.elements.length === 0) {
      if (tag.local !== 'Document' || !namespaces.test(tag.uri)) {
        throw wrongContent('namespace', tag.uri, [knownNamespace])
      }
      this.namespace = tag.uri
    }
    const path = this.pathOf(tag)
    this.elements.push(tag.local)
    if (this.elements.length > deepest) throw wrongContent('too-long', `<${tag.local}>`)
    this.paths.push(path)
    this.content = ''
    if (path === batchPath) this.parts.batch = newPart()
    if (path === transactionPath) this.parts.transaction = newPart()
    if (path === batchPath) this.transactions = 0
    // A status behind what it is the status of would come too late.
    const isLate = path === 'OrgnlPmtInfAndSts/PmtInfSts' ? this.transactions > 0 : this.batches > 0 && isOfGroup(path)
    if (isLate) throw wrongContent('order', tag.local)
    if (tag.local === 'InstdAmt') this.currency = tag.attributes.Ccy?.value ?? ''
  }

  say(content: string): void {
    this.content += content
    if (this.content.length > longestText) throw wrongContent('too-long', `<${this.openElement}>`)
  }

  close(line: number): void {
    this.hasNews = true
    const path = this.paths.pop()
    if (path !== undefined) this.closeKnown(path, this.content.trim(), line)
    this.elements.pop()
    this.content = ''
  }

  private closeKnown(path: string, content: string, line: number): void {
    const statusOf = Object.hasOwn(statusPaths, path) ? statusPaths[path] : undefined
    if (statusOf !== undefined) this.parts[statusOf].status = isoStatus(content)
    const textOf = Object.hasOwn(keptTexts, path) ? keptTexts[path] : undefined
    if (textOf !== undefined) {
      const isAmount = path.endsWith('/InstdAmt')
      this.parts[textOf].texts.set(lastOf(path), isAmount ? `${content} ${this.currency}`.trim() : content)
    }
    this.keepReason(path, content)
    if (path === transactionPath) this.endTransaction(line)
    if (path === batchPath) this.endBatch(line)
    if (path === '') this.endReport(line)
  }

  private keepReason(path: string, content: string): void {
    if (!path.includes('StsRsnInf')) return
    const [, above = '', name] = /^(.*\/StsRsnInf)\/(Rsn\/Cd|Rsn\/Prtry|AddtlInf)$/.exec(path) ?? []
    const level = Object.hasOwn(reasonPaths, above) ? reasonPaths[above] : undefined
    if (level === undefined || content === '') return
    const { reasonCodes, reasonTexts } = this.parts[level]
    if (name === 'AddtlInf') reasonTexts.push(content)
    else reasonCodes.push(content)
  }

  private endTransaction(line: number): void {
    const { group, batch, transaction } = this.parts
    this.transactions += 1
    this.tell([transaction, batch, group], transactionReference(transaction), 'TxSts', line)
  }

  private endBatch(line: number): void {
    const { group, batch } = this.parts
    this.batches += 1
    if (this.transactions > 0) return
    this.tell([batch, group], demanded(batch, 'OrgnlPmtInfId'), 'PmtInfSts', line)
  }

  private endReport(line: number): void {
    const { group } = this.parts
    this.reports += 1
    if (this.batches === 0) this.tell([group], demanded(group, 'OrgnlMsgId'), 'GrpSts', line)
  }

  /** One payment; the levels come with the most specific first. */
  private tell(levels: readonly Part[], reference: string, statusName: string, line: number): void {
    const deciding = levels.findIndex(({ status }) => status !== null)
    const status = levels[deciding]?.status ?? null
    if (status === null) throw wrongContent('missing', statusName)
    // A reason explains the status of its own level, and whatever is part of that.
    const reasons = levels.slice(0, deciding + 1)
    const codes = reasons.flatMap(({ reasonCodes }) => reasonCodes)
    const reason = reasonText(reasons)
    const attributes: [string, string][] = [
      ['payment', reference],
      ['status', statusOfIso(status, codes, reason)],
    ]
    if (levels.includes(this.parts.transaction)) attributes.push(...this.ownFacts())
    if (reason !== null) attributes.push(['reason', reason])
    const externalId = this.externalId(levels, [reference, status, reason])
    const typed = { type: 'payment.status-changed', attributes, externalId }
    this.found.push({ event: judgeEvent(typed, this.names), tenant: null, place: { line, path: null } })
  }

  /** The tenant's own account: it pays a transfer, and is paid by a direct debit. */
  private ownFacts(): [string, string][] {
    const { group, transaction } = this.parts
    const isDebit = group.texts.get('OrgnlMsgNmId')?.startsWith('pain.008') === true
    const account = transaction.texts.get(isDebit ? 'CdtrAcct' : 'DbtrAcct')
    const amount = transaction.texts.get('InstdAmt')
    return [
      ...(account === undefined ? [] : [['account', account] satisfies [string, string]]),
      ...(amount === undefined ? [] : [['amount', amount] satisfies [string, string]]),
    ]
  }

  /** The same for the same news, however often the file comes: the report's own id, and a digest of what it tells. */
  private externalId(levels: readonly Part[], told: readonly (string | null)[]): string {
    const id = demanded(this.parts.group, 'MsgId')
    const texts = levels.flatMap((part) => [...part.texts])
    const digest = createHash('sha256')
      .update(JSON.stringify([texts, told]))
      .digest('hex')
    return `pain.002:${id}:${digest.slice(0, 16)}`
  }

  private pathOf({ uri, local }: SaxesTagNS): string | undefined {
    if (uri !== this.namespace) return undefined
    if (this.elements.length === 1) return local === 'CstmrPmtStsRpt' ? '' : undefined
    const above = this.paths.at(-1)
    if (above === undefined) return undefined
    return above === '' ? local : `${above}/${local}`
  }
}

/** Whether something belongs to the group, which comes before the batches. */
function isOfGroup(path: string | undefined): boolean {
  return path === 'GrpHdr' || path === 'OrgnlGrpInfAndSts'
}

function isoStatus(code: string): IsoStatus {
  if (!isIsoStatus(code)) throw wrongContent('status', code, isoStatusCodes)
  return code
}

/** By what it is called end to end; who left that open still gave it an instruction's id. */
function transactionReference(transaction: Part): string {
  const { texts } = transaction
  const endToEnd = texts.get('OrgnlEndToEndId')
  if (endToEnd !== undefined && endToEnd !== '' && endToEnd !== 'NOTPROVIDED') return endToEnd
  return texts.get('OrgnlInstrId') || texts.get('StsId') || demanded(transaction, 'OrgnlEndToEndId')
}

function demanded({ texts }: Part, name: string): string {
  const text = texts.get(name)
  if (text === undefined || text === '') throw wrongContent('missing', name)
  return text
}

const longestReason = 1000

/** `AC04: Closed account`; null where no reason is given. */
function reasonText(levels: readonly Part[]): string | null {
  const level = levels.find(({ reasonCodes, reasonTexts }) => reasonCodes.length + reasonTexts.length > 0)
  if (level === undefined) return null
  const parts = [level.reasonCodes.join(', '), level.reasonTexts.join(' ')].filter((part) => part !== '')
  const reason = Array.from(parts.join(': ').replace(/\s+/g, ' '))
  return reason.length > longestReason ? `${reason.slice(0, longestReason - 1).join('')}…` : reason.join('')
}

/** What a text is kept as: the name of its element, of an IBAN the account that it is of. */
function lastOf(path: string): string {
  const names = path.split('/')
  return path.endsWith('/Id/IBAN') ? (names.at(-3) ?? '') : (names.at(-1) ?? '')
}
