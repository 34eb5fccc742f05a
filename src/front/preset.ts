import type { Category } from '../ticket/category'
import { formFrom } from '../ticket/form'

/** What a new desk begins with: its categories and settings (PRESETS.md). */
export interface Preset {
  version: number
  languages: readonly string[]
  categories: readonly PresetCategory[]
  /** When the desk answers; a region or zone that is null is the machine's, or none. */
  calendar: { hours: string; region: string | null; timeZone: string | null }
  /** By the setting's name. */
  settings: Readonly<Record<string, string>>
}

/** A category as a preset writes it: its form is judged when a desk is made. */
export type PresetCategory = Omit<Category, 'form'> & { form?: unknown }

/** The categories of a preset. Throws `wrong-form`, with the place. */
export function categoriesOf(preset: Preset): Category[] {
  return preset.categories.map((category, index) => ({
    ...category,
    form: formFrom(category.form ?? {}, `categories[${index}].form`),
  }))
}

export const presetNames = ['plain', 'payments', 'erp', 'online-advice'] as const
export type PresetName = (typeof presetNames)[number]

/** Each preset is read only when it is chosen. */
export async function loadPreset(name: PresetName): Promise<Preset> {
  switch (name) {
    case 'plain':
      return (await import('./presets/plain.json')).default
    case 'payments':
      return (await import('./presets/payments.json')).default
    case 'erp':
      return (await import('./presets/erp.json')).default
    case 'online-advice':
      return (await import('./presets/online-advice.json')).default
  }
}
