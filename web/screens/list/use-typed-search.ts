import { useEffect, useRef, useState } from 'react'
import type { List } from './use-list.ts'

interface Typed {
  text: string
  /** What the address said when it was typed, and what it will say. */
  before: string
  sent: string
}

/** After so many milliseconds without a letter the list asks for what was typed. */
const patience = 300

/** What is typed into the search of a list; the address holds what was asked, and has the last word. */
export function useTypedSearch(list: List) {
  const asked = list.search.search ?? ''
  const [typed, setTyped] = useState<Typed | null>(null)
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(wait.current), [])
  // The address has followed; what it says from now on comes from elsewhere.
  if (typed && asked === typed.sent && typed.before !== typed.sent) setTyped({ ...typed, before: typed.sent })
  const isOurs = typed !== null && (asked === typed.before || asked === typed.sent)
  return {
    text: isOurs ? typed.text : asked,
    change(text: string) {
      const sent = text.trim()
      setTyped({ text, before: asked, sent })
      clearTimeout(wait.current)
      wait.current = setTimeout(() => list.go({ search: sent === '' ? undefined : sent }), patience)
    },
  }
}
