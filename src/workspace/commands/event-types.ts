import { flag, listOf, objectOf, oneOf, orNull, text } from '../../kit/json'
import { printMany } from '../../kit/output'
import { type Screen, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { beginning } from '../../people/beginning'
import { loadWorkspaceWords } from '../../words/catalogue'
import type { WorkspaceWords } from '../../words/en/workspace'
import { type EventTypeName, edsChanges, eventTypeNames, eventTypes, fedTypes } from '../event-type'
import { paymentKinds, paymentStatuses } from '../payment'

interface CataloguedType {
  type: EventTypeName
  labels: { de: string; en: string }
}

/** Values from a fixed set. */
const valuesOf: Readonly<Record<string, readonly string[]>> = {
  status: paymentStatuses,
  kind: paymentKinds,
  change: edsChanges,
}

const attributeSchema = objectOf({ name: text, needed: flag, values: orNull(listOf(text)) })

const typeView: View<CataloguedType> = {
  fields: {
    type: oneOf(eventTypeNames),
    label: objectOf({ de: text, en: text }),
    fedIn: flag,
    filters: listOf(text),
    attributes: listOf(attributeSchema),
  },
  columns: ['type', 'label', 'fedIn', 'filters', 'attributes'],
  toJson: ({ type, labels }) => ({
    type,
    label: labels,
    fedIn: isFed(type),
    filters: [...eventTypes[type].filters],
    attributes: [
      ...eventTypes[type].needed.map((name) => ({ name, needed: true, values: [...(valuesOf[name] ?? [])] })),
      ...eventTypes[type].further.map((name) => ({ name, needed: false, values: [...(valuesOf[name] ?? [])] })),
    ].map((attribute) => ({ ...attribute, values: attribute.values.length === 0 ? null : attribute.values })),
  }),
}

/** What can happen, for everybody who is logged in: it tells of nothing that did. */
export const eventTypeList = defineVerb({
  declare: (command) => command,
  output: { many: typeView },
  async run(desk) {
    const { zone } = await beginning(desk)
    const [de, en] = [await loadWorkspaceWords('de'), await loadWorkspaceWords('en')]
    const types = eventTypeNames.map((type) => ({
      type,
      labels: { de: de.eventTypes[type], en: en.eventTypes[type] },
    }))
    await printMany(desk, typeView, types, async () => {
      const words = await loadWorkspaceWords(desk.language)
      const screen = await screenOf(desk, zone)
      const lines = eventTypeNames.flatMap((type, index) => typeLines(screen, words, type, eventTypeNames[index - 1]))
      return [...lines, screen.paint.dim(words.eventTypesHint)].join('\n')
    })
  },
})

function isFed(type: EventTypeName): boolean {
  return fedTypes.some((fed) => fed === type)
}

/** A type, what an event of it tells where it is fed in, and by what it can be filtered, unless the one before said so. */
function typeLines(
  screen: Screen,
  words: WorkspaceWords,
  type: EventTypeName,
  before: EventTypeName | undefined,
): string[] {
  const { needed, further, filters } = eventTypes[type]
  const width = Math.max(...eventTypeNames.map((name) => name.length)) + 2
  const names: Readonly<Record<string, string>> = words.filterNames
  const told = isFed(type) ? words.attributesNeeded([...needed.map((name) => `${name}*`), ...further].join(' ')) : ''
  const isNews = before === undefined || eventTypes[before].filters !== filters
  const narrowed =
    filters.length > 0 && isNews ? words.filteredBy(filters.map((filter) => names[filter] ?? filter).join(', ')) : ''
  return [
    `${type.padEnd(width)}${words.eventTypes[type]}`,
    ...[told, narrowed].filter((line) => line !== '').map((line) => screen.paint.dim(`  ${line}`)),
  ]
}
