import type { Json } from '../../kit/json'
import { flagAt, type JsonPlace, orNullAt, partsOf, textAt, wrongJson } from '../../kit/json-place'
import { type Language, languages } from '../../kit/language'
import { isWebLink } from '../../kit/link'
import { isSaid, type Report } from '../report/report'
import { type ReportField, reportFields } from '../report/report-field'

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

/**
 * The form that a JSON value describes; what it does not say of a field is no. Throws `wrong-json`, which names the place
 * in it: an unknown field or key, or a value that cannot be.
 */
export function formAt(place: JsonPlace): Form {
  const fields = partsOf(place, reportFields)
  const said = reportFields.filter((field) => fields[field].value !== undefined)
  return Object.fromEntries(said.map((field) => [field, fieldAt(fields[field])]))
}

function fieldAt(place: JsonPlace): FieldForm {
  const { asked, requiredForEscalation, help, link } = partsOf(place, [
    'asked',
    'requiredForEscalation',
    'help',
    'link',
  ])
  return {
    asked: flagAt(asked),
    requiredForEscalation: flagAt(requiredForEscalation),
    help: orNullAt(help, helpAt),
    link: orNullAt(link, webLinkAt),
  }
}

function helpAt(place: JsonPlace): Record<Language, string> {
  const { de, en } = partsOf(place, languages)
  return { de: textAt(de, longestHelp), en: textAt(en, longestHelp) }
}

function webLinkAt(place: JsonPlace): string {
  const link = textAt(place, longestHelp)
  if (!isWebLink(link)) throw wrongJson(place.path, 'wrong-value', ['"https://…"'])
  return link
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
    (field) => (form[field]?.requiredForEscalation === true || further.includes(field)) && !isGiven(report, field),
  )
}

/** A document that others are to see must be clean: that it is not is no answer. */
function isGiven(report: Report | null, field: ReportField): boolean {
  return field === 'document-clean' ? report?.documentClean === true : isSaid(report, field)
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
