import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { DescribedField, DescribedModel, DescribedObject } from '#model'
import { api } from './client.ts'

export type {
  DescribedAction,
  DescribedField,
  DescribedList,
  DescribedModel,
  DescribedObject,
  DescribedSection,
} from '#model'

/** A record as the API gives it: an id, and a value for each field that one may see. */
export type ApiRecord = { readonly id: string; readonly [field: string]: unknown }
/** A reference as it reads. */
export type ApiReference = { readonly id: string; readonly title: string | null }

export const modelQuery = queryOptions({
  queryKey: ['model'],
  queryFn: ({ signal }) => api.get<DescribedModel>('/model', { signal }),
  staleTime: 5 * 60_000,
})

/** The model as one may know it; everything is drawn from it. */
export function useModel(): DescribedModel {
  return useSuspenseQuery(modelQuery).data
}

/** The object with the path, or undefined where one knows of none. */
export function useObject(path: string): DescribedObject | undefined {
  return useModel().objects.find((object) => object.path === path)
}

export function objectNamed(model: DescribedModel, name: string): DescribedObject | undefined {
  return model.objects.find((object) => object.name === name)
}

export function fieldOf(object: DescribedObject, name: string): DescribedField | undefined {
  return object.fields.find((field) => field.name === name)
}

/** The object that a field's values are records of. */
export function targetOf(model: DescribedModel, field: DescribedField): DescribedObject | undefined {
  const { value } = field
  if (value.kind === 'reference') return objectNamed(model, value.to)
  if (value.kind === 'list' && typeof value.of === 'object') return objectNamed(model, value.of.reference)
  if (value.kind === 'lines') return objectNamed(model, value.of)
  return undefined
}

/** Whether one may change it, at least on some records that are there already. */
export function isChanged({ change, onlyNew }: DescribedField): boolean {
  return change && onlyNew !== true
}

/** Owned lines are edited with their parent; other lines are only looked back at. */
export function isOwnedLines(field: DescribedField): boolean {
  return field.value.kind === 'lines' && field.settings['owned'] === true
}

/** A record that is gone, as `GET /{objects}/deleted` tells of it; `at` is an instant (RFC 3339). */
export interface DeletedRecord {
  id: string
  title: string | null
  at: string
  by: { id: string; title: string } | null
  reason: string | null
}
