import { useEffect, useRef, useState } from 'react'
import { dropDraft, keepDraft, readDraft } from './draft-store.ts'

/**
 * A form's values that survive a reload: kept 400 ms after the last change under the key, and given
 * back when the form opens again. `keptAt` is when it was kept last, `drop` forgets it after saving.
 */
export function useDraft<T>(key: string, empty: T) {
  const kept = useRef(readDraft<T>(key))
  const [value, setValue] = useState<T>(() => kept.current?.value ?? empty)
  const [keptAt, setKeptAt] = useState<string | null>(kept.current?.at ?? null)
  const [touched, setTouched] = useState(kept.current !== null)
  const dropped = useRef(false)
  useEffect(() => {
    if (!touched || dropped.current) return undefined
    const wait = setTimeout(() => setKeptAt(keepDraft(key, value)), 400)
    return () => clearTimeout(wait)
  }, [key, value, touched])
  const change = (next: T | ((now: T) => T)) => {
    dropped.current = false
    setTouched(true)
    setValue(next)
  }
  const drop = () => {
    dropped.current = true
    dropDraft(key)
    setTouched(false)
    setKeptAt(null)
  }
  return { value, change, keptAt, touched, drop, restored: kept.current !== null }
}
