import { AwsClient } from 'aws4fetch'

/**
 * Where objects lie that speak the protocol of S3: an address with the bucket's folder, and who may use it.
 */
export type Bucket = { readonly address: string; readonly prefix: string; readonly client: AwsClient }

/** The bucket that an address of storage names. */
export function bucketOf(text: string, environment: NodeJS.ProcessEnv): Bucket {
  const url = new URL(text)
  const region = url.searchParams.get('region') ?? environment['AWS_REGION'] ?? 'us-east-1'
  const endpoint = url.searchParams.get('endpoint')
  const bucket = url.hostname
  const folder = asCalled(url.pathname.replace(/^\/+|\/+$/g, ''))
  return {
    address: endpoint
      ? `${endpoint.replace(/\/+$/, '')}/${bucket}`
      : `https://${bucket}.s3.${region}.amazonaws.com`,
    prefix: folder === '' ? '' : `${folder}/`,
    client: new AwsClient({
      accessKeyId: decodeURIComponent(url.username) || (environment['AWS_ACCESS_KEY_ID'] ?? ''),
      secretAccessKey: decodeURIComponent(url.password) || (environment['AWS_SECRET_ACCESS_KEY'] ?? ''),
      service: 's3',
      region,
      retries: 3,
    }),
  }
}

/** Keys are listed as they are called, and only addresses write them with percent signs. */
function asCalled(folder: string): string {
  return folder.replace(/(?:%[0-9a-f]{2})+/gi, (numbers) => {
    try {
      return decodeURIComponent(numbers)
    } catch {
      // Numbers that make no letter are part of what it is called.
      return numbers
    }
  })
}

/**
 * The address of what lies under a key, and of what is asked of it. Each byte but letters, digits and `-._~`
 * is written by its number, as signatures are reckoned: what a + is else read as differs from one storage to
 * the other, and whoever signs takes it for a space.
 */
export function addressOf(
  { address }: Pick<Bucket, 'address'>,
  key: string,
  asked: Readonly<Record<string, string>> = {},
): string {
  const place = key === '' ? address : `${address}/${key.split('/').map(inAddress).join('/')}`
  const query = Object.entries(asked).map(([name, value]) => `${inAddress(name)}=${inAddress(value)}`)
  return query.length === 0 ? place : `${place}?${query.join('&')}`
}

function inAddress(text: string): string {
  const byNumber = (one: string) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(text).replace(/[!'()*]/g, byNumber)
}

/** The answer, if it is a success; throws with what the storage said: `403 SignatureDoesNotMatch: …`. */
export async function expectOk(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  const said = await answer.text().catch(() => '')
  const [code, message] = ['Code', 'Message'].map((name) => new RegExp(`<${name}>([^<]*)<`).exec(said)?.[1])
  const why = code === undefined ? said : [code, message].filter(Boolean).join(': ')
  throw new Error(`The file storage answered ${answer.status} ${why.slice(0, 300)}`.trim())
}

/**
 * All that lies in the bucket's folder and in folders within it: the key, the last part of it as the name,
 * and when it came (in milliseconds). The listing comes in pages of a thousand, as XML of a fixed form.
 */
export async function* bucketEntries(
  bucket: Bucket,
): AsyncIterable<{ readonly key: string; readonly name: string; readonly at: number }> {
  for (let token: string | undefined = ''; token !== undefined;) {
    const from = token === '' ? {} : { 'continuation-token': token }
    const asked = addressOf(bucket, '', { 'list-type': '2', prefix: bucket.prefix, ...from })
    const answer = await expectOk(await bucket.client.fetch(asked))
    const page = await answer.text()
    for (const [, entry = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
      const key = fromXml(/<Key>([^<]*)<\/Key>/.exec(entry)?.[1] ?? '')
      const at = Date.parse(/<LastModified>([^<]*)<\/LastModified>/.exec(entry)?.[1] ?? '')
      yield { key, name: key.split('/').at(-1) ?? '', at }
    }
    const next = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(page)?.[1]
    token = next === undefined ? next : fromXml(next)
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text as XML writes it; storages differ in whether they name a character or give its number. */
export function fromXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal ?? NaN) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : (entities[String(name)] ?? whole)
  })
}
