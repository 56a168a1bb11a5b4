import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedModel } from '../../api/model.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { ShowField } from '../../fields/show-value.tsx'
import { useValueContext } from '../../fields/use-value-context.ts'
import { insideText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { PlainTable } from './plain-table.tsx'
import { RetentionRuleDialog } from './retention-rule-dialog.tsx'
import { ruledObject } from './ruled-object.ts'
import { ConditionWords } from '../list/condition-words.tsx'

/** The rules of retention, each in words; pressed, one is changed. */
export function RetentionRules() {
  const { t } = useTranslation()
  const language = useLanguage()
  const model = useModel()
  const context = useValueContext()
  const phone = useIsPhone()
  const [open, setOpen] = useState<ApiRecord | 'new' | null>(null)
  const rules = objectNamed(model, 'retentionRule')
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['list', 'settings', 'retention-rules'],
    queryFn: ({ signal }) =>
      api.get<{ items: readonly ApiRecord[] }>('/retention-rules', {
        query: { limit: 500, sort: 'name' },
        signal,
      }),
  })
  if (!rules) return null
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  const shown = (name: string, record: ApiRecord) => {
    const field = rules.fields.find((one) => one.name === name)
    return (
      field && <ShowField key={name} field={field} record={record} model={model} context={context} cell />
    )
  }
  // On a phone the ground stands in the rule itself, which a press opens.
  const others = ['months', 'outcome', ...(phone ? [] : ['ground']), 'active']
  const label = (name: string) => rules.fields.find((field) => field.name === name)?.label ?? name
  return (
    <Section
      title={rules.plural}
      actions={
        rules.may.includes('create') && (
          <Button icon={Plus} onClick={() => setOpen('new')}>
            {t('settings.add', { what: insideText(language, rules.label) })}
          </Button>
        )
      }
    >
      <PlainTable
        label={rules.plural}
        waiting={isPending}
        empty={<p className="t3 card-none settings-lead">{t('settings.noRetention')}</p>}
        heads={['name', 'object', ...others].map(label)}
        rows={(data?.items ?? []).map((record) => ({
          key: record.id,
          cells: [
            <button key="name" type="button" className="link b" onClick={() => setOpen(record)}>
              {String(record['name'] ?? '')}
            </button>,
            <About key="object" rule={record} model={model} />,
            ...others.map((name) => shown(name, record)),
          ],
        }))}
      />
      {open !== null && (
        <RetentionRuleDialog
          rules={rules}
          rule={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  )
}

/** Of which records a rule speaks: “Contacts where Country is Latvia”. */
function About({ rule, model }: { rule: ApiRecord; model: DescribedModel }) {
  const object = ruledObject(model, rule['object'])
  const where = rule['where']
  return (
    <span className="in-words">
      {object?.plural ?? String(rule['object'] ?? '')}
      {object && isCondition(where) && (
        <span className="t3">
          {' · '}
          <ConditionWords object={object} where={where} />
        </span>
      )}
    </span>
  )
}

function isCondition(where: unknown): where is object {
  return typeof where === 'object' && where !== null && Object.keys(where).length > 0
}
