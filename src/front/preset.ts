import type { Category } from '../ticket/category'
import type { PresetTopic } from '../ticket/topic'

/** What a new desk begins with: its categories, topics and settings (PRESETS.md). */
export interface Preset {
  version: number
  languages: readonly string[]
  categories: readonly Category[]
  /** Known issues with their answers; a desk can do without. */
  topics?: readonly PresetTopic[]
  /** When the desk answers; a region or zone that is null is the machine's, or none. */
  calendar: { hours: string; region: string | null; timeZone: string | null }
  /** By the setting's name. */
  settings: Readonly<Record<string, string>>
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
