import type { JsonSchema } from '../../src/kit/json'

/**
 * Holds a value against a schema of the kind that `helpdesk schema` prints (the part of JSON Schema 2020-12 that
 * `src/kit/json.ts` knows) and says where it does not fit: `$[3].requester.name: null is not string`. A word of JSON
 * Schema that is not known here is an error, because a check that skips it would pass anything.
 */
export function misfits(value: unknown, schema: JsonSchema, place = '$'): string[] {
  const unknown = Object.keys(schema).filter((word) => !knownWords.has(word))
  if (unknown.length > 0) throw new Error(`${place}: this validator does not know ${unknown.join(', ')}`)
  const types = schema.type === undefined ? [] : [schema.type].flat()
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    return [`${place}: ${nameOf(value)} is not ${types.join(' or ')}`]
  }
  return [
    ...enumMisfits(value, schema, place),
    ...formatMisfits(value, schema, place),
    ...(Array.isArray(value) ? itemMisfits(value, schema, place) : []),
    ...(isObject(value) ? propertyMisfits(value, schema, place) : []),
  ]
}

const knownWords = new Set([
  '$schema',
  'title',
  'description',
  'type',
  'enum',
  'format',
  'items',
  'properties',
  'required',
  'additionalProperties',
])

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type
    case 'number':
      return typeof value === 'number'
    case 'integer':
      return Number.isInteger(value)
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    default:
      throw new Error(`no such type: ${type}`)
  }
}

function enumMisfits(value: unknown, schema: JsonSchema, place: string): string[] {
  if (schema.enum === undefined || schema.enum.some((allowed) => allowed === value)) return []
  return [`${place}: ${nameOf(value)} is not one of ${schema.enum.join(', ')}`]
}

function formatMisfits(value: unknown, { format }: JsonSchema, place: string): string[] {
  if (format === undefined || typeof value !== 'string') return []
  if (format !== 'date-time') throw new Error(`${place}: this validator does not know the format ${format}`)
  // Stricter than the standard: the contract is UTC with milliseconds.
  const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && new Date(value).toISOString() === value
  return written ? [] : [`${place}: ${nameOf(value)} is no date-time`]
}

function itemMisfits(value: readonly unknown[], { items }: JsonSchema, place: string): string[] {
  return items === undefined ? [] : value.flatMap((item, index) => misfits(item, items, `${place}[${index}]`))
}

function propertyMisfits(value: Readonly<Record<string, unknown>>, schema: JsonSchema, place: string): string[] {
  const { properties = {}, required = [], additionalProperties = true } = schema
  const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${place}: ${name} is missing`)
  const wrong = Object.entries(value).flatMap(([name, part]) => {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (own !== undefined) return misfits(part, own, `${place}.${name}`)
    if (additionalProperties === false) return [`${place}: ${name} is not expected`]
    return additionalProperties === true ? [] : misfits(part, additionalProperties, `${place}.${name}`)
  })
  return [...missing, ...wrong]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameOf(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}
