import { keyLabels } from './keys.ts'
import './kbd.css'

/** The key of an action, beside the action: `Ctrl K`, `Enter`, `N`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className="kbd" aria-hidden="true">
      {keyLabels(keys)}
    </kbd>
  )
}
