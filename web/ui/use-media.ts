import { useCallback, useSyncExternalStore } from 'react'

/** Whether the window fits a media query, followed. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (follower: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', follower)
      return () => list.removeEventListener('change', follower)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

/** A phone, or a page enlarged so far that it is as narrow as one. */
export function useIsPhone(): boolean {
  return useMedia('(width < 700px)')
}
