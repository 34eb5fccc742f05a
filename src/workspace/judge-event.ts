import { checkChoice } from '../kit/choice'
import { DeskError } from '../kit/errors'
import { checkLine } from '../kit/typed-text'
import { WrongValues } from '../kit/wrong-values'
import { readAccount } from './account-meant'
import {
  attributesOf,
  edsChanges,
  eventTypeNames,
  eventTypes,
  type FedEvent,
  type FedType,
  fedTypes,
} from './event-type'
import { paymentKinds, paymentStatuses, readAmount } from './payment'
import type { StatusNames } from './status-names'

/** An event as somebody typed or sent it. */
export interface TypedEvent {
  type: string
  attributes: readonly (readonly [name: string, value: string])[]
  externalId: string | null
}

const longestId = 200

/**
 * The event with every value in the form in which it is kept; what is wrong with it is told at once, all of it. Throws
 * `wrong-value`, `event-not-fed`, `unknown-attribute`, `attribute-twice`, `missing-attributes`, `wrong-iban` …, `several-wrong`.
 */
export function judgeEvent(typed: TypedEvent, names: StatusNames): FedEvent {
  const type = fedType(typed.type)
  const wrong = new WrongValues()
  const attributes: Record<string, string> = {}
  for (const [name, value] of typed.attributes) {
    wrong.judge(() => {
      if (!attributesOf(type).includes(name)) {
        throw new DeskError('unknown-attribute', { type, attribute: name, known: [...attributesOf(type)] })
      }
      if (Object.hasOwn(attributes, name)) throw new DeskError('attribute-twice', { attribute: name })
      // Already here, so that one that is wrong is not missing, too.
      attributes[name] = value
      attributes[name] = judgeAttribute(name, value, names)
    })
  }
  wrong.judge(() => refuseMissing(type, attributes))
  const externalId = typed.externalId
  const id = externalId === null ? null : wrong.judge(() => checkLine('externalId', externalId, longestId))
  if (wrong.any || id === undefined) throw wrong.refusal()
  return { type, attributes, externalId: id }
}

function fedType(typed: string): FedType {
  const fed = fedTypes.find((type) => type === typed)
  if (fed !== undefined) return fed
  if (eventTypeNames.some((type) => type === typed)) {
    throw new DeskError('event-not-fed', { type: typed, fed: [...fedTypes] })
  }
  throw new DeskError('wrong-value', { name: 'TYPE', value: typed, allowed: [...fedTypes], suggestion: null })
}

function refuseMissing(type: FedType, given: Readonly<Record<string, string>>): void {
  const missing = eventTypes[type].needed.filter((name) => !Object.hasOwn(given, name))
  if (missing.length > 0) throw new DeskError('missing-attributes', { type, attributes: missing })
}

function judgeAttribute(name: string, value: string, names: StatusNames): string {
  switch (name) {
    case 'status':
      return statusNamed(value, names)
    case 'account':
      return readAccount(value).address
    case 'kind':
      return checkChoice(name, value, paymentKinds)
    case 'change':
      return checkChoice(name, value, edsChanges)
    case 'amount':
      return amountText(value)
    case 'reason':
      return checkLine(name, value, 1000)
    case 'file':
      return checkLine(name, value, 255)
    default:
      return checkLine(name, value, 140)
  }
}

/** By id, code or label, and by no beginning of them: a wrong guess would tell a wrong story of somebody's money. */
function statusNamed(value: string, names: StatusNames): string {
  const status = names.get(value.trim().toLowerCase())
  if (status !== undefined) return status
  throw new DeskError('wrong-value', { name: 'status', value, allowed: [...paymentStatuses], suggestion: null })
}

function amountText(value: string): string {
  const read = readAmount(value)
  if (read === undefined) throw new DeskError('wrong-amount', { value })
  return read.currency === null ? read.amount : `${read.amount} ${read.currency}`
}
