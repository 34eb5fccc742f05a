import { type JsonSchema, listOf, objectOf, oneOf, orNull, text, whole } from '../../kit/json'
import type { View } from '../../kit/view'
import type { ReportField } from '../report/report-field'
import { reportFields } from '../report/report-field'
import { type AnsweredBy, answerers, type Texts, type TopicLink } from './topic'
import type { TopicMatch } from './topic-search'

/** A topic with its texts in one language, and what it is good for. */
export interface SpokenTopic {
  id: string
  title: string
  question: string | null
  answer: string
  answeredBy: AnsweredBy
  category: string | null
  required: readonly ReportField[]
  links: readonly TopicLink[]
  /** How many tickets have it. */
  tickets: number
  /** How many tickets were not opened because it answered the question. */
  saved: number
  /** As written, in every language. */
  texts: { title: Texts; question: Texts; answer: Texts }
}

/** Null: not written in that language. */
const bothLanguages: JsonSchema = objectOf({ de: orNull(text), en: orNull(text) })

export const topicView: View<SpokenTopic> = {
  fields: {
    id: text,
    title: text,
    question: orNull(text),
    answer: text,
    answeredBy: oneOf(answerers),
    category: orNull(text),
    required: listOf(oneOf(reportFields)),
    links: listOf(objectOf({ label: text, url: text })),
    tickets: whole,
    saved: whole,
    texts: objectOf({ title: bothLanguages, question: bothLanguages, answer: bothLanguages }),
  },
  columns: ['id', 'title', 'answeredBy', 'category', 'tickets', 'saved'],
  toJson: ({ required, links, texts, ...topic }) => ({
    ...topic,
    required: [...required],
    links: links.map(({ label, url }) => ({ label, url })),
    texts: { title: written(texts.title), question: written(texts.question), answer: written(texts.answer) },
  }),
}

function written({ de, en }: Texts) {
  return { de: de || null, en: en || null }
}

/** A topic that fits what was searched for, its texts in one language. */
export interface SpokenMatch extends Pick<TopicMatch, 'score'> {
  id: string
  title: string
  answeredBy: AnsweredBy
  answer: string
}

export const topicMatchView: View<SpokenMatch> = {
  fields: { id: text, title: text, answeredBy: oneOf(answerers), answer: text, score: { type: 'number' } },
  columns: ['id', 'title', 'answeredBy', 'answer', 'score'],
  toJson: ({ id, title, answeredBy, answer, score }) => ({ id, title, answeredBy, answer, score }),
}
