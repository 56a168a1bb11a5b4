import http from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * How it behaves: as it should; silent; closing in the middle; broken; overrun; sending away; talking
 * nonsense, a page of HTML, or without end; or with a member state that is away, or VIES that cannot look up
 * what it is asked.
 */
export type SourceMood =
  | 'well'
  | 'silent'
  | 'cut'
  | 'broken'
  | 'busy'
  | 'moved'
  | 'nonsense'
  | 'html'
  | 'endless'
  | 'memberAway'
  | 'invalidInput'

export type FactSourcesServer = {
  /** Of VIES, of GLEIF, of a geocoder, and of a register with `{country}` and `{number}` in it. */
  readonly addresses: Readonly<Record<'vies' | 'gleif' | 'address' | 'register', string>>
  mood: SourceMood
  /** VAT numbers with their state before them, and whose they are. */
  readonly numbers: Map<string, { readonly name: string; readonly address?: string }>
  /** Companies by their registration number. */
  readonly companies: Map<string, { readonly name: string; readonly city: string; readonly state?: string }>
  /** What the geocoder finds in a town. */
  readonly places: Map<string, { readonly lat: string; readonly lon: string; readonly postcode?: string }>
  /** The key without which the register says nothing, in the header X-Api-Key or behind ?apikey=. */
  key: string | null
  /** What was asked, a line each. */
  readonly asked: string[]
  goAway(): Promise<void>
  comeBack(): Promise<void>
}

type Hooks = { after(release: () => Promise<void>): void }

/** A server that speaks as VIES, GLEIF, Nominatim and a register of companies do, on a free port. */
export async function factSourcesServer(t: Hooks): Promise<FactSourcesServer> {
  const state = {
    mood: 'well' as SourceMood,
    numbers: new Map(),
    companies: new Map(),
    places: new Map(),
    key: null as string | null,
    asked: [] as string[],
  }
  const server = http.createServer((request, response) => {
    void bodyOf(request).then((body) => answer(state as never, request, response, body))
  })
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const goAway = () =>
    new Promise<void>((done) => {
      server.closeAllConnections()
      if (server.listening) server.close(() => done())
      else done()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  t.after(goAway)
  const at = `http://127.0.0.1:${port}`
  const addresses = {
    vies: `${at}/vies/rest-api`,
    gleif: `${at}/gleif/api/v1`,
    address: `${at}/nominatim`,
    register: `${at}/register/{country}/{number}`,
  }
  return Object.assign(state, { addresses, goAway, comeBack: () => listen(port) })
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request) text += String(piece)
  return text
}

const moods: Partial<Record<SourceMood, (response: http.ServerResponse) => void>> = {
  silent: () => {},
  cut: (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
    response.write('{"valid": tr', () => response.destroy())
  },
  broken: (response) => send(response, 500, { error: 'stack trace' }),
  busy: (response) => {
    response.setHeader('retry-after', '120')
    send(response, 429, { error: 'slow down' })
  },
  moved: (response) => {
    response.setHeader('location', 'http://127.0.0.1:1/elsewhere')
    response.writeHead(302).end()
  },
  nonsense: (response) => send(response, 200, { valid: 'perhaps', data: 7, name: ['a'], lat: 'north' }),
  html: (response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Down for maintenance</html>')
  },
  endless: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const more = () => {
      while (!response.destroyed && response.write('"'.padEnd(65_536, 'x')));
    }
    response.on('drain', more)
    more()
  },
}

function answer(
  state: FactSourcesServer,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  body: string,
): void {
  const url = new URL(request.url ?? '/', 'http://here')
  state.asked.push(`${request.method} ${decodeURIComponent(url.pathname + url.search)} ${body}`.trim())
  const mood = moods[state.mood]
  if (mood) return mood(response)
  if (url.pathname === '/vies/rest-api/check-vat-number') return vies(state, response, body)
  if (url.pathname === '/gleif/api/v1/lei-records') return gleif(state, response, url)
  if (url.pathname === '/nominatim/search') return nominatim(state, response, url)
  if (url.pathname.startsWith('/register/')) {
    const given = request.headers['x-api-key'] ?? url.searchParams.get('apikey')
    if (state.key !== null && given !== state.key) return send(response, 401, { error: 'no key' })
    return register(state, response, url)
  }
  send(response, 404, { error: 'not found' })
}

function vies({ mood, numbers }: FactSourcesServer, response: http.ServerResponse, body: string): void {
  const { countryCode, vatNumber } = JSON.parse(body) as Record<string, string>
  if (mood === 'memberAway' && countryCode === 'LV')
    return send(response, 200, { actionSucceed: false, errorWrappers: [{ error: 'MS_UNAVAILABLE' }] })
  if (mood === 'invalidInput')
    return send(response, 400, { actionSucceed: false, errorWrappers: [{ error: 'INVALID_INPUT' }] })
  const found = numbers.get(`${countryCode}${vatNumber}`)
  send(response, 200, {
    ...{ countryCode, vatNumber, requestDate: '2026-03-12T09:00:00.000Z', valid: found !== undefined },
    requestIdentifier: found ? `WAPIAAAA${vatNumber}` : '',
    ...{ name: found?.name ?? '---', address: found?.address ?? '---' },
  })
}

function gleif({ companies }: FactSourcesServer, response: http.ServerResponse, url: URL): void {
  const number = url.searchParams.get('filter[entity.registeredAs]') ?? ''
  const country = url.searchParams.get('filter[entity.legalAddress.country]')
  const found = companies.get(number)
  const lei = `5493${number}`.padEnd(20, '0')
  const entity = {
    legalName: { name: found?.name, language: 'lv' },
    legalAddress: { addressLines: ['Brīvības 1'], city: found?.city, country, postalCode: 'LV-1010' },
    ...{ registeredAs: number, jurisdiction: country, status: found?.state ?? 'ACTIVE' },
  }
  const attributes = { lei, entity, registration: { status: 'ISSUED' } }
  const data = found ? [{ type: 'lei-records', id: lei, attributes }] : []
  send(response, 200, { meta: { pagination: { total: data.length } }, links: {}, data })
}

function nominatim({ places }: FactSourcesServer, response: http.ServerResponse, url: URL): void {
  const city = url.searchParams.get('city') ?? ''
  const found = places.get(city)
  if (!found) return send(response, 200, [])
  const country_code = url.searchParams.get('countrycodes') ?? 'lv'
  const { lat, lon, postcode } = found
  const address = { city, country_code, ...(postcode ? { postcode } : {}) }
  send(response, 200, [{ place_id: 1, osm_type: 'way', osm_id: 42, lat, lon, display_name: city, address }])
}

function register({ companies }: FactSourcesServer, response: http.ServerResponse, url: URL): void {
  const [, , , number = ''] = url.pathname.split('/')
  const found = companies.get(decodeURIComponent(number))
  if (!found) return send(response, 404, { message: 'no such company' })
  send(response, 200, {
    company: { legalName: found.name, seat: { town: found.city }, state: found.state ?? 'registered' },
  })
}

function send(response: http.ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
