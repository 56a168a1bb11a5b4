import { Check, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { TOAST_MILLISECONDS, toastStore, undoToast } from './toast-store.ts'
import { useStore } from './use-store.ts'
import './toaster.css'

/** The one place for toasts: bottom left, one at a time, staying while the pointer or the focus is on it. */
export function Toaster() {
  const { t } = useTranslation()
  const shown = useStore(toastStore)
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (!shown || held) return undefined
    const wait = setTimeout(() => toastStore.set(null), TOAST_MILLISECONDS)
    return () => clearTimeout(wait)
  }, [shown, held])
  return (
    <div className="toast-place" role="status" aria-live="polite">
      {shown && (
        <div
          key={shown.key}
          className="toast"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <Icon of={Check} size="s" />
          <span className="toast-words">{shown.message}</span>
          {shown.undo ? (
            <button type="button" className="toast-undo" onClick={() => void undoToast()}>
              {t('kit.undo')}
              <Kbd keys="Ctrl+Z" />
            </button>
          ) : (
            <button
              type="button"
              className="toast-undo"
              aria-label={t('kit.close')}
              onClick={() => toastStore.set(null)}
            >
              <Icon of={X} size="s" />
            </button>
          )}
        </div>
      )}
    </div>
  )
}
