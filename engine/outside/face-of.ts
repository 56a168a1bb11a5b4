import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { notFound } from '../errors.ts'
import type { Form } from './form.ts'

/** The face of the partner that a form is about. */
export function faceOf(model: ResolvedModel, form: Pick<Form, 'role'>): ResolvedObject {
  const face = model.objects.get(form.role)
  if (!face) throw notFound()
  return face
}
