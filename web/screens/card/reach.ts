import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { targetOf } from '../../api/model.ts'

type Page = { readonly items: readonly ApiRecord[] }

/** How the partners that a table names are reached: by record, and the columns that show it. */
export interface Reach {
  fields: readonly DescribedField[]
  of: (item: ApiRecord) => ApiRecord | undefined
}

/**
 * Phone and e-mail of the partners in the first column, read as the reader may see them; nothing where that
 * column names no partner.
 */
export function useReach(
  column: DescribedField | undefined,
  items: readonly ApiRecord[],
  model: DescribedModel,
): Reach {
  const other = column && targetOf(model, column)
  const fields = other ? waysOf(other) : []
  const ids = column ? items.flatMap((item) => idOf(item[column.name]) ?? []) : []
  const { data } = useQuery({
    queryKey: ['related', other?.path, 'reach', ids.join()],
    enabled: other !== undefined && fields.length > 0 && ids.length > 0,
    queryFn: ({ signal }) =>
      api.get<Page>(`/${other?.path}`, {
        signal,
        query: {
          where: { id: { in: ids } },
          fields: fields.map(({ name }) => name).join(','),
          limit: ids.length,
        },
      }),
  })
  const byId = new Map(data?.items.map((record) => [record.id, record]))
  return { fields, of: (item) => (column ? byId.get(idOf(item[column.name]) ?? '') : undefined) }
}

function waysOf(object: DescribedObject): DescribedField[] {
  if (object.base !== 'party' || !object.may.includes('read')) return []
  const first = (show: string) => object.fields.find(({ control }) => control.show === show)
  return ['phone', 'email'].flatMap((show) => first(show) ?? [])
}

function idOf(reference: unknown): string | null {
  return (reference as { id?: string } | null)?.id ?? null
}
