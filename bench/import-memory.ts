import { createWriteStream, openAsBlob, readFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { createEngine } from '#engine'
import { freePort } from '#testing'
import { csvWriter, xlsxWriter } from '../engine/table-files/index.ts'
import { modules } from '../modules/index.ts'
import { kontorProcess, type KontorProcess } from '../testing/faults/kontor-process.ts'
import type { Figure } from './run.ts'
import { sampleColumns, sampleRows } from './sample-rows.ts'

const most = 512
/** Sheets are never as long as CSV is: their format ends at a million rows. */
const files = [
  { format: 'csv', writer: csvWriter, share: 1 },
  { format: 'xlsx', writer: xlsxWriter, share: 0.2 },
] as const

/**
 * What the server with its workers holds at most while it checks and imports a file, as people start it and
 * send it: its highest mark of resident memory, each format in a process of its own.
 */
export async function measureImportMemory({
  folder,
  rows,
  report,
}: {
  folder: string
  rows: number
  report: (figure: Figure) => void
}): Promise<void> {
  for (const { format, writer, share } of files) {
    const count = Math.round(rows * share)
    const file = path.join(folder, `many.${format}`)
    await pipeline(Readable.from(writer(sampleColumns, sampleRows(count))), createWriteStream(file))
    const kontor = kontorProcess(path.join(folder, `import-${format}`), await freePort())
    await kontor.start()
    try {
      const began = performance.now()
      await imported(kontor, await keyFor(kontor), file)
      const seconds = (performance.now() - began) / 1_000
      const mebibytes = highestBytes(kontor.pid()) / 1024 ** 2
      report({
        work: `memory of an import of ${format.toUpperCase()}`,
        parties: count,
        value: mebibytes,
        unit: 'MiB',
        reach: `≤ ${most}`,
        reached: mebibytes <= most,
        detail: `${seconds.toFixed(0)} s from sending to done, ${(count / seconds).toFixed(0)} rows/s`,
      })
    } finally {
      await kontor.stop()
    }
  }
}

async function keyFor(kontor: KontorProcess): Promise<string> {
  const engine = await createEngine({
    databaseUrl: await kontor.databaseUrl(),
    ...{ schema: 'kontor', dataFolder: kontor.dataFolder, modules, connections: 2 },
  })
  try {
    const root = await engine.access.systemActor('bench')
    const { items } = JSON.parse(
      await engine.records.list(root, 'post', { fields: ['key'], limit: 100 }),
    ) as { items: { id: string; key: string }[] }
    const post = items.find(({ key }) => key === 'administrator')?.id
    const user = await engine.records.create(root, 'user', {
      ...{ name: 'Importer', email: 'importer@bench.example', posts: [{ post }] },
    })
    return (await engine.accounts.createKey({ user: user.id, name: 'bench', source: 'cli' })).key
  } finally {
    await engine.close()
  }
}

async function imported({ url }: KontorProcess, key: string, file: string): Promise<void> {
  const ask = async (method: string, place: string, body?: string | FormData): Promise<Import> => {
    const headers = {
      authorization: `Bearer ${key}`,
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
    }
    const answer = await fetch(`${url}/api/v1/${place}`, { method, headers, ...(body ? { body } : {}) })
    if (!answer.ok) throw new Error(`${method} ${place}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Import
  }
  const form = new FormData()
  form.set('object', 'customers')
  form.set('file', await openAsBlob(file), path.basename(file))
  const { id } = await ask('POST', 'imports', form)
  const until = async (state: string): Promise<void> => {
    for (;;) {
      const now = await ask('GET', `imports/${id}`)
      if (now.state === state) return
      if (['failed', 'cancelled'].includes(now.state)) throw new Error(`It ${now.state}: ${now.error}`)
      await pause(500)
    }
  }
  await ask('POST', `imports/${id}/check`)
  await until('checked')
  await ask('PATCH', `imports/${id}`, JSON.stringify({ decision: 'create' }))
  await ask('POST', `imports/${id}/run`)
  await until('done')
}

type Import = { readonly id: string; readonly state: string; readonly error: string | null }

/** Linux says it in /proc; elsewhere the figure is left at zero. */
function highestBytes(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    // There is no /proc on this system.
    return 0
  }
}
