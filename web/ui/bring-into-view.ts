/** Of more than fit into a line, the chosen one is never among those out of view. */
export function bringIntoView(line: HTMLElement | null, chosen: string) {
  const one = line?.querySelector(chosen)
  if (!line || !one) return
  const [all, its] = [line.getBoundingClientRect(), one.getBoundingClientRect()]
  if (its.left < all.left || its.right > all.right)
    line.scrollLeft += its.left - all.left - (all.width - its.width) / 2
}
