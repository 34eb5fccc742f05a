import type { Desk } from '../../desk'
import { printChange } from '../../kit/output'
import { doneLine, type Screen, screenOf } from '../../kit/screen'
import { guestParts, guestView } from '../guest-view'
import type { GuestChanged } from '../invite-guest'

/** Says what became of a guest: who, where, in which state; `further` adds what is to be done next. */
export async function showGuest(
  desk: Desk,
  zone: string,
  { guest, changed }: GuestChanged,
  further: (screen: Screen) => Promise<readonly string[]> = async () => [],
): Promise<void> {
  await printChange(desk, guestView, guest, async () => {
    const screen = await screenOf(desk, zone, [guest.name ?? ''])
    const unchanged = changed ? [] : [screen.words.nothingChanged]
    return doneLine(screen, ...guestParts(screen, guest), ...unchanged, ...(await further(screen)))
  })
}
