import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Copy, Ellipsis, Eye, Network, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { objectNamed, useModel } from '../../../api/model.ts'
import type { DescribedObject } from '../../../api/model.ts'
import { LoadFailed, NotThere } from '../../../app/page-states.tsx'
import { useShell } from '../../../app/shell.ts'
import { insideText } from '../../../format/language.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { CardSkeleton } from '../../../ui/skeleton.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { useIsPhone } from '../../../ui/use-media.ts'
import { AddRelated } from '../../card/add-related.tsx'
import '../../card/card.css'
import '../settings.css'
import { holderOf } from './holder.ts'
import { CopyPost } from './copy-post.tsx'
import { DotLegend } from './dot.tsx'
import { RightsWords } from './line-buttons.tsx'
import { HolderRights } from './holder-rights.tsx'
import { PostItself } from './post-itself.tsx'
import { PostsTree } from './posts-tree.tsx'
import { SingleHolder } from './single-holder.tsx'
import { SeeAsDialog } from './see-as-dialog.tsx'
import { SettingsHead } from '../settings-page.tsx'
import './rights.css'

export interface Post {
  id: string
  name: string
  administrator: boolean
}

/** The posts of the firm and what each may do; and what a group or a single user may do beside. */
export function PostsPage({ item }: { item: string | undefined }) {
  const object = objectNamed(useModel(), 'post')
  if (!object) return <NotThere />
  if (item === 'tree') return <PostsTree object={object} />
  const holder = holderOf(item)
  if (holder && holder.kind !== 'post') return <SingleHolder kind={holder.kind} id={holder.id} />
  return <Posts object={object} item={item} />
}

function Posts({ object, item }: { object: DescribedObject; item: string | undefined }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const { me } = useShell()
  const phone = useIsPhone()
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
  const tree = { page: 'posts', item: 'tree' }
  const deeds = [
    ...(me.administrator
      ? [{ label: `${t('rights.seeAs')}…`, icon: Eye, onChoose: () => setAsked('seeAs') }]
      : []),
    {
      ...{ label: t('rights.tree'), icon: Network },
      onChoose: () => void navigate({ to: '/settings/$page/$item', params: tree }),
    },
    { label: t('rights.copyPost'), icon: Copy, onChoose: () => setAsked('copy') },
  ]
  return (
    <RightsWords>
      <SettingsHead page="posts">
        {phone ? (
          <Menu items={deeds} label={t('settings.actions')} placement="bottom-end">
            <Button square icon={Ellipsis} label={t('settings.actions')} />
          </Menu>
        ) : (
          deeds.map(({ label, icon, onChoose }) => (
            <Button key={label} look="ghost" icon={icon} onClick={onChoose}>
              {label}
            </Button>
          ))
        )}
        <Button icon={Plus} onClick={() => setAsked('new')}>
          {t('settings.add', { what: insideText(language, object.label) })}
        </Button>
      </SettingsHead>
      <Tabs
        label={object.plural}
        items={posts.map(({ id, name }) => ({ key: id, label: name, link: place(id) }))}
        chosen={post.id}
      >
        {!post.administrator && <DotLegend />}
      </Tabs>
      <HolderRights
        key={post.id}
        holder={{ kind: 'post', id: post.id, name: post.name }}
        isAdministrator={post.administrator}
        shows="all"
      >
        <PostItself post={post} object={object} />
      </HolderRights>
      {asked === 'new' && <AddRelated object={object} fixed={{}} onClose={() => setAsked(null)} />}
      {asked === 'seeAs' && <SeeAsDialog onClose={() => setAsked(null)} />}
      {asked === 'copy' && (
        <CopyPost post={post} onMade={(id) => void navigate(place(id))} onClose={() => setAsked(null)} />
      )}
    </RightsWords>
  )
}
