import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Ellipsis, File, Search } from 'lucide-react'
import { Fragment, useCallback, useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Modal } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Marked } from '../ui/marked.tsx'
import { Monogram } from '../ui/monogram.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import { useStore } from '../ui/use-store.ts'
import { openedLately } from './opened-lately.ts'
import { commandsFor, paletteOpen, paletteSources, recordSearch, typedAhead } from './palette-store.ts'
import type { PaletteItem, PaletteSection } from './palette-store.ts'
import { useShell } from './shell.ts'
import './palette.css'

/** Search and commands (Ctrl K): records first, then what to do, then what fits the open page. */
export default function Palette() {
  const open = useStore(paletteOpen)
  return (
    <Modal open={open} onClose={() => paletteOpen.set(false)} className="palette" label="Kontor">
      {open && <PalettePanel />}
    </Modal>
  )
}

function PalettePanel() {
  const { t } = useTranslation()
  const id = useId()
  const palette = usePalette()
  const { typed, inside, sections, flat, here, words } = palette
  const { takeAhead } = palette
  useEffect(() => takeAhead(typedAhead()), [takeAhead])
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-at="${here}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [here])
  const none =
    palette.none === 'failed'
      ? t('frame.actionsFailed')
      : words.trim()
        ? t('kit.nothingFor', { what: words.trim() })
        : t('frame.typeToSearch')
  return (
    <>
      <div className="palette-ask">
        {inside ? (
          <button
            type="button"
            className="palette-back"
            aria-label={t('kit.back')}
            onClick={() => palette.enter(null)}
          >
            <Icon of={ArrowLeft} size="l" />
          </button>
        ) : (
          <Icon of={Search} size="l" className="t3" />
        )}
        <input
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={flat.length > 0 ? `${id}-${here}` : undefined}
          aria-autocomplete="list"
          aria-label={t('frame.searchOrDo')}
          placeholder={inside ? t('frame.doWith', { what: inside.label }) : t('frame.searchOrDo')}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => palette.type(event.target.value)}
          onKeyDown={palette.onKeyDown}
        />
        <span className="t3 s">{inside ? '' : t('frame.everythingYouMaySee')}</span>
      </div>
      <div
        className="palette-list"
        role="listbox"
        id={id}
        aria-label={t('frame.found')}
        ref={list}
        tabIndex={-1}
      >
        {sections.map((section) => (
          <div key={section.key} role="group" aria-label={section.label}>
            <h3 aria-hidden="true">{section.label}</h3>
            {section.items.map((item) => (
              <PaletteLine key={item.key} id={id} place={flat.indexOf(item)} item={item} palette={palette} />
            ))}
          </div>
        ))}
        {flat.length === 0 && (
          <p className="palette-none t3" role="status">
            {palette.waiting ? t('kit.loading') : none}
          </p>
        )}
      </div>
      <PaletteFoot inside={inside !== null} />
    </>
  )
}

function PaletteFoot({ inside }: { inside: boolean }) {
  const { t } = useTranslation()
  const keys: readonly (readonly [keys: readonly string[], does: string])[] = [
    [['ArrowUp', 'ArrowDown'], t('frame.keyChoose')],
    [['Enter'], t('frame.keyOpen')],
    [['Ctrl+Enter'], t('frame.keyNewWindow')],
    inside ? [['ArrowLeft'], t('kit.back')] : [['ArrowRight'], t('frame.keyActions')],
    ...(inside ? [] : [[['>'], t('frame.keyCommands')] as const]),
  ]
  return (
    <footer className="palette-foot">
      {keys.map(([each, does]) => (
        <span key={does}>
          {each.map((key) => (
            <Kbd key={key} keys={key} />
          ))}
          {does}
        </span>
      ))}
    </footer>
  )
}

