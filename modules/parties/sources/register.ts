import { longText, text } from '#model'
import { Unreachable, type FactAnswer, type FactCall, type FactSource } from '#engine'
import { keySettings } from './key-settings.ts'
import { said } from '../said.ts'
import { textAt } from './text-at.ts'

/** Fields of a partner of which a register can tell. */
const told: readonly string[] = ['name', 'taxId', 'country', 'city', 'email', 'phone', 'industry', 'website']

/**
 * A register of companies of the firm's own choosing. Its address has `{number}` and `{country}` in it; the
 * mapping says, a line each, where in its answer a field stands: `name = company.legalName`, and with
 * `status = company.state` which state a company has that is alive.
 */
export const register: FactSource = {
  kind: 'register',
  source: 'Register',
  address: '',
  perMinute: 60,
  days: 180,
  settings: {
    mapping: {
      initial: 'name = name\ncity = address.city\nstatus = status',
      field: longText({
        label: 'Where each field stands',
        labels: {
          lv: 'Kur atrodas katrs lauks',
          ka: 'სად არის თითოეული ველი',
          zh: '各字段的位置',
          ru: 'Где стоит каждое поле',
        },
        help: 'A line each, such as name = company.legalName. The address has {number} and {country} in it.',
        helps: {
          lv: 'Katrs savā rindā, piemēram, name = company.legalName. Adresē ir {number} un {country}.',
          ka: 'თითო ხაზზე, მაგალითად name = company.legalName. მისამართში არის {number} და {country}.',
          zh: '每行一个，例如 name = company.legalName。地址中含有 {number} 和 {country}。',
          ru: 'По строке на каждое, например name = company.legalName. В адресе стоят {number} и {country}.',
        },
        max: 2_000,
      }),
      fault: (value) => faultOfMapping(String(value ?? '')),
    },
    alive: {
      initial: 'active',
      field: text({
        label: 'States of a company that exists',
        labels: {
          lv: 'Darbojoša uzņēmuma stāvokļi',
          ka: 'მოქმედი კომპანიის მდგომარეობები',
          zh: '存续公司的状态',
          ru: 'Состояния действующей компании',
        },
        help: 'With commas between them, such as active, registered.',
        helps: {
          lv: 'Ar komatiem, piemēram, active, registered.',
          ka: 'მძიმეებით, მაგალითად active, registered.',
          zh: '用逗号分隔，例如 active, registered。',
          ru: 'Через запятую, например active, registered.',
        },
        max: 300,
      }),
    },
    ...keySettings,
  },
  addressFault: (address) =>
    /\{number\}/i.test(address)
      ? null
      : said('Say with {place} where the number of the company stands.', { place: '{number}' }),
  trial: { registrationNumber: '40003032949', country: 'LV' },
  applies: ({ registrationNumber }) => Boolean(registrationNumber),
  async ask(asked, call): Promise<FactAnswer> {
    const { url, headers } = await withKey(call, addressOf(call.address, asked))
    const { status, body } = await call.json(url, { headers })
    if (status === 404 || status === 410) return { result: 'invalid', reason: 'notFound' }
    if (status >= 400 || typeof body !== 'object' || body === null) throw new Unreachable('notUnderstood')
    const mapping = readMapping(String((await call.setting('mapping')) ?? ''))
    const alive = String((await call.setting('alive')) ?? '')
      .split(',')
      .map((one) => one.trim().toLowerCase())
    const empty = mapping.filter(([, path]) => textAt(body, path) === '').map(([, path]) => path)
    if (call.isTrial && empty.length > 0) throw new Unreachable('nothingAt', empty.join(', '))
    const says = Object.fromEntries(
      mapping
        .filter(([field]) => told.includes(field))
        .map(([field, path]) => [field, textAt(body, path)])
        .filter(([, value]) => value !== ''),
    ) as Record<string, string>
    // An answer in which nothing stands where it should is somebody else's.
    if (Object.keys(says).length === 0) throw new Unreachable('notUnderstood')
    const [, statusPath] = mapping.find(([field]) => field === 'status') ?? []
    const state = statusPath ? textAt(body, statusPath).toLowerCase() : ''
    if (state !== '' && !alive.includes(state)) return { result: 'invalid', reason: 'inactive', says }
    return { result: 'valid', says }
  },
}

function addressOf(
  template: string,
  { registrationNumber, country }: Readonly<Record<string, string | null>>,
): URL {
  const filled = template
    .replaceAll(/\{number\}|%7Bnumber%7D/gi, encodeURIComponent(registrationNumber ?? ''))
    .replaceAll(/\{country\}|%7Bcountry%7D/gi, encodeURIComponent(country ?? ''))
  const url = URL.parse(filled)
  if (!url) throw new Unreachable('notSetUp')
  return url
}

/** The key goes with each request, in a header or behind the question mark, as the register wants it. */
async function withKey(
  call: FactCall,
  url: URL,
): Promise<{ url: URL; headers: Readonly<Record<string, string>> }> {
  const key = await call.secret('key')
  const name = String((await call.setting('keyName')) ?? '')
  if (key === null || name === '') return { url, headers: {} }
  if ((await call.setting('keyIn')) === 'header') return { url, headers: { [name]: key } }
  url.searchParams.set(name, key)
  return { url, headers: {} }
}

/** The first line that is none, of a field that is none, or with a path that leads nowhere. */
function faultOfMapping(text: string) {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const seen = new Set<string>()
  for (const line of lines) {
    const [field = '', path = '', ...rest] = line.split('=').map((one) => one.trim())
    if (path === '' || rest.length > 0)
      return said('“{line}” is no line such as name = company.legalName.', { line: line.trim().slice(0, 80) })
    if (field !== 'status' && !told.includes(field))
      return said('“{field}” is no field that a register tells. It tells: {fields}.', {
        ...{ field: field.slice(0, 80), fields: [...told, 'status'].join(', ') },
      })
    if (seen.has(field)) return said('“{field}” stands there twice.', { field })
    if (!/^[^.\s]+(\.[^.\s]+)*$/.test(path))
      return said('“{path}” is no path such as company.legalName.', { path: path.slice(0, 80) })
    seen.add(field)
  }
  return lines.length === 0 ? said('Say of at least one field where it stands.') : null
}

function readMapping(text: string): [field: string, path: string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const [field = '', path = ''] = line.split('=').map((one) => one.trim())
    return field !== '' && path !== '' ? [[field, path]] : []
  })
}
