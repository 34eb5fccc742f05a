import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import { expect, test } from 'vitest'
import { mimeSource } from '../../src/mail/letter/mime-source'
import { simpleHtml } from '../../src/mail/letter/simple-html'

const letters = fc.oneof(
  fc.constantFrom('\n', '\r\n', '\r', ' ', '\t', '.', '=', '-', 'ä', 'ß', 'Я', '漢', '👩‍👩‍👧', '\u0000', 'word '),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
  fc.string({ unit: 'grapheme-ascii', minLength: 70, maxLength: 160 }),
)
// Of such letters alone a text is in base64.
const others = fc.constantFrom('Я', 'ж', '漢', '字', '\n')
const texts = fc.oneof(
  fc.array(letters, { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.array(others, { maxLength: 200 }).map((pieces) => pieces.join('')),
)

/** Where a line is broken softly before blanks at the end of a text is left to whoever writes it. */
const unbroken = (source: Buffer): string => source.toString().replaceAll('=\r\n', '')

test('a mail of texts is what nodemailer makes of it, but for soft line breaks', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.string({ unit: 'grapheme' }), async (text, subject) => {
      const mail = new MailComposer({
        from: { name: subject, address: 'support@support.example' },
        to: 'anna@acme.example',
        subject,
        text,
        html: simpleHtml(text, 'de'),
        newline: '\r\n',
      }).compile()
      const streamed = await mail.build()
      const source = mimeSource(mail)
      expect(unbroken(source)).toBe(unbroken(streamed))
      const [, ...parts] = source.toString().split('\r\n\r\n')
      expect(Math.max(...parts.flatMap((part) => part.split('\r\n').map(({ length }) => length)))).toBeLessThanOrEqual(
        76,
      )
    }),
    { numRuns: 200 },
  )
})

test('what is no text is not written out', () => {
  const mail = new MailComposer({ text: 'a', attachments: [{ filename: 'a', content: Buffer.from('b') }] }).compile()
  expect(() => mimeSource(mail)).toThrow('only texts')
})
