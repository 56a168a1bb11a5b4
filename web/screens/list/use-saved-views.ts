import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '../../api/client.ts'
import { meQuery } from '../../api/me.ts'
import type { DescribedObject } from '../../api/model.ts'
import type { ColumnLayout } from '../../ui/grid/column-layout.ts'
import type { SavedView } from './list-view.ts'

type Changes = Partial<Omit<SavedView, 'id' | 'user' | 'post'>> & { post?: string | null; object?: string }

/** The views of an object that one may use: one's own, those for everybody, and those for one's post. */
export function useSavedViews(object: DescribedObject) {
  const client = useQueryClient()
  const { data: me } = useQuery(meQuery)
  const key = ['views', object.name]
  const posts = me?.posts.map(({ id }) => id) ?? []
  const { data } = useQuery({
    queryKey: key,
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const audience = {
        any: [{ user: '$me' }, { shared: true }, ...(posts.length > 0 ? [{ post: { in: posts } }] : [])],
      }
      const where = { all: [{ object: object.name }, audience] }
      const { items } = await api.get<{ items: SavedView[] }>('/views', {
        query: { where, sort: 'name', limit: 200 },
        signal,
      })
      return items
    },
  })
  const again = () => client.invalidateQueries({ queryKey: key })
  const views = (data ?? []).filter((view) => !view.layout?.of || view.user?.id === me?.user.id)
  const keeping = useRef<ReturnType<typeof setTimeout>>(undefined)
  return {
    views,
    mine: (view: SavedView) => view.user?.id === me?.user.id,
    posts: me?.posts ?? [],
    async create(changes: Changes & { name: string }): Promise<string> {
      const { id } = await api.post<{ id: string }>('/views', { object: object.name, ...changes })
      await again()
      return id
    },
    async change(id: string, changes: Changes): Promise<void> {
      await api.patch(`/views/${id}`, changes)
      await again()
    },
    async remove(id: string): Promise<string | null> {
      const { change } = await api.drop(`/views/${id}`)
      await again()
      return change
    },
    again,
    /** Keeps how the columns of a view stand for this person, a moment after the last change. */
    keepLayout(view: string, columns: ColumnLayout) {
      clearTimeout(keeping.current)
      keeping.current = setTimeout(() => {
        const known = views.find(({ layout }) => layout?.of === view)
        const kept = { layout: { of: view, columns } }
        void (
          known
            ? api.patch(`/views/${known.id}`, kept)
            : api.post('/views', { object: object.name, name: view, ...kept })
        )
          .then(again)
          // Only the widths of columns were to be kept: the list itself is as it was.
          .catch(() => undefined)
      }, 800)
    },
  }
}

export type SavedViews = ReturnType<typeof useSavedViews>
