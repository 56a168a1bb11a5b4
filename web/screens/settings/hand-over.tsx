import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { useShell } from '../../app/shell.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { referenceOptions } from '../../fields/reference-options.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import type { Option } from '../../ui/pick.ts'
import { Select } from '../../ui/select.tsx'
import { handOverOf, holdingsOf, keyOf, namingUser } from './holdings.ts'
import { startBulk, type Begun, type BulkEnd } from '../list/bulk-change.ts'
import { FormDialog } from './form-dialog.tsx'

export interface HandOverProps {
  user: string
  name: string
  onClose: () => void
}

/**
 * Deactivates a user and hands over what is theirs: how many records of each kind, and to whom they go. The
 * records are changed as any bulk change is: with their history, in the background, and undone in one.
 */
export function HandOver({ user, name, onClose }: HandOverProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const model = useModel()
  const { me } = useShell()
  const users = objectNamed(model, 'user')
  const [to, setTo] = useState<Option | null>(null)
  const [left, setLeft] = useState<readonly BulkEnd[]>([])
  const holdings = holdingsOf(model)
  const counts = useQueries({
    queries: holdings.map((holding) => ({
      queryKey: ['list', 'held-by', user, keyOf(holding)],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<{ count: number }>(`/${holding.object.path}`, {
          query: { where: namingUser(holding, user), limit: 1, fields: 'id', count: 'exact' },
          signal,
        }),
    })),
  })
  const isCounting = counts.some(({ isPending }) => isPending)
  const held = holdings
    .map((holding, at) => ({ ...holding, count: counts[at]?.data?.count ?? 0 }))
    .filter(({ count }) => count > 0)
  const shown = (count: number) => formatCount(language, count)
  const handOver = async () => {
    const begun: Begun[] = []
    for (const holding of to ? held : []) {
      const one = await startBulk(
        holding.object,
        handOverOf(holding, user, to?.value ?? ''),
        [],
        {
          title: t('settings.handOverOf', { what: holding.object.plural }),
          changed: (count) => t('list.changed', { count, shown: shown(count) }),
          refused: (count) => t('settings.handOverLeft', { count, shown: shown(count), name }),
          stopped: t('list.stopped'),
          done: (count) =>
            `${holding.object.plural} · ${holding.field.label}: ${t('list.changed', { count, shown: shown(count) })}`,
        },
        () => void queries.invalidateQueries(),
      )
      begun.push(one)
    }
    return begun
  }
  const deactivate = async () => {
    const { change } = await api.patch(`/users/${user}`, { active: false })
    toastWithUndo(queries, t('settings.deactivated', { name }), change)
  }
  const save = async () => {
    setLeft([])
    // Where it is refused, nothing of theirs has gone to anybody.
    if (user !== me.id) await deactivate()
    // Whoever leaves themselves can hand nothing over afterwards, so it is tried out before.
    else await api.patch(`/users/${user}`, { active: false }, { dryRun: true })
    const begun = await handOver()
    // It goes on with their rights, which end with them; where it left anything to them, they stay.
    if (user === me.id) {
      const became = await Promise.all(begun.map(({ ended }) => ended))
      if (became.some(({ isDone, refused }) => !isDone || refused > 0)) {
        await queries.invalidateQueries()
        setLeft(became)
        return false
      }
      await deactivate()
    }
    await queries.invalidateQueries()
    return
  }
  return (
    <FormDialog
      title={t('settings.deactivate')}
      subtitle={name}
      does={t('settings.deactivateNow')}
      danger
      onSave={save}
      onClose={onClose}
    >
      {() => (
        <>
          <p className="t2">{t('settings.deactivateLead')}</p>
          {isCounting && <p className="t3">{t('kit.counting')}</p>}
          {!isCounting && held.length === 0 && <p className="t2">{t('settings.holdsNothing', { name })}</p>}
          {!me.administrator && <p className="t3">{t('settings.handOverUnseen', { name })}</p>}
          {held.length > 0 && (
            <>
              <ul className="hand-over" aria-label={t('settings.holds', { name })}>
                {held.map((holding) => (
                  <li key={keyOf(holding)}>
                    <span className="grow">
                      {holding.object.plural}{' '}
                      <span className="t3">
                        · {holding.lines && `${holding.lines.label}: `}
                        {holding.field.label}
                      </span>
                    </span>
                    <span className="tn b">{shown(holding.count)}</span>
                  </li>
                ))}
              </ul>
              <FieldFrame label={t('settings.handOverTo')} hint={t('settings.handOverHint')}>
                <Select
                  value={to?.value ?? null}
                  shown={to?.label}
                  clearable
                  placeholder={t('settings.leaveWith', { name })}
                  load={async (typed, signal) =>
                    users ? referenceOptions(users, typed, signal, { active: true, id: { not: user } }) : []
                  }
                  onChange={(_, option) => setTo(option)}
                />
              </FieldFrame>
            </>
          )}
          <LeftToThem became={left} />
        </>
      )}
    </FormDialog>
  )
}

/** Why whoever deactivates themselves is active still, and what they can do. */
function LeftToThem({ became }: { became: readonly BulkEnd[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const count = became.reduce((sum, { refused }) => sum + refused, 0)
  const reasons = [...new Set(became.flatMap((one) => one.reasons))].slice(0, 3)
  if (became.some(({ isDone }) => !isDone)) return <Note tone="bad">{t('settings.handOverStopped')}</Note>
  if (count === 0) return null
  return (
    <Note tone="bad">
      {t('settings.handOverRefused', {
        ...{ count, shown: formatCount(language, count), why: reasons.join(' ') },
      })}
    </Note>
  )
}
