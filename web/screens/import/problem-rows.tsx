import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InfiniteData } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { foundKey, importApi, importFieldsQuery, importQuery, problemKindsQuery } from './import-api.ts'
import type { FileColumn, ImportView, ProblemKind, ProblemRow } from './import-api.ts'
import { shownColumns } from './import-steps.ts'
import { MappedTo } from './mapped-to.tsx'
import { MendKind } from './mend-kind.tsx'
import { ProblemCell } from './problem-cell.tsx'
import { kindKey } from './problem-kinds.tsx'

/** The rows with one kind of problem, the message in the cell, where it is mended in place. */
export function ProblemRows({ view, kind }: { view: ImportView; kind: ProblemKind }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const found = useProblemRows(view.id, kind)
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section className="import-rows" aria-label={kind.message}>
      <header className="import-bar">
        <span className="b cut">{kind.header ?? t('import.wholeRow')}</span>
        <span className="t3 tn cut">
          {t('import.rows', { count: kind.rows, shown: formatCount(language, kind.rows) })}
        </span>
        {kind.skipped > 0 && (
          <span className="t3 tn cut">
            {t('import.leftOut', { count: kind.skipped, shown: formatCount(language, kind.skipped) })}
          </span>
        )}
        <span className="t3 s push import-desk">{t('import.mendHow')}</span>
        <MendKind view={view} kind={kind} />
      </header>
      <div className="import-scroll" tabIndex={0} role="region" aria-label={t('import.problemRows')}>
        {found.error && <Note tone="bad">{problemWords(found.error, t)}</Note>}
        <RowTable view={view} kind={kind} rows={rows} />
        {found.hasNextPage && (
          <Button look="ghost" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('kit.more')}
          </Button>
        )}
      </div>
    </section>
  )
}

function RowTable({
  view,
  kind,
  rows,
}: {
  view: ImportView
  kind: ProblemKind
  rows: readonly ProblemRow[]
}) {
  const { t } = useTranslation()
  const columns = shownColumns(view.columns, view.mapping, kind.column)
  const { data: fields = [] } = useQuery(importFieldsQuery(view.object))
  return (
    <table className="import-table import-mend">
      <thead>
        <tr>
          <th scope="col" className="num">
            {t('import.row')}
          </th>
          {columns.map(({ index, header }) => (
            <th key={index} scope="col" className={index === kind.column ? 'import-at-fault' : ''}>
              {header || t('import.columnNumber', { number: index + 1 })}
              <MappedTo view={view} fields={fields} column={index} header={header} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <MendableRow key={row.row} view={view} kind={kind} row={row} columns={columns} />
        ))}
      </tbody>
    </table>
  )
}

interface MendableRowProps {
  view: ImportView
  kind: ProblemKind
  row: ProblemRow
  columns: readonly FileColumn[]
}

function MendableRow({ view, kind, row, columns }: MendableRowProps) {
  const { t } = useTranslation()
  const mend = useMend(view.id, kind)
  const whole = row.problems.filter(({ column }) => column === null)
  const fine = !row.skip && row.problems.every(({ level }) => level !== 'error')
  return (
    <tr className={row.skip ? 'skipped' : ''}>
      <th scope="row">
        <span className="row g6">
          {fine && <Icon of={CircleCheck} size="s" className="good" />}
          <span className="tn">{row.line}</span>
        </span>
        <button type="button" className="link s" onClick={() => void mend.row(row.row, { skip: !row.skip })}>
          {t(row.skip ? 'import.takeRow' : 'import.skipRow')}
        </button>
        {whole.map(({ code, message }) => (
          <span key={code} className="import-message bad s">
            {message}
          </span>
        ))}
      </th>
      {columns.map(({ index, header }) => (
        <ProblemCell
          key={index}
          label={`${header}, ${t('import.row')} ${row.line}`}
          text={row.mended[index] ?? row.cells[index] ?? ''}
          mended={row.mended[index] !== undefined}
          problems={row.problems.filter(({ column }) => column === index)}
          onMend={(text) => mend.row(row.row, { cells: { [index]: text } })}
          onMendAll={(text) => mend.all({ column: index, value: row.cells[index] ?? '', to: text })}
        />
      ))}
    </tr>
  )
}

type Pages = InfiniteData<{ items: ProblemRow[]; next: string | null }, string | null>

const rowsKey = (id: string, kind: ProblemKind) => [...foundKey(id), 'rows', kindKey(kind)]

function useProblemRows(id: string, kind: ProblemKind) {
  return useInfiniteQuery({
    queryKey: rowsKey(id, kind),
    queryFn: ({ pageParam, signal }) =>
      importApi.problems(id, { column: kind.column, code: kind.code }, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

/** A mended row stays where it is, so that nothing slips away under the hand; the counts follow. */
function useMend(id: string, kind: ProblemKind) {
  const queries = useQueryClient()
  const counts = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: importQuery(id).queryKey }),
      queries.invalidateQueries({ queryKey: problemKindsQuery(id).queryKey }),
    ])
  return {
    async row(row: number, mend: { cells: Record<string, string> } | { skip: boolean }) {
      const answer = await importApi.mendRow(id, row, mend)
      queries.setQueryData<Pages>(rowsKey(id, kind), (pages) => pages && withRow(pages, answer))
      await counts()
    },
    async all(mend: { column: number; value: string; to: string }) {
      await importApi.mendAll(id, mend)
      await Promise.all([counts(), queries.invalidateQueries({ queryKey: foundKey(id) })])
    },
  }
}

function withRow(pages: Pages, row: ProblemRow): Pages {
  const items = (all: readonly ProblemRow[]) => all.map((each) => (each.row === row.row ? row : each))
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: items(page.items) })) }
}
