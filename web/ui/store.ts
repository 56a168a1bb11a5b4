/** A value that several parts of the page read and follow; `useStore` in use-store.ts follows it in React. */
export interface Store<T> {
  get(): T
  set(next: T | ((now: T) => T)): void
  subscribe(follower: () => void): () => void
}

export function createStore<T>(first: T): Store<T> {
  let value = first
  const followers = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      const changed = typeof next === 'function' ? (next as (now: T) => T)(value) : next
      if (Object.is(changed, value)) return
      value = changed
      for (const follower of [...followers]) follower()
    },
    subscribe(follower) {
      followers.add(follower)
      return () => followers.delete(follower)
    },
  }
}
