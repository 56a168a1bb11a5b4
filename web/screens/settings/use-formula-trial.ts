import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import type { FieldProblem } from '../../ui/field-frame.tsx'

export interface FormulaTrial {
  fault: FieldProblem | undefined
  isRight: boolean
}

type Rehearsal = { errors: readonly { field: string; message: string }[] }

/** Asks the server, a little after the last letter, whether the formula can be worked out; writes nothing. */
export function useFormulaTrial(
  formula: string,
  method: 'POST' | 'PATCH',
  path: string,
  field: object,
): FormulaTrial {
  const [answer, setAnswer] = useState<{ asked: string; fault: FieldProblem | undefined } | null>(null)
  const asked = JSON.stringify(field)
  useEffect(() => {
    if (formula === '') return undefined
    const leaving = new AbortController()
    const options = { dryRun: true, signal: leaving.signal }
    const rehearse = async () => {
      try {
        const body: unknown = JSON.parse(asked)
        const { errors } =
          method === 'POST'
            ? await api.post<Rehearsal>(path, body, options)
            : (await api.patch<Rehearsal>(path, body, options)).data
        // What is wrong elsewhere in the form is said when it is kept.
        const message = errors.find(({ field }) => field === 'formula')?.message
        setAnswer({ asked, fault: message ? { tone: 'bad', message } : undefined })
      } catch {
        // Without an answer it is not known whether the formula is right; keeping it will tell.
        if (!leaving.signal.aborted) setAnswer(null)
      }
    }
    const timer = setTimeout(() => void rehearse(), 300)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [formula, method, path, asked])
  const fits = formula !== '' && answer?.asked === asked
  return { fault: fits ? answer.fault : undefined, isRight: fits && answer.fault === undefined }
}
