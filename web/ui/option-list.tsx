import { Check, Search } from 'lucide-react'
import { Fragment, useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import { narrow, nextWith, step } from './pick.ts'
import { useAnswer } from './use-answer.ts'
import type { Option } from './pick.ts'
import './option-list.css'

export interface OptionListProps<V extends string> {
  id?: string | undefined
  options?: readonly Option<V>[] | undefined
  /** Asks the server as one types; the answers before stay until the new ones are there. */
  load?: ((typed: string, signal: AbortSignal) => Promise<readonly Option<V>[]>) | undefined
  chosen: readonly V[]
  /** Shows a tick box at each, for choosing several. */
  several?: boolean
  onChoose: (option: Option<V>) => void
  onClose: () => void
  draw?: ((option: Option<V>) => ReactNode) | undefined
  label: string
  /** Offers to make what was typed. */
  onCreate?: ((typed: string) => void) | undefined
  typedFirst?: string
}

/** The list inside Select and MultiSelect: a search line where the list is long or lives on the server. */
export function OptionList<V extends string>(props: OptionListProps<V>) {
  const { chosen, several, label } = props
  const { t } = useTranslation()
  const own = useId()
  const id = props.id ?? own
  const list = useRef<HTMLUListElement>(null)
  const state = useOptions(props)
  const { found, here, count, create, searched, typed } = state
  useEffect(() => {
    list.current?.querySelector(`[data-at="${here}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [here, found])
  const pointed = count > 0 ? `${id}-${here}` : undefined
  return (
    <div className="options" onKeyDown={state.onKeyDown}>
      {searched && (
        <div className="options-search">
          <Icon of={Search} size="s" className="t3" />
          <input
            data-autofocus
            role="combobox"
            aria-expanded="true"
            aria-label={t('kit.searchIn', { what: label })}
            aria-autocomplete="list"
            aria-controls={id}
            aria-activedescendant={pointed}
            value={typed}
            placeholder={t('kit.search')}
            onChange={(event) => state.type(event.target.value)}
          />
        </div>
      )}
      <ul
        ref={list}
        id={id}
        role="listbox"
        aria-label={label}
        aria-multiselectable={several || undefined}
        tabIndex={searched ? -1 : 0}
        {...(searched ? {} : { 'data-autofocus': true, 'aria-activedescendant': pointed })}
        className={state.asked === 'loading' ? 'old' : ''}
      >
        {found.map((option, place) => (
          <Fragment key={option.value}>
            {option.group && option.group !== found[place - 1]?.group && (
              <li role="presentation" className="option-group">
                {option.group}
              </li>
            )}
            <OptionLine {...{ id, place, option, state }} props={props} on={chosen.includes(option.value)} />
          </Fragment>
        ))}
        {create && <CreateLine {...{ id, state }} />}
      </ul>
      {count === 0 && (
        <p className="options-none t3" role="status">
          <NothingWords state={state} />
        </p>
      )}
    </div>
  )
}

type OptionsState<V extends string> = ReturnType<typeof useOptions<V>>

interface OptionLineProps<V extends string> {
  id: string
  place: number
  option: Option<V>
  on: boolean
  state: OptionsState<V>
  props: OptionListProps<V>
}

function OptionLine<V extends string>({ id, place, option, on, state, props }: OptionLineProps<V>) {
  const at = place === state.here
  return (
    <li
      id={`${id}-${place}`}
      data-at={place}
      role="option"
      aria-selected={on}
      aria-disabled={option.reason ? true : undefined}
      className={`option ${at ? 'at' : ''} ${option.reason ? 'off' : ''}`}
      onPointerMove={() => !at && state.setAt(place)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => state.choose(place)}
    >
      {props.several && <span className={`tickbox ${on ? 'on' : ''}`}>{on && <Icon of={Check} />}</span>}
      <span className="grow cut">{props.draw ? props.draw(option) : option.label}</span>
      {option.aside && <span className="t3 s">{option.aside}</span>}
      {option.reason && <span className="t3 s cut">{option.reason}</span>}
      {!props.several && on && <Icon of={Check} size="s" className="link" />}
    </li>
  )
}

function CreateLine<V extends string>({ id, state }: { id: string; state: OptionsState<V> }) {
  const { t } = useTranslation()
  const place = state.found.length
  return (
    <li
      id={`${id}-${place}`}
      data-at={place}
      role="option"
      aria-selected="false"
      className={`option link ${state.here === place ? 'at' : ''}`}
      onPointerMove={() => state.setAt(place)}
      onClick={() => state.choose(place)}
    >
      {t('kit.create', { what: state.typed.trim() })}
    </li>
  )
}

function NothingWords<V extends string>({ state: { asked, typed } }: { state: OptionsState<V> }) {
  const { t } = useTranslation()
  if (asked === 'failed') return t('kit.listFailed')
  if (asked === 'loading') return t('kit.loading')
  return typed ? t('kit.nothingFor', { what: typed }) : t('kit.nothingToChoose')
}

/** What is typed, what it leaves to choose from, and where the keys lead. */
function useOptions<V extends string>(props: OptionListProps<V>) {
  const { options, load, chosen, onChoose, onClose, onCreate, typedFirst = '' } = props
  const [typed, setTyped] = useState(typedFirst)
  const { found, state: asked } = useFound(options, load, typed)
  const searched = load !== undefined || (options?.length ?? 0) > 7
  const [at, setAt] = useState(() => {
    const first = found.findIndex(({ value }) => value === chosen[0])
    return Math.max(0, first)
  })
  const isNew = !found.some(({ label }) => label.toLowerCase() === typed.trim().toLowerCase())
  const create = onCreate !== undefined && typed.trim() !== '' && isNew
  const count = found.length + (create ? 1 : 0)
  const here = Math.min(at, Math.max(0, count - 1))
  const choose = (place: number) => {
    const option = found[place]
    if (option && !option.reason) onChoose(option)
    else if (!option && create) onCreate(typed.trim())
  }
  const moves: Readonly<Record<string, () => number>> = {
    ArrowDown: () => (create && here === found.length - 1 ? found.length : step(found, here, 1)),
    ArrowUp: () => step(found, here, -1),
    PageDown: () => here + 8,
    PageUp: () => here - 8,
    ...(searched ? {} : { Home: () => 0, End: () => count - 1 }),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key]
    if (move) setAt(Math.max(0, Math.min(count - 1, move())))
    else if (event.key === 'Enter' || (event.key === ' ' && !searched)) choose(here)
    else if (event.key === 'Tab') return onClose()
    else if (!searched && event.key.length === 1) return setAt(nextWith(found, event.key, here))
    else return
    event.preventDefault()
  }
  const type = (next: string) => {
    setTyped(next)
    setAt(0)
  }
  return { typed, type, found, asked, searched, create, count, here, setAt, choose, onKeyDown }
}

function useFound<V extends string>(
  options: readonly Option<V>[] | undefined,
  load: OptionListProps<V>['load'],
  typed: string,
) {
  const ask = (question: string, signal: AbortSignal) => load?.(question, signal) ?? Promise.resolve([])
  const { answer, state } = useAnswer(load ? typed : null, ask, typed === '' ? 0 : 120)
  if (load) return { found: answer ?? [], state }
  return { found: narrow(options ?? [], typed), state: 'there' as const }
}
