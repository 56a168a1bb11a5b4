import type { NumberRules } from '../number-rule.ts'
import { overseasRules } from './overseas.ts'
import { asiaRules } from './asia.ts'
import { balticRules } from './baltic.ts'
import { centralEuropeRules } from './central-europe.ts'
import { easternEuropeRules } from './eastern-europe.ts'
import { northernEuropeRules } from './northern-europe.ts'
import { westernEuropeRules } from './western-europe.ts'

/** Every rule for numbers of companies and taxpayers that is written here. */
export const numberRules: NumberRules = {
  ...balticRules,
  ...westernEuropeRules,
  ...centralEuropeRules,
  ...northernEuropeRules,
  ...easternEuropeRules,
  ...asiaRules,
  ...overseasRules,
}
