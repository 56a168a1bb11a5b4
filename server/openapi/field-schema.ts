import { choicesOf } from '#model'
import type { ResolvedField } from '#engine'

export type Schema = Readonly<Record<string, unknown>>

export const idSchema: Schema = { type: 'string', format: 'uuid', description: 'A UUIDv7 made by Kontor.' }
const decimal: Schema = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$', examples: ['1200.00'] }
const titled: Schema = {
  type: 'object',
  required: ['id', 'title'],
  properties: { id: idSchema, title: { type: ['string', 'null'] } },
}
const fileForm: Schema = {
  type: 'object',
  required: ['id', 'name', 'type', 'size'],
  properties: {
    id: idSchema,
    name: { type: 'string' },
    type: { type: ['string', 'null'] },
    size: { type: ['integer', 'null'] },
  },
}
/** A record is named by its id, or by a field that is unique there. */
const naming: Schema = {
  anyOf: [
    idSchema,
    { type: 'object', minProperties: 1, maxProperties: 2, description: 'Such as {"number": "C-00017"}.' },
  ],
}

/** The JSON form in which a field is read; `lines` gives the schema of owned lines. */
export function readSchema(field: ResolvedField, lines: (object: string) => Schema): Schema {
  return { ...orNull(bareRead(field, lines)), description: field.field.label }
}

/** What may be sent for a field: its own form and the lenient ones. */
export function writeSchema(field: ResolvedField, lines: (object: string) => Schema): Schema {
  return {
    ...orNull(bareWrite(field, lines)),
    description: field.field.help ? `${field.field.label}. ${field.field.help}` : field.field.label,
  }
}

function bareRead(field: ResolvedField, lines: (object: string) => Schema): Schema {
  const type = field.type.valueType(field.field)
  switch (type.kind) {
    case 'boolean':
      return { type: 'boolean' }
    case 'day':
      return { type: 'string', format: 'date' }
    case 'instant':
      return { type: 'string', format: 'date-time' }
    case 'number':
      return field.type.column(field.field) === 'bigint' ? { type: 'integer' } : decimal
    case 'reference':
      return type.to === 'file' ? fileForm : titled
    case 'list':
      return { type: 'array', items: type.of === 'text' ? textOf(field) : titled }
    case 'lines':
      return { type: 'array', items: lines(type.of) }
    case 'opaque':
      return { type: ['object', 'array', 'string', 'number', 'boolean'] }
    case 'text':
      return textOf(field)
  }
}

function bareWrite(field: ResolvedField, lines: (object: string) => Schema): Schema {
  const type = field.type.valueType(field.field)
  if (type.kind === 'reference') return naming
  if (type.kind === 'list' && type.of !== 'text') return { type: 'array', items: naming }
  if (type.kind === 'number') return { anyOf: [bareRead(field, lines), { type: 'number' }] }
  return bareRead(field, lines)
}

function textOf({ field }: ResolvedField): Schema {
  const isChoice = field.type === 'choice' || field.type === 'choices'
  const values = isChoice ? choicesOf(field).map((choice) => choice.value) : []
  const most = field['max']
  return {
    type: 'string',
    ...(values.length > 0 ? { enum: values } : {}),
    ...(typeof most === 'number' ? { maxLength: most } : {}),
    ...(field.type === 'email' ? { format: 'email' } : {}),
    ...(field.type === 'webAddress' ? { format: 'uri' } : {}),
  }
}

function orNull(schema: Schema): Schema {
  if (schema['anyOf']) return { anyOf: [...(schema['anyOf'] as Schema[]), { type: 'null' }] }
  const types = [schema['type']].flat()
  const values = schema['enum'] as unknown[] | undefined
  return { ...schema, type: [...types, 'null'], ...(values ? { enum: [...values, null] } : {}) }
}
