import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import '../../ui/lines-grid.css'

export interface PlainTableProps {
  label: string
  heads: readonly string[]
  /** The width of each column as CSS has it; those without one share what is left. */
  widths?: readonly (string | null)[]
  rows: readonly PlainRow[]
  /** What can be done with a row is one button without words: it takes no more room than that. */
  hasOneDeed?: boolean
  waiting?: boolean
  /** Why the rows could not be had; that there are none is not said then. */
  error?: unknown
  onAgain?: () => void
  /** What is said, and what can be done, while there are no rows. */
  empty?: ReactNode
}

export interface PlainRow {
  key: string
  cells: readonly ReactNode[]
  /** What can be done with the row: buttons at its end. */
  deeds?: ReactNode
}

/** A small table to read, with what can be done at the end of each line. */
export function PlainTable(props: PlainTableProps) {
  const { label, heads, widths, rows, hasOneDeed, waiting, error, onAgain, empty } = props
  const { t } = useTranslation()
  if (rows.length === 0) {
    if (error) return <Unread error={error} onAgain={onAgain} />
    if (waiting) return <p className="t3 card-none">{t('kit.loading')}</p>
    return empty ?? <p className="t3 card-none">{t('settings.none')}</p>
  }
  const hasDeeds = rows.some((row) => Boolean(row.deeds))
  return (
    <div className="lines-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="lines plain-lines">
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th key={head} scope="col" style={{ width: widths?.[at] ?? undefined }}>
                {head}
              </th>
            ))}
            {hasDeeds && (
              <th scope="col" className={`settings-deeds ${hasOneDeed ? 'one' : ''}`}>
                <span className="unseen">{t('settings.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, deeds }) => (
            <tr key={key}>
              {cells.map((cell, at) => (
                <td key={heads[at]} data-head={heads[at]}>
                  <span className="line-cell">{typeof cell === 'string' ? <span>{cell}</span> : cell}</span>
                </td>
              ))}
              {hasDeeds && (
                <td className={`settings-deeds ${hasOneDeed ? 'one' : ''}`}>
                  <span className="row g4">{deeds}</span>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Unread({ error, onAgain }: { error: unknown; onAgain: (() => void) | undefined }) {
  const { t } = useTranslation()
  return (
    <Note tone="bad" actions={onAgain && <Button onClick={onAgain}>{t('kit.tryNow')}</Button>}>
      {problemWords(error, t)}
    </Note>
  )
}
