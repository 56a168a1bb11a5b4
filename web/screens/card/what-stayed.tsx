import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { LucideIcon } from '../../ui/icon.tsx'

type Item = {
  readonly objectLabel: string
  readonly path: string
  readonly record: { readonly id: string; readonly title: string | null }
  readonly label: string | null
  readonly reason: string
}
type Stayed = { readonly items: readonly Item[]; readonly count: number }

/** Opens what an undo left as it was: on which records, and why. */
export function WhatStayed({ undo, icon }: { undo: string; icon?: LucideIcon }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" look="ghost" onClick={() => setOpen(true)} {...(icon ? { icon } : {})}>
        {t('card.whatStayed')}
      </Button>
      {open && <StayedDialog undo={undo} onClose={() => setOpen(false)} />}
    </>
  )
}

function StayedDialog({ undo, onClose }: { undo: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { data, error } = useQuery({
    queryKey: ['kept', undo],
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) => api.get<Stayed>(`/changes/${undo}/kept`, { signal }),
  })
  const more = (data?.count ?? 0) - (data?.items.length ?? 0)
  const records = Map.groupBy(data?.items ?? [], ({ record }) => record.id)
  return (
    <Dialog
      open
      title={t('card.whatStayed')}
      {...(data && data.count > 0 ? { subtitle: t('card.stayed', { count: data.count }) } : {})}
      onClose={onClose}
      {...(more > 0 ? { note: t('card.stayedMore', { count: more }) } : {})}
    >
      {!data && !error && <p className="t3">{t('kit.loading')}</p>}
      {error && <Note tone="bad">{problemWords(error, t)}</Note>}
      {data?.count === 0 && <p className="t3">{t('card.stayedNone')}</p>}
      <ul className="col g12">
        {[...records.values()].map((items) => (
          <OfRecord key={items[0]?.record.id} items={items} onFollow={onClose} />
        ))}
      </ul>
    </Dialog>
  )
}

/** A record with what stayed on it; a field is named where the reason does not name it already. */
function OfRecord({ items, onFollow }: { items: readonly Item[]; onFollow: () => void }) {
  const [first] = items
  if (!first) return null
  return (
    <li>
      <Link
        className="link b"
        to="/$object/$id"
        params={{ object: first.path, id: first.record.id }}
        onClick={onFollow}
      >
        {first.record.title ?? '–'}
      </Link>{' '}
      <span className="t3">{first.objectLabel}</span>
      {items.map(({ label, reason }, at) => (
        <p key={at} className="t2">
          {label !== null && !reason.includes(label) && `${label}: `}
          {reason}
        </p>
      ))}
    </li>
  )
}
