import { fieldTypeOf, type Field, type Fields } from '#model'
import type { Actor } from '../access/actor.ts'
import type { AnyAction } from '../actions/action.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { placesOfFiles, type FilePlace } from './may-read-file.ts'

/**
 * Throws a 403 for whom a file is of no use: they may put one into no record, and no action that they may
 * take asks for one. A key that carries less than its user may do is judged by what it carries.
 */
export function refuseUpload(
  model: ResolvedModel,
  actions: Pick<ActionRegistry, 'of'>,
  { access }: Pick<Actor, 'access'>,
): void {
  const isTaken = ({ object, lines, field }: FilePlace) => {
    const known = access.object(object.name)
    const { name, field: declared } = lines ?? field
    if (!known || declared.readOnly) return false
    return (['create', 'change'] as const).some(
      (action) => known.rows(action) !== undefined && known.change(name, action) !== undefined,
    )
  }
  if (placesOfFiles(model).some(isTaken)) return
  for (const object of model.objects.values()) {
    const known = access.object(object.name)
    const isAsked = ({ name, input }: AnyAction) =>
      known?.rows(name) !== undefined && Object.values(input as Fields).some(namesFile)
    if (known?.rows('read') !== undefined && actions.of(object).some(isAsked)) return
  }
  throw new Problem(
    403,
    'forbidden',
    said(
      'You may put a file into no record, so there is none to upload. Ask an administrator for the right.',
    ),
  )
}

function namesFile(field: Field): boolean {
  const type = fieldTypeOf(field).valueType(field)
  return type.kind === 'reference' && type.to === 'file'
}
