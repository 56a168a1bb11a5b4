import { useQueries } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedObject } from '../../api/model.ts'
import { fieldOf, useModel } from '../../api/model.ts'
import { Button } from '../../ui/button.tsx'
import { PlainTable } from './plain-table.tsx'
import { ConditionWords } from '../list/condition-words.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

export type Rule = {
  ask?: string
  shown?: boolean
  require?: string
  when?: Record<string, unknown>
  having?: Record<string, unknown>
  proved?: string
  before?: string
  must?: string
}
type Kept = { object: DescribedObject; rule: Rule }

/** Which fields the office wants filled in, everywhere or only in a country or a category. */
export function ObligatoryPage() {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const model = useModel()
  const [adding, setAdding] = useState(false)
  const objects = model.objects.filter(
    (object) => !object.system && !object.owned && object.roles.length === 0,
  )
  const answers = useQueries({
    queries: objects.map(({ name }) => ({
      queryKey: ['rules', name],
      queryFn: () => api.get<{ items: Rule[] }>(`/objects/${name}/rules`),
    })),
  })
  const rules: Kept[] = objects.flatMap((object, at) => {
    const all = answers[at]?.data?.items ?? []
    return all.flatMap((rule) => (rule.require === undefined ? [] : [{ object, rule }]))
  })
  const beforeOf = ({ object, rule }: Kept) => {
    if (rule.before === undefined) return t('settings.beforeEach')
    const action = object.actions.find(({ name }) => name === rule.before)
    return t('settings.beforeStep', { action: action?.label.replace('…', '') ?? rule.before })
  }
  const remove = ({ object, rule }: Kept) =>
    act(api.patch(`/objects/${object.name}/rules`, { remove: [rule] }), t('settings.ruleGone'), () =>
      api.patch(`/objects/${object.name}/rules`, { add: [rule] }),
    )
  return (
    <SettingsPage
      page="obligatory"
      problem={problem}
      actions={
        <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
          {t('settings.newRule')}
        </Button>
      }
    >
      <p className="t2 settings-lead">{t('settings.obligatoryNote')}</p>
      <PlainTable
        label={t('frame.settingsPages.obligatory')}
        waiting={answers.some(({ isPending }) => isPending)}
        error={answers.find(({ error }) => error)?.error}
        onAgain={() => answers.forEach(({ refetch }) => void refetch())}
        heads={[t('settings.object'), t('settings.field'), t('settings.when'), t('settings.before')]}
        empty={<p className="t3 card-none">{t('settings.noRules')}</p>}
        rows={rules.map((kept, at) => ({
          key: `${kept.object.name} ${at}`,
          cells: [
            kept.object.plural,
            <Required key="field" kept={kept} />,
            kept.rule.when ? (
              <span key="when" className="in-words">
                <ConditionWords object={kept.object} where={kept.rule.when} />
              </span>
            ) : (
              t('settings.always')
            ),
            beforeOf(kept),
          ],
          deeds: (
            <Button size="small" onClick={() => void remove(kept)}>
              {t('settings.remove')}
            </Button>
          ),
        }))}
      />
      {adding && <RuleDialog objects={objects} onClose={() => setAdding(false)} />}
    </SettingsPage>
  )
}

/** What is asked for: a field, a paper of a kind, or a proof. */
function Required({ kept: { object, rule } }: { kept: Kept }) {
  const { t } = useTranslation()
  const model = useModel()
  const field = fieldOf(object, rule.require ?? '')
  const label = field?.label ?? rule.require
  const proof = object.proofs.find(({ kind }) => kind === rule.proved)
  if (proof) return t('settings.provedBy', { by: proof.label })
  const kind = rule.having?.['kind']
  if (typeof kind !== 'string' || !field) return label
  const target = model.objects.find((one) => one.name === field.settings['of'])
  const choice = target && fieldOf(target, 'kind')?.choices?.find(({ value }) => value === kind)
  return `${label} · ${choice?.label ?? kind}`
}
