import { type MailNews, mailParts } from '../../journal/mail-news'
import type { Posted } from '../../journal/reaction'
import type { Screen } from '../../kit/screen'
import { formatLocal } from '../../kit/time/format-local'
import type { WorkspaceWords } from '../../words/en/workspace'

/** What has left or will, as far as rules are concerned. */
export function mailed(posted: readonly Posted[]): Posted[] {
  return posted.filter(({ state }) => state === 'queued' || state === 'held')
}

/** Who is told: at once, or together with what else rules gather. */
export function toldBy(screen: Screen, words: WorkspaceWords, news: MailNews): string[] {
  const { posted } = news
  const mails = mailed(posted)
  const gathered = posted.filter(({ state }) => state === 'collecting').map(({ dueAt }) => dueAt.getTime())
  const times = [...new Set(gathered)].sort((a, b) => a - b).map((time) => new Date(time))
  const shown = times.map((at) => formatLocal(at, screen.zone, screen.language, 'day', screen.now))
  const suppressed = posted.filter(({ state }) => state === 'suppressed').length
  const parts = [
    ...(mails.length === 0 ? [] : mailParts(screen, { ...news, posted: mails })),
    ...(shown.length === 0 ? [] : [words.gatheredUntil(shown.join(', '))]),
    ...(suppressed === 0 ? [] : [words.unconfirmed(suppressed)]),
  ]
  return parts.length === 0 ? [words.nobodyTold] : parts
}
