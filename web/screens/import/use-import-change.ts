import { useMutation, useQueryClient } from '@tanstack/react-query'
import { foundKey, importApi, importQuery } from './import-api.ts'
import type { ImportView } from './import-api.ts'

/** Changes how an import is read, or sets it going; the answer is shown at once. */
export function useImportChange(id: string) {
  const queries = useQueryClient()
  const keep = (view: ImportView) => {
    const before = queries.getQueryData(importQuery(id).queryKey)
    // Some answers leave the first rows out, which have not changed then.
    const rows = view.rows ?? before?.rows
    queries.setQueryData(importQuery(id).queryKey, rows ? { ...view, rows } : view)
  }
  const change = useMutation({
    mutationFn: (changes: object) => importApi.change(id, changes),
    onSuccess: keep,
  })
  const act = useMutation({
    mutationFn: ({ what, body }: { what: 'check' | 'run' | 'cancel' | 'undo'; body?: object }) =>
      importApi.act(id, what, body),
    onSuccess: keep,
  })
  /** After a mend or a decision: the counts and what was found are asked anew. */
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['import', id] }),
      queries.invalidateQueries({ queryKey: foundKey(id) }),
    ])
  return { change, act, refresh, error: change.error ?? act.error }
}
