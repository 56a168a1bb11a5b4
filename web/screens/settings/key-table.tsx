import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { objectNamed, useModel } from '../../api/model.ts'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { AskFirst } from './ask-first.tsx'
import { PlainTable } from './plain-table.tsx'

/** A key of a program as the API tells of it. */
export interface Key {
  id: string
  name: string
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  scope: { objects: string[] | null; actions: string[] | null } | null
}

export interface KeyTableProps {
  keys: readonly Key[]
  waiting: boolean
  error: unknown
  onAgain: () => void
  /** What a key may that is bounded by nothing but the rights of its user. */
  everything: string
  empty: ReactNode
  onRevoke: (key: Key) => Promise<void>
}

/** Keys with what each may do, until when, and when it was used last. */
export function KeyTable({ keys, everything, onRevoke, ...rest }: KeyTableProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [ending, setEnding] = useState<Key | null>(null)
  const model = useModel()
  const mayOf = ({ scope }: Key) => {
    const objects = scope?.objects?.map((name) => objectNamed(model, name)?.plural ?? name)
    const what = objects?.join(', ') ?? everything
    return scope?.actions ? t('account.keyReads', { what }) : what
  }
  return (
    <>
      <PlainTable
        label={t('settings.keys')}
        {...rest}
        heads={[t('settings.keyName'), t('account.keyMay'), t('account.keyUntil'), t('settings.usedAt')]}
        rows={keys.map((key) => ({
          key: key.id,
          cells: [
            key.name,
            mayOf(key),
            key.expiresAt ? formatInstant(language, key.expiresAt) : t('account.keyForEver'),
            key.lastUsedAt ? formatInstant(language, key.lastUsedAt) : t('settings.never'),
          ],
          deeds: (
            <Button size="small" onClick={() => setEnding(key)}>
              {t('settings.revoke')}
            </Button>
          ),
        }))}
      />
      {ending && (
        <AskFirst
          title={t('account.revokeKey')}
          subtitle={ending.name}
          does={t('settings.revoke')}
          onDo={() => onRevoke(ending)}
          onClose={() => setEnding(null)}
        >
          {t('account.revokeLead')}{' '}
          {ending.lastUsedAt
            ? t('account.keyUsedAt', { when: formatInstant(language, ending.lastUsedAt) })
            : t('account.keyNeverUsed')}
        </AskFirst>
      )}
    </>
  )
}
