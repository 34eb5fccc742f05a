import { instant, text } from '../../kit/json'
import { doneLine, type Screen } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatInstant } from '../../kit/time/instant'
import type { View } from '../../kit/view'
import { type SavedView, typedFlags } from './saved-view'

export const savedViewView: View<SavedView> = {
  fields: { name: text, flags: { type: 'object' }, command: text, createdAt: instant },
  columns: ['name', 'flags', 'command', 'createdAt'],
  toJson: ({ name, flags, createdAt }) => ({
    name,
    flags,
    command: `helpdesk list ${typedFlags(flags)}`,
    createdAt: formatInstant(createdAt),
  }),
}

/** The sentence after a change of a view; `fate` says what became of it where it is no more. */
export function viewLine(screen: Screen, { name, flags }: SavedView, fate?: string): string {
  const { words } = screen
  return doneLine(screen, words.viewNamed(name), safeText(typedFlags(flags)), fate ?? words.seeView(name))
}
