import { foldedWords, foldText } from '../../kit/text/fold-text'
import { saidIn, type Texts, type Topic } from './topic'

/**
 * Which topics fit a text, purely by its words: folded (case, umlauts and ß in either spelling), without the little words
 * of both languages, compared as wholes, as beginnings and by the three-letter pieces they share, so that
 * "Kalendersynchronisation" fits "Kalender synchronisiert nicht". Both languages are searched whatever the person's: a
 * customer's words are not always in the language of their settings. A topic fits as far as it covers the text, and a
 * little more if the text covers its title or question too. A word that few topics have says more than one of many.
 */
export interface TopicMatch {
  topic: Topic
  /** 0 to 1; 1: the text is the topic's own question. */
  score: number
}

/** From here on a topic is worth showing to somebody who searches. */
export const worthShowing = 0.3
/** From here on it is worth interrupting somebody who opens a ticket. */
export const worthOffering = 0.5

/** Topics that fit the text, the best first. */
export function searchTopics(topics: readonly Topic[], text: string, least = worthShowing): TopicMatch[] {
  const asked = wordsOf(text)
  if (asked.length === 0) return []
  const sources = topics.map(sourceOf)
  const grades = sources.map((source) => asked.map((word) => gradeOf(word, source)))
  const weights = asked.map((_, index) => weightOf(grades.map((ofTopic) => ofTopic[index] ?? 0)))
  return topics
    .map((topic, index) => ({ topic, score: scoreOf(grades[index] ?? [], weights, sources[index], asked) }))
    .filter(({ score }) => score >= least)
    .sort((one, other) => other.score - one.score || (one.topic.id < other.topic.id ? -1 : 1))
}

/** The topics to offer to whoever is about to send this: by its subject, or by all of it. */
export function offeredTopics(topics: readonly Topic[], subject: string, description: string | null): TopicMatch[] {
  const whole = `${subject} ${(description ?? '').slice(0, 1000)}`
  const best = new Map<string, TopicMatch>()
  for (const match of [
    ...searchTopics(topics, subject, worthOffering),
    ...searchTopics(topics, whole, worthOffering),
  ]) {
    const known = best.get(match.topic.id)
    if (known === undefined || known.score < match.score) best.set(match.topic.id, match)
  }
  return [...best.values()].sort((one, other) => other.score - one.score).slice(0, 3)
}

/** The words of a text that say something, each once, in an order that does not depend on the text's. */
export function wordsOf(text: string): string[] {
  return tellingWords(foldedWords(text)).sort()
}

/** Those of the folded words that say something, each once. */
export function tellingWords(words: Iterable<string>): string[] {
  return [...new Set(words)].filter((word) => word.length > 1 && !littleWords.has(word))
}

/** Words that are in every question, in either language. */
const littleWords = new Set(
  wordList(`aber alle allen als also am an auch auf aus bei beim bin bis bitte da damit dann das dass dem den der des die
    dies diese diesem diesen dieser doch dort du durch ein eine einem einen einer eines er es etwas euch falsch fehler funktioniert für geht gibt habe
    haben hat hätte hier ich ihm ihn ihnen ihr ihre ihrem ihren im immer in ins ist ja jede jetzt kann kein keine keinen
    können könnte lässt mal man mein meine meinem meinen mehr mich mir mit muss nach nicht nichts noch nun nur ob oder
    ohne schon sehr sein seine seit sich sie sind so soll sollte über um und uns unser unsere unter vom von vor wann war
    warum was weil welche welchem welchen welcher welches wenn wer werden wie wieder will wir wird wo woran worden wurde
    zu zum zur zwei zwischen
    about after all also an and any are as at be because been but by can cannot could did do does done for from get gets
    had error has have he help her here him his how if in into is it its just me may my no not of off on one or our out please she
    should so some still than that the their them then there these they this to too up us very was we were what when
    where which who why will with work works would wrong you your problem problems problem probleme hilfe`),
)

function wordList(text: string): string[] {
  return foldText(text).split(/\s+/)
}

interface Source {
  /** Title and question: what people ask. */
  asked: readonly string[]
  answer: readonly string[]
  /** The texts that a person's may be wholly, each in its words. */
  wholes: readonly (readonly string[])[]
}

function sourceOf({ id, title, question, answer }: Topic): Source {
  const bothOf = (texts: Texts): string => `${texts.de} ${texts.en}`
  const wholes = [title, question].flatMap((texts) => [saidIn(texts, 'de'), saidIn(texts, 'en')])
  return {
    asked: wordsOf(`${id} ${bothOf(title)} ${bothOf(question)}`),
    answer: wordsOf(bothOf(answer)),
    wholes: wholes.map(wordsOf).filter((words) => words.length > 0),
  }
}

/** How well a topic knows a word: wholly where it asks for it, half where only its answer has it. */
function gradeOf(word: string, { asked, answer }: Source): number {
  return Math.max(bestOf(word, asked), bestOf(word, answer) / 2)
}

function bestOf(word: string, words: readonly string[]): number {
  return words.reduce((best, other) => Math.max(best, alike(word, other)), 0)
}

/** What a word is worth: the fewer topics know it, the more; one that none knows says little. */
function weightOf(grades: readonly number[]): number {
  const knowing = grades.filter((grade) => grade >= 0.5).length
  return knowing === 0 ? 0.6 : 1 / Math.sqrt(knowing)
}

function scoreOf(
  grades: readonly number[],
  weights: readonly number[],
  source: Source | undefined,
  asked: readonly string[],
): number {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const covered = grades.reduce((sum, grade, index) => sum + grade * (weights[index] ?? 0), 0) / whole
  const wholes = source?.wholes ?? []
  const covering = Math.max(
    0,
    ...wholes.map((words) => words.reduce((sum, word) => sum + bestOf(word, asked), 0) / words.length),
  )
  // As many digits as anybody looks at: sums of the same numbers may differ in their last one.
  return Math.round((0.8 * covered + 0.2 * covered ** 0.5 * covering) * 1000) / 1000
}

/** How alike two folded words are, 0 to 1. */
export function alike(one: string, other: string): number {
  if (one === other) return 1
  if (stem(one) === stem(other)) return 0.95
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length < 4) return 0
  if (long.startsWith(short)) return long.length - short.length <= 3 ? 0.9 : 0.8
  // A part of a compound: German puts what a thing is at its end.
  if (short.length >= 5 && (long.includes(short) || long.includes(stem(short)))) return 0.75
  const shared = sharedPieces(short, long)
  return short.length >= 6 && shared >= 0.6 ? shared * 0.75 : 0
}

/** The usual endings of German and English, the longest first. */
const endings = 'ungen ieren ions tion iert ung ing en er es em ed et st e s n t'.split(' ')

/** A word without its ending. */
export function stem(word: string): string {
  const ending = endings.find((one) => word.endsWith(one)) ?? ''
  return word.length - ending.length >= 4 ? word.slice(0, word.length - ending.length) : word
}

/** The part of the short word's three-letter pieces that the long one has too. */
function sharedPieces(short: string, long: string): number {
  const pieces = piecesOf(short)
  const ofLong = piecesOf(long)
  return [...pieces].filter((piece) => ofLong.has(piece)).length / pieces.size
}

/** The three-letter pieces of a word. */
export function piecesOf(word: string): Set<string> {
  return new Set(Array.from({ length: Math.max(1, word.length - 2) }, (_, start) => word.slice(start, start + 3)))
}
