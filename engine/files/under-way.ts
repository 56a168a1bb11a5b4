import type { UnderWay } from './waiting-uploads.ts'

/**
 * Counts what people have on its way to us in this process: each upload takes room on the disk before any
 * of it is a file that could be counted.
 */
export function uploadsUnderWay() {
  const users = new Map<string, UnderWay>()
  return {
    begin(user: string) {
      const all = users.get(user) ?? { files: 0, bytes: 0 }
      users.set(user, all)
      all.files += 1
      let [own, ended] = [0, false]
      return {
        /** Of all of theirs, this one among them. */
        all: (): UnderWay => ({ ...all }),
        beside: (): UnderWay => ({ files: all.files - 1, bytes: all.bytes - own }),
        /** Counts what came; gives how much is under way in all. */
        take(bytes: number): number {
          own += bytes
          return (all.bytes += bytes)
        },
        /** It is kept, or gone; more than once is once. */
        end(): void {
          if (ended) return
          ended = true
          all.files -= 1
          all.bytes -= own
          if (all.files === 0) users.delete(user)
        },
      }
    },
  }
}
