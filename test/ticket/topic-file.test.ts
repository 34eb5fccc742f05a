import { describe, expect, test } from 'vitest'
import { readTopicFile } from '../../src/ticket/topic/topic-file'

const good = `---
title: {de: Kalender, en: Calendar}
question: Why is my calendar empty?
answeredBy: second-level
category: problem
required: [browser, occurred]
links:
  Guide: https://wiki.example/calendar
---
Below for everybody.
`
const problemsOf = (text: string) =>
  readTopicFile('a.md', text).problems.map(({ line, problem, value }) => [line, problem, value])

test('a good file says all there is to a topic', () => {
  const { topic, problems } = readTopicFile('calendar-sync.md', good)
  expect(problems).toEqual([])
  expect(topic).toMatchObject({
    id: 'calendar-sync',
    title: { de: 'Kalender', en: 'Calendar' },
    question: { base: 'Why is my calendar empty?' },
    answer: { base: 'Below for everybody.' },
    answeredBy: 'second-level',
    category: 'problem',
    required: ['browser', 'occurred'],
    links: [{ label: 'Guide', url: 'https://wiki.example/calendar' }],
  })
})

test('the answer in two languages, with line ends of Windows, and little said in front', () => {
  const text =
    '---\nid: sync\ntitle: X\n---\n<!-- de -->\nGuten Tag,\n\nneu verbinden.\n<!-- en -->\nConnect it again.\n'
  const expected = { de: 'Guten Tag,\n\nneu verbinden.', en: 'Connect it again.' }
  expect(readTopicFile('a.md', text).topic).toMatchObject({ id: 'sync', answer: expected, answeredBy: 'first-level' })
  expect(readTopicFile('a.md', text.replaceAll('\n', '\r\n')).topic).toMatchObject({ answer: expected })
})

describe('what is wrong is told with its line', () => {
  test.each([
    ['', [[1, 'no-front-matter', '']]],
    ['title: X\n---\nA', [[1, 'no-front-matter', '']]],
    ['---\ntitle: X\nanswer', [[1, 'front-matter-open', '']]],
    ['---\ntitle: X\ntitel: Y\n---\nA', [[3, 'unknown-key', 'titel']]],
    ['---\nquestion: X\n---\nA', [[1, 'missing-title', '']]],
    ['---\ntitle: X\n---\n\n', [[4, 'missing-answer', '']]],
    ['---\ntitle: X\nid: Not So\n---\nA', [[3, 'wrong-name', 'Not So']]],
    ['---\ntitle: X\nansweredBy: nobody\n---\nA', [[3, 'wrong-value', 'nobody']]],
    ['---\ntitle: X\nrequired: [browser, shoe-size]\n---\nA', [[3, 'wrong-value', 'shoe-size']]],
    ['---\ntitle: X\nlinks:\n  Bad: javascript:alert(1)\n---\nA', [[3, 'wrong-link', 'javascript:alert(1)']]],
    ['---\ntitle: X\nlinks: [a]\n---\nA', [[3, 'wrong-kind', 'links']]],
    ['---\ntitle: {fr: X}\n---\nA', [[2, 'wrong-kind', 'fr']]],
    ['---\ntitle: 7\n---\nA', [[2, 'wrong-kind', 'title']]],
    ['---\n- a\n---\nA', [[2, 'wrong-yaml', '- a']]],
    [`---\ntitle: ${'x'.repeat(201)}\n---\nA`, [[2, 'text-too-long', 'x'.repeat(40)]]],
    ['---\ntitle: X\n---\nHello\n{requester.nmae}', [[5, 'unknown-placeholder', 'requester.nmae']]],
    ['---\ntitle: X\n---\n<!-- en -->\nHello\n{name}', [[6, 'unknown-placeholder', 'name']]],
    ['---\ntitle: X\n---\n<!-- en -->\nA\n<!-- en -->\nB', [[6, 'language-twice', 'en']]],
  ])('%j', (text, problems) => expect(problemsOf(text)).toEqual(problems))

  test.each([
    ['a key twice', '---\ntitle: X\ntitle: Y\n---\nA', 3],
    ['a quotation mark that nobody closed', '---\nid: a\ntitle: "X\n---\nA', 3],
    ['an alias', '---\ntitle: &x Hello\nquestion: *x\n---\nA', 3],
    ['a tag', '---\nid: a\ntitle: !!js/function "x"\n---\nA', 3],
    ['a tag of our own', '---\nid: a\ntitle: !secret x\n---\nA', 3],
    ['a tab for indentation', '---\ntitle:\n\tde: X\n---\nA', 3],
  ])('%s is no YAML here', (_, text, line) => {
    const problems = problemsOf(text)
    expect(problems.map(([, problem]) => problem)).toContain('wrong-yaml')
    expect(problems[0]?.[0]).toBe(line)
  })

  test('everything is told at once', () => {
    const text = '---\ntitel: X\nansweredBy: nobody\n---\n{name}'
    expect(problemsOf(text)).toEqual([
      [1, 'missing-title', ''],
      [2, 'unknown-key', 'titel'],
      [3, 'wrong-value', 'nobody'],
      [5, 'unknown-placeholder', 'name'],
    ])
  })
})

test('a front matter that grows when it is read is refused, and at once', () => {
  const bomb = ['---', 'a: &a [x, x]', 'b: &b [*a, *a]', 'c: [*b, *b]', 'title: X', '---', 'A'].join('\n')
  expect(problemsOf(bomb).length).toBeGreaterThan(0)
  expect(readTopicFile('a.md', bomb).topic).toBeUndefined()
})

test('names of the object every object has are keys like any other', () => {
  expect(problemsOf('---\ntitle: X\n__proto__: {id: y}\nconstructor: z\n---\nA')).toEqual([
    [3, 'unknown-key', '__proto__'],
    [4, 'unknown-key', 'constructor'],
  ])
})
