import { useQueries } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf, useModel } from '../../api/model.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { AskDialog } from './ask-dialog.tsx'
import type { Rule } from './obligatory-page.tsx'
import { PlainTable } from './plain-table.tsx'
import { ConditionWords } from '../list/condition-words.tsx'
import { useAct } from './use-act.ts'

type Kept = { object: DescribedObject; rule: Rule }

/** What partners are asked for by a mailed form: the list of the owner, each line under its condition. */
export function AskedFields() {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const model = useModel()
  const [adding, setAdding] = useState(false)
  const objects = askedObjects(model)
  const answers = useQueries({
    queries: objects.map(({ name }) => ({
      queryKey: ['rules', name],
      queryFn: () => api.get<{ items: Rule[] }>(`/objects/${name}/rules`),
      retry: false,
    })),
  })
  // Who may not set what is obligatory does not set what is asked either.
  if (objects.length === 0 || answers.some(({ error }) => error)) return null
  const everything = objects.map((object, at) => ({ object, all: answers[at]?.data?.items ?? [] }))
  const kept = everything.flatMap(({ object, all }) =>
    all.flatMap((rule): Kept[] => (rule.ask === undefined ? [] : [{ object, rule }])),
  )
  const remove = ({ object, rule }: Kept) =>
    act(api.patch(`/objects/${object.name}/rules`, { remove: [rule] }), t('settings.askGone'), () =>
      api.patch(`/objects/${object.name}/rules`, { add: [rule] }),
    )
  return (
    <Section
      title={t('settings.askTitle')}
      actions={
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('settings.askNew')}
        </Button>
      }
    >
      <p className="t3 settings-lead">{t('settings.askNote')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      <PlainTable
        label={t('settings.askTitle')}
        waiting={answers.some(({ isPending }) => isPending)}
        heads={[
          t('settings.object'),
          t('settings.field'),
          t('settings.when'),
          t('settings.askNeeded'),
          t('settings.askShown'),
        ]}
        empty={<p className="t3 card-none">{t('settings.askNone')}</p>}
        rows={kept.map((one, at) => ({
          key: `${one.object.name} ${at}`,
          cells: [
            one.object.isRole ? one.object.plural : t('settings.askEverybody'),
            labelOfAsked(model, one),
            one.rule.when ? (
              <ConditionWords key="when" object={one.object} where={one.rule.when} />
            ) : (
              t('settings.always')
            ),
            <Needed key="needed" kept={one} everything={everything} />,
            one.rule.shown ? t('values.yes') : t('settings.askHidden'),
          ],
          deeds: (
            <Button size="small" onClick={() => void remove(one)}>
              {t('settings.remove')}
            </Button>
          ),
        }))}
      />
      {adding && <AskDialog objects={objects} onClose={() => setAdding(false)} />}
    </Section>
  )
}

/** Partners in general, and each role that one can ask: the action says which fields there are. */
function askedObjects(model: DescribedModel): DescribedObject[] {
  const roles = model.objects.filter(({ actions }) => actions.some(({ name }) => name === 'askData'))
  const bases = new Set(roles.map(({ base }) => base))
  return [...model.objects.filter(({ name }) => bases.has(name)), ...roles]
}

function labelOfAsked(model: DescribedModel, { object, rule }: Kept): string {
  const field = fieldOf(object, rule.ask ?? '')
  const kind = rule.having?.['kind']
  if (!field) return rule.ask ?? ''
  if (typeof kind !== 'string') return field.label
  const target = model.objects.find((one) => one.name === field.settings['of'])
  const choice = target && fieldOf(target, 'kind')?.choices?.find(({ value }) => value === kind)
  return `${field.label} · ${choice?.label ?? kind}`
}

interface NeededProps {
  kept: Kept
  everything: readonly { object: DescribedObject; all: readonly Rule[] }[]
}

/** Before which steps intake asks for it, for this role or for all partners. */
function Needed({ kept: { object, rule }, everything }: NeededProps) {
  const { t } = useTranslation()
  if (fieldOf(object, rule.ask ?? '')?.required) return t('settings.always')
  const own = everything.filter((one) => one.object === object || one.object.name === object.base)
  const needed = own.flatMap(({ all }) =>
    all.filter(
      (one) =>
        one.require === rule.ask &&
        one.proved === undefined &&
        one.having?.['kind'] === rule.having?.['kind'],
    ),
  )
  if (needed.length === 0) return t('settings.askOptional')
  const steps = needed.map(({ before }) => {
    if (before === undefined) return t('settings.always')
    const roles = everything.map((one) => one.object)
    const action = roles.flatMap(({ actions }) => actions).find(({ name }) => name === before)
    return t('settings.askNeededBy', { action: action?.label.replace('…', '') ?? before })
  })
  return [...new Set(steps)].join(', ')
}
