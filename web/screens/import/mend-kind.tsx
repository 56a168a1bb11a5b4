import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { Button } from '../../ui/button.tsx'
import { foundKey, importApi, importFieldsQuery, importQuery } from './import-api.ts'
import type { ImportView, KindMend, ProblemKind } from './import-api.ts'

/** What can be done at once to all rows with one kind of problem. */
export function MendKind({ view, kind }: { view: ImportView; kind: ProblemKind }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { data: fields = [] } = useQuery(importFieldsQuery(view.object))
  const mend = useMutation({
    mutationFn: (does: KindMend) => importApi.mendKind(view.id, kind, does),
    // A part may have been mended before it failed, so that the counts are asked for in any case.
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: importQuery(view.id).queryKey }),
        queries.invalidateQueries({ queryKey: foundKey(view.id) }),
      ]),
  })
  const needed = fields.some(({ field, required }) => required && field === kind.field)
  const offers: readonly KindMend[] = [
    ...(kind.column !== null && !needed && kind.skipped < kind.rows ? (['empty'] as const) : []),
    ...(kind.skipped < kind.rows ? (['skip'] as const) : []),
    ...(kind.skipped > 0 ? (['take'] as const) : []),
  ]
  const words = { empty: 'import.emptyKind', skip: 'import.skipKind', take: 'import.takeKind' } as const
  return (
    <>
      {mend.error && <span className="bad s">{problemWords(mend.error, t)}</span>}
      {offers.map((does) => (
        <Button
          key={does}
          size="small"
          busy={mend.isPending && mend.variables === does}
          onClick={() => mend.mutate(does)}
        >
          {t(words[does])}
        </Button>
      ))}
    </>
  )
}
