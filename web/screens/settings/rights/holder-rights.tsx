import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useModel } from '../../../api/model.ts'
import type { DescribedModel } from '../../../api/model.ts'
import { LoadFailed } from '../../../app/page-states.tsx'
import { useShell } from '../../../app/shell.ts'
import { Select } from '../../../ui/select.tsx'
import { CardSkeleton } from '../../../ui/skeleton.tsx'
import { useUnsavedGuard } from '../../../ui/use-unsaved-guard.tsx'
import { CompanyWalls } from './company-walls.tsx'
import type { GrantHolder } from './holder.ts'
import { Inspector } from './inspector.tsx'
import { Matrix } from './matrix.tsx'
import { OpenedPages } from './opened-pages.tsx'
import { PreviewList } from './preview-list.tsx'
import { ReviewDialog } from './review-dialog.tsx'
import { UnsavedFoot } from './unsaved-foot.tsx'
import { useGrantsEdit, type GrantsEdit } from './use-grants-edit.ts'
import { usePreview } from './use-preview.ts'

export interface HolderRightsProps {
  holder: GrantHolder
  /** All may be done anyway: there is nothing to give. */
  isAdministrator?: boolean
  /** Every object has its line, or only those of which something is given; others are then added. */
  shows: 'all' | 'given'
  children?: ReactNode
}

/** What one post, group or user may do, and what saving would change. */
export function HolderRights({ holder, isAdministrator = false, shows, children }: HolderRightsProps) {
  const { t } = useTranslation()
  const model = useModel()
  const { me } = useShell()
  const edit = useGrantsEdit(holder)
  const isPreviewed = edit.unsaved && me.administrator
  const preview = usePreview(holder, edit.grants, isPreviewed)
  const [reviewing, setReviewing] = useState(false)
  const guard = useUnsavedGuard(edit.unsaved)
  if (edit.error) return <LoadFailed error={edit.error} reset={edit.reload} />
  if (edit.isLoading) return <CardSkeleton />
  const groups = groupsOf(model, t, shows === 'given' ? edit : null)
  const effect = isPreviewed && (
    <PreviewList preview={preview.data} error={preview.error} isOld={preview.isPlaceholderData} />
  )
  return (
    <>
      <div className="rights-frame">
        <div className="rights-main" tabIndex={0} role="region" aria-label={t('rights.matrix')}>
          {isAdministrator ? (
            <p className="t2 rights-lead">{t('rights.administrators')}</p>
          ) : (
            <>
              {shows === 'given' && <AddRight edit={edit} />}
              {groups.length > 0 && <Matrix groups={groups} edit={edit} />}
              <div className="rights-post">
                <CompanyWalls edit={edit} />
                <OpenedPages edit={edit} />
              </div>
            </>
          )}
          {children}
        </div>
        {me.administrator && (
          <aside className="rights-side" aria-label={t('rights.side')}>
            <Inspector
              {...(holder.kind === 'user' ? { user: { value: holder.id, label: holder.name } } : {})}
            />
            {effect && (
              <section className="col g12" aria-label={t('rights.ifSaved')}>
                <h2 className="bb">{t('rights.ifSaved')}</h2>
                {effect}
              </section>
            )}
          </aside>
        )}
      </div>
      {(edit.unsaved || edit.problem) && <UnsavedFoot edit={edit} onReview={() => setReviewing(true)} />}
      {reviewing && (
        <ReviewDialog name={holder.name} edit={edit} onClose={() => setReviewing(false)}>
          {effect}
        </ReviewDialog>
      )}
      {guard}
    </>
  )
}

/** A right to one more kind of records, chosen from the list of all. */
function AddRight({ edit }: { edit: GrantsEdit }) {
  const { t } = useTranslation()
  const model = useModel()
  const given = new Set(edit.grants.map(({ object }) => object))
  const options = model.objects
    .filter((object) => !object.owned && !given.has(object.name))
    .map((object) => ({ value: object.name, label: object.plural }))
  return (
    <div className="rights-add">
      <span className="t2">{given.size === 0 ? t('rights.noneOfOwn') : t('rights.ofOwn')}</span>
      <Select
        aria-label={t('rights.addRight')}
        value={null}
        placeholder={t('rights.addRight')}
        options={options}
        onChange={(name) => name && edit.turn(name, null, 'read')}
      />
    </div>
  )
}

/** Objects that have rights of their own: partners and work, what the firm added, and Kontor’s own. */
function groupsOf(model: DescribedModel, t: TFunction, given: GrantsEdit | null) {
  const named = given && new Set([...given.grants, ...given.saved].map(({ object }) => object))
  const objects = model.objects.filter((object) => !object.owned && (named?.has(object.name) ?? true))
  const own = objects.filter((object) => object.custom)
  const system = objects.filter((object) => object.system && !object.custom)
  const work = objects.filter((object) => !object.system && !object.custom)
  const groups = [
    { key: 'work', label: t('settings.builtIn'), objects: work },
    { key: 'own', label: t('settings.ownObjects'), objects: own },
    { key: 'system', label: t('settings.systemObjects'), objects: system },
  ]
  return groups.filter((group) => group.objects.length > 0)
}
