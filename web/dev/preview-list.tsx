import { useNavigate, useSearch } from '@tanstack/react-router'
import {
  ArrowUpDown,
  CircleCheck,
  Columns3,
  Download,
  Ellipsis,
  Globe,
  Group as GroupIcon,
  ListFilter,
  Pencil,
  Phone,
  Plus,
  Sigma,
  SquarePen,
  Tags,
  Truck,
  Upload,
  Users,
} from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Head } from '../app/head.tsx'
import { formatCount } from '../format/format-number.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { Button } from '../ui/button.tsx'
import { Tag } from '../ui/chip.tsx'
import { FilterChip } from '../ui/filter-chip.tsx'
import { usualLayout } from '../ui/grid/column-layout.ts'
import { sortAfterClick } from '../ui/grid/column-layout.ts'
import { GridFoot, PreviewPane, SelectionBar } from '../ui/grid/grid-parts.tsx'
import { Grid } from '../ui/grid/grid.tsx'
import type { Editing } from '../ui/grid/grid-column.ts'
import { FlatRows, GroupedRows } from '../ui/grid/row-window.ts'
import type { RowSource } from '../ui/grid/row-store.ts'
import { allSelected, noneSelected } from '../ui/grid/selection.ts'
import type { Selection } from '../ui/grid/selection.ts'
import { useRowWindow } from '../ui/grid/use-row-window.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { Monogram } from '../ui/monogram.tsx'
import { KeyValue } from '../ui/section.tsx'
import { EmptyState, ErrorState } from '../ui/state.tsx'
import { ListSkeleton, useSlow } from '../ui/skeleton.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { toast } from '../ui/toast-store.ts'
import { useIsPhone } from '../ui/use-media.ts'
import { useShortcuts } from '../ui/use-shortcuts.ts'
import { previewColumns } from './preview-columns.tsx'
import { PreviewPhoneList } from './preview-phone-list.tsx'
import { categories, customerAt } from './sample.ts'
import type { Customer } from './sample.ts'

const changes = new Map<string, Partial<Customer>>()

function sourceOf(
  total: number,
  wait: number,
  pick: (at: number) => number = (at) => at,
): RowSource<Customer> {
  return {
    idOf: (row) => row.id,
    async load({ after, limit, backward, count, signal }) {
      await new Promise((resolve, reject) => {
        setTimeout(resolve, wait)
        signal.addEventListener('abort', () => reject(new Error('aborted')))
      })
      const from = after === null ? 0 : Number(after)
      const size = Math.max(0, Math.min(limit, total - from))
      const rows = Array.from({ length: size }, (_, at) => {
        const row = customerAt(pick(backward ? total - 1 - from - at : from + at))
        return { ...row, ...changes.get(row.id) }
      })
      return {
        rows,
        next: from + size < total ? String(from + size) : null,
        ...(count ? { count: total } : {}),
      }
    },
  }
}

export function PreviewList() {
  const phone = useIsPhone()
  return phone ? <PreviewPhoneList /> : <DeskList />
}

