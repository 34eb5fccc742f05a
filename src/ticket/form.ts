import { DeskError } from '../kit/errors'
import type { Json } from '../kit/json'
import { type Language, languages } from '../kit/language'
import { isSaid, type Report } from './report'
import { type ReportField, reportFields } from './report-field'

/**
 * A form says which fields of a problem report a category asks for, and which of them an escalation needs, each with a
 * text or a link that helps to answer it. What is needed but not asked is for whoever escalates to find out.
 */
export type Form = { readonly [Field in ReportField]?: FieldForm }

export interface FieldForm {
  asked: boolean
  requiredForEscalation: boolean
  help: Readonly<Record<Language, string>> | null
  link: string | null
}

export const longestHelp = 500

const keys = ['asked', 'requiredForEscalation', 'help', 'link'] as const

/**
 * The form that a JSON value describes; what it does not say of a field is no. Throws `wrong-form`, which names the place
 * in it: an unknown field or key, or a value of another type.
 */
export function formFrom(value: unknown, path = 'form'): Form {
  const fields = recordAt(value, path, reportFields)
  return Object.fromEntries(
    Object.entries(fields).map(([field, content]) => [field, fieldFrom(content, `${path}.${field}`)]),
  )
}

function fieldFrom(value: unknown, path: string): FieldForm {
  const content = recordAt(value, path, keys)
  return {
    asked: flagAt(content.asked, `${path}.asked`),
    requiredForEscalation: flagAt(content.requiredForEscalation, `${path}.requiredForEscalation`),
    help: helpAt(content.help, `${path}.help`),
    link: linkAt(content.link, `${path}.link`),
  }
}

function recordAt(value: unknown, path: string, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, 'wrong-type', ['{…}'])
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown !== undefined) throw wrong(`${path}.${unknown}`, 'unknown-key', known)
  return value as Readonly<Record<string, unknown>>
}

function flagAt(value: unknown, path: string): boolean {
  if (value === undefined) return false
  if (typeof value !== 'boolean') throw wrong(path, 'wrong-type', ['true', 'false'])
  return value
}

function helpAt(value: unknown, path: string): FieldForm['help'] {
  if (value === undefined || value === null) return null
  const content = recordAt(value, path, languages)
  return { de: textAt(content.de, `${path}.de`), en: textAt(content.en, `${path}.en`) }
}

function textAt(value: unknown, path: string): string {
  if (typeof value !== 'string' || value.length > longestHelp) {
    throw wrong(path, 'wrong-type', [`"…" (1–${longestHelp})`])
  }
  return value
}

function linkAt(value: unknown, path: string): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' || !isLink(value)) throw wrong(path, 'wrong-type', ['"https://…"'])
  return value
}

export function isLink(text: string): boolean {
  return text.length <= longestHelp && /^https?:\/\/\S+$/.test(text)
}

function wrong(path: string, reason: 'unknown-key' | 'wrong-type', allowed: readonly string[]): DeskError {
  return new DeskError('wrong-form', { path, reason, allowed: [...allowed] })
}

/** A form as it is stored and as machines read it: its fields in their order. */
export function formJson(form: Form): { readonly [field: string]: Json } {
  const named = reportFields.flatMap((field) =>
    form[field] === undefined ? [] : [[field, { ...form[field] }] as const],
  )
  return Object.fromEntries(named)
}

/** The fields that a person is asked for, in their order. */
export function askedIn(form: Form): ReportField[] {
  return reportFields.filter((field) => form[field]?.asked === true)
}

/** The form of a category as a topic makes it: what that demands `further` is asked and needed, too. */
export function formWith(form: Form, further: readonly ReportField[]): Form {
  const demanded = further.map((field) => [field, { ...nothing, ...form[field], ...demandedField }] as const)
  return { ...form, ...Object.fromEntries(demanded) }
}

const demandedField = { asked: true, requiredForEscalation: true } as const

/**
 * What a report still lacks before it can be escalated, in the order of the fields: what its category's form needs, and
 * what is demanded `further` (by a topic).
 */
export function missingFor(form: Form, report: Report | null, further: readonly ReportField[]): ReportField[] {
  return reportFields.filter(
    (field) => (form[field]?.requiredForEscalation === true || further.includes(field)) && !isSaid(report, field),
  )
}

/** What somebody wants to change in a form; texts and links are per field. */
export interface FormEdit {
  ask: readonly ReportField[]
  removeAsk: readonly ReportField[]
  require: readonly ReportField[]
  removeRequire: readonly ReportField[]
  help: ReadonlyMap<ReportField, Readonly<Partial<Record<Language, string>>>>
  links: ReadonlyMap<ReportField, string>
  /** Without text and link from here on. */
  removeHelp: readonly ReportField[]
}

/**
 * The form after the edit. What is needed is asked for, too, unless that is taken away; a text in one language alone
 * speaks both until the other one has its own.
 */
export function editForm(form: Form, edit: FormEdit): Form {
  const named = reportFields.map((field) => [field, editedField(form[field], field, edit)] as const)
  return Object.fromEntries(named.filter(([, content]) => isWorthKeeping(content)))
}

const nothing: FieldForm = { asked: false, requiredForEscalation: false, help: null, link: null }

function editedField(before: FieldForm = nothing, field: ReportField, edit: FormEdit): FieldForm {
  const bare = edit.removeHelp.includes(field) ? { ...before, help: null, link: null } : before
  const asked = bare.asked || edit.ask.includes(field) || edit.require.includes(field)
  const required = bare.requiredForEscalation || edit.require.includes(field)
  return {
    asked: asked && !edit.removeAsk.includes(field),
    requiredForEscalation: required && !edit.removeRequire.includes(field),
    help: helpAfter(bare.help, edit.help.get(field)),
    link: edit.links.get(field) ?? bare.link,
  }
}

function helpAfter(before: FieldForm['help'], said: Partial<Record<Language, string>> | undefined): FieldForm['help'] {
  if (said === undefined) return before
  const either = said.de ?? said.en ?? ''
  return { de: said.de ?? before?.de ?? either, en: said.en ?? before?.en ?? either }
}

function isWorthKeeping({ asked, requiredForEscalation, help, link }: FieldForm): boolean {
  return asked || requiredForEscalation || help !== null || link !== null
}
