import type { DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { isOwnedLines, targetOf } from '../../api/model.ts'

/** A link that can be begun from a partner: the object that keeps it, and who stands on its two sides. */
export interface PartnerLink {
  link: DescribedObject
  /** The field that names the partner one comes from. */
  via: DescribedField
  /** The fields that name who is linked to it; of several, one is filled in. */
  others: readonly DescribedField[]
}

const linkNames = ['supplierLink', 'contactLink']

/** Whether records of the object tie two partners, so that a row of it leads to the other one. */
export function isLink(object: DescribedObject): boolean {
  return linkNames.includes(object.name)
}

/** The links that one may begin from records of an object, in the order of its fields. */
export function partnerLinks(model: DescribedModel, object: DescribedObject): PartnerLink[] {
  return object.fields.flatMap((field) => {
    const link = targetOf(model, field)
    if (!link || isOwnedLines(field) || field.value.kind !== 'lines' || !isLink(link)) return []
    if (!link.may.includes('create')) return []
    const name = field.value.via
    const via = link.fields.find((one) => one.name === name)
    const sides = link.fields.filter((one) => one.change && targetOf(model, one)?.base === 'party')
    const needed = sides.filter((one) => one !== via && one.required)
    const others = needed.length > 0 ? needed : sides.filter((one) => one !== via)
    return via && others.length > 0 ? [{ link, via, others }] : []
  })
}
