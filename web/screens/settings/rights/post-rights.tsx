import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useModel } from '../../../api/model.ts'
import type { DescribedModel, DescribedObject } from '../../../api/model.ts'
import { LoadFailed } from '../../../app/page-states.tsx'
import { useShell } from '../../../app/shell.ts'
import { CardSkeleton } from '../../../ui/skeleton.tsx'
import { useUnsavedGuard } from '../../../ui/use-unsaved-guard.tsx'
import { Inspector } from './inspector.tsx'
import { Matrix } from './matrix.tsx'
import { PostItself } from './post-itself.tsx'
import type { Post } from './posts-page.tsx'
import { PreviewList } from './preview-list.tsx'
import { ReviewDialog } from './review-dialog.tsx'
import { UnsavedFoot } from './unsaved-foot.tsx'
import { useGrantsEdit } from './use-grants-edit.ts'
import { usePreview } from './use-preview.ts'

/** What one post may do, who holds it, and what saving would change. */
export function PostRights({ post, object }: { post: Post; object: DescribedObject }) {
  const { t } = useTranslation()
  const model = useModel()
  const { me } = useShell()
  const edit = useGrantsEdit(post.id, post.name)
  const isPreviewed = edit.unsaved && me.administrator
  const preview = usePreview(post.id, edit.grants, isPreviewed)
  const [reviewing, setReviewing] = useState(false)
  const guard = useUnsavedGuard(edit.unsaved)
  if (edit.error) return <LoadFailed error={edit.error} reset={edit.reload} />
  if (edit.isLoading) return <CardSkeleton />
  const effect = isPreviewed && (
    <PreviewList preview={preview.data} error={preview.error} isOld={preview.isPlaceholderData} />
  )
  return (
    <>
      <div className="rights-frame">
        <div className="rights-main" tabIndex={0} role="region" aria-label={t('rights.matrix')}>
          {post.administrator ? (
            <p className="t2 rights-lead">{t('rights.administrators')}</p>
          ) : (
            <Matrix groups={groupsOf(model, t)} edit={edit} />
          )}
          <PostItself post={post} object={object} />
        </div>
        {me.administrator && (
          <aside className="rights-side" aria-label={t('rights.side')}>
            <Inspector />
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
        <ReviewDialog post={post} edit={edit} onClose={() => setReviewing(false)}>
          {effect}
        </ReviewDialog>
      )}
      {guard}
    </>
  )
}

/** Objects that have rights of their own: partners and work, what the firm added, and Kontor’s own. */
function groupsOf(model: DescribedModel, t: TFunction) {
  const objects = model.objects.filter((object) => !object.owned)
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
