import { Ellipsis, ListFilter, Phone } from 'lucide-react'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Head } from '../../app/head.tsx'
import { ShowValue } from '../../fields/show-value.tsx'
import { valueText } from '../../fields/value-text.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { RecordRow, RecordRows } from '../../ui/grid/record-rows.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Pills } from '../../ui/pills.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { ListSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/state.tsx'
import { recordHref, useObjectThen } from './as-of.ts'
import { filterSize } from './filter.ts'
import { AsOfBand, FilterSentences, LinkFromList } from './list-dialogs.ts'
import { linkItems } from './list-tools.tsx'
import { isPerson, titleText } from './list-columns.tsx'
import { NothingInList } from './nothing-in-list.tsx'
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
  const { t } = useTranslation()
  const object = useObjectThen(described)
  const list = useList(object)
  const { text, change } = useTypedSearch(list)
  const slow = useSlow(list.rows.fresh)
  const size = filterSize(list.filter)
  const leave = (row: ApiRecord) => {
    const from = `${location.pathname}${location.search}`
    const { query, fields, rows, reading } = list
    leaveTrail(object, { from, query, fields: fields.join(), rows, reading }, row.id)
  }
  useReturn(list, (index) =>
    document.querySelector('.record-rows')?.scrollTo(0, (index - rowsAbove) * rowHeight),
  )
  const links = linkItems(list, t)
  const close = () => list.go({ dialog: undefined })
  return (
    <>
      <Head title={object.plural}>
        <Button
          look="ghost"
          square
          icon={ListFilter}
          on={size > 0}
          label={t('list.filter')}
          onClick={() => list.go({ dialog: 'filter' })}
        />
        {links.length > 0 && (
          <Menu items={links} label={t('kit.more')} placement="bottom-end">
            <Button look="ghost" square icon={Ellipsis} label={t('kit.more')} />
          </Menu>
        )}
      </Head>
      {list.query.asOf !== undefined && (
        <Suspense>
          <AsOfBand list={list} asOf={list.query.asOf} />
        </Suspense>
      )}
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
      {list.failure ? (
        <ErrorState
          title={t('kit.listDidNotLoad')}
          message={problemWords(list.failure, t)}
          onRetry={list.retry}
        />
      ) : list.rows.fresh ? (
        slow && <ListSkeleton rows={10} />
      ) : (
        <RecordRows
          label={object.plural}
          rows={list.rows}
          draw={(row) => (
            <div onClickCapture={() => leave(row)}>
              <PhoneRow list={list} row={row} />
            </div>
          )}
          drawGroup={(group) => <GroupLine list={list} value={group.value} />}
          empty={<NothingInList list={list} />}
        />
      )}
      {list.search.dialog?.startsWith('link-') && (
        <Suspense>
          <LinkFromList list={list} />
        </Suspense>
      )}
      <Sheet open={list.search.dialog === 'filter'} title={t('list.filter')} side="bottom" onClose={close}>
        <Suspense>
          <FilterSentences
            object={object}
            where={list.where}
            begin={null}
            onChange={list.setWhere}
            onClose={close}
            matches={list.matches}
          />
        </Suspense>
      </Sheet>
    </>
  )
}

function PhoneRow({ list, row }: { list: List; row: ApiRecord }) {
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