function DeskList() {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const { view, group } = useSearch({ strict: false }) as { view?: string; group?: string }
  const columns = useMemo(() => previewColumns(language), [language])
  const [layout, setLayout] = useState(() => usualLayout(columns))
  const [sort, setSort] = useState<string[]>(['name'])
  const [selection, setSelection] = useState<Selection>(noneSelected)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [peek, setPeek] = useState(group !== undefined)
  const [at, setAt] = useState<Customer | null>(null)
  const total = view === 'million' ? 1_000_000 : view === 'empty' ? 0 : view === 'slow' ? 500 : 2316
  const { rows, pending } = useRowWindow(`${view} ${sort.join()} ${group}`, () =>
    group
      ? new GroupedRows<Customer>(
          categories.map((value, place) => ({
            key: value,
            value,
            count: 40 + place * 17,
            sums: {
              creditLimit: [
                { amount: `${(place + 1) * 123456}.00`, currency: 'EUR' },
                ...(place % 2 ? [] : [{ amount: '5.00', currency: 'GEL' }]),
              ],
            },
          })),
          (each) =>
            sourceOf(each.count, 80, (index) => index * categories.length + categories.indexOf(each.key)),
        )
      : new FlatRows(sourceOf(total, view === 'slow' ? 60_000 : 60)),
  )
  const slow = useSlow(rows.fresh)
  useShortcuts([
    {
      keys: 'N',
      label: 'New customer',
      group: 'Customers',
      run: () => void navigate({ to: '/$object/new', params: { object: 'customers' } }),
    },
    { keys: 'F', label: t('list.filter'), group: 'Customers', run: () => undefined },
  ])
  return (
    <>
      <Head title="Customers" count={formatCount(language, 12_418)}>
        <Button look="ghost" icon={Upload}>
          {t('list.import')}
        </Button>
        <Button look="ghost" icon={Download}>
          {t('list.export')}
        </Button>
        <Button look="primary" icon={Plus} keys="N">
          New customer
        </Button>
      </Head>
      <Tabs
        label={t('list.views')}
        chosen={group ? 'category' : 'credit'}
        items={[
          { key: 'all', label: 'All customers', link: { to: '/$object', params: { object: 'customers' } } },
          {
            key: 'mine',
            label: 'Mine',
            count: 486,
            link: { to: '/$object', params: { object: 'customers' }, search: { view: 'mine' } },
          },
          {
            key: 'credit',
            label: 'On credit',
            count: formatCount(language, 2316),
            link: { to: '/$object', params: { object: 'customers' }, search: { view: 'credit' } },
          },
          {
            key: 'category',
            label: 'By category',
            link: { to: '/$object', params: { object: 'customers' }, search: { group: 'category' } },
          },
          {
            key: 'wait',
            label: 'Awaiting approval',
            count: 12,
            link: { to: '/$object', params: { object: 'customers' }, search: { view: 'million' } },
          },
        ]}
        after={<Button look="ghost" square icon={Plus} label={t('list.newView')} />}
      >
        <Button look="ghost" icon={ListFilter} on={!group}>
          {t('list.filter')} <span className="n">3</span>
        </Button>
        <Button look="ghost" icon={ArrowUpDown}>
          {t('list.sort')}
        </Button>
        <Button look="ghost" icon={GroupIcon} on={group !== undefined}>
          {t('list.group')}
        </Button>
        <Button look="ghost" icon={Columns3}>
          {t('list.columns')}
        </Button>
        <Menu
          items={[
            { label: t('list.refresh'), onChoose: () => void rows.reload() },
            'line',
            { heading: t('list.density') },
            { label: t('list.comfortable'), on: true, onChoose: () => undefined },
            { label: t('list.compact'), on: false, onChoose: () => undefined },
          ]}
        >
          <Button look="ghost" square icon={Ellipsis} label={t('kit.more')} />
        </Menu>
      </Tabs>
      {!group && (
        <div className="tools">
          <FilterChip
            icon={Globe}
            field="Country"
            operator={t('list.operators.in')}
            value="Latvia, Georgia, China +5"
            onRemove={() => undefined}
          />
          <FilterChip
            icon={CircleCheck}
            field="Status"
            operator={t('list.operators.isNot')}
            value="Draft"
            onRemove={() => undefined}
          />
          <FilterChip
            icon={Sigma}
            field="Credit limit"
            operator={t('list.operators.set')}
            onRemove={() => undefined}
          />
          <Button look="ghost" size="small" icon={Plus}>
            {t('list.addFilter')}
          </Button>
          <span className="push row g4">
            <Button look="ghost" size="small">
              {t('list.reset')}
            </Button>
            <Button size="small">{t('list.saveView')}</Button>
          </span>
        </div>
      )}
      <div className="body">
        <div className="grid-frame">
          {rows.failure ? (
            <ErrorState
              title={t('kit.listDidNotLoad')}
              message={t('kit.problem.timeout')}
              onRetry={() => rows.retry()}
            />
          ) : rows.fresh ? (
            slow && <ListSkeleton rows={18} />
          ) : (
            <Grid
              label="Customers"
              rows={rows}
              pending={pending}
              columns={columns}
              layout={layout}
              onLayout={setLayout}
              rowHeight={group ? 32 : 36}
              sort={sort}
              onSort={(field, join) => setSort((now) => sortAfterClick(now, field, join))}
              selection={selection}
              onSelect={setSelection}
              hrefOf={(row) => `/customers/${row.id}`}
              onOpen={(row, newWindow) =>
                newWindow
                  ? void window.open(`/customers/${row.id}`)
                  : void navigate({ to: '/$object/$id', params: { object: 'customers', id: row.id } })
              }
              onPreview={() => setPeek((now) => !now)}
              onCursor={setAt}
              onEditing={setEditing}
              onSave={async (row, column, value) => {
                if (value === '13')
                  throw new Error('A limit of 13 is not given: it brings bad luck. Choose another amount.')
                const changed = { ...row, [column]: value }
                changes.set(row.id, changed)
                rows.patch(changed)
                toast(`${row.name}: saved`, () => rows.patch(row))
              }}
              columnMenu={() => [
                { label: t('list.filterBy'), icon: ListFilter, onChoose: () => undefined },
                { label: t('list.groupBy'), icon: GroupIcon, onChoose: () => undefined },
              ]}
              drawGroup={({ value }) => <Tag name={String(value)} />}
              empty={
                <EmptyState
                  icon={Truck}
                  title="No suppliers yet"
                  actions={
                    <>
                      <Button look="primary" icon={Upload}>
                        {t('list.importSpreadsheet')}
                      </Button>
                      <Button keys="N">New supplier</Button>
                    </>
                  }
                >
                  Everyone you buy from. Bring the list you have; nothing is written before you have seen it.
                </EmptyState>
              }
            />
          )}
          <SelectionBar
            selection={selection}
            total={rows.total ?? 0}
            onClear={() => setSelection(noneSelected)}
            onSelectAll={() => setSelection(allSelected)}
          >
            <Button look="ghost" icon={Pencil}>
              {t('kit.changeMany')}
            </Button>
            <Button look="ghost" icon={Users}>
              {t('list.handOver')}
            </Button>
            <Button look="ghost" icon={Tags}>
              {t('list.tags')}
            </Button>
            <Button look="ghost" square icon={Ellipsis} label={t('kit.more')} />
          </SelectionBar>
        </div>
        {peek && (
          <PreviewPane label={t('list.preview')} onClose={() => setPeek(false)}>
            {at && <Peek row={at} />}
          </PreviewPane>
        )}
      </div>
      <GridFoot
        matches={rows.total}
        total={12_418}
        what="customers"
        editing={editing}
        sums={{
          label: 'Credit limits',
          amounts: [
            { amount: '21384650.00', currency: 'EUR' },
            { amount: '9120400.00', currency: 'GEL' },
            { amount: '48770000.00', currency: 'CNY' },
          ],
        }}
      />
    </>
  )
}

