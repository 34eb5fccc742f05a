import type { Reader, Tx } from '../../store/schema'
import type { Category } from './category'
import { formAt, formJson } from './form'

/** All categories in the order of the desk. */
export async function listCategories(db: Reader): Promise<Category[]> {
  const rows = await db.selectFrom('categories').selectAll().orderBy('position').execute()
  return rows.map((row) => ({
    id: row.id,
    label: { de: row.label_de, en: row.label_en },
    description: { de: row.description_de, en: row.description_en },
    partnerOnly: row.partner_only === 1,
    form: formAt({ value: JSON.parse(row.form), path: 'form' }),
  }))
}

export async function insertCategories(tx: Tx, categories: readonly Category[]): Promise<void> {
  const rows = categories.map((category, position) => ({ id: category.id, ...changeableColumns(category), position }))
  await tx.insertInto('categories').values(rows).execute()
}

/** Saves a category as it is now. */
export async function updateCategory(tx: Tx, category: Category): Promise<void> {
  await tx.updateTable('categories').set(changeableColumns(category)).where('id', '=', category.id).execute()
}

export async function deleteCategory(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('categories').where('id', '=', id).execute()
}

/** Puts the categories into that order. */
export async function orderCategories(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries()) {
    await tx.updateTable('categories').set({ position }).where('id', '=', id).execute()
  }
}

/** How many tickets and topics have that category. */
export async function countUses(db: Reader, id: string): Promise<{ tickets: number; topics: number }> {
  const count = async (table: 'tickets' | 'topics'): Promise<number> => {
    const { uses } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('uses'))
      .where('category_id', '=', id)
      .executeTakeFirstOrThrow()
    return Number(uses)
  }
  return { tickets: await count('tickets'), topics: await count('topics') }
}

function changeableColumns(category: Category) {
  return {
    label_de: category.label.de,
    label_en: category.label.en,
    description_de: category.description.de,
    description_en: category.description.en,
    partner_only: category.partnerOnly ? (1 as const) : (0 as const),
    form: JSON.stringify(formJson(category.form)),
  }
}
