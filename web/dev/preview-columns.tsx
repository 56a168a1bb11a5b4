import { formatCount } from '../format/format-number.ts'
import { formatNearDay } from '../format/format-day.ts'
import type { Language } from '../format/language.ts'
import { parseNumber } from '../format/parse-number.ts'
import { Tag } from '../ui/chip.tsx'
import type { GridColumn } from '../ui/grid/grid-column.ts'
import { EmptyCell, MoneyCell, NameCell } from '../ui/grid/grid-parts.tsx'
import { Monogram } from '../ui/monogram.tsx'
import { ProofMark } from '../ui/proof-mark.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { categories, managers } from './sample.ts'
import type { Customer } from './sample.ts'

export function previewColumns(language: Language): GridColumn<Customer>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      width: 232,
      sort: 'name',
      draw: (row) => <NameCell name={row.name} latin={row.latin} person={row.person} />,
      text: (row) => row.name,
    },
    {
      id: 'number',
      title: 'Number',
      width: 84,
      sort: 'number',
      draw: (row) => <span className="code t2">{row.number}</span>,
      text: (row) => row.number,
    },
    {
      id: 'city',
      title: 'City',
      width: 112,
      sort: 'city',
      draw: (row) => (
        <>
          <span className="t3 xs" style={{ width: 16 }}>
            {row.country}
          </span>
          <span className="cut">{row.city}</span>
        </>
      ),
      text: (row) => row.city,
      edit: (row) => ({
        kind: 'text',
        text: row.city,
        read: (typed) =>
          typed.trim() ? { value: typed.trim() } : { problem: 'A city is obligatory for customers.' },
      }),
    },
    {
      id: 'taxId',
      title: 'Tax number',
      width: 148,
      sort: 'taxId',
      draw: (row) =>
        row.taxId === null ? (
          <EmptyCell />
        ) : (
          <>
            <ProofMark proof={row.proof} detail="VIES, 12 Mar 2026" />
            <span className="cut code t2">{row.taxId}</span>
          </>
        ),
      text: (row) => row.taxId ?? '',
    },
    {
      id: 'category',
      title: 'Category',
      width: 112,
      sort: 'category',
      draw: (row) => <Tag name={row.category} />,
      text: (row) => row.category,
      edit: (row) => ({
        kind: 'choice',
        chosen: [row.category],
        options: categories.map((value) => ({ value, label: value })),
        value: ([first]) => first,
        draw: ({ label }) => <Tag name={label} />,
      }),
    },
    {
      id: 'status',
      title: 'Status',
      width: 104,
      sort: 'status',
      draw: (row) => <StatusMark status={row.status} />,
      text: (row) => row.status,
    },
    {
      id: 'creditLimit',
      title: 'Credit limit',
      head: (
        <>
          Credit limit
          <span className="cur" />
        </>
      ),
      width: 138,
      align: 'right',
      sort: 'creditLimit',
      summed: true,
      draw: (row) => (
        <MoneyCell amount={row.creditLimit} currency={row.currency} muted={row.creditLimit === '0.00'} />
      ),
      text: (row) => row.creditLimit ?? '',
      edit: (row) => ({
        kind: 'text',
        text: row.creditLimit ?? '',
        after: <span className="cur">{row.currency}</span>,
        read: (typed) => {
          const value = parseNumber(typed, language)
          return value === null ? { problem: 'This is no amount. Write it like 12,500.00.' } : { value }
        },
      }),
    },
    {
      id: 'paymentDays',
      title: 'Days',
      width: 56,
      align: 'right',
      sort: 'paymentDays',
      draw: (row) =>
        row.paymentDays === null ? (
          <EmptyCell />
        ) : (
          <span className="t2 tn">{formatCount(language, Number(row.paymentDays))}</span>
        ),
      text: (row) => row.paymentDays ?? '',
    },
    {
      id: 'manager',
      title: 'Manager',
      width: 74,
      align: 'center',
      draw: (row) => (
        <span title={row.manager}>
          <Monogram name={row.manager} person />
          <span className="unseen">{row.manager}</span>
        </span>
      ),
      text: (row) => row.manager,
      edit: (row) => ({
        kind: 'choice',
        chosen: [row.manager],
        options: managers.map((value) => ({ value, label: value })),
        value: ([first]) => first,
      }),
    },
    {
      id: 'lastContact',
      title: 'Last contact',
      width: 112,
      align: 'right',
      sort: 'lastContact',
      draw: (row) => <span className="t2 tn">{formatNearDay(language, row.lastContact)}</span>,
      text: (row) => row.lastContact,
    },
    { id: 'notes', title: 'Notes', width: 200, extra: true, draw: () => <EmptyCell />, text: () => '' },
  ]
}
