import type { Caller } from '../scenarios/office.ts'

/** Fields that partners are asked for, each of which is hidden from some people. */
export const askedFields = ['registrationNumber', 'industry', 'emails', 'paymentDays']

/** Lets partners be asked for those that are on nobody's list yet. */
export async function letAsk(root: Caller): Promise<void> {
  for (const face of ['customer', 'supplier']) {
    const place = `objects/${face}/rules`
    const { rules = [] } = (await root.get(place)).body as { rules?: readonly object[] }
    const set = await root.put(place, { rules: [...rules, { ask: 'paymentDays' }, { ask: 'emails' }] })
    if (set.status >= 300) throw new Error(`${place}: ${set.text}`)
  }
}
