import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedObject } from '../../api/model.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { BusinessDialog } from './business-dialog.tsx'
import { PlainTable } from './plain-table.tsx'
import { ConditionWords } from '../list/condition-words.tsx'
import { useAct } from './use-act.ts'

/** Which business the records of an own object are, as the catalog keeps it. */
export interface Dealing {
  kind: string
  with: readonly string[]
  while?: Record<string, unknown>
  close?: Record<string, unknown>
  handOver?: string
}

/** The fields that lead to partners, and the kinds of business that one can have with them. */
export interface BusinessField {
  field: string
  label: string
  kinds: readonly { value: string; label: string }[]
}

/** What records of an own object are for the status of a partner: nothing, or business of a kind. */
export function BusinessOf({ object }: { object: DescribedObject }) {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const [open, setOpen] = useState<number | 'new' | null>(null)
  const place = `/objects/${object.name}`
  const { data } = useQuery({
    queryKey: ['objects', object.name, 'business'],
    queryFn: () => api.get<{ dealings: readonly Dealing[]; business: readonly BusinessField[] }>(place),
  })
  if (!data || data.business.length === 0) return null
  const { dealings, business } = data
  const labelOf = (name: string) => object.fields.find((field) => field.name === name)?.label ?? name
  const kindOf = (value: string) =>
    business.flatMap(({ kinds }) => kinds).find((kind) => kind.value === value)?.label ?? value
  const without = (at: number) => dealings.filter((_, place) => place !== at)
  const remove = (at: number) =>
    act(api.patch(place, { dealings: without(at) }), t('settings.businessGone'), () =>
      api.patch(place, { dealings }),
    )
  return (
    <Section
      title={t('settings.business')}
      count={dealings.length}
      actions={
        <Button look="ghost" icon={Plus} onClick={() => setOpen('new')}>
          {t('settings.businessNew')}
        </Button>
      }
    >
      <p className="t2 settings-lead">{t('settings.businessLead')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      <PlainTable
        label={t('settings.business')}
        empty={<p className="t3 card-none">{t('settings.businessNone')}</p>}
        heads={[t('settings.businessKind'), t('settings.businessWith'), t('settings.businessWhile')]}
        rows={dealings.map((dealing, at) => ({
          key: String(at),
          cells: [
            <span key="kind" className="b">
              {kindOf(dealing.kind)}
            </span>,
            dealing.with.map(labelOf).join(', '),
            dealing.while ? (
              <ConditionWords key="while" object={object} where={dealing.while} />
            ) : (
              t('settings.businessAlways')
            ),
          ],
          deeds: (
            <>
              <Button size="small" onClick={() => setOpen(at)}>
                {t('settings.change')}
              </Button>
              <Button size="small" onClick={() => void remove(at)}>
                {t('settings.remove')}
              </Button>
            </>
          ),
        }))}
      />
      {open !== null && (
        <BusinessDialog
          object={object}
          business={business}
          dealing={open === 'new' ? null : (dealings[open] ?? null)}
          onSave={async (dealing) => {
            const others = open === 'new' ? dealings : without(open)
            await api.patch(place, { dealings: [...others, dealing] })
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  )
}
