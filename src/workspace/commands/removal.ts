import type { Desk } from '../../desk'
import { checkConfirmation, confirm } from '../../kit/confirm'
import { flag, type JsonObject } from '../../kit/json'
import { printChange } from '../../kit/output'
import { doneLine, joinParts, screenOf } from '../../kit/screen'
import { defineVerb, type Verb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { demand, type Permission } from '../../people/permission'
import { printedRemoved, type Removal, removedJson } from '../../people/removed-before'
import type { Tenant } from '../../people/tenant'
import type { Reader } from '../../store/schema'
import { loadWorkspaceWords } from '../../words/catalogue'
import type { WorkspaceWords } from '../../words/en/workspace'
import { type Working, workplaceToChange } from '../workplace'

/** Something of a tenant's that can be taken away. */
interface Removable<T extends object> {
  argument: `<${string}>`
  permission: Permission
  view: View<T & { tenant: string }>
  named: (db: Reader, tenant: Tenant, typed: string) => Promise<T>
  question: (words: WorkspaceWords, thing: T) => string
  /** The deed's name, and what makes it the same under the same key. */
  command: string
  request: (typed: string) => JsonObject
  /** What it is known by for certain. */
  nameOf: (thing: T) => string
  remove: (desk: Desk, working: Working, removal: Removal<string>) => Promise<unknown>
  /** What a person reads of it, its name first. */
  parts: (words: WorkspaceWords, thing: T & { tenant: string }) => readonly string[]
}

/** The verb that takes such a thing away: asked for by name, and with `--dry-run` only tried. */
export function removalOf<T extends object>(removable: Removable<T>): Verb {
  const { argument, permission, named, question, command, request, nameOf, remove, parts } = removable
  const view = removedView(removable.view)
  return defineVerb({
    declare: (declared) => declared.argument(argument).option('-n, --dry-run').option('--idempotency-key <key>'),
    output: { one: view },
    async run(desk, typed, { dryRun = false, idempotencyKey }) {
      if (!dryRun) checkConfirmation(desk)
      const { working, actor, rules, store, zone, tenant } = await workplaceToChange(desk, idempotencyKey)
      demand(actor, permission, tenant, rules)
      const asked = String(typed)
      const key = dryRun ? undefined : idempotencyKey
      const call = { key, actorId: actor.id, tenantId: tenant.id, command, request: request(asked) }
      if (await printedRemoved(desk, { db: store.db, zone }, view, call)) return
      const thing = await named(store.db, tenant, asked)
      const words = await loadWorkspaceWords(desk.language)
      if (!dryRun) await confirm(desk, question(words, thing))
      const shown = { ...thing, tenant: tenant.name, dryRun }
      const removal = { typed: asked, meant: nameOf(thing), gives: removedJson(view, shown) }
      await remove(desk, { ...working, dryRun }, removal)
      await printChange(desk, view, shown, async () => {
        const told = parts(words, shown)
        const screen = await screenOf(desk, zone, told)
        if (!dryRun) return doneLine(screen, ...told, screen.words.removed)
        const [name = '', ...facts] = told
        return joinParts(screen, [words.wouldRemove(name), ...facts, screen.words.nothingDone])
      })
    },
  })
}

function removedView<T>(view: View<T>): View<T & { dryRun: boolean }> {
  return {
    fields: { ...view.fields, dryRun: flag },
    columns: [...view.columns, 'dryRun'],
    toJson: (thing) => ({ ...view.toJson(thing), dryRun: thing.dryRun }),
  }
}
