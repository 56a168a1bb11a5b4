import { useNavigate } from '@tanstack/react-router'
import { Check, CircleDashed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import { ShowField } from '../../fields/show-value.tsx'
import { valueText, type ValueContext } from '../../fields/value-text.ts'
import { langOfText } from '../../format/language.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { KeyValue, Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast-store.ts'
import { AskKeeper } from './ask-keeper.tsx'
import { isEmpty, type EntryPart } from './entry-fields.ts'
import type { Known, Similar } from './use-rehearsal.ts'

export interface EntrySideProps {
  object: DescribedObject
  parts: readonly EntryPart[]
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
  similar: Similar | undefined
  /** Those of whom somebody said that they are another. */
  apart: ReadonlySet<string>
  onApart: (id: string) => void
}

/** Beside the form: who is known already, and what will be saved, all the time. */
export function EntrySide(props: EntrySideProps) {
  const { t } = useTranslation()
  const { similar, object, apart, onApart } = props
  const known = similar?.visible.filter(({ id }) => !apart.has(id)) ?? []
  return (
    <>
      {(known.length > 0 || similar?.hidden) && (
        <Section title={t('entry.known')} {...(known.length > 0 ? { count: known.length } : {})}>
          {known.map((one) => (
            <KnownPartner key={one.id} known={one} object={object} onApart={() => onApart(one.id)} />
          ))}
          {similar?.hidden && (
            <AskKeeper key={JSON.stringify(similar.entry)} object={object} values={similar.entry} />
          )}
        </Section>
      )}
      <Section title={t('entry.willBeSaved')} note={t('entry.asYouType')}>
        <Preview {...props} />
      </Section>
    </>
  )
}

/** The entry as a card in small: who it is, that it is a draft, and what is filled in. */
function Preview(props: EntrySideProps) {
  const { t } = useTranslation()
  const { object, record } = props
  const name = String(record[object.title] ?? '')
  // As what it will begin, which the rehearsal says: a draft only where the owner has it go through intake.
  const begins = fieldOf(object, 'status')?.choices?.find(({ value }) => value === record['status'])?.label
  const hasNumber = object.fields.some(({ type }) => type === 'sequenceNumber')
  return (
    <div className="entry-preview">
      <div className="entry-preview-head row g12">
        {object.base === 'party' && name !== '' && (
          <Monogram name={name} size={32} person={record['kind'] === 'person' || object.name === 'contact'} />
        )}
        <div className="grow">
          <div className="b cut" lang={langOfText(name)}>
            {name === '' ? object.label : name}
          </div>
          {hasNumber && (
            <div className="t3 s">
              {t(record['status'] === 'draft' ? 'entry.numberAfterIntake' : 'entry.numberLater')}
            </div>
          )}
        </div>
        <span className="row g6 t2">
          <Icon of={CircleDashed} size="s" />
          {begins ?? t('entry.draft')}
        </span>
      </div>
      <div>
        <SavedValues {...props} />
      </div>
    </div>
  )
}

/** The whole entry as it will stand, empty fields left out. */
export function SavedValues({
  parts,
  record,
  model,
  context,
}: Omit<EntrySideProps, 'similar' | 'apart' | 'onApart'>) {
  const { t } = useTranslation()
  const filled = parts.flatMap((part) => part.fields).filter((field) => !isEmpty(record[field.name]))
  if (filled.length === 0) return <p className="t3">{t('entry.nothingYet')}</p>
  return (
    <KeyValue
      items={filled.map((field) => ({
        key: field.name,
        label: field.label,
        // A code alone says little to who checks the whole once more.
        value:
          field.control.show === 'code' ? (
            valueText(field, record[field.name], record, context)
          ) : (
            <ShowField field={field} record={record} model={model} context={context} cell />
          ),
      }))}
    />
  )
}

function KnownPartner({
  known,
  object,
  onApart,
}: {
  known: Known
  object: DescribedObject
  onApart: () => void
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const plays = known.roles?.includes(object.name) ?? false
  const adopt = async () => {
    try {
      await api.post(`/${object.path}`, { [object.base]: known.id })
      await navigate({
        to: '/$object/$id',
        params: { object: object.path, id: known.id },
        ignoreBlocker: true,
      })
    } catch (error) {
      toast((error as Error).message)
    }
  }
  return (
    <div className="entry-known">
      <div className="row g12">
        <Monogram name={known.title} size={32} />
        <span className="b cut grow" lang={langOfText(known.title)}>
          {known.title}
        </span>
        <Chip tone={known.sure ? 'bad' : 'warn'}>
          {t('entry.score', { score: Math.round(known.score * 100) })}
        </Chip>
      </div>
      <ul className="entry-known-reasons">
        {known.reasons.map((reason) => (
          <li key={reason.code} className="row g8">
            <Icon of={Check} size="s" className="good" />
            {reason.message}
          </li>
        ))}
      </ul>
      <div className="entry-known-do row g8">
        {object.isRole && !plays && (
          <Button onClick={() => void adopt()}>{t('entry.adopt', { role: object.label })}</Button>
        )}
        <ButtonLink
          to="/$object/$id"
          params={{ object: plays || !object.isRole ? object.path : 'parties', id: known.id }}
          target="_blank"
        >
          {t('entry.open')}
        </ButtonLink>
        <Button look="ghost" onClick={onApart}>
          {t('entry.notTheSame')}
        </Button>
      </div>
    </div>
  )
}
