import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'

/** What systems say when a disk, a quota or a limit on the size of files is used up. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** A problem with a sentence where no room is left on a disk; everything else passes as it is. */
export function diskFailure(error: unknown): unknown {
  if (!fullCodes.has((error as NodeJS.ErrnoException | null)?.code ?? '')) return error
  const problem = new Problem(
    507,
    'diskFull',
    said('There is no room left on the disk for files. Nothing was saved. Free some, then try again.'),
  )
  problem.cause = error
  return problem
}
