import { useNavigate } from '@tanstack/react-router'
import {
  ChevronDown,
  ChevronUp,
  Ellipsis,
  History,
  Link2,
  Merge,
  Printer,
  Share2,
  Trash2,
} from 'lucide-react'
import type { TFunction } from 'i18next'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { PathHead } from '../../app/head.tsx'
import { notePrinted, printNoted } from '../../app/note-printed.ts'
import { formatCount } from '../../format/format-number.ts'
import { bringTexts } from '../../i18n/texts.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast-store.ts'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import { mayMerge } from '../duplicates/may-merge.ts'
import { useDelete } from './delete-record.tsx'
import { usePlace, type Place } from './use-place.ts'

const ShareDialog = lazy(async () => {
  const [{ ShareDialog: shown }] = await Promise.all([
    import('../sharing/share-dialog.tsx'),
    bringTexts('sharing'),
  ])
  return { default: shown }
})

const MergeDialog = lazy(async () => {
  const [{ MergeDialog: shown }] = await Promise.all([
    import('../duplicates/merge-dialog.tsx'),
    bringTexts('duplicates'),
  ])
  return { default: shown }
})

export interface CardHeadProps {
  object: DescribedObject
  record: ApiRecord
  title: string
  tab: string | undefined
  from: string | undefined
}

/** The path back to the list, the record's place in it, and what is done with the whole card. */
export function CardHead({ object, record, title, tab, from }: CardHeadProps) {
  const { t } = useTranslation()
  const place = usePlace(object, record.id, tab)
  const [dialog, setDialog] = useState<'share' | 'merge' | null>(null)
  const back = place?.from ?? from ?? `/${object.path}`
  const deleting = useDelete({ path: `/${object.path}/${record.id}`, title, back })
  const items = useCardMenu({
    object,
    record,
    from: place?.from ?? from,
    onDialog: setDialog,
    onDelete: deleting.remove,
  })
  const copy = () => copyLink(object, record, t)
  const asked = { object, id: record.id, title, onClose: () => setDialog(null) }
  return (
    <PathHead path={[{ label: object.plural, href: back }]} title={title}>
      {place && <InList place={place} what={object.plural} />}
      <Button
        look="ghost"
        square
        icon={Link2}
        className="card-link"
        label={t('card.copyLink')}
        onClick={copy}
      />
      <Menu items={items} label={t('card.more')} placement="bottom-end">
        <Button look="ghost" square icon={Ellipsis} label={t('card.more')} />
      </Menu>
      {deleting.dialog}
      <Suspense>
        {dialog === 'share' && <ShareDialog {...asked} />}
        {dialog === 'merge' && <MergeDialog {...asked} />}
      </Suspense>
    </PathHead>
  )
}

function copyLink(object: DescribedObject, record: ApiRecord, t: TFunction) {
  void navigator.clipboard.writeText(`${location.origin}/${object.path}/${record.id}`)
  toast(t('card.linkCopied'))
}

/** "7 of 1,203", with the ways to the neighbours. */
function InList({ place, what }: { place: Place; what: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { next, before } = place
  useShortcuts([
    { keys: 'J', label: t('card.next'), group: what, run: () => next?.() },
    { keys: 'K', label: t('card.before'), group: what, run: () => before?.() },
  ])
  const at = formatCount(language, place.at)
  return (
    <span className="row card-place">
      <span className="t3 tn card-place-words" role="status">
        {place.of === null ? at : t('card.placeInList', { at, of: formatCount(language, place.of) })}
      </span>
      <Button
        look="ghost"
        square
        icon={ChevronUp}
        keys="K"
        label={t('card.before')}
        onClick={() => before?.()}
        {...(before ? {} : { reason: t('card.isFirst') })}
      />
      <Button
        look="ghost"
        square
        icon={ChevronDown}
        keys="J"
        label={t('card.next')}
        onClick={() => next?.()}
        {...(next ? {} : { reason: t('card.isLast') })}
      />
    </span>
  )
}

interface CardMenu extends Pick<CardHeadProps, 'object' | 'record' | 'from'> {
  onDialog: (dialog: 'share' | 'merge') => void
  onDelete: () => Promise<void>
}

function useCardMenu({ object, record, from, onDialog, onDelete }: CardMenu): MenuItem[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const print = async () => {
    try {
      if (await notePrinted(object, record.id)) printNoted()
      else toast(t('card.mayNotPrint'))
    } catch (error) {
      toast(problemWords(error, t))
    }
  }
  const history = () =>
    void navigate({
      to: '/$object/$id/history',
      params: { object: object.path, id: record.id },
      search: from ? { from } : {},
    })
  return [
    { label: t('card.history'), icon: History, onChoose: history },
    { label: t('card.copyLink'), icon: Link2, onChoose: () => copyLink(object, record, t) },
    ...(object.may.includes('share') && object.may.includes('change')
      ? [{ label: t('card.share'), icon: Share2, onChoose: () => onDialog('share') }]
      : []),
    ...(object.may.includes('print')
      ? [{ label: t('card.print'), icon: Printer, onChoose: () => void print() }]
      : []),
    ...(mayMerge(object)
      ? [{ label: t('card.makeOne'), icon: Merge, onChoose: () => onDialog('merge') }]
      : []),
    ...(object.may.includes('delete')
      ? ([
          'line',
          { label: t('card.delete'), icon: Trash2, danger: true, onChoose: () => void onDelete() },
        ] as MenuItem[])
      : []),
  ]
}
