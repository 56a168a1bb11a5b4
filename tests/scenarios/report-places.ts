/**
 * Where each table of the database is told that may name a person by a number or hold something of them: in a
 * section of their report, or in none, for a reason. Tables of objects are told by the fields that name
 * records. A table or a column that is added later has to be entered here.
 */
type Place =
  | {
      readonly in: string
      /** Columns that are told, or by which the rows are found. */
      readonly told: string
      /** Columns that are not, and why. */
      readonly untold?: Readonly<Record<string, string>>
    }
  | { readonly not: string }

const secret = 'a digest or a secret, of which nothing can be read'
const ofKontor = 'a number or mark of Kontor’s own'
const derived = 'reckoned from what is told already'

export const places: Readonly<Record<string, Place>> = {
  account_link: { in: 'entrances', told: 'user kind', untold: { token_hash: secret } },
  api_key: {
    in: 'entrances',
    told: 'user name hint',
    untold: { key_hash: secret, scope: 'rights of the key' },
  },
  audit_entry: {
    in: 'history',
    told: 'object record action before after reason actor confirmed',
    untold: { change: ofKontor, source: ofKontor, request: ofKontor },
  },
  audit_erasure: { not: 'digests of what was destroyed' },
  audit_seal: { not: 'digests' },
  audit_sealed_entry: { not: 'digests' },
  backup_run: { not: 'names of backups, and why one failed' },
  catalog_adjustment: { in: 'mentions', told: 'object field changes' },
  catalog_field: { in: 'mentions', told: 'object name declaration', untold: { column_name: ofKontor } },
  catalog_object: { in: 'mentions', told: 'name declaration', untold: { table_name: ofKontor } },
  catalog_rule: { in: 'mentions', told: 'object rules' },
  change: {
    in: 'elsewhere',
    told: 'label',
    untold: {
      ...{ actor: 'what users did is told by the log', kind: ofKontor, object: ofKontor },
      ...{ undoes: ofKontor, undone_by: ofKontor },
    },
  },
  credential: { in: 'entrances', told: 'user', untold: { password_hash: secret } },
  criterion_fault: { not: 'which criterion has a fault' },
  due_reminder: { in: 'reminders', told: 'object record whom' },
  duplicate_common_key: { not: 'how often digests are shared' },
  duplicate_pair: {
    in: 'repeats',
    told: 'object one other evidence state decided_by',
    untold: { carried: ofKontor },
  },
  duplicate_search: { not: 'when all was searched' },
  engine_state: { not: 'what Kontor knows of its own installation' },
  erased_file: { not: 'numbers of imports whose files are to go' },
  export: { in: 'elsewhere', told: 'request', untold: { actor: 'what users did is told by the log' } },
  fact_answer: { in: 'sources', told: 'kind asked answer' },
  fact_confirmation: {
    in: 'confirmations',
    told: 'object record asked',
    untold: { token_hash: secret, line: ofKontor },
  },
  fact_look: { in: 'checks', told: 'kind record asked failure', untold: { fact: ofKontor, line: ofKontor } },
  fact_watch: { not: 'how far the checks of all records have come' },
  former_value: {
    in: 'elsewhere',
    told: 'value',
    untold: { object: ofKontor, record: 'a record of a list of words' },
  },
  idempotency: {
    in: 'answers',
    told: 'user path body',
    untold: { key: ofKontor, body_hash: secret, headers: 'the address of what is told', access: ofKontor },
  },
  import: {
    in: 'elsewhere',
    told: 'file_name inspection mapping creates undo result reason error',
    untold: {
      ...{ object: ofKontor, actor: 'what users did is told by the log', state: ofKontor, mode: ofKontor },
      ...{ options: ofKontor, style: ofKontor },
      ...{ key: ofKontor, empties: ofKontor, decision: ofKontor, kinds: ofKontor, confirmed: ofKontor },
      ...{ change: ofKontor, job: ofKontor, phase: ofKontor, judged_by: ofKontor, judged_scope: ofKontor },
    },
  },
  import_candidate: { not: 'the rows of a file while it is checked, which is told with the files' },
  import_file: { not: 'numbers of files that are being uploaded' },
  import_mapping: {
    in: 'elsewhere',
    told: 'mapping signature',
    untold: { object: ofKontor, actor: 'who did it last', mode: ofKontor, key: ofKontor, style: ofKontor },
  },
  import_problem: {
    in: 'imports',
    told: 'import message',
    untold: { field: ofKontor, code: ofKontor, level: ofKontor, value: 'a cell that is told' },
  },
  import_repeat: { not: 'how like a row that is told is to a record or another row' },
  import_row: { in: 'imports', told: 'import cells mended record', untold: { kind: ofKontor } },
  import_tie: { not: 'which cell of a row that is told names which record' },
  import_told_apart: { in: 'apart', told: 'object record', untold: { form: 'a digest' } },
  job: {
    in: 'elsewhere',
    told: 'payload label result error scope',
    untold: { name: ofKontor, state: ofKontor, actor: 'what users did is told by the log', about: ofKontor },
  },
  job_schedule: { not: 'when Kontor does what' },
  keeper_ask: { in: 'asks', told: 'object asker entry note' },
  keeper_question: {
    in: 'keeperAnswers',
    told: 'ask record state answer decided_by',
    untold: { object: ofKontor },
  },
  kept_content: { not: 'digests of contents of files' },
  known_device: { in: 'entrances', told: 'user', untold: { token_hash: secret } },
  mail: {
    in: 'mails',
    told: 'kind recipient state error',
    untold: { language: ofKontor, payload: 'holds links that open an account' },
  },
  migration: { not: 'the shape of the database' },
  moved_name: { in: 'former', told: 'field value record', untold: { object: ofKontor } },
  moved_record: {
    in: 'former',
    told: 'id',
    untold: { object: ofKontor, target: 'the record of the report' },
  },
  outside_token: { not: 'a digest that opens a form that is told, as long as it is open' },
  passkey: {
    in: 'entrances',
    told: 'user name',
    untold: { credential: secret, public_key: secret, transports: 'how a device is plugged in' },
  },
  person_erasure: {
    in: 'erased',
    told: 'record mode actor former linked',
    untold: { object: ofKontor, blanked: 'places by number alone' },
  },
  person_mention: { not: 'places by number alone, which are left to be looked through' },
  proposal: {
    in: 'proposals',
    told: 'criterion record state reason refused decided_by',
    untold: { object: ofKontor },
  },
  rate_count: { not: 'digests, for a day' },
  recovery_code: { in: 'entrances', told: 'user', untold: { code_hash: secret } },
  retention_review: { in: 'reviews', told: 'rule record state decided_by', untold: { object: ofKontor } },
  right_use: { in: 'rights', told: 'user object action record' },
  see_as: { not: 'for an hour at most; that it was done is told with the sign-ins' },
  session: { in: 'sessions', told: 'user address agent provider', untold: { token_hash: secret } },
  setup_link: { not: 'a digest, until Kontor is set up' },
  sign_in_failure: { not: 'digests, for a day' },
  sign_in_identity: { in: 'identities', told: 'provider subject user email' },
  sign_in_provider: { not: 'how a provider is reached' },
  sign_in_step: { not: 'for minutes, while somebody signs in' },
  slow_statement: { not: 'statements without values' },
  totp: { in: 'entrances', told: 'user', untold: { secret } },
  undo_kept: { in: 'stayed', told: 'change object record field reason names' },
}

/** What an object of records keeps beside its fields. */
export const ofTables: Readonly<Record<string, string>> = {
  search_key: 'search',
  search_grams: derived,
  match_keys: derived,
}
