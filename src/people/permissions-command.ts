import { flag, listOf, oneOf } from '../kit/json'
import { printMany } from '../kit/output'
import { type Screen, screenOf } from '../kit/screen'
import { wrapText } from '../kit/text/fit-text'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { loadPermissionWords } from '../words/catalogue'
import { beginning } from './beginning'
import { deskGroups, grantable, grants, type Permission, permissions, tenantGroups } from './permission'

/** A permission, and which of the fixed groups have it as the desk is set today. */
interface ShownPermission {
  permission: Permission
  deskGroups: string[]
  tenantGroups: string[]
  /** Whether a tenant may put it into a group of its own. */
  grantable: boolean
}

const permissionView: View<ShownPermission> = {
  fields: {
    permission: oneOf(permissions),
    deskGroups: listOf(oneOf(deskGroups)),
    tenantGroups: listOf(oneOf(tenantGroups)),
    grantable: flag,
  },
  columns: ['permission', 'deskGroups', 'tenantGroups', 'grantable'],
  toJson: (shown) => ({ ...shown }),
}

/** Who may do what: every permission, with what it allows and the groups that have it. */
export const permissionsCommand: Noun = {
  verb: defineVerb({
    declare: (command) => command,
    output: { many: permissionView },
    async run(desk) {
      const { rules, zone } = await beginning(desk)
      const somewhere = 'a tenant'
      const shown = permissions.map((permission) => ({
        permission,
        deskGroups: deskGroups.filter((group) => grants({ tenantId: null, group }, permission, rules)),
        tenantGroups: tenantGroups.filter((group) => grants({ tenantId: somewhere, group }, permission, rules)),
        grantable: grantable.includes(permission),
      }))
      await printMany(desk, permissionView, shown, async () => {
        const screen = await screenOf(desk, zone)
        const meanings = await loadPermissionWords(desk.language)
        return shown.map((one) => permissionLines(screen, one, meanings[one.permission])).join('\n')
      })
    },
  }),
}

/** What a permission allows, and below it the groups that have it, whole. */
function permissionLines(screen: Screen, shown: ShownPermission, meaning: string): string {
  const { words, symbols, paint, measure, columns } = screen
  const groups = [
    ...(shown.deskGroups.length === 0 ? [] : [`${words.deskItself}: ${shown.deskGroups.join(', ')}`]),
    ...(shown.tenantGroups.length === 0 ? [] : [`${words.tenants}: ${shown.tenantGroups.join(', ')}`]),
  ]
  const lines = wrapText(`  ${groups.join(` ${symbols.dot} `) || symbols.nothing}`, columns, measure)
  return [`${paint.bold(shown.permission)} ${symbols.dot} ${meaning}`, ...lines.map((line) => paint.dim(line))].join(
    '\n',
  )
}
