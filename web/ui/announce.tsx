import { createStore } from './store.ts'
import { useStore } from './use-store.ts'

const said = createStore({ words: '', turn: 0 })

/** Tells readers of the screen what changed without moving the focus: results, saves. */
export function announce(words: string) {
  said.set(({ turn }) => ({ words, turn: turn + 1 }))
}

/** The place that readers of the screen listen to. */
export function Announcer() {
  const { words, turn } = useStore(said)
  return (
    <div className="unseen" role="status" aria-live="polite">
      {/* The same words twice are said twice: a no-break space makes them differ. */}
      {turn % 2 === 0 ? words : `${words}\u00a0`}
    </div>
  )
}
