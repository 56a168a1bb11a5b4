import type { Engine } from '#engine'
import { StartFailure } from '#postgres'
import { loadSampleGroup, samplePassword } from '../testing/sample/load-sample-group.ts'

/** Fills an empty installation with the sample group; one that has users already stays as it is. */
export async function loadSample(engine: Engine, say: (sentence: string) => void): Promise<void> {
  if (await engine.accounts.hasUsers()) {
    const known = await engine.accounts.userByEmail('karlis@daugava.example')
    if (known) return say('The sample group is here already.')
    throw new StartFailure(
      'startFailed',
      'This installation has data of its own, so the sample is not put into it. Give another folder: KONTOR_DATA=./demo npm start -- --demo.',
    )
  }
  await loadSampleGroup(engine, { parties: 3_000, papers: true, work: true, say })
  say(
    `Sign in as karlis@daugava.example (administrator), ilze@, janis@, oleg@ or marta@daugava.example, with the password ${samplePassword}`,
  )
}
