import { useBlocker, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { noneSelected, toggled } from '../../ui/grid/selection.ts'
import type { Selection } from '../../ui/grid/selection.ts'

/** Choosing rows on a phone: begun from the menu or by a long press on the first, ended by its own button. */
export function usePhoneSelect() {
  const { history } = useRouter()
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
      // From the first page the way back would leave Kontor, and could not be held: it has a step more.
      if (!history.canGoBack()) history.push(history.location.href)
      setOn(true)
      if (id !== undefined) onSelect((now) => toggled(now, id, true))
    },
    end,
  }
}

/** The way back of the phone ends the choosing before it leaves the list, and first what is open over it. */
export function useBackWhileSelecting(select: PhoneSelect, over: { close(): void } | null): void {
  useBlocker({
    disabled: !select.isOn,
    enableBeforeUnload: false,
    shouldBlockFn: ({ action }) => {
      if (action !== 'BACK') return false
      if (over) over.close()
      else select.end()
      return true
    },
  })
}

export type PhoneSelect = ReturnType<typeof usePhoneSelect>
