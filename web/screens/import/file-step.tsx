import { useTranslation } from 'react-i18next'
import { TriangleAlert } from 'lucide-react'
import { problemWords } from '../../api/problem-words.ts'
import { formatBytes, formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import type { ImportView } from './import-api.ts'
import type { StepProps } from './step-props.ts'
import { useImportChange } from './use-import-change.ts'

/** The first rows as they are read, and beside them how: every guess can be corrected. */
export function FileStep({ view, go }: StepProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { change } = useImportChange(view.id)
  const count = formatCount(language, view.rowCount)
  return (
    <>
      <div className="import-two">
        <section className="import-scroll" aria-label={t('import.firstRows')} tabIndex={0}>
          <FirstRows view={view} />
        </section>
        <aside className="import-side" aria-label={t('import.howRead')}>
          <h2>{t('import.howRead')}</h2>
          <p className="t3 s">
            {t(view.exact ? 'import.rows' : 'import.rowsAbout', { count: view.rowCount, shown: count })}
            {' · '}
            {formatBytes(language, view.file.bytes)}
          </p>
          <ReadOptionsForm view={view} onChange={change.mutate} />
          {change.error && <Note tone="bad">{problemWords(change.error, t)}</Note>}
          {view.warnings.map((warning) => (
            <Note key={warning} tone="warn" icon={TriangleAlert}>
              {warning}
            </Note>
          ))}
        </aside>
      </div>
      <footer className="import-foot">
        <span className="t3 s grow">{t('import.nothingWrittenYet')}</span>
        <Button look="primary" size="tall" busy={change.isPending} onClick={() => go('columns')}>
          {t('import.toColumns')}
        </Button>
      </footer>
    </>
  )
}

function FirstRows({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const rows = view.rows ?? []
  if (rows.length === 0) return <p className="import-nothing t2">{t('import.noRows')}</p>
  return (
    <table className="import-table">
      <caption className="unseen">{t('import.firstRows')}</caption>
      <thead>
        <tr>
          <th scope="col" className="num">
            {t('import.row')}
          </th>
          {view.columns.map(({ index, header }) => (
            <th key={index} scope="col">
              {header || t('import.columnNumber', { number: index + 1 })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ line, cells, problem }) => (
          <tr key={line} className={problem ? 'wrong' : ''}>
            <th scope="row" title={problem?.message}>
              {line}
            </th>
            {view.columns.map(({ index }) => (
              <td key={index} className="cut" title={cells[index]}>
                {cells[index]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const delimiters = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' } as const

function ReadOptionsForm({ view, onChange }: { view: ImportView; onChange: (changes: object) => void }) {
  const { t } = useTranslation()
  const { options, style } = view
  const setOption = (name: string, value: unknown) => onChange({ options: { ...options, [name]: value } })
  return (
    <div className="import-form">
      {view.sheets && (
        <FieldFrame label={t('import.sheet')}>
          <Select
            value={options.sheet ?? null}
            options={view.sheets.map(({ name }) => ({ value: name, label: name }))}
            onChange={(sheet) => setOption('sheet', sheet)}
          />
        </FieldFrame>
      )}
      {view.file.format === 'csv' && <CsvOptions view={view} setOption={setOption} />}
      <FieldFrame label={t('import.decimal')}>
        <Select
          value={style.decimal}
          options={[
            { value: ',', label: t('import.decimalComma'), aside: '1 234,50' },
            { value: '.', label: t('import.decimalPoint'), aside: '1,234.50' },
          ]}
          onChange={(decimal) => onChange({ style: { ...style, decimal } })}
        />
      </FieldFrame>
      <FieldFrame label={t('import.day')}>
        <Select
          value={style.day}
          options={[
            { value: 'dmy', label: t('import.dayDmy'), aside: '31.12.2026' },
            { value: 'mdy', label: t('import.dayMdy'), aside: '12/31/2026' },
            { value: 'ymd', label: t('import.dayYmd'), aside: '2026-12-31' },
          ]}
          onChange={(day) => onChange({ style: { ...style, day } })}
        />
      </FieldFrame>
      <Checkbox
        label={t('import.hasHeader')}
        value={options.headerRow !== 0}
        onChange={(on) => setOption('headerRow', on ? 1 : 0)}
      />
    </div>
  )
}

const commonEncodings = ['utf-8', 'windows-1257', 'windows-1251', 'windows-1252', 'gb18030', 'utf-16le']

function CsvOptions({
  view,
  setOption,
}: {
  view: ImportView
  setOption: (name: string, value: unknown) => void
}) {
  const { t } = useTranslation()
  const { options } = view
  const encodings = [...new Set([options.encoding, ...(view.encodings ?? []), ...commonEncodings])]
  return (
    <>
      <FieldFrame label={t('import.encoding')} hint={t('import.encodingHint')}>
        <Select
          value={options.encoding ?? null}
          options={encodings.flatMap((name) => (name ? [{ value: name, label: name.toUpperCase() }] : []))}
          onChange={(encoding) => setOption('encoding', encoding)}
        />
      </FieldFrame>
      <FieldFrame label={t('import.delimiter')}>
        <Select
          value={options.delimiter ?? null}
          options={Object.entries(delimiters).map(([value, name]) => ({
            value,
            label: t(`import.delimiters.${name}`),
          }))}
          onChange={(delimiter) => setOption('delimiter', delimiter)}
        />
      </FieldFrame>
    </>
  )
}
