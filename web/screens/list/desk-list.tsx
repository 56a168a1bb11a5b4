import type { TFunction } from 'i18next'
import { useNavigate } from '@tanstack/react-router'
import { Download, Plus, Upload } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../api/model.ts'
import { Head } from '../../app/head.tsx'
import { formatCount } from '../../format/format-number.ts'
import { insideText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import type { GridHandle } from '../../ui/grid/grid-props.ts'
import { noneSelected } from '../../ui/grid/selection.ts'
import type { Selection } from '../../ui/grid/selection.ts'
import { toast } from '../../ui/toast-store.ts'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import { useObjectThen } from './as-of.ts'
import type { BulkStart } from './bulk-dialog.tsx'
import { deletion } from './deletion.ts'
import {
  AsOfBand,
  BinDialog,
  BulkDialog,
  ExportDialog,
  LinkFromList,
  PasteDialog,
  PrintList,
  SaveViewDialog,
} from './list-dialogs.ts'
import { ListGrid } from './list-grid.tsx'
import type { ListView } from './list-view.ts'
import { ListTools } from './list-tools.tsx'
import { FilterLine } from './filter-line.tsx'
import type { Pasted } from './paste-dialog.tsx'
import { useList } from './use-list.ts'
import type { List } from './use-list.ts'
import { useTotal } from './use-total.ts'
import { ViewTabs } from './view-tabs.tsx'

/** A list at a desk: views, tools, grid, preview, and what is done with many records. */
export function DeskList({ object: described }: { object: DescribedObject }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const object = useObjectThen(described)
  const list = useList(object)
  const total = useTotal(list)
  const [selection, setSelection] = useState<Selection>(noneSelected)
  const [saving, setSaving] = useState<{ view: ListView | null } | null>(null)
  const [bulk, setBulk] = useState<BulkStart | null>(null)
  const [pasted, setPasted] = useState<Pasted | null>(null)
  const grid = useRef<GridHandle>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const create = () => void navigate({ to: '/$object/new', params: { object: object.path } })
  const exporting = list.search.dialog === 'export'
  const mayCreate = object.may.includes('create')
  const isAnySelected = selection.kind === 'all' || selection.ids.size > 0
  useListKeys({
    list,
    create: mayCreate ? create : null,
    searchField,
    change: isAnySelected && object.may.includes('change') ? () => setBulk({}) : null,
    remove: isAnySelected && object.may.includes('delete') ? () => setBulk({ action: deletion }) : null,
  })
  return (
    <>
      <Head title={object.plural} count={total === null ? undefined : formatCount(language, total)}>
        {object.may.includes('import') && (
          <Button
            look="ghost"
            icon={Upload}
            onClick={() => void navigate({ to: '/imports', search: { object: object.name } })}
          >
            {t('list.import')}
          </Button>
        )}
        {object.may.includes('export') && (
          <Button look="ghost" icon={Download} onClick={() => list.go({ dialog: 'export' })}>
            {t('list.export')}
          </Button>
        )}
        {mayCreate && (
          <Button look="primary" icon={Plus} keys="N" onClick={create}>
            {t('list.newWhat', { what: insideText(language, object.label) })}
          </Button>
        )}
      </Head>
      {list.query.asOf !== undefined && (
        <Suspense>
          <AsOfBand list={list} asOf={list.query.asOf} />
        </Suspense>
      )}
      <ViewTabs list={list} onSave={(view) => setSaving({ view })}>
        <ListTools list={list} searchField={searchField} onSaveView={(view) => setSaving({ view })} />
      </ViewTabs>
      <FilterLine list={list} onSave={() => void saveView(list, () => setSaving({ view: null }), t)} />
      <ListGrid
        list={list}
        total={total}
        grid={grid}
        selection={selection}
        onSelect={setSelection}
        onBulk={setBulk}
        onPaste={setPasted}
      />
      <Suspense>
        {saving && <SaveViewDialog list={list} view={saving.view} onClose={() => setSaving(null)} />}
        {bulk && (
          <BulkDialog
            {...{ list, selection, start: bulk }}
            onClose={() => setBulk(null)}
            onGone={() => setSelection(noneSelected)}
          />
        )}
        {pasted && <PasteDialog list={list} pasted={pasted} onClose={() => setPasted(null)} />}
        {list.search.dialog === 'print' && (
          <PrintList list={list} onDone={() => list.go({ dialog: undefined })} />
        )}
        {list.search.dialog === 'deleted' && (
          <BinDialog list={list} onClose={() => list.go({ dialog: undefined })} />
        )}
        {list.search.dialog?.startsWith('link-') && <LinkFromList list={list} />}
        {exporting && (
          <ExportDialog list={list} selection={selection} onClose={() => list.go({ dialog: undefined })} />
        )}
      </Suspense>
    </>
  )
}

/** Keeps what was changed in one's own view; of any other it makes one of one's own. */
async function saveView(list: List, asNew: () => void, t: TFunction) {
  const { saved } = list.view
  if (!saved || !list.saved.mine(saved)) return asNew()
  const { where, query, view, layout } = list
  await list.saved.change(view.key, {
    where,
    sort: [...query.sort],
    columns: list.shown,
    layout: { columns: layout, group: query.group },
  })
  list.go({ where: undefined, sort: undefined, group: undefined })
  toast(t('list.viewSaved', { name: view.label }))
}

interface ListKeys {
  list: List
  create: (() => void) | null
  searchField: React.RefObject<HTMLInputElement | null>
  change: (() => void) | null
  remove: (() => void) | null
}

function useListKeys({ list, create, searchField, change, remove }: ListKeys) {
  const { t } = useTranslation()
  const what = insideText(useLanguage(), list.object.label)
  const group = list.object.plural
  useShortcuts([
    ...(create ? [{ keys: 'N', label: t('list.newWhat', { what }), group, run: create }] : []),
    ...(change ? [{ keys: 'E', label: t('kit.changeMany'), group, run: change }] : []),
    ...(remove ? [{ keys: 'Delete', label: t('list.deleteMany'), group, run: remove }] : []),
    { keys: 'F', label: t('list.filter'), group, run: () => list.go({ dialog: 'filter' }) },
    // The browser would print the few rows in view.
    ...(list.object.may.includes('print')
      ? [{ keys: 'Ctrl+P', label: t('list.print'), group, run: () => list.go({ dialog: 'print' }) }]
      : []),
    { keys: '/', label: t('list.searchIn', { what: group }), group, run: () => searchField.current?.focus() },
  ])
}
