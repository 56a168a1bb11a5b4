import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedModel, DescribedObject } from '../../api/model.ts'
import { ShowValue } from '../../fields/show-value.tsx'
import { valueText, type ValueContext } from '../../fields/value-text.ts'
import { Button } from '../../ui/button.tsx'
import { KeyValue, Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast-store.ts'
import { isEmpty, type EntryPart } from './entry-fields.ts'
import type { Known, Similar } from './use-rehearsal.ts'

export interface EntrySideProps {
  object: DescribedObject
  parts: readonly EntryPart[]
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
  similar: Similar | undefined
}

/** Beside the form: who is known already, and what will be saved, all the time. */
export function EntrySide(props: EntrySideProps) {
  const { t } = useTranslation()
  const { similar, object } = props
  return (
    <>
      {similar && (similar.visible.length > 0 || similar.hidden) && (
        <Section title={t('entry.known')}>
          {similar.visible.map((known) => (
            <KnownPartner key={known.id} known={known} object={object} />
          ))}
          {similar.hidden && <p className="t2">{t('entry.hidden')}</p>}
        </Section>
      )}
      <Section title={t('entry.willBeSaved')}>
        <SavedValues {...props} />
      </Section>
    </>
  )
}

/** The whole entry as it will stand, empty fields left out. */
export function SavedValues({ parts, record, model, context }: Omit<EntrySideProps, 'similar'>) {
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
            <ShowValue
              field={field}
              value={record[field.name]}
              record={record}
              model={model}
              context={context}
              cell
            />
          ),
      }))}
    />
  )
}

function KnownPartner({ known, object }: { known: Known; object: DescribedObject }) {
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
      <div className="row g8">
        <span className="b cut grow">{known.title}</span>
        <span className="t3 tn">{Math.round(known.score * 100)} %</span>
      </div>
      <div className="t3 s">{known.reasons.map((reason) => reason.message ?? reason.code).join(' · ')}</div>
      <div className="row g8">
        {object.isRole && !plays && (
          <Button size="small" onClick={() => void adopt()}>
            {t('entry.adopt', { role: object.label })}
          </Button>
        )}
        <Link
          className="link s"
          to="/$object/$id"
          params={{ object: plays || !object.isRole ? object.path : 'parties', id: known.id }}
          target="_blank"
        >
          {t('entry.open')}
        </Link>
      </div>
    </div>
  )
}
