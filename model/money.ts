import type { Decimal, Money } from './declaration.ts'
import { addDecimals, roundDecimal } from './decimal.ts'

/** How many decimals a currency is kept with (ISO 4217): 2 for most, 0 for JPY, 3 for KWD. */
export function currencyDecimals(currency: string): number {
  return otherDecimals.get(currency) ?? 2
}

/** The amount rounded half away from zero to what the currency is kept with. */
export function roundMoney(amount: Decimal, currency: string): Money {
  return roundDecimal(amount, currencyDecimals(currency))
}

/**
 * One sum per currency, in the order in which the currencies come: different currencies never add silently.
 */
export function sumByCurrency(
  amounts: Iterable<{ readonly amount: Money; readonly currency: string }>,
): ReadonlyMap<string, Money> {
  const sums = new Map<string, Money>()
  for (const { amount, currency } of amounts)
    sums.set(currency, addDecimals(sums.get(currency) ?? '0', amount))
  return sums
}

/**
 * Minor units of ISO 4217 where they are not 2. Intl is not asked: for some it follows the custom in shops.
 */
const otherDecimals = new Map<string, number>([
  ...decimalsFor(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...decimalsFor(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...decimalsFor(4, 'CLF UYW'),
])

function decimalsFor(decimals: number, currencies: string): [string, number][] {
  return currencies.split(' ').map((currency) => [currency, decimals])
}
