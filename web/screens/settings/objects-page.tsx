import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Section } from '../../ui/section.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { toast } from '../../ui/toast-store.ts'
import { FormDialog } from './form-dialog.tsx'
import { ObjectFields } from './object-fields.tsx'
import { PlainTable } from './plain-table.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

type ObjectWords = {
  name: string
  path: string
  label: string
  plural: string
  custom: boolean
  system?: boolean
  owned?: boolean
  fieldCount?: number
  retired: boolean
}

/** The objects that Kontor keeps: those it came with, and those that were added here. */
export function ObjectsPage({ item }: { item: string | undefined }) {
  return item === undefined ? <Objects /> : <ObjectFields name={item} />
}

function Objects() {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['objects'],
    queryFn: () => api.get<{ items: ObjectWords[] }>('/objects'),
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  const objects = data?.items ?? []
  const isBuiltIn = (object: ObjectWords) => !object.custom && !object.system
  return (
    <SettingsPage
      page="objects"
      actions={
        <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
          {t('settings.newObject')}
        </Button>
      }
    >
      <Part
        title={t('settings.ownObjects')}
        waiting={isPending}
        objects={objects.filter((one) => one.custom)}
      />
      <Part
        title={t('settings.builtIn')}
        waiting={isPending}
        objects={objects.filter((one) => isBuiltIn(one) && !one.owned)}
      />
      <Part
        title={t('settings.lineObjects')}
        waiting={isPending}
        objects={objects.filter((one) => isBuiltIn(one) && one.owned)}
      />
      <Part
        title={t('settings.systemObjects')}
        waiting={isPending}
        objects={objects.filter((one) => one.system && !one.custom)}
      />
      {adding && <NewObject onClose={() => setAdding(false)} />}
    </SettingsPage>
  )
}

interface PartProps {
  title: string
  waiting: boolean
  objects: readonly ObjectWords[]
}

function Part({ title, waiting, objects }: PartProps) {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const retire = ({ name, label }: ObjectWords) =>
    act(api.remove(`/objects/${name}`), t('settings.retiredIt', { title: label }), () =>
      api.post(`/objects/${name}/restore`),
    )
  const restore = ({ name, label }: ObjectWords) =>
    act(api.post(`/objects/${name}/restore`), t('settings.restoredIt', { title: label }))
  return (
    <Section title={title} count={objects.length}>
      {problem && <Note tone="bad">{problem}</Note>}
      <PlainTable
        label={title}
        waiting={waiting}
        empty={<p className="t3 card-none settings-lead">{t('settings.noObjects')}</p>}
        heads={[
          t('settings.object'),
          t('settings.key'),
          t('settings.path'),
          t('settings.fields'),
          t('settings.state'),
        ]}
        rows={objects.map((object) => ({
          key: object.name,
          cells: [
            object.retired ? (
              object.plural
            ) : (
              <Link className="b" to="/settings/$page/$item" params={{ page: 'objects', item: object.name }}>
                {object.plural}
              </Link>
            ),
            <span key="key" className="code">
              {object.name}
            </span>,
            <span key="path" className="code">
              /{object.path}
            </span>,
            <span key="fields" className="tn">
              {object.fieldCount ?? '–'}
            </span>,
            object.retired && (
              <Chip key="state" tone="cold">
                {t('settings.retired')}
              </Chip>
            ),
          ],
          deeds: object.retired ? (
            <Button size="small" onClick={() => void restore(object)}>
              {t('settings.restore')}
            </Button>
          ) : (
            object.custom && (
              <Button size="small" onClick={() => void retire(object)}>
                {t('settings.retire')}
              </Button>
            )
          ),
        }))}
      />
    </Section>
  )
}

function NewObject({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [given, setGiven] = useState({ label: '', plural: '' })
  const save = async () => {
    const { name } = await api.post<{ name: string }>('/objects', {
      label: given.label,
      ...(given.plural ? { plural: given.plural } : {}),
    })
    toast(t('settings.objectAdded', { title: given.label }))
    await queries.invalidateQueries()
    await navigate({ to: '/settings/$page/$item', params: { page: 'objects', item: name } })
  }
  return (
    <FormDialog title={t('settings.newObject')} does={t('settings.addIt')} onSave={save} onClose={onClose}>
      {(faultOf) => (
        <>
          <FieldFrame label={t('settings.label')} required problem={faultOf('label') ?? faultOf('name')}>
            <TextInput value={given.label} onChange={(label) => setGiven({ ...given, label })} autoFocus />
          </FieldFrame>
          <FieldFrame
            label={t('settings.plural')}
            hint={t('settings.pluralHint')}
            problem={faultOf('plural')}
          >
            <TextInput value={given.plural} onChange={(plural) => setGiven({ ...given, plural })} />
          </FieldFrame>
        </>
      )}
    </FormDialog>
  )
}
