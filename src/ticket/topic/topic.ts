import { checkChoice, resolveName } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { type Language, languages } from '../../kit/language'
import { isWebOrMailLink } from '../../kit/link'
import { shortName } from '../../people/tenant'
import { type ReportField, reportFields } from '../report/report-field'

/**
 * A topic (Thema) is a known issue: what people ask, the answer that was prepared for it, and who gives it. Topics are
 * the desk's knowledge base: they are searched before a ticket is sent, and staff answer with them. `answeredBy` says
 * whose it is: outside of the product, first level, the project lead, second level. A topic may belong to a category and
 * may demand fields of the problem report beyond those of the category's form. Title and answer are there in one language
 * at least; a text that is missing in one is shown in the other. An answer may hold placeholders (`placeholder.ts`).
 */
export interface Topic {
  id: string
  title: Texts
  question: Texts
  answer: Texts
  answeredBy: AnsweredBy
  category: string | null
  required: readonly ReportField[]
  links: readonly TopicLink[]
}

export const answerers = ['out-of-scope', 'first-level', 'project-lead', 'second-level'] as const
export type AnsweredBy = (typeof answerers)[number]

/** A text in every language; empty where it was not written. */
export type Texts = Readonly<Record<Language, string>>

export interface TopicLink {
  label: string
  url: string
}

/** Texts as they were given: `base` is in the language of the desk. */
export type GivenTexts = { readonly [Given in Language | 'base']?: string | undefined }

/** What is said in one language: the text, or where it is missing the other one. */
export function saidIn(texts: Texts, language: Language): string {
  return texts[language] || (languages.map((other) => texts[other]).find((text) => text !== '') ?? '')
}

/**
 * The texts as they are after some were given. Throws `conflicting-flags` where the desk's language is given twice; `name`
 * is the flag of the text.
 */
export function textsAfter(before: Texts, given: GivenTexts, deskLanguage: Language, name: string): Texts {
  const { base } = given
  if (base !== undefined && given[deskLanguage] !== undefined) {
    throw new DeskError('conflicting-flags', { flags: [name, `${name}-${deskLanguage}`] })
  }
  const after = { de: given.de ?? before.de, en: given.en ?? before.en }
  return base === undefined ? after : { ...after, [deskLanguage]: base }
}

export const noTexts: Texts = { de: '', en: '' }

export function isEmpty(texts: Texts): boolean {
  return languages.every((language) => texts[language] === '')
}

/** The topic meant by id, title in either language or an unambiguous beginning. Throws `topic-not-found`, `ambiguous-value`. */
export function topicNamed(topics: readonly Topic[], typed: string): Topic {
  const resolved = resolveName(
    typed,
    topics.map(({ id }) => id),
    (id) => Object.values(topics.find((topic) => topic.id === id)?.title ?? {}).filter((title) => title !== ''),
  )
  const found = 'found' in resolved ? topics.find(({ id }) => id === resolved.found) : undefined
  if (found !== undefined) return found
  if ('matches' in resolved && resolved.matches.length > 1) {
    throw new DeskError('ambiguous-value', { name: '--topic', value: typed, matches: [...resolved.matches] })
  }
  throw new DeskError('topic-not-found', { name: typed })
}

/** An id as typed. Throws `wrong-name`. */
export const topicId = shortName

/** Throws `wrong-value`. */
export function answererNamed(typed: string): AnsweredBy {
  return checkChoice('--answered-by', typed, answerers)
}

/** A field of the problem report, with or without its dashes. Throws `wrong-value`. */
export function requiredField(typed: string): ReportField {
  return checkChoice('--required', typed.replace(/^--/, ''), reportFields)
}

/** A link as typed, `label=https://…`; without a label the address stands for itself. Throws `wrong-value`. */
export function linkFrom(typed: string): TopicLink {
  const [, label = '', url = ''] = /^(?:([^=]*)=)?([a-z]+:\S+)$/i.exec(typed.trim()) ?? []
  const link = { label: label.trim() || url, url }
  if (isWebOrMailLink(link.url)) return link
  throw new DeskError('wrong-value', { name: '--link', value: typed, allowed: ['label=https://…'], suggestion: null })
}
