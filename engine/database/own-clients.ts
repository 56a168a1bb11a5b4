import pg from 'pg'

/** All connections of this process to one database, however they are used. */
export type OwnClients = {
  /** What the pools make their connections of. */
  readonly Client: typeof pg.Client
  /** Ends every connection without waiting for anybody; one that is made later ends as soon as it begins. */
  giveUp(): void
  /** Done once they are given up. */
  readonly givenUp: Promise<void>
}

/** A connection as node-postgres has it, with what its types leave out. */
type Inner = { readonly connection: { readonly stream: { destroy(): void } } }

/**
 * Knows every connection from its beginning, also while it waits for a server that says nothing: a process
 * that stops must not wait for what will never answer.
 */
export function ownClients(): OwnClients {
  const open = new Set<pg.Client>()
  const { promise: givenUp, resolve } = Promise.withResolvers<void>()
  let isGivenUp = false
  class Client extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      open.add(this)
      this.once('end', () => open.delete(this))
      // Whoever made it connects it first, and is told by that.
      if (isGivenUp) process.nextTick(end, this)
    }
  }
  return {
    Client,
    givenUp,
    giveUp() {
      isGivenUp = true
      for (const client of open) end(client)
      resolve()
    },
  }
}

function end(client: pg.Client): void {
  ;(client as unknown as Inner).connection.stream.destroy()
}
