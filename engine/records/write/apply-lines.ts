import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'
import { keepUnseenInLines } from './keep-unseen-references.ts'
import { identifyLines, loadLines, ownedLines, sameLines, settleLines, type Owned } from './lines.ts'
import { applyMirrors, mirroredLines, touchesMirror } from './mirrors.ts'

/** Works out what the owned lines of each draft will be, and keeps fields that mirror a main line in step. */
export async function applyLines(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  const mirrored = mirroredLines(door.model, object)
  for (const field of object.fields.values()) {
    const owned = ownedLines(door.model, field)
    if (!owned) continue
    const mirror = mirrored.find((one) => one.lines === field)
    const touched = drafts.filter(
      (draft) => draft.lines.has(field) || (mirror && touchesMirror(draft, mirror)),
    )
    const before = await linesOf(door, owned, touched)
    await keepUnseenInLines(door, field, touched, before)
    for (const draft of touched) {
      const was = before.get(draft.id) ?? []
      if (draft.lines.has(field)) settleLines(door, field, draft, was)
      if (mirror) applyMirrors(draft, mirror, was)
      identifyLines(door, owned, field, draft)
      draft.linesBefore.set(field, was)
      if (draft.kind !== 'create' && sameLines(was, draft.lines.get(field) ?? [])) draft.lines.delete(field)
    }
  }
}

async function linesOf(door: Door, owned: Owned, drafts: readonly Draft[]) {
  const known = drafts.filter((draft) => draft.kind !== 'create').map((draft) => draft.id)
  return loadLines(door.tx, door.model, owned, known)
}
