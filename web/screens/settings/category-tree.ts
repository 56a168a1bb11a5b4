export type Category = {
  readonly id: string
  readonly name: string
  readonly parent: { readonly id: string } | null
}

/** A category in the order in which the tree is read. */
export type Leaf = {
  readonly id: string
  readonly name: string
  readonly depth: number
  readonly parent: string | null
  /** The parent of the parent: where it goes when it is moved out. */
  readonly grandparent: string | null
  /** The one before it under the same parent: where it goes when it is moved in. */
  readonly above: string | null
}

/** Categories as a tree, each below its parent; one whose parent is not there stands at the top. */
export function categoryTree(categories: readonly Category[]): Leaf[] {
  const known = new Set(categories.map(({ id }) => id))
  const parentOf = (one: Category) => (one.parent && known.has(one.parent.id) ? one.parent.id : null)
  const under = Map.groupBy(categories, parentOf)
  const walk = (parent: string | null, grandparent: string | null, depth: number): Leaf[] =>
    (under.get(parent) ?? []).flatMap((one, at, siblings) => [
      { id: one.id, name: one.name, depth, parent, grandparent, above: siblings[at - 1]?.id ?? null },
      ...walk(one.id, parent, depth + 1),
    ])
  return walk(null, null, 0)
}

/** Whether a category stands somewhere below another. */
export function isBelow(leaves: readonly Leaf[], id: string, other: string): boolean {
  const parent = leaves.find((leaf) => leaf.id === id)?.parent ?? null
  return parent !== null && (parent === other || isBelow(leaves, parent, other))
}
