import { Plus, RotateCcw, X } from 'lucide-react'
import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import type { Language } from '../../format/language.ts'
import { changedWord, wordIn } from './field-words.ts'
import { keyOfLabel } from './key-of-label.ts'

export interface Choice {
  value: string
  label: string
  /** The words in other languages than English. */
  labels?: Readonly<Record<string, string>>
  tone?: string
  retired?: boolean
}

export interface ChoiceRowsProps {
  choices: readonly Choice[]
  /** Those that are kept already: their keys stay, and they are retired where others are taken out. */
  kept: readonly string[]
  onChange: (choices: readonly Choice[]) => void
}

/** Choices as lines: what people see is the line, its key follows from it. Enter adds the next. */
export function ChoiceRows({ choices, kept, onChange }: ChoiceRowsProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const shown = choices.length === 0 ? [{ value: '', label: '' }] : choices
  const put = (at: number, choice: Choice) =>
    onChange(shown.map((one, place) => (place === at ? choice : one)))
  const rename = (at: number, label: string) => {
    const before = shown[at]
    if (!before) return
    const value = kept.includes(before.value) ? before.value : freeKey(shown, at, label)
    put(at, { ...before, value, label })
  }
  const add = () => {
    onChange([...shown, { value: '', label: '' }])
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('.row:last-of-type input')?.focus())
  }
  const onKeyDown = (at: number) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    if (at === shown.length - 1 && shown[at]?.label) add()
    else box.current?.querySelectorAll<HTMLElement>('.row input')[at + 1]?.focus()
  }
  return (
    <div ref={box} className="col g4 settings-choices">
      {shown.map((choice, at) => {
        const isKept = kept.includes(choice.value)
        return (
          <div key={isKept ? choice.value : `new ${at}`} className={`row g4 ${choice.retired ? 'gone' : ''}`}>
            <TextInput
              id={`choice-${at}`}
              aria-label={t('settings.choiceAt', { at: at + 1 })}
              value={choice.label}
              onChange={(label) => rename(at, label)}
              onKeyDown={onKeyDown(at)}
            />
            <Button
              look="ghost"
              square
              icon={choice.retired ? RotateCcw : X}
              label={t(choice.retired ? 'settings.restore' : isKept ? 'settings.retire' : 'settings.remove')}
              onClick={() =>
                isKept
                  ? put(at, { ...choice, retired: !choice.retired })
                  : onChange(shown.filter((one) => one !== choice))
              }
            />
          </div>
        )
      })}
      <div>
        <Button look="ghost" size="small" icon={Plus} onClick={add}>
          {t('settings.addChoice')}
        </Button>
      </div>
    </div>
  )
}

/** Choices as they are kept, each by its word in the language. */
export function choicesIn(language: Language, kept: readonly Choice[]): readonly Choice[] {
  return kept.map((one) => ({ ...one, label: wordIn(language, one) }))
}

/**
 * What is sent: without lines that say nothing, and only with what is so. A word that was changed is changed
 * in the language in which it was read; those of other languages stay.
 */
export function choicesToSend(
  choices: readonly Choice[],
  kept: readonly Choice[] = [],
  language: Language = 'en',
): readonly Choice[] {
  return choices
    .filter(({ label }) => label.trim() !== '')
    .map(({ value, label, tone, retired }) => ({
      value,
      ...changedWord(
        language,
        kept.find((one) => one.value === value),
        label.trim(),
      ),
      ...(tone ? { tone } : {}),
      ...(retired ? { retired } : {}),
    }))
}

function freeKey(choices: readonly Choice[], at: number, label: string): string {
  const taken = new Set(choices.filter((_, place) => place !== at).map(({ value }) => value))
  const stem = keyOfLabel(label) || `choice${at + 1}`
  for (let count = 1; ; count++) {
    const key = count === 1 ? stem : `${stem}${count}`
    if (!taken.has(key)) return key
  }
}
