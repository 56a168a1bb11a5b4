import { Phone } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListFailed } from '../../app/page-states.tsx'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import { ShowValue } from '../../fields/show-value.tsx'
import { valueText } from '../../fields/value-text.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { RecordRow, RecordRows } from '../../ui/grid/record-rows.tsx'
import { isSelected, toggled } from '../../ui/grid/selection.ts'
import type { Selection } from '../../ui/grid/selection.ts'
import { Pills } from '../../ui/pills.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { ListSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { recordHref, useObjectThen } from './as-of.ts'
import type { BulkStart } from './bulk-dialog.tsx'
import {
  AsOfBand,
  BinDialog,
  BulkDialog,
  ExportDialog,
  FilterSentences,
  LinkFromList,
  PrintList,
} from './list-dialogs.ts'
import { isPerson, titleText } from './list-columns.tsx'
import { NothingInList } from './nothing-in-list.tsx'
import { PhoneHead } from './phone-head.tsx'
import { useBackWhileSelecting, usePhoneSelect } from './phone-select.ts'
import type { PhoneSelect } from './phone-select.ts'
import { maySelect, PhoneDeeds } from './selected-deeds.tsx'
import { leaveTrail } from './trail.ts'
import { useList } from './use-list.ts'
import type { List } from './use-list.ts'
import { useReturn } from './use-return.ts'
import { useTypedSearch } from './use-typed-search.ts'

/** Of a row of two lines, in pixels; so many are left in view above the one that one comes back to. */
const rowHeight = 64
const rowsAbove = 3

/** A list on a phone: rows of two lines, found by typing, with a call at the thumb. */
export function PhoneList({ object: described }: { object: DescribedObject }) {
  const object = useObjectThen(described)
  const list = useList(object)
  const select = usePhoneSelect()
  const [bulk, setBulk] = useState<BulkStart | null>(null)
  const isOver = bulk !== null || list.search.dialog !== undefined
  const close = () => (bulk ? setBulk(null) : list.go({ dialog: undefined }))
  useBackWhileSelecting(select, isOver ? { close } : null)
  const isAny = select.selection.kind === 'all' || select.selection.ids.size > 0
  useReturn(list, (index) =>
    document.querySelector('.record-rows')?.scrollTo(0, (index - rowsAbove) * rowHeight),
  )
  return (
    <>
      <PhoneHead list={list} select={select} />
      {list.query.asOf !== undefined && (
        <Suspense>
          <AsOfBand list={list} asOf={list.query.asOf} />
        </Suspense>
      )}
      <Tools list={list} />
      <Records list={list} select={select} />
      {select.isOn && isAny && <PhoneDeeds list={list} selection={select.selection} onBulk={setBulk} />}
      <Suspense>
        {bulk && (
          <BulkDialog
            {...{ list, selection: select.selection, start: bulk }}
            onClose={() => setBulk(null)}
            onGone={select.end}
          />
        )}
        <OpenedDialog list={list} selection={select.selection} />
      </Suspense>
    </>
  )
}

function Tools({ list }: { list: List }) {
  const { t } = useTranslation()
  const { text, change } = useTypedSearch(list)
  const { object } = list
  return (
    <div className="phone-tools">
      {object.searched && (
        <SearchField
          value={text}
          onChange={change}
          placeholder={t('list.searchIn', { what: object.plural })}
        />
      )}
      {list.views.length > 1 && (
        <Pills
          label={t('list.views')}
          value={list.view.key}
          onChange={(view) => list.go({ view, where: undefined, sort: undefined, group: undefined }, false)}
          choices={list.views.map(({ key, label }) => ({ value: key, label }))}
        />
      )}
    </div>
  )
}

function Records({ list, select }: { list: List; select: PhoneSelect }) {
  const slow = useSlow(list.rows.fresh)
  const { object, query, fields, rows, reading } = list
  if (list.failure) return <ListFailed error={list.failure} onRetry={list.retry} />
  if (rows.fresh) return slow && <ListSkeleton rows={10} />
  const leave = (row: ApiRecord) => {
    if (select.isOn) return
    const from = `${location.pathname}${location.search}`
    leaveTrail(object, { from, query, fields: fields.join(), rows, reading }, row.id)
  }
  return (
    <RecordRows
      label={object.plural}
      rows={rows}
      draw={(row) => (
        <div onClickCapture={() => leave(row)}>
          <PhoneRow list={list} row={row} select={select} />
        </div>
      )}
      drawGroup={(group) => <GroupLine list={list} value={group.value} />}
      empty={<NothingInList list={list} />}
    />
  )
}

/** What the address has open over the list. */
function OpenedDialog({ list, selection }: { list: List; selection: Selection }) {
  const { t } = useTranslation()
  const { dialog } = list.search
  const close = () => list.go({ dialog: undefined })
  if (dialog?.startsWith('link-')) return <LinkFromList list={list} />
  if (dialog === 'print') return <PrintList list={list} onDone={close} />
  if (dialog === 'deleted') return <BinDialog list={list} onClose={close} />
  if (dialog === 'export') return <ExportDialog list={list} selection={selection} onClose={close} />
  return (
    <Sheet open={dialog === 'filter'} title={t('list.filter')} side="bottom" onClose={close}>
      <FilterSentences
        object={list.object}
        where={list.where}
        begin={null}
        onChange={list.setWhere}
        onClose={close}
        matches={list.matches}
      />
    </Sheet>
  )
}

function PhoneRow({ list, row, select }: { list: List; row: ApiRecord; select: PhoneSelect }) {
  const { t } = useTranslation()
  const { object, context, shown } = list
  const name = titleText(object, row, context)
  const fields = shown.flatMap((each) => fieldOf(object, each) ?? [])
  const words = fields
    .filter(
      (field) =>
        field.name !== object.title &&
        ['text', 'reference', 'choice', 'identifier', 'day'].includes(field.control.show),
    )
    .map((field) => valueText(field, row[field.name], row, context))
    .filter((text) => text !== '')
  const phone = object.fields.find((field) => field.control.show === 'phone')
  const amount = fields.find((field) => field.control.show === 'money')
  const number = phone ? row[phone.name] : null
  return (
    <RecordRow
      name={name}
      person={isPerson(row)}
      second={words.slice(0, 3).join(' · ')}
      {...(amount && row[amount.name] !== null
        ? { end: valueText(amount, row[amount.name], row, context) }
        : {})}
      href={recordHref(list, row.id)}
      {...(select.isOn
        ? {
            tick: {
              on: isSelected(select.selection, row.id),
              label: t('list.selectRow', { name }),
              onChange: (on) => select.onSelect(toggled(select.selection, row.id, on)),
            },
          }
        : maySelect(list)
          ? { onHold: () => select.begin(row.id) }
          : {})}
      {...(typeof number === 'string'
        ? {
            action: (
              <Button
                look="ghost"
                square
                icon={Phone}
                label={t('list.callWho', { name })}
                onClick={() => location.assign(`tel:${number}`)}
              />
            ),
          }
        : {})}
    />
  )
}

function GroupLine({ list, value }: { list: List; value: unknown }) {
  const { t } = useTranslation()
  const field = list.query.group === null ? undefined : fieldOf(list.object, list.query.group)
  if (!field || value === null) return <span className="t2">{t('list.noValue')}</span>
  return (
    <ShowValue cell field={field} value={value} record={null} model={list.model} context={list.context} />
  )
}
