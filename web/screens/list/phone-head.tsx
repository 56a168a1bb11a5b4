import { ArrowUpDown, CheckSquare, Download, Ellipsis, Group, ListFilter, Upload, X } from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Head } from '../../app/head.tsx'
import { formatCount } from '../../format/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { allSelected, noneSelected, selectedCount } from '../../ui/grid/selection.ts'
import { MenuPanel } from '../../ui/menu.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import { filterSize } from './filter.ts'
import { groupItems, linkItems, listItems, sortItems } from './list-tools.tsx'
import type { PhoneSelect } from './phone-select.ts'
import { maySelect } from './selected-deeds.tsx'
import type { List } from './use-list.ts'

/** The head of a list on a phone: what it is, its filter, and the menu of all that a desk has around it. */
export function PhoneHead({ list, select }: { list: List; select: PhoneSelect }) {
  const { t } = useTranslation()
  if (select.isOn) return <SelectingHead list={list} select={select} />
  return (
    <Head title={list.object.plural}>
      <Button
        look="ghost"
        square
        icon={ListFilter}
        on={filterSize(list.filter) > 0}
        label={t('list.filter')}
        onClick={() => list.go({ dialog: 'filter' })}
      />
      <ListMenu list={list} select={select} />
    </Head>
  )
}

/** The menu of the list; its order and its groups open in its place. */
function ListMenu({ list, select }: { list: List; select: PhoneSelect }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  const [open, setOpen] = useState<'all' | 'sort' | 'group' | null>(null)
  const { object } = list
  const links = linkItems(list, t)
  const all: MenuItem[] = [
    ...(maySelect(list)
      ? [{ label: t('list.select'), icon: CheckSquare, onChoose: () => select.begin() }]
      : []),
    { label: t('list.sort'), icon: ArrowUpDown, onChoose: () => setOpen('sort') },
    { label: t('list.group'), icon: Group, onChoose: () => setOpen('group') },
    'line',
    ...(object.may.includes('import')
      ? [
          {
            label: t('list.import'),
            icon: Upload,
            onChoose: () => void navigate({ to: '/imports', search: { object: object.name } }),
          },
        ]
      : []),
    ...(object.may.includes('export')
      ? [{ label: t('list.export'), icon: Download, onChoose: () => list.go({ dialog: 'export' }) }]
      : []),
    ...links,
    ...listItems(list, t),
  ]
  const items = { all, sort: sortItems(list), group: groupItems(list, t('list.notGrouped')) }
  const labels = { all: t('kit.more'), sort: t('list.sort'), group: t('list.group') }
  return (
    <>
      <Button
        ref={setButton}
        look="ghost"
        square
        icon={Ellipsis}
        label={t('kit.more')}
        on={open !== null}
        aria-haspopup="menu"
        aria-expanded={open !== null}
        onClick={() => setOpen(open === null ? 'all' : null)}
      />
      <MenuPanel
        key={open}
        anchor={button}
        open={open !== null}
        onClose={() => setOpen(null)}
        label={labels[open ?? 'all']}
        placement="bottom-end"
        items={items[open ?? 'all']}
      />
    </>
  )
}

/** While rows are chosen: how many are, all that match, and the way out. */
function SelectingHead({ list, select }: { list: List; select: PhoneSelect }) {
  const { t } = useTranslation()
  const { language } = list.context
  const total = list.matches ?? list.rows.total ?? 0
  const count = selectedCount(select.selection, total)
  const isAll = select.selection.kind === 'all' || (total > 0 && count >= total)
  return (
    <Head
      title={t('list.selected', { count, shown: formatCount(language, count) })}
      window={list.object.plural}
    >
      <Button look="ghost" onClick={() => select.onSelect(isAll ? noneSelected : allSelected)}>
        {isAll ? t('list.selectNone') : t('list.selectEvery', { shown: formatCount(language, total) })}
      </Button>
      <Button look="ghost" square autoFocus icon={X} label={t('list.endSelecting')} onClick={select.end} />
    </Head>
  )
}
