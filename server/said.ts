import { sayer } from '#engine'
import { bulkTexts } from './bulk-texts.ts'
import { doorTexts } from './door-texts.ts'
import { duplicateTexts } from './duplicate-texts.ts'
import { factTexts } from './fact-texts.ts'
import { healthTexts } from './health-texts.ts'
import { reviewTexts } from './review-texts.ts'
import { saidTexts } from './said-texts.ts'
import { titleTexts } from './title-texts.ts'
import { whoDecidesTexts } from './who-decides-texts.ts'

/** A sentence of the edge for people, in whatever language they ask. */
export const said = sayer({
  ...saidTexts,
  ...bulkTexts,
  ...doorTexts,
  ...titleTexts,
  ...healthTexts,
  ...whoDecidesTexts,
  ...duplicateTexts,
  ...reviewTexts,
  ...factTexts,
})
