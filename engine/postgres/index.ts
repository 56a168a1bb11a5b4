export { connectPostgres } from './connect-postgres.ts'
export { StartFailure } from './start-failure.ts'
export { startPostgres, type Postgres, type StartOptions } from './start-postgres.ts'
