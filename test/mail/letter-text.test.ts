import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { letterText, ticketSubject, widestSentence } from '../../src/mail/letter/letter-text'
import { referenceHolds, referencesIn, ticketLabel, ticketReference } from '../../src/mail/letter/ticket-reference'
import { everyLetters, letterTextKinds, letterTexts } from '../../src/settings/letter-text'
import { settingsFrom } from '../../src/settings/setting'
import { readDeskKey } from '../../src/store/desk-key'
import { loadLetterWords } from '../../src/words/catalogue'
import { TestDesk } from '../kit/test-desk'
import { manners, writtenIn } from './sample-letters'

const plain = settingsFrom(new Map())

describe('a letter', () => {
  test('greets nobody by a name that shows nothing', async () => {
    const words = await loadLetterWords('en', 'sie')
    for (const name of [null, '', '\u202e', ' \n ']) {
      expect(letterText(words, plain, { name, pieces: ['Good news.'], signs: null })).toBe(
        'Hello,\n\nGood news.\n\nKind regards\nYour service desk\n',
      )
    }
  })

  test('quotes every line of what it quotes, whatever ends a line there', async () => {
    const words = await loadLetterWords('de', 'sie')
    const quoted = 'eins\r\nzwei\u2028drei\n\nvier'
    const text = letterText(words, plain, { name: null, pieces: [{ quoted }], signs: null })
    expect(text).toContain('\n> eins\n> zwei\n> drei\n>\n> vier\n')
  })

  test('in German goes on in small letters after the comma, but for names and „Sie“', async () => {
    const words = await loadLetterWords('de', 'sie')
    const begun = (piece: string): string => letterText(words, plain, { name: 'Anna', pieces: [piece], signs: null })
    expect(begun('Wir fangen an.')).toContain('Guten Tag Anna,\n\nwir fangen an.')
    expect(begun('Ihre Anfrage ist da.')).toContain(',\n\nIhre Anfrage')
    expect(begun('Dieter Auer ruft an.')).toContain(',\n\nDieter Auer')
  })

  test.each(manners)('in $title has no sentence wider than a line', async (manner) => {
    for (const { title, text } of await writtenIn(manner)) {
      const wide = text.split('\n').filter((line) => line.length > widestSentence)
      expect(wide, title).toEqual([])
    }
  })

  test('leaves nothing of the other form of address', async () => {
    const [, sie, du] = manners
    for (const { title, text } of await writtenIn(sie)) {
      expect(text.replace('„du“', ''), title).not.toMatch(/\b(?:du|dich|dir|dein\w*|bist|hast)\b/i)
    }
    for (const { title, text } of await writtenIn(du)) {
      const ours = text.replace(/^##-.*$/m, '').replace(/^Wir speichern.*$/m, '')
      expect(ours, title).not.toMatch(/\b(?:Ihnen|Ihre?[nmrs]?)\b|\b[a-zäöü]+en Sie\b/)
    }
  })

  test('says the same kinds in every manner, as the page shows them', async () => {
    const [english = [], ...others] = await Promise.all(manners.map(writtenIn))
    for (const other of others) expect(other.map(({ title }) => title)).toEqual(english.map(({ title }) => title))
  })
})

describe('the reference in the last line', () => {
  test('is known again in what came back, and holds for the address that it was for', async () => {
    const desk = await new TestDesk().init()
    const key = readDeskKey(join(desk.home, 'helpdesk.key'))
    const settings = { 'desk.ticket-prefix': 'ACME' }
    const reference = ticketReference(key, settings, 1042, 'anna@acme.example')
    expect(reference).toMatch(/^\[ACME-1042:[\da-f]{12}\]$/)
    const [found, ...others] = referencesIn(`gelöst\n\n> > Hello,\n> >\n> > ${reference}\n`)
    expect(others).toEqual([])
    expect(found).toMatchObject({ number: 1042 })
    if (found === undefined) return
    expect(referenceHolds(key, found, 'anna@acme.example')).toBe(true)
    expect(referenceHolds(key, found, 'ANNA@acme.example')).toBe(true)
    expect(referenceHolds(key, found, 'ben@acme.example')).toBe(false)
    expect(referenceHolds(key, { ...found, number: 1043 }, 'anna@acme.example')).toBe(false)
    expect(referenceHolds(key, { ...found, signature: '000000000000' }, 'anna@acme.example')).toBe(false)
  })

  test('does without a prefix, and is in no text that only looks like it', () => {
    expect(ticketLabel({ 'desk.ticket-prefix': '' }, 7)).toBe('#7')
    expect(referencesIn('[#7:3f9a0c12de47]')).toEqual([{ number: 7, signature: '3f9a0c12de47' }])
    for (const text of ['[#7]', '[#7:3f9a]', '[acme-7:3f9a0c12de47]', '[#7:3F9A0C12DE47]', '#7:3f9a0c12de47', '']) {
      expect(referencesIn(text), text).toEqual([])
    }
  })

  test('a subject is one line, whatever was typed', () => {
    expect(ticketSubject('#7', 'a\r\nBcc: x@y.example\u202e')).toBe('[#7] a Bcc: x@y.example')
  })
})

test('the page names every placeholder of every text', () => {
  const page = readFileSync(join(import.meta.dirname, 'letters-page.md'), 'utf8')
  for (const name of everyLetters) expect(page).toContain(`\`{${name}}\``)
  for (const kind of letterTextKinds) {
    const [, row = ''] = new RegExp(`^\\| \`${kind}\` \\| (.*) \\|$`, 'm').exec(page) ?? []
    expect([...row.matchAll(/\{([\w-]+)\}/g)].map(([, name]) => name)).toEqual([...letterTexts[kind]])
  }
})

/** The page for those who want to know what their desk writes, and to write it otherwise. */
test('docs/letters.md shows every letter as it is written', async () => {
  const page = readFileSync(join(import.meta.dirname, 'letters-page.md'), 'utf8')
  const parts: string[] = [page.trimEnd()]
  const inAll = await Promise.all(manners.map(async (manner) => ({ manner, letters: await writtenIn(manner) })))
  for (const [index, { title }] of (inAll[0]?.letters ?? []).entries()) {
    parts.push(`## ${title}`)
    for (const { manner, letters } of inAll) {
      const { subject = '', text = '' } = letters[index] ?? {}
      parts.push(`${manner.title}: \`${subject}\`\n\n\`\`\`text\n${text.trimEnd()}\n\`\`\``)
    }
  }
  await expect(`${parts.join('\n\n')}\n`).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/letters.md'))
})
