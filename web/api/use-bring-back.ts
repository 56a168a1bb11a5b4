import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from './client.ts'
import { fieldOf, type DescribedObject } from './model.ts'
import { ApiProblem, type FieldFault } from './problem.ts'
import { problemWords } from './problem-words.ts'
import { toastWithUndo } from './undo.ts'

/**
 * Brings back records that were deleted; where a value is taken by now, what it named is gone, or nothing is
 * begun with that any more, `taken` names its field.
 */
export function useBringBack(
  object: DescribedObject,
  restored: (title: string) => string,
  onDone: () => Promise<void>,
) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const [taken, setTaken] = useState<{ id: string; faults: readonly FieldFault[] } | null>(null)
  const bringBack = async (id: string, title: string, values?: Record<string, unknown>) => {
    try {
      const body = values ? { values } : {}
      const { change } = await api.act(`/${object.path}/${id}/restore`, body)
      setProblem(null)
      setTaken(null)
      await onDone()
      toastWithUndo(queries, restored(title), change)
    } catch (error) {
      const faults = error instanceof ApiProblem ? error.errors : []
      const isChosen = faults.some((fault) => mayBeOtherwise(object, fault))
      setTaken(isChosen ? { id, faults } : null)
      setProblem(faults[0]?.message ?? problemWords(error, t))
    }
  }
  return { bringBack, problem, taken }
}

/** Whether the record may come back with something else in the field, or with nothing. */
function mayBeOtherwise(object: DescribedObject, { field: name, code }: FieldFault): boolean {
  if (!code.startsWith('closed.')) return code === 'unique' || code === 'noSuchRecord'
  const field = fieldOf(object, name)
  return field !== undefined && !field.required && field.settings['seenWith'] === undefined
}
