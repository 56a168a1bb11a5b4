import { Readable } from 'node:stream'
import type { Actor, Engine } from '#engine'
import { createAll } from './create-all.ts'
import { seeded } from './random.ts'
import type { SampleCustomer } from './sample-diary.ts'
import { dayFrom, type SampleClock } from './sample-time.ts'

const kinds = [
  ['certificate', 'Tax certificate'],
  ['contract', 'Frame contract'],
  ['licence', 'Building licence'],
  ['certificate', 'Insurance certificate'],
  ['contract', 'Rental contract'],
] as const

/** Papers of some customers: some end within the next month, most later, a few never. */
export async function addPapers(
  engine: Engine,
  root: Actor,
  customers: readonly SampleCustomer[],
  { today }: SampleClock,
): Promise<void> {
  const random = seeded(customers.length + 7)
  const files: string[] = []
  for (const [, name] of kinds) files.push(await keptPaper(engine, root, name))
  const papers = customers
    .filter((_, at) => at % 9 === 4)
    .map(({ id }, at) => {
      const [kind, name] = kinds[at % kinds.length] ?? kinds[0]
      const ends = at % 4 === 0 ? 3 + random.whole(26) : 40 + random.whole(600)
      const expires = at % 7 === 6 ? {} : { expires: dayFrom(today, ends) }
      return { party: id, kind, name, file: files[at % kinds.length], ...expires }
    })
  await createAll(engine, root, 'partyFile', papers)
}

async function keptPaper(engine: Engine, root: Actor, name: string): Promise<string> {
  const arrived = await engine.files.arrive(root, Readable.from([Buffer.from(pdfOf(name))]), name)
  try {
    const { id } = await engine.files.keep(root, arrived, { name: `${name}.pdf` })
    return id
  } finally {
    await arrived.discard()
  }
}

/** A page with one line on it, after ISO 32000-1, as small as a PDF can be. */
function pdfOf(line: string): string {
  const text = `BT /F1 24 Tf 72 740 Td (${line}, sample) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = body.length
    body += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return body + table + trailer
}
