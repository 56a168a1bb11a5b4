import { useState } from 'react'
import { api } from '../../api/client.ts'

/**
 * Records of which somebody said, while they typed, that they are another. `keep` it once theirs is saved, so
 * that nobody is asked about the two again.
 */
export function useToldApart() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  return {
    ids,
    add: (id: string) => setIds((now) => new Set([...now, id])),
    keep(saved: string) {
      if (ids.size === 0) return
      const pairs = [...ids].map((id) => [saved, id])
      setIds(new Set())
      // The record is saved, whatever becomes of this: the pair is then proposed once more.
      void api.post('/duplicates', { pairs, decision: 'different' }).catch(() => undefined)
    },
  }
}
