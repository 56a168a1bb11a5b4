import { StartFailure } from './start-failure.ts'

/** Turns what the operating system or PostgreSQL said into one sentence that tells the office what to do. */
export function explainFailure(folder: string, said: string, cause?: unknown): StartFailure {
  const known = explanations.find(({ sign }) => sign.test(said))
  const options = { cause: cause ?? new Error(said) }
  if (known) return new StartFailure(known.code, known.sentence(folder, said), options)
  return new StartFailure(
    'startFailed',
    `Kontor's database in ${folder} did not start: ${lastComplaint(said)} ` +
      `The file ${folder}/postgres.log holds the whole report. Nothing was changed.`,
    options,
  )
}

type Explanation = {
  sign: RegExp
  code: StartFailure['code']
  sentence: (folder: string, said: string) => string
}

const explanations: Explanation[] = [
  {
    sign: /ENOSPC|No space left on device|Disk quota exceeded|EDQUOT/,
    code: 'diskFull',
    sentence: (folder) =>
      `The disk that holds ${folder} is full. Free at least 500 MB there and start again; ` +
      'everything saved so far is still there.',
  },
  {
    sign: /EACCES|EPERM|EROFS|ENOTDIR|EEXIST|Permission denied|Read-only file system|has wrong ownership/,
    code: 'folderNotWritable',
    sentence: (folder) =>
      `Kontor may not write to ${folder}. Give the folder to the user who starts Kontor, start it as the user ` +
      'who owns the folder, or choose another folder with KONTOR_DATA.',
  },
  {
    sign: /ENOENT|not found|cannot execute|error while loading shared libraries|Exec format error/,
    code: 'programMissing',
    sentence: (_folder, said) =>
      `The bundled database program cannot run on this machine (${lastComplaint(said)}). Delete the folder ` +
      'node_modules and run npm start again, or set DATABASE_URL to a PostgreSQL server of version 15 or newer.',
  },
  {
    sign: /could not map anonymous shared memory|Cannot allocate memory|ENOMEM/,
    code: 'startFailed',
    sentence: () =>
      'There is too little free memory to start the database. Close other programs and start Kontor again.',
  },
  {
    sign: /(PANIC|FATAL|could not (open|read|find|access)|invalid|corrupt|could not locate)/,
    code: 'folderDamaged',
    sentence: (folder, said) =>
      `Kontor's database in ${folder} is damaged: ${lastComplaint(said)} Leave the folder as it is, and restore ` +
      'the latest backup into an empty one (KONTOR_DATA=… bin/kontor restore FILE).',
  },
]

function lastComplaint(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '')
  const complaint =
    lines.findLast((line) => /PANIC|FATAL|error:|ERROR/.test(line)) ?? lines.at(-1) ?? 'no reason given'
  const text = complaint.replace(/^.*?(?:PANIC|FATAL|ERROR|error):\s*/, '').trim()
  return /[.!?]$/.test(text) ? text : `${text}.`
}
