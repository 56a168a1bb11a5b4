import type { Engine } from '#engine'

/** Lets no import come further than so many rows until it is opened, however fast or slow the machine is. */
export async function stopLine({ database }: Engine, rows: number): Promise<{ open(): Promise<void> }> {
  const lock = 4_711
  const run = (text: string) => database.query({ parts: [text], values: [] })
  await run(`create function stop_line() returns trigger language plpgsql as $$
    begin
      if new.rows_done > ${rows} then perform pg_advisory_xact_lock(${lock}); end if;
      return new;
    end $$`)
  await run('create trigger stop_line before update on import for each row execute function stop_line()')
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  let close = (): void => {}
  const closed = new Promise<void>((resolve) => (close = resolve))
  const held = database.transaction(async (tx) => {
    await tx.query({ parts: [`select pg_advisory_xact_lock(${lock})`], values: [] })
    close()
    await opened
  })
  await closed
  return {
    async open() {
      open()
      await held
    },
  }
}
