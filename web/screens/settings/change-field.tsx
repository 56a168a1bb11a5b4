import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { Language } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Switch } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextArea, TextInput } from '../../ui/text-input.tsx'
import { toast } from '../../ui/toast-store.ts'
import { ChoiceRows, choicesIn, choicesToSend } from './choice-rows.tsx'
import { changedWord } from './field-words.ts'
import { FormDialog } from './form-dialog.tsx'
import type { FieldWords } from './object-fields.tsx'
import { SeenWith } from './seen-with.tsx'
import { useFormulaTrial } from './use-formula-trial.ts'

export interface ChangeFieldProps {
  object: string
  field: FieldWords
  onClose: () => void
}

/** The words of any field, and of one's own also its choices, its formula and whether it is obligatory. */
export function ChangeField({ object, field, onClose }: ChangeFieldProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const language = useLanguage()
  const [before] = useState(() => wordsOf(field, language))
  const [given, setGiven] = useState(before)
  const set = (change: Partial<typeof given>) => setGiven((now) => ({ ...now, ...change }))
  const place = `/objects/${object}/fields/${field.name}`
  const formula = field.custom && given.formula !== before.formula ? given.formula : ''
  const trial = useFormulaTrial(formula, 'PATCH', place, { formula })
  const save = async () => {
    const changes = {
      ...(given.label === before.label
        ? {}
        : changedWord(language, field.words ?? { label: before.label }, given.label)),
      ...(given.help === before.help ? {} : { help: given.help }),
      ...(given.required === before.required ? {} : { required: given.required }),
      ...(given.formula === before.formula ? {} : { formula: given.formula }),
      ...(given.sensitive === before.sensitive ? {} : { sensitive: given.sensitive }),
      ...(given.seenWith === before.seenWith ? {} : { seenWith: given.seenWith }),
      ...(given.choices === before.choices
        ? {}
        : { values: choicesToSend(given.choices, field.words?.choices, language) }),
    }
    if (Object.keys(changes).length === 0) return
    await api.patch(place, changes)
    toast(t('settings.fieldChanged', { name: given.label }))
    await queries.invalidateQueries()
  }
  const isDerived = field.type === 'formula' || field.type === 'collection'
  return (
    <FormDialog title={t('settings.changeField')} subtitle={field.name} onSave={save} onClose={onClose}>
      {(faultOf) => (
        <>
          <FieldFrame label={t('settings.label')} required problem={faultOf('label')}>
            <TextInput value={given.label} onChange={(label) => set({ label })} autoFocus />
          </FieldFrame>
          {field.custom && field.choices && (
            <FieldFrame
              label={t('settings.settingNames.values')}
              required
              hint={t('settings.choicesHint')}
              problem={faultOf('values')}
            >
              <ChoiceRows
                choices={given.choices}
                kept={before.choices.map(({ value }) => value)}
                onChange={(choices) => set({ choices })}
              />
            </FieldFrame>
          )}
          {field.custom && field.type === 'formula' && (
            <FieldFrame
              label={t('settings.settingNames.formula')}
              required
              hint={trial.isRight ? t('settings.formulaRight') : t('settings.formulaHint')}
              problem={faultOf('formula') ?? trial.fault}
            >
              <TextArea value={given.formula} onChange={(typed) => set({ formula: typed })} rows={3} />
            </FieldFrame>
          )}
          <FieldFrame label={t('settings.help')} problem={faultOf('help')}>
            <TextInput value={given.help} onChange={(help) => set({ help })} />
          </FieldFrame>
          {field.custom && !isDerived && (
            <Switch
              value={given.required}
              label={t('settings.required')}
              onChange={(required) => set({ required })}
            />
          )}
          {isReference(field) && field.custom && (
            <SeenWith value={given.seenWith} faultOf={faultOf} onChange={(seenWith) => set({ seenWith })} />
          )}
          {isReference(field) && !field.custom && given.seenWith && (
            <FieldFrame label={t('settings.seenWith')}>
              <p className="t2">{t('settings.seenWithAlways')}</p>
            </FieldFrame>
          )}
          {!field.isTitle && (
            <FieldFrame
              label={t('settings.sensitive')}
              hint={t('settings.sensitiveHint')}
              problem={faultOf('sensitive')}
            >
              <Switch
                value={given.sensitive}
                label={t('settings.sensitiveOn')}
                onChange={(sensitive) => set({ sensitive })}
              />
            </FieldFrame>
          )}
        </>
      )}
    </FormDialog>
  )
}

function isReference({ type }: FieldWords) {
  return type === 'reference' || type === 'references'
}

function wordsOf({ label, help, required, choices, settings, words }: FieldWords, language: Language) {
  return {
    label,
    help: help ?? '',
    required: required ?? false,
    sensitive: settings?.['sensitive'] === true,
    seenWith: Boolean(settings?.['seenWith']),
    formula: String(settings?.['formula'] ?? ''),
    choices: words ? choicesIn(language, words.choices) : (choices ?? []),
  }
}
