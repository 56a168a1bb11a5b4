import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { toast } from '../../ui/toast-store.ts'

export interface Deeds {
  /** Does something, says that it is done with a way back where there is one, and reads everything anew. */
  act: (work: Promise<unknown>, message?: string, undo?: () => Promise<unknown>) => Promise<void>
  /** Why the last deed was refused, in a sentence. */
  problem: string | null
}

/** What a settings page does at one press. */
export function useAct(): Deeds {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const act: Deeds['act'] = async (work, message, undo) => {
    setProblem(null)
    try {
      await work
      const back = async () => {
        await undo?.()
        await queries.invalidateQueries()
      }
      if (message !== undefined) toast(message, undo ? back : undefined)
      await queries.invalidateQueries()
    } catch (error) {
      setProblem(problemWords(error, t))
    }
  }
  return { act, problem }
}
