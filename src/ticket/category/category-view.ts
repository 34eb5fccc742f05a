import { flag, type Json, type JsonSchema, listOf, objectOf, oneOf, orNull, text } from '../../kit/json'
import type { Language } from '../../kit/language'
import { doneLine, type Screen } from '../../kit/screen'
import { padText, wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import type { View } from '../../kit/view'
import { reportFields } from '../report/report-field'
import type { Category } from './category'

/** A category as `show` and every verb that changes one print it; `language` is the desk's. */
export interface ShownCategory {
  category: Category
  language: Language
}

const bothLanguages: JsonSchema = objectOf({ de: text, en: text })

const fieldOfForm: JsonSchema = objectOf({
  field: oneOf(reportFields),
  asked: flag,
  requiredForEscalation: flag,
  help: orNull(bothLanguages),
  link: orNull(text),
})

export const categoryView: View<ShownCategory> = {
  fields: {
    id: text,
    label: text,
    description: text,
    partnerOnly: flag,
    labels: bothLanguages,
    descriptions: bothLanguages,
    form: listOf(fieldOfForm),
  },
  columns: ['id', 'label', 'description', 'partnerOnly', 'labels', 'descriptions', 'form'],
  toJson: ({ category, language }) => ({
    id: category.id,
    label: category.label[language],
    description: category.description[language],
    partnerOnly: category.partnerOnly,
    labels: { ...category.label },
    descriptions: { ...category.description },
    form: formFields(category),
  }),
}

function formFields({ form }: Category): Json[] {
  return reportFields.flatMap((field) => {
    const content = form[field]
    return content === undefined ? [] : [{ field, ...content }]
  })
}

/** A category with what it is for, and its form: a line for each field, with its help below. */
export function categoryScreen(screen: Screen, { id, label, description, partnerOnly, form }: Category): string {
  const { words, paint, measure, columns, symbols, language } = screen
  const title = [paint.bold(id), safeText(label[language]), ...(partnerOnly ? [words.partnersOnly] : [])]
  const fields = reportFields.flatMap((field) => (form[field] === undefined ? [] : [{ field, content: form[field] }]))
  const widest = Math.max(0, ...fields.map(({ field }) => measure(field)))
  const lines = fields.flatMap(({ field, content }) => [
    `  ${padText(field, widest, measure)}  ${[
      ...(content.asked ? [words.fieldAsked] : []),
      ...(content.requiredForEscalation ? [words.fieldRequired] : []),
    ].join(` ${symbols.dot} `)}`.trimEnd(),
    ...[content.help?.[language], content.link].flatMap((text) =>
      text === undefined || text === null
        ? []
        : wrapText(`      ${safeText(text)}`, columns, measure).map((line) => paint.dim(line)),
    ),
  ])
  return [
    title.join(` ${symbols.dot} `),
    ...wrapText(`  ${safeText(description[language])}`, columns, measure).map((line) => paint.dim(line)),
    ...(lines.length === 0 ? [] : ['', ...lines]),
  ].join('\n')
}

/** The sentence after a change. */
export function categoryLine(screen: Screen, { id, label, partnerOnly, form }: Category, fate?: string): string {
  const { words, language } = screen
  const asked = reportFields.filter((field) => form[field]?.asked === true)
  const required = reportFields.filter((field) => form[field]?.requiredForEscalation === true)
  return doneLine(
    screen,
    `${words.categoryNamed(id)}`,
    safeText(label[language]),
    ...(partnerOnly ? [words.partnersOnly] : []),
    ...(asked.length === 0 ? [] : [words.formAsks(asked.join(', '))]),
    ...(required.length === 0 ? [] : [words.formRequires(required.join(', '))]),
    ...(fate === undefined ? [] : [fate]),
  )
}
