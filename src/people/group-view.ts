import { flag, listOf, oneOf, orNull, text, whole } from '../kit/json'
import { doneLine, type Screen } from '../kit/screen'
import type { View } from '../kit/view'
import type { Group } from './group'
import { permissions } from './permission'

export const groupView: View<Group> = {
  fields: {
    tenant: orNull(text),
    name: text,
    fixed: flag,
    permissions: listOf(oneOf(permissions)),
    members: whole,
  },
  columns: ['tenant', 'name', 'fixed', 'permissions', 'members'],
  toJson: ({ tenant, name, fixed, permissions: granted, members }) => ({
    tenant,
    name,
    fixed,
    permissions: [...granted],
    members,
  }),
}

/** The sentence after a change of a group. */
export function groupLine(screen: Screen, { tenant, name, permissions: granted, members }: Group): string {
  const { words } = screen
  return doneLine(
    screen,
    words.groupNamed(name),
    tenant ?? words.deskItself,
    granted.join(', '),
    words.members(members),
  )
}
