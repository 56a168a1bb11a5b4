import { useEffect, useRef } from 'react'
import { paletteSources } from './palette-store.ts'
import type { PaletteSource } from './palette-store.ts'

/** Adds commands to the palette while the page is open. */
export function usePaletteSource(source: PaletteSource) {
  const shape = source.items
    .map(({ key, label, aside }) => `${source.key} ${source.label} ${key} ${label} ${aside ?? ''}`)
    .join('\n')
  const latest = useRef(source)
  latest.current = source
  useEffect(() => {
    if (shape === '') return undefined
    const added = latest.current
    paletteSources.set((now) => [...now, added])
    return () => paletteSources.set((now) => now.filter((each) => each !== added))
  }, [shape])
}
