import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { useModel } from '../../../api/model.ts'
import type { DescribedObject } from '../../../api/model.ts'
import { problemWords } from '../../../api/problem-words.ts'
import { toastWithUndo } from '../../../api/undo.ts'
import { useValueContext } from '../../../fields/use-value-context.ts'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/section.tsx'
import { toast } from '../../../ui/toast-store.ts'
import { recordQuery } from '../../card/card-data.ts'
import { CardSections } from '../../card/card-sections.tsx'
import type { Post } from './posts-page.tsx'

/** The post as a record: its name, the post above it, who holds it; and away with it, last. */
export function PostItself({ post, object }: { post: Post; object: DescribedObject }) {
  const { t } = useTranslation()
  const model = useModel()
  const context = useValueContext()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { data } = useQuery(recordQuery(object, post.id))
  const where = { active: true, posts: { some: { post: post.id } } }
  const holders = useQuery({
    queryKey: ['list', 'holders', post.id],
    queryFn: ({ signal }) =>
      api.get<{ items: { id: string; name: string }[] }>('/users', {
        query: { where, fields: 'name', sort: 'name', limit: 200 },
        signal,
      }),
  })
  const remove = async () => {
    try {
      const { change } = await api.drop(`/posts/${post.id}`)
      await navigate({ to: '/settings/$page', params: { page: 'posts' } })
      toastWithUndo(queries, t('settings.deleted', { title: post.name }), change)
      await queries.invalidateQueries({ queryKey: ['list'] })
    } catch (error) {
      toast(problemWords(error, t))
    }
  }
  // Its rights are the matrix above.
  const card = object.card.map((section) => ({
    ...section,
    fields: section.fields.filter((name) => name !== 'grants'),
  }))
  const people = holders.data?.items ?? []
  return (
    <div className="rights-post">
      {data && (
        <CardSections
          object={{ ...object, card }}
          record={data.record}
          model={model}
          context={context}
          title={post.name}
          frozen={false}
        />
      )}
      <Section title={t('rights.holders')} count={holders.data ? people.length : undefined}>
        {holders.data && people.length === 0 && <p className="t3 card-none">{t('rights.noHolders')}</p>}
        <div className="rights-holders">
          {people.map(({ id, name }) => (
            <Link
              key={id}
              className="link"
              to="/settings/$page/$item"
              params={{ page: 'users', item: `users.${id}` }}
            >
              {name}
            </Link>
          ))}
        </div>
      </Section>
      {object.may.includes('delete') && (
        <Button onClick={() => void remove()}>{t('rights.deletePost')}</Button>
      )}
    </div>
  )
}
