import type { Language } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { databaseNow } from '../database/database-now.ts'
import { notFound } from '../errors.ts'
import { writeOne } from '../records/write/write-one.ts'
import { formObject } from './askable.ts'
import type { OutsideParts } from './open-outside.ts'

export type FormFile = {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly taken: boolean
}
export type FormMessage = {
  readonly id: string
  readonly text: string
  readonly own: boolean
  readonly at: string
}

/** A form as it stands. */
export type Form = {
  readonly id: string
  readonly version: number
  readonly party: string
  readonly role: string
  readonly name: string
  readonly email: string
  readonly state: 'open' | 'sent' | 'closed' | 'revoked'
  readonly language: Language
  readonly fields: readonly string[]
  readonly papers: readonly string[]
  readonly note: string | null
  readonly expiresAt: string
  /** Whether it may still be filled in by its day. */
  readonly isOpen: boolean
  readonly openedAt: string | null
  readonly answers: Readonly<Record<string, unknown>>
  readonly accepted: readonly string[]
  /** By field, the lines that were accepted. */
  readonly acceptedLines: Readonly<Record<string, readonly string[]>>
  readonly files: readonly FormFile[]
  readonly messages: readonly FormMessage[]
  readonly createdBy: string | null
  readonly reminders: number
}

type Parts = Pick<OutsideParts, 'database' | 'records' | 'access'>

const asked = [
  ...['party', 'role', 'name', 'email', 'state', 'language', 'fields', 'papers', 'note', 'expiresAt'],
  ...['openedAt', 'answers', 'accepted', 'acceptedLines', 'files', 'messages', 'createdBy', 'reminders'],
]

/** Reads a form; a 404 where there is none any more. */
export async function formOf({ database, records, access }: Parts, request: string): Promise<Form> {
  const actor = await access.systemActor('outside form')
  const found = await records.get(actor, formObject, request, { fields: asked })
  if (!('json' in found)) throw notFound()
  const record = JSON.parse(found.json) as Record<string, unknown> & { party: { id: string } | null }
  if (!record.party) throw notFound()
  return {
    ...(record as unknown as Form),
    version: found.version,
    party: record.party.id,
    fields: (record['fields'] ?? []) as string[],
    papers: (record['papers'] ?? []) as string[],
    answers: (record['answers'] ?? {}) as Form['answers'],
    accepted: (record['accepted'] ?? []) as string[],
    acceptedLines: (record['acceptedLines'] ?? {}) as Form['acceptedLines'],
    files: (record['files'] ?? []) as FormFile[],
    messages: (record['messages'] ?? []) as FormMessage[],
    createdBy: (record['createdBy'] as { id: string } | null)?.id ?? null,
    reminders: Number(record['reminders'] ?? 0),
    // By the same clock as the link to it.
    isOpen: Date.parse(String(record['expiresAt'])) > (await databaseNow(database)),
  }
}

/** Writes what came from outside into a form, and nowhere else; a 412 where it was changed meanwhile. */
export async function writeForm(
  { records, access }: Pick<Parts, 'records' | 'access'>,
  form: Form,
  values: Readonly<Record<string, unknown>>,
  version: number,
): Promise<void> {
  const actor: Actor = await access.systemActor('outside form')
  await records.door(actor, {}, async (door) => {
    const object = door.model.objects.get(formObject) as ResolvedObject
    const write = { kind: 'update', id: form.id, values, ifMatch: version } as const
    await writeOne({ ...door, authority: 'action' }, object, write)
    if (values['state'] === 'sent') await door.later('mail outside', { request: form.id, why: 'answered' })
  })
}
