import type { Desk } from '../../desk'
import { changesBetween } from '../../journal/changes'
import { carryOut, type Deed } from '../../journal/deed'
import { once } from '../../journal/idempotency'
import { DeskError } from '../../kit/errors'
import type { Json, JsonObject } from '../../kit/json'
import { type Language, languages } from '../../kit/language'
import type { Administering } from '../../people/administer'
import { demand, may } from '../../people/permission'
import type { Removal } from '../../people/removed-before'
import { doerOf, type UserActor } from '../../people/session'
import { readSettings } from '../../settings/store'
import type { ReportField } from '../report/report-field'
import { disownWork } from '../team/edit-team'
import type { Category } from './category'
import { categoryIn } from './category-in'
import {
  countUses,
  deleteCategory,
  insertCategories,
  listCategories,
  orderCategories,
  updateCategory,
} from './category-store'
import { editForm, type FormEdit, formJson } from './form'

/** A text said once for the desk's own language, or for one language at a time. */
export interface SpokenText {
  base?: string | undefined
  de?: string | undefined
  en?: string | undefined
}

/** What is to become of a category; what is undefined stays. */
export interface CategoryEdit {
  label: SpokenText
  description: SpokenText
  partnerOnly: boolean | undefined
  /** Texts of the form in the desk's own language stand apart, until that language is known. */
  form: Omit<FormEdit, 'help'> & { help: ReadonlyMap<ReportField, SpokenText> }
  /** Where it stands among the others. */
  place: 'first' | { after: string } | undefined
}

/** Makes a category. Throws `not-allowed`, `category-exists`. */
export async function addCategory(desk: Desk, doing: Administering, id: string, wanted: CategoryEdit): Promise<string> {
  return changeCategories(
    desk,
    doing,
    'category add',
    { id, ...readable(wanted) },
    undefined,
    async (deed, language) => {
      const all = await listCategories(deed.tx)
      if (all.some((category) => category.id === id)) throw new DeskError('category-exists', { id })
      const empty = { id, label: { de: '', en: '' }, description: { de: '', en: '' }, partnerOnly: false, form: {} }
      const category = edited(empty, wanted, language)
      await insertCategories(deed.tx, [category])
      await putInPlace(deed, doing.actor, [...all.map((other) => other.id), id], id, wanted.place)
      deed.record({ type: 'category.added', categoryId: id, payload: { name: id, ...recorded(category) } })
      return id
    },
  )
}

/** Changes a category; what is so already is no change and no entry. */
export async function editCategory(
  desk: Desk,
  doing: Administering,
  typed: string,
  wanted: CategoryEdit,
): Promise<string> {
  const request = { category: typed, ...readable(wanted) }
  return changeCategories(desk, doing, 'category edit', request, typed, async (deed, language) => {
    const before = await categoryIn(deed.tx, doing.actor, typed)
    const after = edited(before, wanted, language)
    const ids = (await listCategories(deed.tx)).map(({ id }) => id)
    const moved = await putInPlace(deed, doing.actor, ids, before.id, wanted.place)
    const changes = { ...changesBetween(recorded(before), recorded(after)), ...moved }
    if (Object.keys(changes).length === 0) return before.id
    await updateCategory(deed.tx, after)
    deed.record({ type: 'category.edited', categoryId: before.id, payload: { name: before.id, changes } })
    return before.id
  })
}

/** Removes a category that nothing has. Throws `category-in-use`, `category-needed`. */
export async function removeCategory(
  desk: Desk,
  doing: Administering,
  { typed, meant, gives }: Removal<string>,
): Promise<JsonObject> {
  return changeCategories(desk, doing, 'category remove', { category: typed }, typed, async (deed) => {
    const category = await categoryIn(deed.tx, doing.actor, meant)
    const { id } = category
    const all = await listCategories(deed.tx)
    if (all.length === 1) throw new DeskError('category-needed', { id, reason: 'last' })
    const uses = await countUses(deed.tx, id)
    if (uses.tickets + uses.topics > 0) throw new DeskError('category-in-use', { id, ...uses })
    const settings = await readSettings(deed.tx)
    if (settings['tickets.default-category'] === id) throw new DeskError('category-needed', { id, reason: 'default' })
    await deleteCategory(deed.tx, id)
    deed.record({ type: 'category.removed', categoryId: id, payload: { name: id, ...recorded(category) } })
    await disownWork(deed, 'category', id)
    return gives
  })
}

async function changeCategories<T extends Json>(
  desk: Desk,
  { actor, rules, idempotencyKey: key }: Administering,
  command: string,
  request: { readonly [key: string]: Json },
  named: string | undefined,
  change: (deed: Deed, language: Language) => Promise<T>,
): Promise<T> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    // Who may not know of a category is told so before what they may not do with it.
    if (named !== undefined && !may(actor, 'desk:edit', null, rules)) await categoryIn(deed.tx, actor, named)
    demand(actor, 'desk:edit', null, rules)
    const { 'desk.language': language } = await readSettings(deed.tx)
    const call = { key, actorId: actor.id, tenantId: '', command, request }
    return once(deed, call, async () => change(deed, language))
  })
}

function edited(before: Category, wanted: CategoryEdit, language: Language): Category {
  const help = [...wanted.form.help].map(([field, said]) => [field, partly(said, language)] as const)
  return {
    id: before.id,
    label: spoken(before.label, wanted.label, language),
    description: spoken(before.description, wanted.description, language),
    partnerOnly: wanted.partnerOnly ?? before.partnerOnly,
    form: editForm(before.form, { ...wanted.form, help: new Map(help) }),
  }
}

/** The texts of both languages: what is said in one alone speaks for the other until that one has its own. */
function spoken(before: Category['label'], said: SpokenText, language: Language): Category['label'] {
  const own = partly(said, language)
  const either = own[language] ?? own.de ?? own.en ?? ''
  return {
    de: own.de ?? (before.de === '' ? either : before.de),
    en: own.en ?? (before.en === '' ? either : before.en),
  }
}

/** What is said in which language, the desk's own being the one that needs no name. */
function partly({ base, de, en }: SpokenText, language: Language): Partial<Record<Language, string>> {
  const named = { de, en, ...(base === undefined ? {} : { [language]: { de, en }[language] ?? base }) }
  return Object.fromEntries(languages.flatMap((one) => (named[one] === undefined ? [] : [[one, named[one]]])))
}

/** Puts a category where it is to stand; gives what changed. */
async function putInPlace(
  deed: Deed,
  actor: UserActor,
  ids: readonly string[],
  id: string,
  place: CategoryEdit['place'],
): Promise<{ order?: { from: Json; to: Json } }> {
  const others = ids.filter((other) => other !== id)
  const after = typeof place === 'object' ? (await categoryIn(deed.tx, actor, place.after)).id : undefined
  if (after === id) return {}
  const index = place === undefined ? ids.indexOf(id) : place === 'first' ? 0 : others.indexOf(after ?? '') + 1
  const order = [...others.slice(0, index), id, ...others.slice(index)]
  await orderCategories(deed.tx, order)
  return order.join(' ') === ids.join(' ') ? {} : { order: { from: [...ids], to: order } }
}

/** A category as its changes are written down. */
function recorded({ label, description, partnerOnly, form }: Category) {
  return { label: { ...label }, description: { ...description }, partnerOnly, form: formJson(form) }
}

function readable(wanted: CategoryEdit): { readonly [key: string]: Json } {
  const { form, ...rest } = wanted
  return JSON.parse(JSON.stringify({ ...rest, form: { ...form, help: [...form.help], links: [...form.links] } }))
}
