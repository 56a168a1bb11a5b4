import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedModel, DescribedObject } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Pills } from '../../ui/pills.tsx'
import { Section } from '../../ui/section.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { NetworkList } from './network-list.tsx'
import { NetworkPicture } from './network-picture.tsx'
import { mostNodes, mostSteps, moreAtATime, type NetworkView } from './network-graph.ts'
import { Structure } from './structure.tsx'
import { useNetwork } from './use-network.ts'
import './network.css'

export interface NetworkProps {
  object: DescribedObject
  record: ApiRecord
  model: DescribedModel
  title: string
}

/** Whom a partner hangs together with, step by step, as a picture or a list: what one may see of it. */
export function Network({ object, record, model, title }: NetworkProps) {
  const { t } = useTranslation()
  const phone = useIsPhone()
  const [form, setForm] = useState<'picture' | 'list' | null>(null)
  const [view, setView] = useState<NetworkView>({ steps: 1, opened: new Set(), wanted: {} })
  const { data, error, isPlaceholderData } = useNetwork(record, { model, title, path: object.path }, view)
  if (error) return <Note tone="bad">{problemWords(error, t)}</Note>
  if (!data) return <p className="t3 card-none">{t('kit.loading')}</p>
  const shown = form ?? (phone ? 'list' : 'picture')
  const parts = {
    graph: data,
    own: record.id,
    onOpen: (id: string) => setView({ ...view, opened: new Set([...view.opened, id]) }),
    onMore: (id: string) =>
      setView({
        ...view,
        wanted: { ...view.wanted, [id]: (view.wanted[id] ?? 0) + moreAtATime },
      }),
  }
  const count = data.nodes.size - 1
  return (
    <>
      <Section
        title={t('card.network')}
        count={count}
        actions={
          count > 0 && (
            <Pills
              label={t('card.networkForm')}
              value={shown}
              onChange={setForm}
              choices={[
                { value: 'picture', label: t('card.networkPicture') },
                { value: 'list', label: t('card.networkList') },
              ]}
            />
          )
        }
      >
        {count === 0 ? (
          <p className="t3 card-none">{t('card.networkNone')}</p>
        ) : (
          <div className="network" aria-busy={isPlaceholderData}>
            {shown === 'picture' ? <NetworkPicture {...parts} /> : <NetworkList {...parts} />}
            <div className="row g8">
              {view.steps < mostSteps && (
                <Button busy={isPlaceholderData} onClick={() => setView({ ...view, steps: view.steps + 1 })}>
                  {t('card.networkStep')}
                </Button>
              )}
              {view.steps > 1 && (
                <Button look="ghost" onClick={() => setView({ steps: 1, opened: new Set(), wanted: {} })}>
                  {t('card.networkNearest')}
                </Button>
              )}
              {data.nodes.size >= mostNodes && (
                <span className="t3">{t('card.networkMost', { most: mostNodes })}</span>
              )}
            </div>
          </div>
        )}
      </Section>
      <Structure record={record} model={model} title={title} />
    </>
  )
}
