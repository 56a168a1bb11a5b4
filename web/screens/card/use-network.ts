import { keepPreviousData, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { fieldOf, objectNamed, type ApiRecord, type DescribedModel } from '../../api/model.ts'
import { today } from '../../format/day.ts'
import { neighboursOf, type NetworkRows } from './neighbours.ts'
import {
  beginGraph,
  mostSteps,
  open,
  toOpen,
  type CrossLink,
  type NetworkGraph,
  type NetworkView,
} from './network-graph.ts'

const most = 500

/** The network around a partner as far as one looks; only what one may see is read, step by step. */
export function useNetwork(
  record: ApiRecord,
  { model, title, path }: { model: DescribedModel; title: string; path: string },
  view: NetworkView,
) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const words = {
    paysFor: t('card.networkPaysFor'),
    labelOf: (name: string, field?: string) => label(model, name, field),
  }
  const { steps, opened, wanted } = view
  return useQuery({
    queryKey: ['related', 'network', record.id, steps, [...opened].toSorted(), wanted, words.paysFor],
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<NetworkGraph> => {
      const nodes = beginGraph({ id: record.id, name: title, path })
      const cross: CrossLink[] = []
      for (let step = 0; step < mostSteps; step++) {
        const ids = toOpen(nodes, step, view)
        if (ids.length === 0) break
        const { rows, more } = await rowsAround(queries, model, ids)
        const parties = new Map((rows['party'] ?? []).map((one) => [one.id, one]))
        for (const id of ids) {
          const own = id === record.id ? record : (parties.get(id) ?? { id })
          open(nodes, cross, id, { neighbours: neighboursOf(own, rows, words, today()), more }, view)
        }
      }
      return { nodes, cross }
    },
  })
}

function label(model: DescribedModel, name: string, field?: string): string {
  const object = objectNamed(model, name)
  return (field ? object && fieldOf(object, field)?.label : object?.label) ?? ''
}

/** The links of many partners at once, and who names them as parent or payer; each question is kept. */
async function rowsAround(queries: QueryClient, model: DescribedModel, ids: readonly string[]) {
  const answers = await Promise.all(
    questions(model, ids).map(async ({ name, path, where, fields }) => {
      const { items, next } = await queries.fetchQuery({
        queryKey: ['related', path, 'network', ids.join()],
        staleTime: 60_000,
        queryFn: ({ signal }) =>
          api.get<{ items: ApiRecord[]; next: string | null }>(`/${path}`, {
            signal,
            query: { where, fields, limit: most },
          }),
      })
      return { name, items, more: next !== null }
    }),
  )
  const rows: NetworkRows = Object.fromEntries(answers.map(({ name, items }) => [name, items]))
  return { rows, more: answers.some(({ more }) => more) }
}

function questions(model: DescribedModel, ids: readonly string[]) {
  const wanted = [
    { name: 'contactLink', by: ['contact', 'customer', 'supplier'], more: ['position', 'until'] },
    { name: 'supplierLink', by: ['customer', 'supplier'], more: ['until'] },
    { name: 'party', by: ['parent', 'payer'], more: ['name'] },
  ]
  return wanted.flatMap(({ name, by, more }) => {
    const object = objectNamed(model, name)
    const known = (names: readonly string[]) => names.filter((one) => object && fieldOf(object, one))
    if (!object?.may.includes('read') || known(by).length === 0) return []
    const named = known(by).map((one) => ({ [one]: { in: ids } }))
    // Their own parents and payers stand on the partners themselves.
    const where = { any: name === 'party' ? [...named, { id: { in: ids } }] : named }
    return [{ name, path: object.path, where, fields: known([...by, ...more]).join(',') }]
  })
}
