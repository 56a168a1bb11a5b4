import { createHash } from 'node:crypto'
import type pg from 'pg'

/** What processes tell each other: that something which they may remember has changed. */
const channels = [
  'kontor_model',
  'kontor_access',
  'kontor_session',
  'kontor_settings',
  'kontor_jobs',
  'kontor_moves',
] as const
export type Channel = (typeof channels)[number]

type Heard = (payload: string | null) => void
/** Makes a connection, not open yet. */
type NewClient = () => pg.Client

const trustMilliseconds = 800
const answerMilliseconds = 1_000
const reconnectMilliseconds = 500

/**
 * Hears the notices of other processes over one connection, which is made again whenever it is lost.
 * After each gap everybody is told (by a null payload) that notices may have been missed.
 */
export class Listener {
  readonly #schema: string
  readonly #newClient: NewClient
  readonly #ears = new Map<Channel, Set<Heard>>(channels.map((channel) => [channel, new Set()]))
  #client: pg.Client | undefined
  #connecting: Promise<boolean> | undefined
  #checking: Promise<boolean> | undefined
  #retry: NodeJS.Timeout | undefined
  #knownAt = -Infinity
  /** How many notices this process has sent, and of how many of them it is certain that it has heard them. */
  #sent = 0
  #heard = 0
  #closed = false

  constructor(schema: string, newClient: NewClient) {
    this.#schema = schema
    this.#newClient = newClient
  }

  listen(channel: Channel, heard: Heard): () => void {
    this.#ears.get(channel)?.add(heard)
    void this.#connect()
    return () => void this.#ears.get(channel)?.delete(heard)
  }

  /** Channels belong to the whole database, so each installation's schema is part of their name there. */
  nameOf(channel: Channel): string {
    const name = `${this.#schema}.${channel}`
    if (name.length < 64) return name
    return `${createHash('sha256').update(this.#schema).digest('hex').slice(0, 32)}.${channel}`
  }

  /** This process has sent a notice itself: it counts as current again when it has heard that one. */
  expect(): void {
    this.#sent += 1
  }

  /**
   * Whether every notice has been heard that this process sent, or any other up to a second ago; asks the
   * server where that is not known.
   */
  isCurrent(): boolean | Promise<boolean> {
    const isFresh = performance.now() - this.#knownAt < trustMilliseconds
    if (this.#client && isFresh && this.#heard === this.#sent) return true
    return this.#settle(this.#sent)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#connecting
    // Whoever waits for the end must not leave before it: nothing else may keep the process.
    const client = this.#client as (pg.Client & { ref(): void }) | undefined
    client?.ref()
    await client?.end()
  }

  /** A check that began before the last notice was sent says nothing of it, so another one follows. */
  async #settle(sent: number): Promise<boolean> {
    for (;;) {
      this.#checking ??= this.#check().finally(() => {
        this.#checking = undefined
      })
      if (!(await this.#checking)) return false
      if (this.#heard >= sent) return true
    }
  }

  #connect(): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false)
    if (this.#client && !this.#connecting) return Promise.resolve(true)
    return (this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined
    }))
  }

  async #open(): Promise<boolean> {
    const client = this.#newClient() as pg.Client & { unref(): void }
    this.#client = client
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    client.on('notification', ({ channel, payload }) => this.#hear(channel, payload ?? ''))
    try {
      await client.connect()
      const names = channels.map((channel) => client.escapeIdentifier(this.nameOf(channel)))
      await client.query(names.map((name) => `listen ${name}`).join('; '))
      if (this.#client !== client) return false
      client.unref()
      this.#knownAt = performance.now()
      this.#heard = this.#sent
      this.#tellAll()
      return true
    } catch {
      // The server is away. Whoever asked is told so, and the next one to ask tries again.
      this.#lose(client)
      return false
    }
  }

  /**
   * Notices arrive in order and before the answer to a later statement, so an answer proves that none is
   * missing.
   */
  async #check(): Promise<boolean> {
    const asked = this.#client as (pg.Client & { ref(): void; unref(): void }) | undefined
    if (!asked || this.#connecting) return this.#connect()
    const [at, sent] = [performance.now(), this.#sent]
    const late = setTimeout(() => this.#lose(asked), answerMilliseconds)
    asked.ref()
    try {
      await asked.query('select 1')
      if (this.#client !== asked) return false
      this.#knownAt = at
      this.#heard = Math.max(this.#heard, sent)
      return true
    } catch {
      // It was lost while we asked; another connection may do.
      this.#lose(asked)
      return this.#connect()
    } finally {
      clearTimeout(late)
      asked.unref()
    }
  }

  #hear(name: string, payload: string): void {
    for (const [channel, heard] of this.#ears) {
      if (this.nameOf(channel) === name) for (const tell of heard) tell(payload)
    }
  }

  #tellAll(): void {
    for (const heard of this.#ears.values()) for (const tell of heard) tell(null)
  }

  #lose(lost: pg.Client): void {
    if (this.#client !== lost) return
    this.#client = undefined
    this.#knownAt = -Infinity
    lost.end().catch(() => {
      // It is gone already.
    })
    this.#tellAll()
    if (this.#closed || this.#retry) return
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      void this.#connect()
    }, reconnectMilliseconds)
    this.#retry.unref()
  }
}
