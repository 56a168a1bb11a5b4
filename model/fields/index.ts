import type { Field } from '../declaration.ts'
import type { FieldType } from '../field-type.ts'
import { bankAccountType } from './bank-account/bank-account.ts'
import { choiceType } from './choice/choice.ts'
import { choicesType } from './choices/choices.ts'
import { codeType } from './code/code.ts'
import { collectionType } from './collection/collection.ts'
import { dataType } from './data/data.ts'
import { dayType } from './day/day.ts'
import { decimalType } from './decimal/decimal.ts'
import { emailType } from './email/email.ts'
import { fileType } from './file/file.ts'
import { formulaType, formulaTypeOf } from './formula/formula.ts'
import { imageType } from './image/image.ts'
import { instantType } from './instant/instant.ts'
import { integerType } from './integer/integer.ts'
import { longTextType } from './long-text/long-text.ts'
import { moneyType } from './money/money.ts'
import { percentType } from './percent/percent.ts'
import { phoneType } from './phone/phone.ts'
import { postalAddressType } from './postal-address/postal-address.ts'
import { referenceType } from './reference/reference.ts'
import { referencesType } from './references/references.ts'
import { sequenceNumberType } from './sequence-number/sequence-number.ts'
import { tagsType } from './tags/tags.ts'
import { taxNumberType } from './tax-number/tax-number.ts'
import { textType } from './text/text.ts'
import { webAddressType } from './web-address/web-address.ts'
import { yesNoType } from './yes-no/yes-no.ts'

export { bankAccount } from './bank-account/bank-account.ts'
export { choice, choiceLabelOf, choicesOf, type Choice } from './choice/choice.ts'
export { choices } from './choices/choices.ts'
export { code, codeListOf } from './code/code.ts'
export { codes, readCode, type CodeList } from './code/code-list.ts'
export { codeByName, codeName } from './code/code-name.ts'
export { collection } from './collection/collection.ts'
export { data } from './data/data.ts'
export { day } from './day/day.ts'
export { decimal } from './decimal/decimal.ts'
export { email } from './email/email.ts'
export { file } from './file/file.ts'
export { formula, resultTypeOf, type FormulaResult } from './formula/formula.ts'
export { image } from './image/image.ts'
export { instant } from './instant/instant.ts'
export { integer } from './integer/integer.ts'
export { longText } from './long-text/long-text.ts'
export { money } from './money/money.ts'
export { percent } from './percent/percent.ts'
export { phone } from './phone/phone.ts'
export { addressParts, postalAddress, type PostalAddress } from './postal-address/postal-address.ts'
export { reference, referenceText, targetOf, type Lookup } from './reference/reference.ts'
export { references } from './references/references.ts'
export { sequenceNumber } from './sequence-number/sequence-number.ts'
export { tags } from './tags/tags.ts'
export { taxNumber } from './tax-number/tax-number.ts'
export { text } from './text/text.ts'
export { webAddress } from './web-address/web-address.ts'
export { yesNo } from './yes-no/yes-no.ts'
export { checkOf } from './check-of.ts'
export { joinParts, splitParts } from './list-text.ts'
export { problemText } from './problem-text.ts'

/** Every kind of field, by the name that declarations and the catalog use. */
export const fieldTypes: ReadonlyMap<string, FieldType> = new Map(
  [
    textType,
    longTextType,
    integerType,
    decimalType,
    moneyType,
    percentType,
    yesNoType,
    dayType,
    instantType,
    choiceType,
    choicesType,
    tagsType,
    referenceType,
    referencesType,
    collectionType,
    emailType,
    phoneType,
    webAddressType,
    postalAddressType,
    taxNumberType,
    bankAccountType,
    fileType,
    imageType,
    sequenceNumberType,
    formulaType,
    codeType,
    dataType,
  ].map((type) => [type.name, type as FieldType]),
)

/** The kind of a field. A formula has the operators, sort and controls of what it gives. */
export function fieldTypeOf(field: Field): FieldType {
  const type = field.type === 'formula' ? formulaTypeOf(field) : fieldTypes.get(field.type)
  if (!type) throw new Error(`The field ${field.label} has the type “${field.type}”, which does not exist.`)
  return type
}
