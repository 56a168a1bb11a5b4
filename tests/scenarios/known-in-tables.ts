import { newId } from '#model'
import type { Office } from './office.ts'

export type Named = {
  /** What they are called wherever words can name them. */
  readonly who: string
  readonly record: string
  /** A record that went into theirs: half of the tables name them by this number alone. */
  readonly former: string
  /** A user of theirs, who is tied to the record. */
  readonly user: string
}

/** A row of theirs in every table beside the records; `mark-…` tells in the report from which table it is. */
export async function nameInTables({ engine, as }: Office, named: Named): Promise<string[]> {
  const [change, held, ask, criterion, rule, provider] = Array.from({ length: 6 }, () => newId())
  const root = as.administrator.user
  const { record, former, user, who } = named
  const text = (table: string) => `${who} mark-${table}`
  const far = `now() + interval '30 days'`
  const values: Record<string, string> = {
    account_link: `(id, "user", kind, expires_at) values (gen_random_uuid(), '${user}', 'invitation', ${far})`,
    api_key: `(id, "user", name, key_hash, hint) values (gen_random_uuid(), '${user}', '${text('api_key')}', '\\x01', 'h')`,
    change: `(id, kind, label) values ('${change}', 'merge', '${text('change')}')`,
    due_reminder: `(object, record, whom) values ('contact', '${former}', '${root}')`,
    duplicate_pair: `(id, object, one, other, score, evidence) values (gen_random_uuid(), 'party',
      least('${former}', '${held}')::uuid, greatest('${former}', '${held}')::uuid, 0.9,
      '[{"field": "name", "code": "similarName", "weight": 3}]')`,
    export: `(id, actor, request) values (gen_random_uuid(), '${root}', '{"where": {"name": "${text('export')}"}}')`,
    fact: `(id, object, record, kind, field, result, asked, version, created_at, updated_at)
      values (gen_random_uuid(), 'party', '${former}', 'vies', 'taxId', 'valid', '{"taxId": "mark-fact"}', 1, now(),
        now())`,
    fact_answer: `(kind, asked, answer) values ('vies', '{"taxId": "mark-fact"}', '{"says": "mark-fact_answer"}')`,
    fact_confirmation: `(id, object, record, asked, created_by, expires_at, line)
      values (gen_random_uuid(), 'party', '${former}', '{"email": "mark-fact_confirmation"}', '${root}', ${far},
        gen_random_uuid())`,
    fact_look: `(kind, record, line, failure) values ('vies', '${former}', gen_random_uuid(), 'mark-fact_look')`,
    former_value: `(object, value, record) values ('statusReason', '${text('former_value')}', gen_random_uuid())`,
    idempotency: `("user", path, key, body_hash, body, status)
      values ('${root}', '/contacts/${former}', 'k', 'h', 'mark-idempotency', 200)`,
    import: `(id, object, actor, file_name, file_bytes, inspection, options, style, state)
      values ('${held}', 'contact', '${root}', '${text('import')}', 1, '{"columns": [], "rows": []}', '{}', '{}',
        'done')`,
    import_row: `(import, row, line, cells, record) values ('${held}', 1, 2, '["mark-import_row"]', '${former}')`,
    import_problem: `(import, row, place, code, level, message)
      values ('${held}', 1, 0, 'x', 'error', 'mark-import_problem')`,
    import_mapping: `(object, signature, actor, mapping, mode, style)
      values ('contact', '${text('import_mapping')}', '${root}', '[]', 'create', '{}')`,
    import_told_apart: `(object, form, record) values ('party', 'f', '${former}')`,
    job: `(id, name, payload, actor, label, state)
      values (gen_random_uuid(), 'import', '{}', '${root}', '${text('job')}', 'done')`,
    keeper_ask: `(id, object, asker, entry, note)
      values ('${ask}', 'contact', '${root}', '{"name": "Z"}', 'mark-keeper_ask')`,
    keeper_question: `(id, ask, object, record, state, answer)
      values (gen_random_uuid(), '${ask}', 'party', '${former}', 'answered', 'mark-keeper_question')`,
    known_device: `(token_hash, "user") values ('\\x02', '${user}')`,
    mail: `(id, kind, recipient, language, payload, state)
      values (gen_random_uuid(), 'notice', 'mark-mail@else.example', 'en', '{"record": "${former}"}', 'sent')`,
    passkey: `(id, "user", credential, public_key, counter, name)
      values (gen_random_uuid(), '${user}', '\\x03', '\\x04', 1, 'mark-passkey')`,
    proposal: `(criterion, record, object, found_on, state, reason)
      values ('${criterion}', '${former}', 'contact', current_date, 'snoozed', 'mark-proposal')`,
    recovery_code: `("user", code_hash) values ('${user}', '\\x05')`,
    retention_review: `(rule, record, object, due) values ('${rule}', '${former}', 'contact', current_date)`,
    right_use: `("user", object, action, record, last_on)
      values ('${root}', 'contact', 'read', '${former}', current_date)`,
    session: `(id, token_hash, "user", expires_at, agent)
      values (gen_random_uuid(), '\\x06', '${user}', ${far}, 'mark-session')`,
    sign_in_identity: `(id, provider, subject, "user")
      values (gen_random_uuid(), '${provider}', 'mark-sign_in_identity', '${user}')`,
    totp: `("user", secret) values ('${user}', '\\x07')`,
    undo_kept: `(change, nr, object, record, reason)
      values ('${change}', 1, 'party', '${record}', '{"en": "mark-undo_kept", "ka": "mark-undo_kept"}')`,
  }
  const query = (statement: string) => engine.database.query({ parts: [statement], values: [] })
  await query(`insert into criterion (id, name, object, action, version, created_at, updated_at)
    values ('${criterion}', 'C', 'contact', 'freeze', 1, now(), now())`)
  await query(`insert into retention_rule (id, name, object, months, outcome, ground, active, version, created_at, updated_at)
    values ('${rule}', 'R', 'contact', 1, 'review', 'G', false, 1, now(), now())`)
  await query(`insert into sign_in_provider (id, label, issuer, client_id)
    values ('${provider}', 'P', 'https://p.example', 'c')`)
  for (const [table, row] of Object.entries(values)) await query(`insert into "${table}" ${row}`)
  return Object.values(values).flatMap((row) => row.match(/mark-\w+/g) ?? [])
}
