import {
  ArrowDown,
  ArrowUp,
  ArrowUpDown,
  Columns3,
  Ellipsis,
  Group,
  History,
  Link2,
  ListFilter,
  Printer,
  RotateCw,
  Trash2,
} from 'lucide-react'
import type { TFunction } from 'i18next'
import { Suspense, useState } from 'react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { endOfDay } from '../../format/day.ts'
import { preferences } from '../../theme/preferences.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { useStore } from '../../ui/use-store.ts'
import { linkWords } from '../card/link-words.ts'
import { partnerLinks } from '../card/partner-links.ts'
import { ColumnChooser } from './column-chooser.tsx'
import { filterSize } from './filter.ts'
import { yesterday } from './as-of.ts'
import { FilterBuilder } from './list-dialogs.ts'
import { columnFields, groupFields } from './list-query.ts'
import type { ListView } from './list-view.ts'
import type { List } from './use-list.ts'
import { useTypedSearch } from './use-typed-search.ts'
import { viewItems } from './view-tabs.tsx'

interface ListToolsProps {
  list: List
  searchField: RefObject<HTMLInputElement | null>
  onSaveView: (view: ListView | null) => void
}

/** The tools at the end of the line of views: search, filter, order, groups, columns, and the rest. */
export function ListTools({ list, searchField, onSaveView }: ListToolsProps) {
  const { t } = useTranslation()
  const [filterButton, setFilterButton] = useState<HTMLButtonElement | null>(null)
  const { object, query, filter } = list
  const size = filterSize(filter)
  const isFiltering = list.search.dialog === 'filter'
  return (
    <>
      {object.searched && <ListSearchField list={list} field={searchField} />}
      <Button
        ref={setFilterButton}
        look="ghost"
        icon={ListFilter}
        on={isFiltering || size > 0}
        aria-expanded={isFiltering}
        onClick={() => (isFiltering ? list.go({ dialog: undefined }) : list.filterBy(null))}
      >
        {t('list.filter')} {size > 0 && <span className="n">{size}</span>}
      </Button>
      {isFiltering && (
        <Suspense>
          <FilterBuilder
            object={object}
            where={list.where}
            begin={list.filteredBy}
            onChange={list.setWhere}
            anchor={filterButton}
            open={filterButton !== null}
            onClose={() => list.go({ dialog: undefined })}
            matches={list.matches}
          />
        </Suspense>
      )}
      <Menu items={sortItems(list)} label={t('list.sort')}>
        <Button look="ghost" icon={ArrowUpDown}>
          {t('list.sort')}
        </Button>
      </Menu>
      <Menu items={groupItems(list, t('list.notGrouped'))} label={t('list.group')}>
        <Button look="ghost" icon={Group} on={query.group !== null}>
          {t('list.group')}
        </Button>
      </Menu>
      <ColumnChooser list={list}>
        <Button look="ghost" icon={Columns3}>
          {t('list.columns')}
        </Button>
      </ColumnChooser>
      <MoreMenu list={list} onSaveView={onSaveView} />
    </>
  )
}

/** Asks 300 ms after the last letter; the address holds what was asked. */
function ListSearchField({ list, field }: { list: List; field: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation()
  const { text, change } = useTypedSearch(list)
  return (
    <span className="list-search">
      <SearchField
        ref={field}
        value={text}
        onChange={change}
        keys="/"
        label={t('list.searchIn', { what: list.object.plural })}
        placeholder={t('kit.search')}
        onDown={() => field.current?.closest('main')?.querySelector<HTMLElement>('.grid')?.focus()}
      />
    </span>
  )
}

export function sortItems(list: List): MenuItem[] {
  const { query, object } = list
  const place = (name: string) => query.sort.findIndex((key) => key.replace(/^-/, '') === name)
  const items = columnFields(object)
    .filter(
      ({ sort, name }) =>
        sort !== 'none' && (list.shown.includes(name) || place(name) >= 0 || name === 'createdAt'),
    )
    .map(({ name, label }): MenuItem => {
      const at = place(name)
      const down = query.sort[at] === `-${name}`
      // Choosing turns it: first up, then down, then it goes; the others keep their places.
      const next =
        at < 0
          ? [...query.sort, name]
          : down
            ? query.sort.filter((_, index) => index !== at)
            : query.sort.map((key, index) => (index === at ? `-${name}` : key))
      return {
        label,
        stay: true,
        on: at >= 0,
        ...(at >= 0 ? { icon: down ? ArrowDown : ArrowUp } : {}),
        ...(at >= 0 && query.sort.length > 1 ? { aside: String(at + 1) } : {}),
        onChoose: () => list.setSort(next),
      }
    })
  return items
}

export function groupItems(list: List, none: string): MenuItem[] {
  const { query, object } = list
  return [
    { label: none, on: query.group === null, onChoose: () => list.setGroup(null) },
    'line',
    ...groupFields(object)
      .filter(({ system }) => !system)
      .map(({ name, label }): MenuItem => ({
        label,
        on: query.group === name,
        onChoose: () => list.setGroup(name),
      })),
  ]
}

/** Linking partners from their list, whichever of the links one may begin. */
export function linkItems({ model, object, context, go }: List, t: TFunction): MenuItem[] {
  return partnerLinks(model, object).map((of) => ({
    label: `${linkWords(of, t, context.language)}…`,
    icon: Link2,
    onChoose: () => go({ dialog: `link-${of.link.name}` }),
  }))
}

/** What is asked of the whole list, at a desk and on a phone alike. */
export function listItems({ rows, object, query, go }: List, t: TFunction): MenuItem[] {
  return [
    { label: t('list.refresh'), icon: RotateCw, onChoose: () => void rows.reload() },
    ...(object.may.includes('print')
      ? [{ label: t('list.print'), icon: Printer, onChoose: () => go({ dialog: 'print' }) }]
      : []),
    { label: t('list.deleted'), icon: Trash2, onChoose: () => go({ dialog: 'deleted' }) },
    ...(query.asOf === undefined
      ? [
          {
            label: t('list.asOfDay'),
            icon: History,
            onChoose: () => go({ asOf: endOfDay(yesterday()) }, false),
          },
        ]
      : []),
  ]
}

function MoreMenu({ list, onSaveView }: { list: List; onSaveView: (view: ListView | null) => void }) {
  const { t } = useTranslation()
  const { rowHeight } = useStore(preferences)
  const height = (next: 'comfortable' | 'compact') => preferences.set((now) => ({ ...now, rowHeight: next }))
  const ofView = viewItems(list, list.view, t, onSaveView)
  const links = linkItems(list, t)
  return (
    <Menu
      placement="bottom-end"
      items={[
        ...links,
        ...(links.length > 0 ? (['line'] as const) : []),
        ...listItems(list, t),
        'line',
        { heading: t('list.density') },
        {
          label: t('list.comfortable'),
          on: rowHeight === 'comfortable',
          onChoose: () => height('comfortable'),
        },
        { label: t('list.compact'), on: rowHeight === 'compact', onChoose: () => height('compact') },
        ...(ofView.length > 0 ? (['line', { heading: list.view.label }, ...ofView] as const) : []),
      ]}
    >
      <Button look="ghost" square icon={Ellipsis} label={t('kit.more')} />
    </Menu>
  )
}
