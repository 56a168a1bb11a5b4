import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { api } from '../../api/client.ts'
import { ApiProblem, isProblem } from '../../api/problem.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Act, OutsideField, OutsideForm } from './outside-form.ts'

type Values = Readonly<Record<string, unknown>>

export interface Sitting {
  /** The form as it stands with what was typed. */
  values: Values
  change: (field: OutsideField, value: unknown) => void
  /** Does something with the form, and shows what came of it. */
  act: Act
  /** Keeps all that was typed; says whether that went well. */
  save: () => Promise<boolean>
  busy: boolean
  /** All that was typed is kept. */
  saved: boolean
  /** Why the last deed was refused. */
  problem: unknown
}

/** What stands at this moment, for what goes on while it is drawn anew. */
interface Latest {
  typed: Values
  unsent: ReadonlySet<string>
  /** Where the form is kept in this browser. */
  place: readonly string[]
  version: number
}

/** So long nobody types before what was typed is kept by itself. */
const pauseMilliseconds = 1500

/**
 * One sitting at a form. What was typed is kept by itself, a moment later or when the page is left, for a
 * phone is put away in the middle. What does not fit yet waits, and is told of only when somebody saves. What
 * stands in a field is not changed by that, so that nobody's typing is put right under their hands.
 */
export function useSitting(token: string, form: OutsideForm): Sitting {
  const place = ['outside', token, useLanguage()]
  const [typed, setTyped] = useState<Values>({})
  const [unsent, setUnsent] = useState<ReadonlySet<string>>(new Set())
  const [saved, setSaved] = useState(false)
  const latest = useRef<Latest>({ typed, unsent, place, version: form.version })
  latest.current = { typed, unsent, place, version: form.version }
  const inTurn = useTurns(latest)
  const { attempt, told, busy, problem } = useAttempts(latest)
  /** Gives what was kept; what is kept when the page is left is sent so that it outlives the page. */
  const keep = async (names: readonly string[], isLeaving = false): Promise<Values> => {
    let sent: Values = {}
    await inTurn((version) => {
      sent = Object.fromEntries(names.map((name) => [name, latest.current.typed[name] ?? null]))
      return api.post<OutsideForm>(
        '/outside/save',
        { token, answers: sent, version },
        { outlives: isLeaving },
      )
    })
    const isKept = (name: string) => name in sent && (latest.current.typed[name] ?? null) === sent[name]
    setUnsent((now) => new Set([...now].filter((name) => !isKept(name))))
    return sent
  }
  const hurry = useKeptByItself(latest, async (names, isLeaving) => {
    try {
      await keep(names, isLeaving)
    } catch (error) {
      const faulty = faultyIn(error)
      const rest = names.filter((name) => !faulty.has(name))
      if (faulty.size > 0 && rest.length > 0) await keep(rest, isLeaving).catch(() => undefined)
      else if (isProblem(error, 412)) await told(error)
    }
    setSaved(true)
  })
  return {
    values: { ...form.values, ...typed },
    ...{ problem, busy, saved: saved && unsent.size === 0 },
    act: (call) => attempt(() => inTurn(call)),
    async save() {
      const names = [...latest.current.unsent]
      let sent = latest.current.typed
      const isDone = await attempt(async () => {
        if (names.length > 0) sent = { ...sent, ...(await keep(names)) }
        // From now on what is kept stands there, as it is written properly.
        setTyped((now) => Object.fromEntries(Object.entries(now).filter(([name, one]) => one !== sent[name])))
      })
      setSaved(isDone)
      return isDone
    },
    change(field, value) {
      // What else is asked may hang on a country or a choice, so that is asked at once.
      if (field.control === 'code' || field.control === 'choice') hurry()
      setTyped((now) => ({ ...now, [field.name]: value }))
      setUnsent((now) => new Set([...now, field.name]))
      setSaved(false)
    },
  }
}

/** One call after the other, each upon the version that the last one made. */
function useTurns(latest: RefObject<Latest>) {
  const queries = useQueryClient()
  const turn = useRef<Promise<unknown>>(Promise.resolve())
  return (call: (version: number) => Promise<OutsideForm>): Promise<void> => {
    const next = turn.current.then(async () => {
      const { place, version } = latest.current
      const now = await call(queries.getQueryData<OutsideForm>(place)?.version ?? version)
      await queries.cancelQueries({ queryKey: place })
      queries.setQueryData(latest.current.place, now)
    })
    turn.current = next.catch(() => undefined)
    return next
  }
}

/** What somebody asks to be done, and why it was refused. */
function useAttempts(latest: RefObject<Latest>) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const told = async (error: unknown) => {
    setProblem(error)
    // Another sitting was faster: what it wrote is read, and what stands here is kept to be saved again.
    if (isProblem(error, 412)) await queries.invalidateQueries({ queryKey: latest.current.place })
  }
  const attempt = async (call: () => Promise<void>): Promise<boolean> => {
    setBusy(true)
    try {
      await call()
      setProblem(null)
      return true
    } catch (error) {
      await told(error)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { attempt, told, busy, problem }
}

/** Has what was typed kept after a pause, and when the page is left; gives what spares the next pause. */
function useKeptByItself(
  latest: RefObject<Latest>,
  keep: (names: readonly string[], isLeaving: boolean) => Promise<void>,
) {
  const soon = useRef(false)
  const now = useRef((_isLeaving: boolean) => {})
  now.current = (isLeaving) => {
    const names = [...latest.current.unsent]
    if (names.length > 0) void keep(names, isLeaving)
  }
  const { typed, unsent } = latest.current
  useEffect(() => {
    if (unsent.size === 0) return undefined
    const wait = setTimeout(() => now.current(false), soon.current ? 0 : pauseMilliseconds)
    soon.current = false
    return () => clearTimeout(wait)
  }, [typed, unsent])
  useEffect(() => {
    const leave = () => document.visibilityState === 'hidden' && now.current(true)
    document.addEventListener('visibilitychange', leave)
    return () => document.removeEventListener('visibilitychange', leave)
  }, [])
  return () => void (soon.current = true)
}

/** The fields that a refusal names; a line is named by the field that holds it. */
function faultyIn(error: unknown): ReadonlySet<string> {
  if (!(error instanceof ApiProblem) || error.status !== 422) return new Set()
  return new Set(error.errors.map(({ field }) => field.split(/[.[]/, 1)[0] ?? field))
}
