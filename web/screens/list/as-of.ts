import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { DescribedObject } from '../../api/model.ts'
import type { ListSearch } from '../../app/search-params.ts'
import { dayOfInstant } from '../../format/day.ts'
import type { List } from './use-list.ts'

/** The object as a list of the past shows it: nothing in it can be changed, made or searched. */
export function useObjectThen(object: DescribedObject): DescribedObject {
  const { asOf } = useSearch({ strict: false, structuralSharing: false }) as ListSearch
  return useMemo(() => (asOf === undefined ? object : readOnly(object)), [object, asOf])
}

function readOnly(object: DescribedObject): DescribedObject {
  return {
    ...object,
    may: object.may.filter((right) => ['read', 'print', 'export'].includes(right)),
    searched: false,
    actions: [],
    fields: object.fields.map((field) => ({ ...field, change: false })),
  }
}

/** Where a row leads: to the record, in a list of the past to how it was then. */
export function recordHref({ object, query }: Pick<List, 'object' | 'query'>, id: string): string {
  const place = `/${object.path}/${id}`
  return query.asOf === undefined ? place : `${place}/history?asOf=${encodeURIComponent(query.asOf)}`
}

export function yesterday(): string {
  const at = new Date()
  at.setDate(at.getDate() - 1)
  return dayOfInstant(at.toISOString())
}
