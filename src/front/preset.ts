import { type Preset, presetFrom } from '../upkeep/preset'

export const presetNames = ['plain', 'payments', 'erp', 'online-advice'] as const
export type PresetName = (typeof presetNames)[number]

/** One of the presets that come with the program, read only when it is chosen. */
export async function loadPreset(name: PresetName): Promise<Preset> {
  return presetFrom(await contentOf(name))
}

async function contentOf(name: PresetName): Promise<unknown> {
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
