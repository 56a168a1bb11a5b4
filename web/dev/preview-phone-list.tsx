import { ListFilter, Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Head } from '../app/head.tsx'
import { formatNearDay } from '../format/format-day.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { Button } from '../ui/button.tsx'
import { RecordRow, RecordRows } from '../ui/grid/record-rows.tsx'
import { FlatRows } from '../ui/grid/row-window.ts'
import { useRowWindow } from '../ui/grid/use-row-window.ts'
import { Pills } from '../ui/pills.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { customerAt } from './sample.ts'
import type { Customer } from './sample.ts'
import { useState } from 'react'

export function PreviewPhoneList() {
  const { t } = useTranslation()
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const [view, setView] = useState('all')
  const { rows } = useRowWindow<Customer>(
    'phone',
    () =>
      new FlatRows({
        idOf: (row) => row.id,
        load: async ({ after, limit }) => {
          const from = after === null ? 0 : Number(after)
          return {
            rows: Array.from({ length: limit }, (_, at) => customerAt(from + at)),
            next: String(from + limit),
            count: 2316,
          }
        },
      }),
  )
  return (
    <>
      <Head title="My contacts">
        <Button look="ghost" square icon={ListFilter} label={t('list.filter')} />
      </Head>
      <div className="phone-tools">
        <SearchField value={typed} onChange={setTyped} placeholder="Name, company, phone" />
        <Pills
          label={t('list.views')}
          value={view}
          onChange={setView}
          choices={[
            { value: 'all', label: 'All', count: 214 },
            { value: 'due', label: 'Visit due', count: 4 },
            { value: 'near', label: 'Near me' },
            { value: 'roads', label: 'Road builders' },
          ]}
        />
      </div>
      <RecordRows
        label="My contacts"
        rows={rows}
        draw={(row) => (
          <RecordRow
            name={row.name}
            person={row.person}
            second={`${row.category} · ${row.city}`}
            end={formatNearDay(language, row.lastContact)}
            href={`/customers/${row.id}`}
            action={<Button look="ghost" square icon={Phone} label={`Call ${row.name}`} className="ink" />}
          />
        )}
      />
    </>
  )
}
