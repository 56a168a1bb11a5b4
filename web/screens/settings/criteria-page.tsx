import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/checkbox.tsx'
import type { ProposalPage } from '../proposals/proposal.ts'
import { CriterionDialog, type Criterion } from './criterion-dialog.tsx'
import { PlainTable } from './plain-table.tsx'
import { ConditionWords } from '../list/condition-words.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

/** When freezing, deactivating and the like are proposed, and whether Kontor acts by itself. */
export function CriteriaPage() {
  const { t } = useTranslation()
  const model = useModel()
  const { act, problem } = useAct()
  const [open, setOpen] = useState<Criterion | 'new' | null>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['criteria'],
    queryFn: ({ signal }) =>
      api.get<{ items: Criterion[] }>('/criteria', { signal, query: { limit: 200, sort: 'name' } }),
  })
  const waiting = useQuery({
    queryKey: ['proposals', 'faults'],
    queryFn: ({ signal }) => api.get<ProposalPage>('/proposals', { signal, query: { limit: 1 } }),
    retry: false,
  })
  const faults = new Map(
    (waiting.data?.criteria ?? []).map(({ id, fault, stopped }) => [id, fault ?? stopped]),
  )
  const change = (one: Criterion, changes: Partial<Criterion>) =>
    void act(api.patch(`/criteria/${one.id}`, changes), t('settings.criterionSaved'))
  return (
    <SettingsPage
      page="criteria"
      problem={problem}
      actions={
        <Button look="primary" icon={Plus} onClick={() => setOpen('new')}>
          {t('settings.criterionNew')}
        </Button>
      }
    >
      <p className="t2 settings-lead">{t('settings.criteriaLead')}</p>
      <p className="settings-lead row g12 wrap">
        <Button onClick={() => void act(api.post('/proposals/evaluate'), t('settings.criteriaLooked'))}>
          {t('settings.criteriaLook')}
        </Button>
        <Link className="link" to="/proposals">
          {t('frame.proposals')}
        </Link>
        <Link className="link" to="/$object" params={{ object: 'status-reasons' }}>
          {objectNamed(model, 'statusReason')?.plural}
        </Link>
      </p>
      <PlainTable
        label={t('frame.settingsPages.criteria')}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        empty={<Note tone="ink">{t('settings.criteriaNone')}</Note>}
        heads={[
          t('settings.criterion'),
          t('settings.when'),
          t('settings.criterionBy'),
          t('settings.criterionActive'),
        ]}
        rows={(data?.items ?? []).map((one) => {
          const object = objectNamed(model, one.object)
          const action = object?.actions.find(({ name }) => name === one.action)
          return {
            key: one.id,
            cells: [
              <span key="name" className="col in-words">
                <span className="b">{one.name}</span>
                <span className="t3">
                  {object?.plural ?? one.object}: {(action?.label ?? one.action).replace('…', '')}
                </span>
                {faults.get(one.id) && <span className="bad">{faults.get(one.id)}</span>}
              </span>,
              <span key="when" className="in-words">
                {object ? <ConditionWords object={object} where={one.where} /> : '–'}
              </span>,
              <Switch
                key="by"
                value={one.automatic}
                label={t('settings.criterionBy')}
                onChange={(automatic) => change(one, { automatic })}
              />,
              <Switch
                key="on"
                value={one.active}
                label={t('settings.criterionActive')}
                onChange={(active) => change(one, { active })}
              />,
            ],
            deeds: (
              <>
                <Button size="small" onClick={() => setOpen(one)}>
                  {t('frame.edit')}
                </Button>
                <Button
                  size="small"
                  onClick={() => void act(api.remove(`/criteria/${one.id}`), t('settings.criterionGone'))}
                >
                  {t('settings.remove')}
                </Button>
              </>
            ),
          }
        })}
      />
      {open && <CriterionDialog criterion={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </SettingsPage>
  )
}