/** What is typed, what it finds, and where the keys lead. */
function usePalette() {
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const takeAhead = useCallback((ahead: string) => setTyped((now) => ahead + now), [])
  const [inside, setInside] = useState<PaletteItem | null>(null)
  const [at, setAt] = useState(0)
  /** What was typed and chosen before one went into a record, for the way back. */
  const [before, setBefore] = useState({ typed: '', at: 0 })
  const onlyCommands = typed.startsWith('>')
  const words = onlyCommands ? typed.slice(1) : typed
  const { records, waiting: searching } = useRecords(onlyCommands || inside ? '' : words)
  const doings = useActions(inside)
  const sources = useStore(paletteSources)
  const opened = useOpened()
  const sections = inside
    ? commandsFor([{ key: 'inside', label: inside.label, items: doings.items }], words)
    : [...(onlyCommands ? [] : words.trim() === '' ? opened : records), ...commandsFor(sources, words)]
  const flat = sections.flatMap(({ items }) => items)
  const here = Math.min(at, Math.max(0, flat.length - 1))
  const choose = (item: PaletteItem, newWindow: boolean) => {
    if (item.reason !== undefined) return
    if (newWindow && item.href) return void window.open(item.href)
    paletteOpen.set(false)
    item.run?.()
    if (item.href) void navigate({ href: item.href })
  }
  const type = (next: string) => {
    setTyped(next)
    setAt(0)
  }
  const enter = (item: PaletteItem | null) => {
    setInside(item)
    if (item) setBefore({ typed, at: here })
    setTyped(item ? '' : before.typed)
    setAt(item ? 0 : before.at)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const item = flat[here]
    const atEnd = event.currentTarget.selectionStart === typed.length
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt(flat.length > 0 ? (here + step + flat.length) % flat.length : 0)
    else if (event.key === 'Enter' && item) choose(item, event.ctrlKey || event.metaKey)
    else if (event.key === 'ArrowRight' && atEnd && item?.actions && !inside) enter(item)
    else if (['ArrowLeft', 'Backspace'].includes(event.key) && inside && typed === '') enter(null)
    else if (event.key === 'Escape' && inside) enter(null)
    else return
    event.preventDefault()
  }
  const waiting = inside ? doings.waiting : searching
  const none = inside && doings.failed ? 'failed' : 'none'
  return {
    typed,
    type,
    takeAhead,
    words,
    inside,
    enter,
    sections,
    flat,
    here,
    setAt,
    choose,
    waiting,
    none,
    onKeyDown,
  }
}

interface LineProps {
  id: string
  place: number
  item: PaletteItem
  palette: ReturnType<typeof usePalette>
}

function PaletteLine({ id, place, item, palette }: LineProps) {
  const at = place === palette.here
  const typed = palette.words
  return (
    <div
      id={`${id}-${place}`}
      data-at={place}
      role="option"
      aria-selected={at}
      aria-disabled={item.reason === undefined ? undefined : true}
      className={`palette-line ${at ? 'on' : ''} ${item.reason === undefined ? '' : 'off'}`}
      onPointerMove={() => !at && palette.setAt(place)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={(event) => palette.choose(item, event.ctrlKey || event.metaKey)}
    >
      {item.mark}
      {item.icon && <Icon of={item.icon} />}
      <span className="cut palette-label">
        <Marked text={item.label} typed={typed} marks={item.marks} />
      </span>
      {(item.reason ?? item.aside) && (
        <span className="t3 cut">
          <Marked text={item.reason ?? item.aside ?? ''} typed={typed} />
        </span>
      )}
      <span className="push row g4 t3 s">
        {item.code && <span className="code">{item.code}</span>}
        {item.keys?.split('+').map((key) => (
          <Fragment key={key}>
            <Kbd keys={key} />
          </Fragment>
        ))}
        {item.actions && (
          // For those without a right arrow; what listens to the keys is the field above.
          <span
            className="palette-more"
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation()
              palette.enter(item)
            }}
          >
            <Icon of={Ellipsis} />
          </span>
        )}
      </span>
    </div>
  )
}

/** Before anything is typed: what was opened lately. */
function useOpened(): readonly PaletteSection[] {
  const { t } = useTranslation()
  const { me } = useShell()
  const { user, items } = useStore(openedLately)
  if (user !== me.id || items.length === 0) return []
  const lines = items.slice(0, 5).map((one): PaletteItem => ({
    key: `opened ${one.path}/${one.id}`,
    label: one.title,
    aside: one.kind,
    href: `/${one.path}/${one.id}`,
    ...(one.partner ? { mark: <Monogram name={one.title} person={one.person} /> } : { icon: File }),
  }))
  return [{ key: 'opened', label: t('home.opened'), items: lines }]
}

/** The records found; those found before stay until the new ones are there. */
function useRecords(typed: string): { records: readonly PaletteSection[]; waiting: boolean } {
  const { search } = useStore(recordSearch)
  const wanted = typed.trim()
  const find = (question: string, signal: AbortSignal) => search?.(question, signal) ?? Promise.resolve([])
  const { answer, state } = useAnswer(search && wanted !== '' ? wanted : null, find, 60)
  return { records: answer ?? [], waiting: state === 'loading' }
}

/** What can be done with the record that one went into. */
function useActions(inside: PaletteItem | null) {
  const find = (_key: string, signal: AbortSignal) => inside?.actions?.(signal) ?? Promise.resolve([])
  const { answer, state } = useAnswer(inside ? inside.key : null, find, 0)
  return { items: answer ?? [], waiting: state === 'loading', failed: state === 'failed' }
}
