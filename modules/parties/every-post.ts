const posts = ['leader', 'manager', 'clerk', 'seller', 'finance', 'collector'] as const

/** The same starting grant for every post; administrators need none. */
export function everyPost<G>(grant: G): Readonly<Record<(typeof posts)[number], G>> {
  return Object.fromEntries(posts.map((post) => [post, grant])) as Record<(typeof posts)[number], G>
}
