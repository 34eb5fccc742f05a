import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPreset } from '../../src/front/preset'
import { languages } from '../../src/kit/language'
import { foldText } from '../../src/kit/text/fold-text'
import { newTopic } from '../../src/ticket/topic/edit-topic'
import { saidIn, type Topic } from '../../src/ticket/topic/topic'
import { alike, offeredTopics, searchTopics, wordsOf } from '../../src/ticket/topic/topic-search'

const topicsOf = async (name: 'payments' | 'online-advice' | 'erp'): Promise<readonly Topic[]> =>
  (await loadPreset(name)).topics

const presets = await Promise.all((['payments', 'online-advice', 'erp'] as const).map(topicsOf))
const [payments = [], advice = []] = presets
const firstOf = (topics: readonly Topic[], text: string): string | undefined => searchTopics(topics, text)[0]?.topic.id

test('there are topics to search: a check without any would pass everything', () => {
  expect(presets.map((topics) => topics.length)).toEqual([5, 10, 1])
})

describe('words', () => {
  test('case and the spelling of umlauts and ß do not matter', () => {
    expect(foldText('Schließung ÄRGER')).toBe(foldText('schliessung aerger'))
    expect(wordsOf('Überweisungsträger')).toEqual(wordsOf('UEBERWEISUNGSTRAEGER'))
  })

  test('little words and repetitions do not count', () => {
    expect(wordsOf('Wie kann ich das Passwort, das Passwort ändern?')).toEqual(['andern', 'passwort'])
  })

  test.each([
    ['kalender', 'kalendersynchronisation'],
    ['synchronisiert', 'kalendersynchronisation'],
    ['datei', 'zahlungsdatei'],
    ['synchronise', 'synchronisation'],
    ['passwort', 'passworter'],
    ['rejected', 'reject'],
  ])('%s is like %s', (one, other) => {
    expect(alike(one, other)).toBeGreaterThan(0.45)
    expect(alike(other, one)).toBe(alike(one, other))
  })

  test.each([
    ['kalender', 'kaffee'],
    ['rechnung', 'zahlung'],
    ['dokument', 'monument'],
    ['code', 'computer'],
  ])('%s is not like %s', (one, other) => expect(alike(one, other)).toBeLessThan(0.5))
})

describe('what people write', () => {
  test.each([
    ['Kalendersynchronisation', 'calendar-sync'],
    ['Kalender synchronisiert nicht', 'calendar-sync'],
    ['calendar does not sync', 'calendar-sync'],
    ['Passwort vergessen!', 'password-forgotten'],
    ['I forgot my password', 'password-forgotten'],
    ['Drucker druckt falsch', 'printer-settings'],
    ['Dokument bleibt auf Ausstehend', 'document-pending'],
    ['E-Mails kommen nicht an', 'mail-delivery'],
    ['Unterschrift: Dokument kann nicht hochgeladen werden', 'signature-upload'],
    ['neue E-Mail-Adresse', 'change-email'],
  ])('%s', (text, id) => expect(firstOf(advice, text)).toBe(id))

  test.each([
    ['Zahlungsdatei wurde abgelehnt', 'rejected-file'],
    ['Payment file rejected', 'rejected-file'],
    ['pain.001 abgelehnt', 'rejected-file'],
    ['Wie lange ist der Zugangscode gültig?', 'code-validity'],
    ['Kundenberater entfernen', 'remove-advisor'],
    ['Übertragungsstatus unklar', 'transmission-unclear'],
    ['Zugriff auf die API', 'api-access'],
  ])('%s', (text, id) => expect(firstOf(payments, text)).toBe(id))

  test.each(['Bildschirm flackert', 'Rechnung falsch', 'Where is my invoice?', 'ist das', '?!', 'Der Ton fehlt'])(
    'nobody is bothered for: %s',
    (text) => {
      expect(offeredTopics(payments, text, null)).toEqual([])
      expect(offeredTopics(advice, text, null)).toEqual([])
    },
  )

  test('a long description does not hide what the subject says', () => {
    const description = 'Guten Tag, seit heute Morgen sehe ich im Büro nur noch leere Tage. '.repeat(10)
    expect(offeredTopics(advice, 'Kalender synchronisiert nicht', description)[0]?.topic.id).toBe('calendar-sync')
  })
})

describe('for every topic of every preset', () => {
  const all = presets.flatMap((topics) => topics.map((topic) => ({ topic, topics, id: topic.id })))

  test.each(all)('$id is found first by its own question and title', ({ topic, topics }) => {
    for (const language of languages) {
      for (const texts of [topic.question, topic.title]) {
        const [first] = searchTopics(topics, saidIn(texts, language))
        expect({ text: saidIn(texts, language), id: first?.topic.id }).toMatchObject({ id: topic.id })
      }
    }
  })

  test.each(all)('$id: neither the order of words nor how they are spelled matters', ({ topic, topics }) => {
    const question = topic.question.de
    const found = searchTopics(topics, question)
    const spelled = question.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss')
    expect(searchTopics(topics, spelled)).toEqual(found)
    expect(searchTopics(topics, question.toUpperCase())).toEqual(found)
    fc.assert(
      fc.property(fc.shuffledSubarray(question.split(' '), { minLength: question.split(' ').length }), (words) => {
        expect(searchTopics(topics, words.join(' '))).toEqual(found)
      }),
      { numRuns: 20 },
    )
  })
})

const word = fc.stringMatching(/^[a-zäöüß]{2,14}$/)
const anyTopics = fc
  .uniqueArray(fc.array(word, { minLength: 1, maxLength: 6 }), { maxLength: 6, minLength: 1 })
  .map((questions) =>
    questions.map((words, index): Topic => {
      const text = words.join(' ')
      return { ...newTopic(`t-${index}`), title: { de: text, en: '' }, question: { de: text, en: text } }
    }),
  )

test('whatever the topics are: nothing is better than the own question, scores are 0 to 1 and the same every time', () => {
  fc.assert(
    fc.property(anyTopics, fc.string(), (topics, text) => {
      const found = searchTopics(topics, text)
      expect(searchTopics(topics, text)).toEqual(found)
      for (const topic of topics) {
        const own = searchTopics(topics, topic.question.de)
        if (wordsOf(topic.question.de).length === 0) continue
        expect(own.find((match) => match.topic.id === topic.id)?.score).toBe(1)
        expect(own.every(({ score }) => score >= 0.3 && score <= 1)).toBe(true)
      }
    }),
  )
})
