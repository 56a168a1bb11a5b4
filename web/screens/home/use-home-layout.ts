import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useModel } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toast } from '../../ui/toast-store.ts'
import { readLayout } from './home-layout.ts'
import type { HomeLayout } from './home-layout.ts'

const name = 'home'
const key = ['views', name]

/** How one arranged one's home: kept as a view of one's own, so that it is the same in every browser. */
export function useHomeLayout() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  // A narrow post, as a partner's, may know no views: home is then as it is from the start.
  const views = useModel().objects.find((object) => object.name === 'view')
  const isKnown = views?.may.includes('read') === true
  const mayKeep = isKnown && views.may.includes('create') && views.may.includes('change')
  const { data, isPending } = useQuery({
    enabled: isKnown,
    queryKey: key,
    staleTime: 5 * 60_000,
    retry: false,
    queryFn: async ({ signal }) => {
      const query = { where: { object: name, user: '$me' }, limit: 1, fields: 'id,layout' }
      const { items } = await api.get<{ items: { id: string; layout: unknown }[] }>('/views', {
        query,
        signal,
      })
      return { id: items[0]?.id ?? null, layout: readLayout(items[0]?.layout) }
    },
  })
  // What was arranged here holds while it is being kept, whatever is read meanwhile of before.
  const [arranged, setArranged] = useState<HomeLayout | null>(null)
  // One after another: the first makes the view that the next ones change.
  const keeping = useRef<Promise<unknown>>(Promise.resolve())
  const set = (layout: HomeLayout) => {
    setArranged(layout)
    queries.setQueryData(key, (known: typeof data) => ({ id: known?.id ?? null, layout }))
    if (!mayKeep) return
    keeping.current = keeping.current
      .then(async () => {
        const id = queries.getQueryData<typeof data>(key)?.id
        if (id) return void (await api.patch(`/views/${id}`, { layout }))
        const made = await api.post<{ id: string }>('/views', { object: name, name, layout })
        queries.setQueryData(key, (known: typeof data) => known && { ...known, id: made.id })
      })
      .catch((error: unknown) => {
        toast(problemWords(error, t))
        setArranged(null)
        return queries.invalidateQueries({ queryKey: key })
      })
  }
  return {
    layout: arranged ?? data?.layout ?? readLayout(null),
    isPending: isKnown && isPending,
    mayKeep,
    set,
  }
}
