import type { Schema } from './field-schema.ts'
import { component, listOf, objectOf, operation, pathParameter, type Paths } from './operation.ts'

const anything: Schema = { type: 'object', additionalProperties: true }
const schema = (name: string): Schema => component('schemas', name)

const tag = 'Catalog'
const named = [pathParameter('name')]
const field = [...named, pathParameter('field')]
const one = '/objects/{name}/fields/{field}'

/** Objects, fields and settings. */
export const catalogPaths: Paths = {
  '/model': {
    get: operation({
      id: 'model',
      tag,
      summary: 'The whole model as one may know it.',
      answer: objectOf({
        version: { type: 'integer' },
        objects: { type: 'array', items: schema('ObjectDescription') },
      }),
    }),
  },
  '/openapi.json': {
    get: operation({ id: 'openapi', tag, summary: 'This document.', answer: anything, open: true }),
  },
  '/field-types': {
    get: operation({
      id: 'fieldTypes',
      tag,
      summary: 'Kinds of fields that can be added.',
      answer: listOf(anything),
    }),
  },
  '/objects': {
    get: operation({
      id: 'objects',
      tag,
      summary: 'Objects in few words.',
      answer: listOf(schema('ObjectDescription')),
    }),
    post: operation({
      id: 'addObject',
      tag,
      summary: 'Adds an object.',
      body: schema('NewObject'),
      status: 201,
      answer: schema('ObjectDescription'),
      tried: true,
      problems: [403],
    }),
  },
  '/objects/{name}': {
    get: operation({
      id: 'object',
      tag,
      summary: 'One object.',
      parameters: named,
      answer: schema('ObjectDescription'),
      problems: [404],
    }),
    patch: operation({
      id: 'changeObject',
      tag,
      summary: 'Changes an added object.',
      parameters: named,
      body: anything,
      answer: schema('ObjectDescription'),
      tried: true,
      problems: [403, 404],
    }),
    delete: operation({
      id: 'retireObject',
      tag,
      summary: 'Retires an added object; its records are kept.',
      parameters: named,
      status: 204,
      tried: true,
      problems: [403, 404],
    }),
  },
  '/objects/{name}/restore': {
    post: operation({
      id: 'restoreObject',
      tag,
      summary: 'Takes a retired object back.',
      parameters: named,
      answer: schema('ObjectDescription'),
      tried: true,
      problems: [403, 404],
    }),
  },
  '/objects/{name}/fields': {
    get: operation({
      id: 'fields',
      tag,
      summary: 'Fields of an object.',
      parameters: named,
      answer: listOf(schema('FieldDescription')),
      problems: [404],
    }),
    post: operation({
      id: 'addField',
      tag,
      summary: 'Adds a field.',
      parameters: named,
      body: schema('NewField'),
      status: 201,
      answer: schema('FieldDescription'),
      tried: true,
      problems: [403, 404],
    }),
  },
  '/objects/{name}/rules': {
    get: operation({
      id: 'rules',
      tag,
      summary: 'Obligatory fields, and what values must be.',
      parameters: named,
      answer: listOf(anything),
      problems: [404],
    }),
    put: operation({
      id: 'setRules',
      tag,
      summary:
        'Replaces these rules. Where partners would be asked for less, confirm `catalog.asksLess` (409).',
      parameters: named,
      body: objectOf({ rules: { type: 'array', items: anything } }),
      answer: listOf(anything),
      tried: true,
      problems: [403, 404, 409],
    }),
    patch: operation({
      id: 'changeRules',
      tag,
      summary: 'Adds rules and takes others away, each given as it reads; all else stays as it is.',
      parameters: named,
      body: {
        type: 'object',
        additionalProperties: false,
        properties: {
          add: { type: 'array', items: anything },
          remove: { type: 'array', items: anything },
        },
      },
      answer: listOf(anything),
      tried: true,
      problems: [403, 404],
    }),
  },
  [one]: {
    patch: operation({
      id: 'changeField',
      tag,
      summary: 'Changes a field.',
      parameters: field,
      body: anything,
      answer: schema('FieldDescription'),
      tried: true,
      problems: [403, 404],
    }),
    delete: operation({
      id: 'retireField',
      tag,
      summary: 'Retires a field; its values are kept.',
      parameters: field,
      status: 204,
      tried: true,
      problems: [403, 404],
    }),
  },
  [`${one}/restore`]: {
    post: operation({
      id: 'restoreField',
      tag,
      summary: 'Takes a retired field back.',
      parameters: field,
      answer: schema('FieldDescription'),
      tried: true,
      problems: [403, 404],
    }),
  },
  [`${one}/erase`]: {
    post: operation({
      id: 'eraseField',
      tag,
      summary: 'Erases the values of a retired field for good.',
      parameters: field,
      status: 204,
      tried: true,
      problems: [403, 404],
    }),
  },
  '/settings': {
    get: operation({
      id: 'settings',
      tag,
      summary: 'What is decided for the whole group.',
      answer: listOf(schema('Setting')),
      problems: [403],
    }),
    patch: operation({
      id: 'changeSettings',
      tag,
      summary: 'Decides settings by their keys; null takes a decision back.',
      body: anything,
      answer: listOf(schema('Setting')),
      tried: true,
      problems: [403, 404],
    }),
  },
  '/settings/scanner': {
    get: operation({
      id: 'scanner',
      tag,
      summary: 'Whether uploads are scanned, why not just now, and how many wait for it.',
      answer: objectOf({
        isSetUp: { type: 'boolean' },
        problem: { type: ['string', 'null'] },
        waiting: { type: 'integer', minimum: 0 },
      }),
      problems: [403],
    }),
  },
}
