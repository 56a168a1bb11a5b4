import type { DescribedModel, DescribedObject } from '../../api/model.ts'

/** A rule names its object by its name or by its path. */
export function ruledObject(model: DescribedModel, named: unknown): DescribedObject | undefined {
  return model.objects.find(({ name, path }) => name === named || path === named)
}
