import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useModel } from '../../api/model.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Section } from '../../ui/section.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { BusinessOf } from './business-of.tsx'
import { ChangeField } from './change-field.tsx'
import type { Choice } from './choice-rows.tsx'
import { isFieldKind } from './field-kinds.ts'
import { NewField } from './new-field.tsx'
import { PlainTable } from './plain-table.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

export type FieldWords = {
  name: string
  label: string
  type: string
  help?: string | null
  required?: boolean
  custom: boolean
  system?: boolean
  /** What the records of the object are called by. */
  isTitle?: boolean
  pending?: boolean
  retired: boolean
  erased?: boolean
  choices?: readonly Choice[]
  settings?: Readonly<Record<string, unknown>>
  /** The words in every language, as they are kept. */
  words?: {
    label: string
    labels: Readonly<Record<string, string>>
    choices: readonly Choice[]
  } | null
}

/** The fields of one object; one that is added is there at once, for everybody whom its posts let see it. */
export function ObjectFields({ name }: { name: string }) {
  const { t } = useTranslation()
  const object = useModel().objects.find((one) => one.name === name)
  const { act, problem } = useAct()
  const phone = useIsPhone()
  const [adding, setAdding] = useState(false)
  const [changed, setChanged] = useState<FieldWords | null>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['objects', name, 'fields'],
    queryFn: () => api.get<{ items: FieldWords[] }>(`/objects/${name}/fields`),
  })
  if (error) return <LoadFailed error={error} reset={() => void refetch()} />
  const place = (field: FieldWords) => `/objects/${name}/fields/${field.name}`
  const restore = (field: FieldWords) => api.post(`${place(field)}/restore`)
  const deeds: FieldDeeds = {
    change: setChanged,
    retire: (field) =>
      void act(api.remove(place(field)), t('settings.retiredIt', { title: field.label }), () =>
        restore(field),
      ),
    restore: (field) => void act(restore(field), t('settings.restoredIt', { title: field.label })),
  }
  const fields = data?.items ?? []
  // On a phone the head has room for one button, and the menu leads there too.
  const isListed = object && !object.owned && !object.system && !phone
  return (
    <SettingsPage
      page="objects"
      item={object?.plural ?? name}
      problem={problem}
      actions={
        <>
          {isListed && (
            <ButtonLink to="/$object" params={{ object: object.path }}>
              {t('settings.seeIt')}
            </ButtonLink>
          )}
          <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
            {t('settings.newField')}
          </Button>
        </>
      }
    >
      <Fields
        title={t('settings.ownFields')}
        waiting={isPending}
        fields={fields.filter(({ custom }) => custom)}
        deeds={deeds}
      />
      {fields.some(({ custom }) => !custom) && (
        <Fields
          title={t('settings.builtInFields')}
          waiting={isPending}
          fields={fields.filter(({ custom }) => !custom)}
          deeds={deeds}
        />
      )}
      {object?.custom && !object.owned && <BusinessOf object={object} />}
      {adding && <NewField object={name} onClose={() => setAdding(false)} />}
      {changed && (
        <ChangeField
          object={name}
          field={{ ...changed, isTitle: !object?.owned && object?.title === changed.name }}
          onClose={() => setChanged(null)}
        />
      )}
    </SettingsPage>
  )
}

interface FieldDeeds {
  change: (field: FieldWords) => void
  retire: (field: FieldWords) => void
  restore: (field: FieldWords) => void
}

interface FieldsProps {
  title: string
  waiting: boolean
  fields: readonly FieldWords[]
  deeds: FieldDeeds
}

function Fields({ title, waiting, fields, deeds }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <Section title={title} count={fields.length}>
      <PlainTable
        label={title}
        waiting={waiting}
        empty={<p className="t3 card-none settings-lead">{t('settings.noFields')}</p>}
        heads={[t('settings.field'), t('settings.key'), t('settings.kind'), t('settings.state')]}
        rows={fields.map((field) => ({
          key: field.name,
          cells: [
            <span key="label" className={field.retired ? 't3' : 'b'}>
              {field.label}
            </span>,
            <span key="key" className="code">
              {field.name}
            </span>,
            isFieldKind(field.type) ? t(`settings.kinds.${field.type}`) : field.type,
            <span key="state" className="row g4">
              {field.required && <Chip tone="out">{t('settings.required')}</Chip>}
              {Boolean(field.settings?.['seenWith']) && <Chip tone="out">{t('settings.seenTogether')}</Chip>}
              {field.pending && <Chip tone="warn">{t('settings.building')}</Chip>}
              {field.retired && <Chip tone="cold">{t('settings.retired')}</Chip>}
            </span>,
          ],
          deeds: <FieldButtons field={field} deeds={deeds} />,
        }))}
      />
    </Section>
  )
}

function FieldButtons({ field, deeds }: { field: FieldWords; deeds: FieldDeeds }) {
  const { t } = useTranslation()
  if (field.system || field.erased) return null
  if (field.retired)
    return (
      <Button size="small" onClick={() => deeds.restore(field)}>
        {t('settings.restore')}
      </Button>
    )
  return (
    <>
      <Button size="small" onClick={() => deeds.change(field)}>
        {t('settings.change')}
      </Button>
      {field.custom && (
        <Button size="small" onClick={() => deeds.retire(field)}>
          {t('settings.retire')}
        </Button>
      )}
    </>
  )
}
