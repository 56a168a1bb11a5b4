import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { ProblemKind } from './import-api.ts'

/** What is in the address for a kind of problem. */
export function kindKey({ column, code }: Pick<ProblemKind, 'column' | 'code'>): string {
  return `${column ?? 'none'}:${code}`
}

interface ProblemKindsProps {
  kinds: readonly ProblemKind[]
  chosen: ProblemKind | undefined
  onChoose: (kind: ProblemKind) => void
}

/** The problems by column with their counts: first what keeps rows out, then what is only remarked. */
export function ProblemKinds({ kinds, chosen, onChoose }: ProblemKindsProps) {
  const { t } = useTranslation()
  const groups = [
    { title: t('import.byColumn'), items: kinds.filter(({ level }) => level === 'error') },
    { title: t('import.withRemark'), items: kinds.filter(({ level }) => level === 'warning') },
  ]
  return (
    <nav className="import-kinds" aria-label={t('import.byColumn')}>
      {groups.map(({ title, items }) =>
        items.length === 0 ? null : (
          <div key={title}>
            <h3>{title}</h3>
            {items.map((kind) => (
              <KindButton
                key={kindKey(kind)}
                kind={kind}
                on={chosen !== undefined && kindKey(kind) === kindKey(chosen)}
                onChoose={() => onChoose(kind)}
              />
            ))}
          </div>
        ),
      )}
    </nav>
  )
}

function KindButton({ kind, on, onChoose }: { kind: ProblemKind; on: boolean; onChoose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <button type="button" className={on ? 'on' : ''} aria-current={on || undefined} onClick={onChoose}>
      <i className={`import-mark ${kind.level === 'error' ? 'bad' : 'warn'}`} aria-hidden="true" />
      <span className="grow">
        <span className="row g8">
          <span className="b cut grow">{kind.header ?? t('import.wholeRow')}</span>
          <span className="t2 tn">{formatCount(language, kind.rows - kind.skipped)}</span>
        </span>
        <span className="t3 s import-lines">{kind.message}</span>
      </span>
    </button>
  )
}
