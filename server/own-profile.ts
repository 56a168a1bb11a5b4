import { fieldErrors, type Actor, type Engine } from '#engine'
import { said } from './said.ts'

/**
 * Keeps what somebody decides about themselves, which needs no right to change users; it goes through the
 * door like any change of their record, and stands in its history under their name.
 */
export async function changeOwnProfile(
  engine: Engine,
  actor: Actor,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { language, ...rest } = given
  const [stray] = Object.keys(rest)
  if (stray !== undefined)
    throw fieldErrors([
      {
        field: stray.slice(0, 80),
        code: 'unknownField',
        message: said('Of oneself one changes the language here: give “language”.'),
      },
    ])
  if (language === undefined) return
  const { access } = await engine.access.systemActor('profile', actor.request)
  await engine.records.update({ ...actor, access }, 'user', actor.user, { language })
}
