import type { Screen } from '../kit/screen'
import { wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import type { ConsentNotice } from './consent'

/** The notice that is to be agreed to, readable in this window. */
export function noticeText(
  { columns, measure }: Screen,
  { title, text }: Pick<ConsentNotice, 'title' | 'text'>,
): string {
  return [title, '', text]
    .flatMap((part) => wrapText(safeText(part, { keepLineBreaks: true }), columns, measure))
    .join('\n')
}
