import { PartAway, Unreachable, type FactAnswer, type FactSource } from '#engine'
import { textAt } from './text-at.ts'

/** Member states as VIES writes them, which has its own name for Greece, and Northern Ireland. */
const memberStates: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' '),
)

/** What VIES says for “nothing”, where a member state gives no names. */
const withheld = /^-*$/

/**
 * VIES, by which the tax offices of the European Union say whether a VAT number is one that they gave:
 * `POST /check-vat-number` of the Commission's REST API.
 */
export const vatRegister: FactSource = {
  kind: 'vies',
  source: 'VIES',
  address: 'https://ec.europa.eu/taxation_customs/vies/rest-api',
  perMinute: 30,
  days: 90,
  trial: { taxId: 'LV40003032949', country: 'LV' },
  applies: (asked) => numberOf(asked) !== null,
  partOf: (asked) => numberOf(asked)?.countryCode ?? null,
  async ask(asked, { address, json }): Promise<FactAnswer> {
    const number = numberOf(asked)
    if (!number) return { result: 'unknown' }
    const { body, status } = await json(new URL(`${address.replace(/\/$/, '')}/check-vat-number`), {
      post: number,
    })
    const code = textAt(body, 'errorWrappers.0.error') || textAt(body, 'userError')
    // What it cannot even look up it has judged as little as one that it does not know the country of.
    if (code === 'INVALID_INPUT') return { result: 'unknown', reason: 'cannotLookUp' }
    refuseFailure(code)
    if (status >= 400) throw new Unreachable('noAnswer', String(status))
    const isValid = (body as { valid?: unknown } | null)?.valid
    if (typeof isValid !== 'boolean') throw new Unreachable('notUnderstood')
    const reference = textAt(body, 'requestIdentifier')
    const told = reference === '' ? {} : { reference }
    if (!isValid) return { result: 'invalid', reason: 'notRegistered', ...told }
    const name = textAt(body, 'name')
    return { result: 'valid', says: withheld.test(name) ? {} : { name }, ...told }
  },
}

function numberOf({ taxId, country }: Readonly<Record<string, string | null>>) {
  if (!taxId) return null
  const plain = taxId.toUpperCase().replaceAll(/[^A-Z0-9+*]/g, '')
  const written = /^[A-Z]{2}/.exec(plain)?.[0] ?? ''
  const own = country === 'GR' ? 'EL' : (country ?? '')
  if (memberStates.has(written) && (written === own || own === '' || written === 'XI'))
    return { countryCode: written, vatNumber: plain.slice(2) }
  return memberStates.has(own) && own !== 'XI' ? { countryCode: own, vatNumber: plain } : null
}

/**
 * A member state that is away or overrun has judged nothing, and the others still answer. Whether it says so
 * with a 200 or not differs.
 */
function refuseFailure(code: string): void {
  if (/^(VALID|INVALID|)$/.test(code)) return
  if (/^(MS_|TIMEOUT)/.test(code)) throw new PartAway(code)
  if (code.includes('MAX_CONCURRENT')) throw new Unreachable('tooOften', code)
  throw new Unreachable('noAnswer', code.slice(0, 80))
}
