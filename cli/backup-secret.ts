import { readFile } from 'node:fs/promises'
import { WrongUsage } from './commands.ts'

/** The key of backups: in a file that is named, or in the environment; undefined where there is none. */
export async function backupSecret(
  environment: NodeJS.ProcessEnv,
  named?: string,
): Promise<string | undefined> {
  const file = named ?? environment['KONTOR_BACKUP_KEY_FILE']
  if (!file) return environment['KONTOR_BACKUP_KEY'] || undefined
  return readFile(file, 'utf8').catch(() => {
    throw new WrongUsage(
      `The file with the key, ${file}, cannot be read. Check its name and who may read it.`,
    )
  })
}
