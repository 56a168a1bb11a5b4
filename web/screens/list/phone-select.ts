import { useEffect, useState } from 'react'
import { noneSelected, toggled } from '../../ui/grid/selection.ts'
import type { Selection } from '../../ui/grid/selection.ts'

/** Choosing rows on a phone: begun from the menu or by a long press on the first, ended by its own button. */
export function usePhoneSelect() {
  const [selection, onSelect] = useState<Selection>(noneSelected)
  const [isOn, setOn] = useState(false)
  const end = () => {
    setOn(false)
    onSelect(noneSelected)
    document.getElementById('main')?.focus({ preventScroll: true })
  }
  useEffect(() => {
    if (!isOn) return undefined
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) end()
    }
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [isOn])
  return {
    isOn,
    selection,
    onSelect,
    begin(id?: string) {
      setOn(true)
      if (id !== undefined) onSelect((now) => toggled(now, id, true))
    },
    end,
  }
}

export type PhoneSelect = ReturnType<typeof usePhoneSelect>
