import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Copy, Eye, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { objectNamed, useModel } from '../../../api/model.ts'
import type { DescribedObject } from '../../../api/model.ts'
import { Head } from '../../../app/head.tsx'
import { LoadFailed, NotThere } from '../../../app/page-states.tsx'
import { useShell } from '../../../app/shell.ts'
import { insideText } from '../../../format/language.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { Button } from '../../../ui/button.tsx'
import { CardSkeleton } from '../../../ui/skeleton.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { AddRelated } from '../../card/add-related.tsx'
import '../../card/card.css'
import '../settings.css'
import { CopyPost } from './copy-post.tsx'
import { DotLegend } from './dot.tsx'
import { RightsWords } from './line-buttons.tsx'
import { PostRights } from './post-rights.tsx'
import { SeeAsDialog } from './see-as-dialog.tsx'
import './rights.css'

export interface Post {
  id: string
  name: string
  administrator: boolean
}

/** The posts of the firm and what each may do. */
export function PostsPage({ item }: { item: string | undefined }) {
  const object = objectNamed(useModel(), 'post')
  return object ? <Posts object={object} item={item} /> : <NotThere />
}

function Posts({ object, item }: { object: DescribedObject; item: string | undefined }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const { me } = useShell()
  const [asked, setAsked] = useState<'new' | 'copy' | 'seeAs' | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['list', 'settings', object.path, 'rights'],
    queryFn: ({ signal }) =>
      api.get<{ items: Post[] }>('/posts', {
        query: { limit: 200, sort: 'name', fields: 'name,administrator' },
        signal,
      }),
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return <CardSkeleton />
  const posts = data.items
  const wanted = item?.split('.')[1]
  const post =
    wanted === undefined
      ? (posts.find((one) => !one.administrator) ?? posts[0])
      : posts.find(({ id }) => id === wanted)
  if (!post) return <NotThere />
  const place = (id: string) => ({
    to: '/settings/$page/$item' as const,
    params: { page: 'posts', item: `posts.${id}` },
  })
  return (
    <RightsWords>
      <Head title={t('frame.settingsPages.posts')}>
        {me.administrator && (
          <Button look="ghost" icon={Eye} className="rights-copy" onClick={() => setAsked('seeAs')}>
            {t('rights.seeAs')}…
          </Button>
        )}
        <Button look="ghost" icon={Copy} className="rights-copy" onClick={() => setAsked('copy')}>
          {t('rights.copyPost')}
        </Button>
        <Button icon={Plus} onClick={() => setAsked('new')}>
          {t('settings.add', { what: insideText(language, object.label) })}
        </Button>
      </Head>
      <Tabs
        label={object.plural}
        items={posts.map(({ id, name }) => ({ key: id, label: name, link: place(id) }))}
        chosen={post.id}
      >
        <DotLegend />
      </Tabs>
      <PostRights key={post.id} post={post} object={object} />
      {asked === 'new' && <AddRelated object={object} fixed={{}} onClose={() => setAsked(null)} />}
      {asked === 'seeAs' && <SeeAsDialog onClose={() => setAsked(null)} />}
      {asked === 'copy' && (
        <CopyPost post={post} onMade={(id) => void navigate(place(id))} onClose={() => setAsked(null)} />
      )}
    </RightsWords>
  )
}
