import { Check, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { dropToast, TOAST_MILLISECONDS, toastStore, undoToast, type Toast } from './toast-store.ts'
import { useStore } from './use-store.ts'
import './toaster.css'

/** The place for toasts: bottom left, the latest lowest; all stay while the pointer or focus is on one. */
export function Toaster() {
  const shown = useStore(toastStore)
  const [held, setHeld] = useState(false)
  // What had the focus goes without a word.
  const letGo = () => setHeld(false)
  const latest = shown.findLast(({ undo }) => undo)?.key
  return (
    <div
      className="toast-place"
      role="status"
      aria-live="polite"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {shown.map((one) => (
        <ToastLine key={one.key} one={one} held={held} isLatest={one.key === latest} onGone={letGo} />
      ))}
    </div>
  )
}

/** How often it is seen whether its time is over, in milliseconds. */
const step = 250

interface ToastLineProps {
  one: Toast
  held: boolean
  isLatest: boolean
  onGone: () => void
}

function ToastLine({ one, held, isLatest, onGone }: ToastLineProps) {
  const { t } = useTranslation()
  useEffect(() => {
    if (held) return undefined
    let left = TOAST_MILLISECONDS
    const tick = setInterval(() => {
      // Under a dialog nobody reaches it: its time begins when that is gone.
      left = document.querySelector('dialog.modal[open]') ? TOAST_MILLISECONDS : left - step
      if (left <= 0) dropToast(one.key)
    }, step)
    return () => clearInterval(tick)
  }, [one, held])
  return (
    <div className="toast">
      <Icon of={Check} size="s" />
      <span className="toast-words">{one.message}</span>
      {one.undo ? (
        <button
          type="button"
          className="toast-undo"
          onClick={() => {
            onGone()
            void undoToast(one.key)
          }}
        >
          {t('kit.undo')}
          {isLatest && <Kbd keys="Ctrl+Z" />}
        </button>
      ) : (
        <button
          type="button"
          className="toast-undo"
          aria-label={t('kit.close')}
          onClick={() => {
            onGone()
            dropToast(one.key)
          }}
        >
          <Icon of={X} size="s" />
        </button>
      )}
    </div>
  )
}
