import type { Desk } from '../../../desk'
import { DeskError } from '../../../kit/errors'
import type { UserActor } from '../../../people/session'
import { shortName } from '../../../people/tenant'
import type { Reader } from '../../../store/schema'
import { type ListFlags, listFlagNames, refined } from '../../commands/list-words'
import type { SavedFlags, SavedView } from '../saved-view'
import { viewByName } from '../saved-view-store'

/** A list through somebody's view: its flags refined by those that were given besides, and the tenant that is meant. */
export async function throughView(
  desk: Desk,
  { store, actor }: { store: { db: Reader }; actor: UserActor },
  name: string,
  given: ListFlags,
): Promise<{ flags: ListFlags; tenant: string | undefined }> {
  const view = await viewByName(store.db, actor.id, shortName(name))
  const { tenant, ...kept } = view.flags
  refuseUnknown(view, kept)
  return { flags: refined(kept as ListFlags, given), tenant: desk.tenant ?? (tenant as string | undefined) }
}

/** The flags as a view keeps them: those of the list, and the tenant where one was named. */
export function flagsToSave(flags: ListFlags, tenant: string | undefined): SavedFlags {
  const kept = listFlagNames.flatMap((name) => {
    const value = flags[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), ...(tenant === undefined ? {} : { tenant }) }
}

/** A view may be older than the program. Throws `view-outdated`, which names the flag. */
function refuseUnknown({ name }: SavedView, kept: object): void {
  const unknown = Object.keys(kept).find((flag) => !listFlagNames.some((known) => known === flag))
  if (unknown !== undefined) throw new DeskError('view-outdated', { name, flag: `--${unknown}` })
}
