/** The same letter for mail programs that show HTML first: paragraphs, lines and links, and nothing that the text lacks. */
export function simpleHtml(text: string, language: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${paragraph.trim().split('\n').map(line).join('<br>\n')}</p>`)
  const style = 'font-family:sans-serif;font-size:14px;line-height:1.5'
  return [
    '<!DOCTYPE html>',
    `<html lang="${language}"><head><meta charset="utf-8"></head>`,
    `<body style="${style}">`,
    ...paragraphs,
    '</body></html>',
    '',
  ].join('\n')
}

const links = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g

/** One line with its links; what begins with blanks keeps them. */
function line(text: string): string {
  const pieces: string[] = []
  let end = 0
  for (const found of text.matchAll(links)) {
    const [url] = found
    pieces.push(escaped(text.slice(end, found.index)), `<a href="${escaped(url)}">${escaped(url)}</a>`)
    end = found.index + url.length
  }
  pieces.push(escaped(text.slice(end)))
  return pieces.join('').replace(/^ +/, (blanks) => '&nbsp;'.repeat(blanks.length))
}

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => named[letter] ?? letter)
}
