import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { objectNamed, useModel } from '../../../api/model.ts'
import { formatDay } from '../../../format/format-day.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Section } from '../../../ui/section.tsx'
import { PlainTable } from '../plain-table.tsx'
import type { Decision } from './decide-dialog.tsx'
import { openedKinds } from './edited-grants.ts'
import { keyOf, type ReviewedRight } from './reviewed-right.ts'
import { useActionLabel } from './use-action-label.ts'

export interface ReviewSectionProps {
  why: ReviewedRight['why']
  rights: readonly ReviewedRight[]
  chosen: ReadonlySet<string>
  onMark: (keys: readonly string[], isOn: boolean) => void
  onDecide: (decision: Decision, right: ReviewedRight) => void
}

/** Rights that are looked at for one reason, each to be chosen, kept or withdrawn. */
export function ReviewSection({ why, rights, chosen, onMark, onDecide }: ReviewSectionProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const wordsOf = useRightWords()
  if (rights.length === 0) return null
  const keys = rights.map(keyOf)
  const held = keys.filter((key) => chosen.has(key)).length
  const day = (value: string | null) => (value ? formatDay(language, value) : '–')
  const title = t(`rights.why.${why}`)
  return (
    <Section
      title={title}
      count={rights.length}
      actions={
        <Checkbox
          label={t('rights.chooseAll')}
          value={held === keys.length ? true : held > 0 ? 'some' : false}
          onChange={(isOn) => onMark(keys, isOn)}
        />
      }
    >
      <PlainTable
        label={title}
        heads={[
          t('rights.who'),
          t('rights.right'),
          t(why === 'ending' ? 'rights.lastDay' : why === 'neverIn' ? 'rights.since' : 'rights.lastUse'),
        ]}
        rows={rights.map((right) => {
          const words = wordsOf(right)
          const name = right.holder.name ?? '–'
          const never = t(right.kind === 'share' ? 'rights.noUseKnown' : 'rights.neverUsed')
          const last = why === 'unused' ? (right.lastUsed ? day(right.lastUsed) : never) : null
          return {
            key: keyOf(right),
            cells: [
              <span key="who" className="row g8 review-who">
                <Checkbox
                  aria-label={t('rights.choose', { name, what: words })}
                  value={chosen.has(keyOf(right))}
                  onChange={(isOn) => onMark([keyOf(right)], isOn)}
                />
                <HolderLink right={right} name={name} />
              </span>,
              <span key="what" className="in-words">
                {words}
              </span>,
              last ?? day(why === 'ending' ? right.until : right.since),
            ],
            deeds: (
              <>
                <Button size="small" onClick={() => onDecide('keep', right)}>
                  {t('rights.keep')}
                </Button>
                <Button size="small" onClick={() => onDecide('withdraw', right)}>
                  {t('rights.withdraw')}
                </Button>
              </>
            ),
          }
        })}
      />
    </Section>
  )
}

/** Where the right is kept: with the post, the group or the user. */
function HolderLink({ right, name }: { right: ReviewedRight; name: string }) {
  const { kind, id } = right.holder
  const place = {
    post: { page: 'posts', item: `posts.${id}` },
    group: { page: 'groups', item: `user-groups.${id}` },
    user: { page: 'users', item: `users.${id}` },
  }
  return (
    <Link className="b" to="/settings/$page/$item" params={place[kind]}>
      {name}
    </Link>
  )
}

/** What a right is of, in words: “Customers: see, change”. */
export function useRightWords(): (right: ReviewedRight) => string {
  const { t } = useTranslation()
  const model = useModel()
  const labelOf = useActionLabel()
  return ({ kind, what, actions }) => {
    const opened = openedKinds.find((one) => one === what)
    const object = what === null ? undefined : objectNamed(model, what)
    const named = opened ? t(`rights.opened.${opened}`) : (object?.plural ?? what ?? '')
    if (kind === 'user') return t('rights.kinds.user')
    if (kind === 'post' || kind === 'key') return t(`rights.kinds.${kind}`, { what: named })
    const deeds = actions.map((action) => labelOf(opened ?? object, action)).join(', ')
    return kind === 'grant' ? `${named}: ${deeds}` : t('rights.kinds.share', { what: named, actions: deeds })
  }
}
