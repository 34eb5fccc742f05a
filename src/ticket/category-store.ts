import type { Reader, Tx } from '../store/schema'
import type { Category } from './category'
import { formFrom, formJson } from './form'

/** All categories in the order of the desk. */
export async function listCategories(db: Reader): Promise<Category[]> {
  const rows = await db.selectFrom('categories').selectAll().orderBy('position').execute()
  return rows.map((row) => ({
    id: row.id,
    label: { de: row.label_de, en: row.label_en },
    description: { de: row.description_de, en: row.description_en },
    partnerOnly: row.partner_only === 1,
    form: formFrom(JSON.parse(row.form)),
  }))
}

export async function insertCategories(tx: Tx, categories: readonly Category[]): Promise<void> {
  const rows = categories.map((category, position) => ({
    id: category.id,
    label_de: category.label.de,
    label_en: category.label.en,
    description_de: category.description.de,
    description_en: category.description.en,
    partner_only: category.partnerOnly ? (1 as const) : (0 as const),
    form: JSON.stringify(formJson(category.form)),
    position,
  }))
  await tx.insertInto('categories').values(rows).execute()
}
