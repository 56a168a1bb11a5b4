import os from 'node:os'

const MB = 1024 * 1024

/**
 * The settings of the embedded database for an office machine (two cores, 8 GB) that also runs the server.
 * `durable: false` is for tests only: a power cut would lose everything.
 */
export function postgresSettings(
  durable: boolean,
  memory = os.totalmem(),
  cores = os.cpus().length,
): string[] {
  return Object.entries({
    ...common(memory, cores),
    ...(durable ? durableSettings : unsafeSettings),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function common(memory: number, cores: number): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Errors of statements belong to the caller; the log keeps what concerns the server itself.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    effective_cache_size: megabytes(memory / 2, 256, 16_384),
    // Data lies on an SSD nowadays: a random page costs hardly more than the next one.
    random_page_cost: '1.1',
    // Compiling a plan takes longer than most statements of an office run.
    jit: 'off',
    max_parallel_workers_per_gather: cores > 2 ? '2' : '1',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.02',
    // Nobody replicates the embedded database, so bulk loads need not be written twice.
    wal_level: 'minimal',
    max_wal_senders: '0',
    checkpoint_completion_target: '0.9',
  }
}

const durableSettings: Record<string, string> = {
  shared_buffers: megabytes(os.totalmem() / 8, 128, 1024),
  work_mem: '16MB',
  maintenance_work_mem: megabytes(os.totalmem() / 32, 64, 512),
  synchronous_commit: 'on',
  // What an import writes hardly shrinks, and of two cores none is to spare for trying.
  wal_compression: 'off',
  min_wal_size: '256MB',
  max_wal_size: '2GB',
}

const unsafeSettings: Record<string, string> = {
  shared_buffers: '128MB',
  work_mem: '16MB',
  maintenance_work_mem: '64MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  min_wal_size: '80MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '1h',
}

function megabytes(bytes: number, least: number, most: number): string {
  return `${Math.round(Math.min(Math.max(bytes / MB, least), most))}MB`
}
