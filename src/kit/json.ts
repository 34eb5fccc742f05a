/** What can stand in machine output. Absent is null, never a missing key. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** The part of JSON Schema (2020-12) that describes our output; `schema COMMAND` prints it. */
export interface JsonSchema {
  type?: string | readonly string[]
  enum?: readonly (string | null)[]
  format?: string
  description?: string
  items?: JsonSchema
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
  additionalProperties?: boolean | JsonSchema
}

export const text: JsonSchema = { type: 'string' }
export const whole: JsonSchema = { type: 'integer' }
export const flag: JsonSchema = { type: 'boolean' }
export const instant: JsonSchema = { type: 'string', format: 'date-time' }

/** The same, or null where there is nothing. */
export function orNull(schema: JsonSchema): JsonSchema {
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  return {
    ...schema,
    type: [...types, 'null'],
    ...(schema.enum === undefined ? {} : { enum: [...schema.enum, null] }),
  }
}

export function oneOf(values: readonly string[]): JsonSchema {
  return { type: 'string', enum: values }
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items }
}

/** An object with exactly these keys: the contract adds fields, it never leaves one out. */
export function objectOf(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}
