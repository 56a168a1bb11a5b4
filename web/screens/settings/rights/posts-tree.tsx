import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import type { DescribedObject } from '../../../api/model.ts'
import { problemWords } from '../../../api/problem-words.ts'
import { toastWithUndo } from '../../../api/undo.ts'
import { PathHead } from '../../../app/head.tsx'
import { LoadFailed } from '../../../app/page-states.tsx'
import { Note } from '../../../ui/band.tsx'
import { Select } from '../../../ui/select.tsx'
import { CardSkeleton } from '../../../ui/skeleton.tsx'
import { categoryTree, isBelow, type Leaf } from '../category-tree.ts'

interface TreePost {
  id: string
  name: string
  superior: { id: string; title: string } | null
}

interface Holder {
  id: string
  name: string
  posts: readonly { post: { id: string } | null; until: string | null }[]
}

/** The posts as a tree, each below its superior, with who holds it; the superior is chosen in its line. */
export function PostsTree({ object }: { object: DescribedObject }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['list', 'settings', 'posts', 'tree'],
    queryFn: ({ signal }) =>
      api.get<{ items: TreePost[] }>('/posts', {
        query: { limit: 200, sort: 'name', fields: 'name,superior' },
        signal,
      }),
  })
  const holders = useQuery({
    queryKey: ['list', 'settings', 'posts', 'holders'],
    queryFn: ({ signal }) =>
      api.get<{ items: Holder[] }>('/users', {
        query: { limit: 200, sort: 'name', fields: 'name,posts', where: { active: true } },
        signal,
      }),
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return <CardSkeleton />
  const leaves = categoryTree(data.items.map(({ id, name, superior }) => ({ id, name, parent: superior })))
  const move = async (leaf: Leaf, superior: string | null) => {
    setProblem(null)
    try {
      const { change } = await api.patch(`/posts/${leaf.id}`, { superior })
      toastWithUndo(queries, t('settings.moved', { title: leaf.name }), change)
      await queries.invalidateQueries({ queryKey: ['list'] })
    } catch (failure) {
      setProblem(problemWords(failure, t))
    }
  }
  const people = holders.data?.items ?? []
  return (
    <>
      <PathHead
        path={[{ label: t('frame.settingsPages.posts'), href: '/settings/posts' }]}
        title={t('rights.tree')}
      />
      <div className="settings-body">
        <div className="settings-width">
          <p className="t2 settings-lead">{t('rights.treeHint')}</p>
          {problem && <Note tone="bad">{problem}</Note>}
          <ul className="category-tree" aria-label={object.plural}>
            {leaves.map((leaf) => (
              <li
                key={leaf.id}
                className="category-line posts-line"
                style={{ paddingLeft: `min(${leaf.depth * 24}px, 30vw)` }}
              >
                <span className="col grow posts-name">
                  <Link
                    className="b cut"
                    to="/settings/$page/$item"
                    params={{ page: 'posts', item: `posts.${leaf.id}` }}
                  >
                    {leaf.name}
                  </Link>
                  <span className="t3 s cut">{holdersOf(people, leaf.id) || t('rights.heldByNobody')}</span>
                </span>
                <Select
                  aria-label={t('rights.superiorOf', { name: leaf.name })}
                  value={leaf.parent}
                  placeholder={t('rights.noSuperior')}
                  clearable
                  {...(object.may.includes('change') ? {} : { readOnly: true })}
                  options={leaves
                    .filter(({ id }) => id !== leaf.id && !isBelow(leaves, id, leaf.id))
                    .map(({ id, name }) => ({ value: id, label: name }))}
                  onChange={(superior) => void move(leaf, superior)}
                />
              </li>
            ))}
          </ul>
        </div>
      </div>
    </>
  )
}

function holdersOf(people: readonly Holder[], post: string): string {
  return people
    .filter(({ posts }) => posts.some((held) => held.post?.id === post))
    .map(({ name }) => name)
    .join(', ')
}
