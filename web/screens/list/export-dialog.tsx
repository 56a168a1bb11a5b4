import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { formatCount } from '../../format/format-number.ts'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { selectedCount, whereOf } from '../../ui/grid/selection.ts'
import type { Selection } from '../../ui/grid/selection.ts'
import { Select } from '../../ui/select.tsx'
import { DeedDialog } from './deed-dialog.tsx'
import type { List } from './use-list.ts'

interface ExportDialogProps {
  list: List
  selection: Selection
  onClose: () => void
}

/**
 * Takes the list out of the house: as CSV or XLSX, the columns shown or everything that can be brought back
 * in.
 */
export function ExportDialog({ list, selection, onClose }: ExportDialogProps) {
  const { t } = useTranslation()
  const { object, query, shown, context } = list
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx')
  const [what, setWhat] = useState<'shown' | 'all'>('shown')
  const chosen = selectedCount(selection, list.matches ?? 0)
  const [which, setWhich] = useState<'chosen' | 'list'>(chosen > 0 ? 'chosen' : 'list')
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  })
  const columnOptions = [
    { value: 'shown', label: t('list.exportShown', { count: shown.length }) },
    { value: 'all', label: t('list.exportAll') },
  ] as const
  // Rows that were ticked are named, whatever is searched for now.
  const search = which === 'chosen' && selection.kind === 'some' ? null : query.search
  const run = async () => {
    setState({ busy: true, problem: null })
    try {
      const where = which === 'chosen' ? whereOf(selection, query.where) : query.where
      const { url } = await api.post<{ url: string }>('/exports', {
        object: object.name,
        format,
        ...(where ? { where } : {}),
        ...(search ? { search } : {}),
        ...(query.asOf === undefined ? {} : { asOf: query.asOf }),
        ...(query.sort.length > 0 ? { sort: query.sort.join(',') } : {}),
        ...(what === 'shown' ? { columns: shown } : {}),
        language: context.language,
      })
      const link = document.createElement('a')
      link.href = url
      link.download = ''
      link.click()
      onClose()
    } catch (error) {
      // The dialog stays, with the sentence that says why nothing was written.
      setState({ busy: false, problem: problemWords(error, t) })
    }
  }
  const count = which === 'chosen' ? chosen : (list.matches ?? 0)
  return (
    <DeedDialog
      size="small"
      title={t('list.exportTitle', { what: object.plural })}
      deed={t('list.exportNow', { count, shown: formatCount(context.language, count) })}
      busy={state.busy}
      onDeed={() => void run()}
      onClose={onClose}
    >
      <div className="col g12">
        {chosen > 0 && <WhichRows list={list} chosen={chosen} value={which} onChange={setWhich} />}
        <FieldFrame label={t('list.exportColumns')}>
          <Select value={what} options={columnOptions} onChange={(next) => setWhat(next ?? 'shown')} />
        </FieldFrame>
        <FieldFrame label={t('list.exportFormat')}>
          <Select value={format} options={formats} onChange={(next) => setFormat(next ?? 'xlsx')} />
        </FieldFrame>
        {state.problem && (
          <p className="bad" role="alert">
            {state.problem}
          </p>
        )}
      </div>
    </DeedDialog>
  )
}

const formats = [
  { value: 'xlsx', label: 'Excel (XLSX)' },
  { value: 'csv', label: 'CSV' },
] as const

interface WhichRowsProps {
  list: List
  chosen: number
  value: 'chosen' | 'list'
  onChange: (value: 'chosen' | 'list') => void
}

function WhichRows({ list, chosen, value, onChange }: WhichRowsProps) {
  const { t } = useTranslation()
  const counted = (count: number) => ({ count, shown: formatCount(list.context.language, count) })
  return (
    <FieldFrame label={t('list.exportWhich')}>
      <Select
        value={value}
        options={[
          { value: 'chosen', label: t('list.exportChosen', counted(chosen)) },
          { value: 'list', label: t('list.exportList', counted(list.matches ?? 0)) },
        ]}
        onChange={(next) => onChange(next ?? 'list')}
      />
    </FieldFrame>
  )
}
