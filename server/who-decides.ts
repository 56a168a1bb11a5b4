import type { Actor, Engine } from '#engine'
import type { Language } from '#model'
import type { ProblemDocument } from './problem-document.ts'
import { said } from './said.ts'

/** Refusals for want of a right; others are forbidden by how somebody signed in, or by what a thing is. */
const wantOfRight = new Set([
  'forbidden',
  'administratorOnly',
  'mayNotConfirm',
  'outsideRights',
  'opensMore',
  'forGood',
])

/**
 * A refusal for want of a right also says by which posts one works, and who decides on rights; not to a key
 * with rights of its own, which is none of the people.
 */
export async function withWhoDecides(
  engine: Engine,
  actor: Actor | null,
  document: ProblemDocument,
  language: Language,
): Promise<ProblemDocument> {
  if (document.status !== 403 || !wantOfRight.has(document.code) || !actor || actor.scope) return document
  const { posts, people } = await engine.access.whoDecides(actor)
  const list = (names: readonly string[]) => new Intl.ListFormat(language).format(names)
  const sentences = [
    document.detail,
    ...(posts.length > 0 ? [said('Your post: {posts}.', { posts: list(posts) }).in(language)] : []),
    ...(people.length > 0
      ? [said('Who decides on rights: {people}.', { people: list(people) }).in(language)]
      : []),
  ]
  return { ...document, detail: sentences.join(language === 'zh' ? '' : ' ') }
}
