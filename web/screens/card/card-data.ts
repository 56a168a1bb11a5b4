import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedField, DescribedObject } from '../../api/model.ts'
import { Clash, saveOver } from '../../api/save-over.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { toApi } from '../../fields/field-input.tsx'
import { plainRecord } from './change-value.ts'
import { refreshAround } from './refresh-around.ts'

export type Loaded = {
  readonly record: ApiRecord
  readonly etag: string | null
  /** Where the events stood before it was read. */
  readonly position: string | null
}

/** One record with its version, or as it was at an instant. */
export function recordQuery(object: DescribedObject, id: string, asOf?: string) {
  return queryOptions({
    queryKey: ['record', object.path, id, asOf ?? null],
    queryFn: async ({ signal }): Promise<Loaded> => {
      const { data, etag, position } = await api.getWithTag<ApiRecord>(`/${object.path}/${id}`, {
        signal,
        live: true,
        query: { asOf },
      })
      return { record: asOf ? plainRecord(data) : data, etag, position }
    },
  })
}

/** Keeps changes of a record: only the fields named change, and Undo is offered. */
export function useSave(object: DescribedObject, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({
      changes,
      confirmed,
      base,
    }: {
      changes: Record<string, unknown>
      message: string
      confirmed?: readonly string[]
      /** What the one field that changes held when its change began; a clash with others is thrown. */
      base?: { value: unknown; join?: (now: unknown) => unknown }
    }) => {
      const path = `/${object.path}/${id}`
      const [[name, value] = ['', null], ...more] = Object.entries(changes)
      if (!base || more.length > 0) return api.patch<ApiRecord>(path, changes, { confirmed })
      return saveOver({ path, name, value, base: base.value, confirmed, join: base.join })
    },
    onError: (error) =>
      error instanceof Clash && queries.invalidateQueries({ queryKey: ['record', object.path, id] }),
    onSuccess: async ({ data, etag, change }, { message }) => {
      queries.setQueryData<Loaded>(recordQuery(object, id).queryKey, (known) => ({
        record: { ...known?.record, ...data },
        etag,
        position: known?.position ?? null,
      }))
      toastWithUndo(queries, message, change)
      await refreshAround(queries)
    },
  })
}

/** The change of one field in the form that the API takes. */
export function changeOf(field: DescribedField, value: unknown): Record<string, unknown> {
  return { [field.name]: toApi(field, value) }
}

/** Records of another object that refer to this one. */
export function relatedQuery(object: DescribedObject, via: string, id: string) {
  const columns = relatedColumns(object, via)
  const ends = object.fields.some(({ name }) => name === 'until') ? ['until'] : []
  return queryOptions({
    queryKey: ['related', object.path, via, id],
    queryFn: ({ signal }) =>
      api.get<{ items: readonly ApiRecord[]; count?: number }>(`/${object.path}`, {
        signal,
        query: {
          where: { [via]: id },
          limit: 100,
          count: 'exact',
          // When it ends is drawn by the row, whether it has a column or not.
          fields: [...new Set([...columns.map((field) => field.name), ...ends])].join(','),
        },
      }),
  })
}

/** The columns of a small table of related records: those of its first list, without the way back. */
export function relatedColumns(object: DescribedObject, via: string): DescribedField[] {
  const names = object.lists[0]?.columns ?? [object.title]
  return names
    .filter((name) => name !== via)
    .flatMap((name) => object.fields.find((field) => field.name === name) ?? [])
    .slice(0, 8)
}
