import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import type { CellProblem } from './import-api.ts'

interface ProblemCellProps {
  /** Which cell it is, for readers. */
  label: string
  text: string
  mended: boolean
  problems: readonly CellProblem[]
  onMend: (text: string) => Promise<void>
  onMendAll: (text: string) => Promise<void>
}

/**
 * A cell with what is wrong in it. Enter mends it here, Ctrl+Enter in all rows with the same text, Escape
 * leaves it.
 */
export function ProblemCell({ label, text, mended, problems, onMend, onMendAll }: ProblemCellProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const tone = problems.some(({ level }) => level === 'error') ? 'bad' : problems.length > 0 ? 'warn' : ''
  const message = failure ?? problems[0]?.message
  const keep = async (mend: (text: string) => Promise<void>) => {
    if (typed === null) return
    try {
      await mend(typed)
      setFailure(null)
      setTyped(null)
    } catch (error) {
      // What was typed stays in the cell, with the reason under it.
      setFailure(problemWords(error, t))
    }
  }
  if (typed !== null) {
    return (
      <td className="editing">
        <input
          autoFocus
          aria-label={label}
          value={typed}
          spellCheck={false}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setTyped(null)
            else if (event.key === 'Enter') void keep(event.ctrlKey || event.metaKey ? onMendAll : onMend)
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
        />
        <span className="row g8">
          <button type="button" className="link s" onClick={() => void keep(onMend)}>
            {t('import.mendHere')}
          </button>
          <button type="button" className="link s" onClick={() => void keep(onMendAll)}>
            {t('import.mendAll')}
          </button>
        </span>
        {failure && <span className="import-message bad s">{failure}</span>}
      </td>
    )
  }
  return (
    <td className={tone || (mended ? 'mended' : '')}>
      <button type="button" className="import-cell" onClick={() => setTyped(text)}>
        <span className="cut" title={text}>
          {text || '–'}
        </span>
        {message && (
          <span className={`import-message two s ${tone}`} title={message}>
            {message}
          </span>
        )}
      </button>
    </td>
  )
}
