import { useEffect, useRef, useState } from 'react'

export interface Asked<T> {
  /** The newest answer there is; while a new one is on the way, the one before. */
  answer: T | null
  state: 'idle' | 'loading' | 'there' | 'failed'
}

/**
 * Asks as one types: a little after the last letter, and only the newest question counts. The answer
 * before stays until the new one is there; null asks nothing.
 */
export function useAnswer<T>(
  question: string | null,
  ask: (question: string, signal: AbortSignal) => Promise<T>,
  waitMilliseconds: number,
): Asked<T> {
  const [last, setLast] = useState<{ question: string; answer: T | null; failed: boolean } | null>(null)
  const asking = useRef(ask)
  asking.current = ask
  useEffect(() => {
    if (question === null) return undefined
    const control = new AbortController()
    const find = async () => {
      try {
        const answer = await asking.current(question, control.signal)
        if (!control.signal.aborted) setLast({ question, answer, failed: false })
      } catch {
        // Whatever the reason, the asker says that there is no answer; the next letter asks again.
        if (!control.signal.aborted) setLast({ question, answer: null, failed: true })
      }
    }
    const wait = setTimeout(() => void find(), waitMilliseconds)
    return () => {
      control.abort()
      clearTimeout(wait)
    }
  }, [question, waitMilliseconds])
  if (question === null) return { answer: null, state: 'idle' }
  if (last?.question === question) return { answer: last.answer, state: last.failed ? 'failed' : 'there' }
  return { answer: last?.answer ?? null, state: 'loading' }
}
