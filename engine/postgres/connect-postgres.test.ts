import assert from 'node:assert/strict'
import net from 'node:net'
import test from 'node:test'
import { freshDatabase } from '#testing'
import { connectPostgres } from './connect-postgres.ts'
import { freePort } from './free-port.ts'
import { StartFailure } from './start-failure.ts'

test('a server that an administrator names is used, and left running', async (t) => {
  const { url } = await freshDatabase(t)
  const server = await connectPostgres(url)
  assert.equal(server.url, url)
  assert.ok(server.version >= 15)
  await server.stop()
  await connectPostgres(url)
})

test('each way in which the server cannot be used has its own sentence', async (t) => {
  const { url } = await freshDatabase(t)
  const elsewhere = (change: (address: URL) => void): string => {
    const address = new URL(url)
    change(address)
    return address.href
  }
  const port = await freePort()
  await refuses('not an address', 'serverUnreachable', /looks like postgres:/)
  await refuses(`postgres://kontor@127.0.0.1:${port}/kontor`, 'serverUnreachable', /Check that it runs/)
  await refuses('postgres://kontor@no-such-host.invalid/kontor', 'serverUnreachable', /DATABASE_URL is right/)
  await refuses(
    elsewhere((address) => (address.pathname = '/nothing')),
    'serverRefused',
    /Create it/,
  )
  if (!process.env.KONTOR_TEST_DATABASE_URL) {
    await refuses(
      elsewhere((address) => (address.password = 'wrong')),
      'serverRefused',
      /Correct them/,
    )
  }
})

test('a server older than version 15 is refused', async (t) => {
  const old = await fakeServer(t, { version: 14, encoding: 'UTF8' })
  await refuses(old, 'serverTooOld', /version 14; Kontor needs 15 or newer/)
})

test('a database that cannot store every script is refused', async (t) => {
  const latin = await fakeServer(t, { version: 16, encoding: 'LATIN1' })
  await refuses(latin, 'serverRefused', /LATIN1; Kontor needs UTF8/)
})

async function refuses(url: string, code: StartFailure['code'], sentence: RegExp): Promise<void> {
  await assert.rejects(connectPostgres(url), (error: Error) => {
    assert.ok(error instanceof StartFailure, error.stack ?? '')
    assert.equal(error.code, code, error.message)
    assert.match(error.message, sentence)
    return true
  })
}

/** Speaks just enough of the protocol to answer one question, since no such server is at hand. */
async function fakeServer(
  t: { after(release: () => void): void },
  answer: { version: number; encoding: string },
): Promise<string> {
  const server = net.createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), ready]))
      socket.on('data', () => socket.write(Buffer.concat([columns, row(answer), complete, ready])))
    })
  })
  t.after(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `postgres://kontor@127.0.0.1:${(server.address() as net.AddressInfo).port}/kontor`
}

const ready = message('Z', Buffer.from('I'))
const complete = message('C', text('SELECT 1'))
const columns = message('T', Buffer.concat([int16(2), column('version', 23), column('encoding', 25)]))

function row({ version, encoding }: { version: number; encoding: string }): Buffer {
  const cells = [String(version), encoding].map((cell) =>
    Buffer.concat([int32(cell.length), Buffer.from(cell)]),
  )
  return message('D', Buffer.concat([int16(2), ...cells]))
}

function column(name: string, type: number): Buffer {
  return Buffer.concat([text(name), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)])
}

function message(kind: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(kind), int32(body.length + 4), body])
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`)
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}
