import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '../../api/client.ts'
import { meQuery } from '../../api/me.ts'
import { useModel } from '../../api/model.ts'
import type { DescribedObject } from '../../api/model.ts'
import type { ColumnLayout } from '../../ui/grid/column-layout.ts'
import type { SavedView } from './list-view.ts'

type Changes = Partial<Omit<SavedView, 'id' | 'user' | 'post'>> & { post?: string | null; object?: string }

/** The views of an object that one may use: one's own, those for everybody, and those for one's post. */
export function useSavedViews(object: DescribedObject) {
  const client = useQueryClient()
  const { data: me } = useQuery(meQuery)
  // A narrow post may know no views: lists then stand as they are declared, and nothing is asked.
  const known = useModel().objects.find(({ name }) => name === 'view')
  const isKnown = known?.may.includes('read') === true
  const mayKeep = isKnown && known.may.includes('create') && known.may.includes('change')
  const key = ['views', object.name]
  const posts = me?.posts.map(({ id }) => id) ?? []
  const { data } = useQuery({
    enabled: isKnown,
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
  const isMine = (view: SavedView) => view.user?.id === me?.user.id
  const views = (data ?? []).filter((view) => isMine(view) || (!view.layout?.of && !isClosed(view)))
  const keeping = useRef<ReturnType<typeof setTimeout>>(undefined)
  return {
    views,
    /** Whether one may keep views of one's own. */
    mayKeep,
    mine: isMine,
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
      if (!mayKeep) return
      clearTimeout(keeping.current)
      keeping.current = setTimeout(() => {
        const present = views.find(({ layout }) => layout?.of === view)
        const kept = { layout: { of: view, columns } }
        void (
          present
            ? api.patch(`/views/${present.id}`, kept)
            : api.post('/views', { object: object.name, name: view, ...kept })
        )
          .then(again)
          // Only the widths of columns were to be kept: the list itself is as it was.
          .catch(() => undefined)
      }, 800)
    },
  }
}

/** It asks about fields that one may not see, so there is no list to open; one's own says so itself. */
function isClosed({ where }: SavedView): boolean {
  return where !== null && '$hidden' in where
}

export type SavedViews = ReturnType<typeof useSavedViews>
