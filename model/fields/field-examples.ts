import type { Example } from './example.ts'
import { examples as bankAccount } from './bank-account/examples.ts'
import { examples as choice } from './choice/examples.ts'
import { examples as choices } from './choices/examples.ts'
import { examples as code } from './code/examples.ts'
import { examples as collection } from './collection/examples.ts'
import { examples as data } from './data/examples.ts'
import { examples as day } from './day/examples.ts'
import { examples as decimal } from './decimal/examples.ts'
import { examples as email } from './email/examples.ts'
import { examples as file } from './file/examples.ts'
import { examples as formula } from './formula/examples.ts'
import { examples as image } from './image/examples.ts'
import { examples as instant } from './instant/examples.ts'
import { examples as integer } from './integer/examples.ts'
import { examples as longText } from './long-text/examples.ts'
import { examples as money } from './money/examples.ts'
import { examples as percent } from './percent/examples.ts'
import { examples as phone } from './phone/examples.ts'
import { examples as postalAddress } from './postal-address/examples.ts'
import { examples as reference } from './reference/examples.ts'
import { examples as references } from './references/examples.ts'
import { examples as sequenceNumber } from './sequence-number/examples.ts'
import { examples as tags } from './tags/examples.ts'
import { examples as taxNumber } from './tax-number/examples.ts'
import { examples as text } from './text/examples.ts'
import { examples as webAddress } from './web-address/examples.ts'
import { examples as yesNo } from './yes-no/examples.ts'

/**
 * The examples of every type, by its name. Every capability that works on fields is tried with all of them.
 */
export const fieldExamples: Readonly<Record<string, readonly Example[]>> = {
  bankAccount,
  choice,
  choices,
  code,
  collection,
  data,
  day,
  decimal,
  email,
  file,
  formula,
  image,
  instant,
  integer,
  longText,
  money,
  percent,
  phone,
  postalAddress,
  reference,
  references,
  sequenceNumber,
  tags,
  taxNumber,
  text,
  webAddress,
  yesNo,
}
