import { useQuery } from '@tanstack/react-query'
import { factMarksQuery } from '../../api/facts.ts'
import type { Proof } from '../../ui/proof-mark.tsx'
import { ProofMark } from '../../ui/proof-mark.tsx'
import { dayOfInstant } from '../../format/day.ts'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'

export interface FactMarkProps {
  path: string
  record: string
  field: string
}

const worst: readonly Proof[] = ['contradicted', 'stale', 'proved']

/** Beside a value in a list: how far it is proved, by whom and since when; nothing where nobody has said. */
export function FactMark({ path, record, field }: FactMarkProps) {
  const language = useLanguage()
  const { data = [] } = useQuery(factMarksQuery(path, record))
  const [mark] = data
    .filter((one) => one.field === field && worst.includes(one.proof))
    .toSorted((one, other) => worst.indexOf(one.proof) - worst.indexOf(other.proof))
  if (!mark) return null
  const since = mark.checkedAt ? formatDay(language, dayOfInstant(mark.checkedAt)) : null
  return <ProofMark proof={mark.proof} detail={[mark.source, since].filter(Boolean).join(', ')} />
}