function Peek({ row }: { row: Customer }) {
  return (
    <>
      <div className="row g12">
        <Monogram name={row.name} person={row.person} size={32} />
        <div className="grow">
          <div className="bb cut" style={{ fontSize: 'var(--t15)' }}>
            {row.name}
          </div>
          <div className="t3 s code">{row.number}</div>
        </div>
      </div>
      <div className="row g6" style={{ margin: '14px 0 4px' }}>
        <Button keys="Enter">Open</Button>
        <Button icon={Phone}>Call</Button>
        <Button icon={SquarePen}>Log</Button>
      </div>
      <h3>At a glance</h3>
      <KeyValue
        items={[
          { key: 'status', label: 'Status', value: <StatusMark status={row.status} /> },
          {
            key: 'tax',
            label: 'Tax number',
            value: <span className="code">{row.taxId}</span>,
            empty: row.taxId === null,
          },
          {
            key: 'limit',
            label: 'Credit limit',
            value: `${row.creditLimit} ${row.currency}`,
            empty: row.creditLimit === null,
          },
          { key: 'city', label: 'City', value: row.city },
          {
            key: 'manager',
            label: 'Manager',
            value: (
              <>
                <Monogram name={row.manager} person /> {row.manager}
              </>
            ),
          },
        ]}
      />
      <h3>Lately</h3>
      <p className="t3">
        <Icon of={Phone} size="s" />
      </p>
    </>
  )
}
