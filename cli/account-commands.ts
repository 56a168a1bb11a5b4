import { text as readAll } from 'node:stream/consumers'
import { randomBytes } from 'node:crypto'
import type { Engine } from '#engine'
import { words, WrongUsage, type Command, type Given } from './commands.ts'
import { loadSample } from './load-sample.ts'
import { withEngine } from './with-engine.ts'

const userAddForm = 'user add EMAIL --name NAME [--post POST] [--admin] [--password-stdin]'

/** Adds a user; without a password from standard input it makes one up and prints it. */
export const userAdd: Command = {
  form: userAddForm,
  summary: 'Adds a user. The password is read from standard input, or made up and printed.',
  options: {
    name: { type: 'string' },
    post: { type: 'string', multiple: true },
    admin: { type: 'boolean' },
    'password-stdin': { type: 'boolean' },
  },
  async run(given) {
    const [email = ''] = words(given, userAddForm, ['EMAIL'])
    const name = textOption(given, 'name')
    if (!name) throw new WrongUsage(`A user needs a name. Write it as: kontor ${userAddForm}`)
    const fromInput = given.values['password-stdin'] === true
    const password = fromInput
      ? (await readAll(process.stdin)).replace(/\r?\n$/, '')
      : randomBytes(12).toString('base64url')
    const posts = [
      ...((given.values['post'] as string[] | undefined) ?? []),
      ...(given.values['admin'] ? ['administrator'] : []),
    ]
    await withEngine(async (engine) => {
      const actor = await engine.access.systemActor('kontor user add')
      const ids = await postIds(engine, posts)
      const { id } = await engine.records.create(actor, 'user', {
        name,
        email,
        posts: ids.map((post) => ({ post })),
      })
      await engine.accounts.setPassword({ user: id, password, source: 'cli' })
    })
    process.stdout.write(
      fromInput ? `${email} can sign in now.\n` : `${email} can sign in now with the password ${password}\n`,
    )
    return 0
  },
}

const userResetForm = 'user reset-factors EMAIL'

/** Takes all second factors of a user away, for an administrator who has lost them. */
export const userResetFactors: Command = {
  form: userResetForm,
  summary: 'Takes all second factors of a user away, for who has lost them; their sessions end.',
  options: {},
  async run(given) {
    const [email = ''] = words(given, userResetForm, ['EMAIL'])
    const had = await withEngine(async (engine) => {
      const user = await engine.accounts.userByEmail(email)
      if (!user) throw new WrongUsage(`There is no user ${email}. Add one with: kontor ${userAddForm}`)
      const { totp, passkeys } = await engine.accounts.factors.of(user)
      const { user: by } = await engine.access.systemActor('kontor user reset-factors')
      await engine.accounts.factors.reset({ user, by, source: 'cli' })
      return passkeys.length + (totp === null ? 0 : 1)
    })
    process.stdout.write(
      `${email} had ${had} second factor${had === 1 ? '' : 's'} and comes in with the password alone now.\n`,
    )
    return 0
  },
}

const keyCreateForm = 'key create --user EMAIL [--name NAME]'

/** Makes a key with which a program acts as a user, and prints it alone. */
export const keyCreate: Command = {
  form: keyCreateForm,
  summary: 'Makes an API key for a user and prints it, alone.',
  options: { user: { type: 'string' }, name: { type: 'string' } },
  async run(given) {
    words(given, keyCreateForm, [])
    const email = textOption(given, 'user')
    if (!email) throw new WrongUsage(`Name the user by e-mail. Write it as: kontor ${keyCreateForm}`)
    const made = await withEngine(async (engine) => {
      const user = await engine.accounts.userByEmail(email)
      if (!user) throw new WrongUsage(`There is no user ${email}. Add one with: kontor ${userAddForm}`)
      return engine.accounts.createKey({
        user,
        name: textOption(given, 'name') ?? 'Command line',
        source: 'cli',
      })
    })
    process.stdout.write(`${made.key}\n`)
    return 0
  },
}

/** Fills an empty installation with the sample group. */
export const demo: Command = {
  form: 'demo',
  summary: 'Fills an empty installation with a sample group of three companies, its users and partners.',
  options: {},
  async run(given) {
    words(given, 'demo', [])
    await withEngine((engine) => loadSample(engine, (sentence) => void process.stdout.write(`${sentence}\n`)))
    return 0
  },
}

export function textOption(given: Given, name: string): string | undefined {
  const value = given.values[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Posts are named by their key or by the name that people see. */
async function postIds(engine: Engine, wanted: readonly string[]): Promise<string[]> {
  const actor = await engine.access.systemActor('kontor user add')
  const { items } = JSON.parse(
    await engine.records.list(actor, 'post', { fields: ['name', 'key'], limit: 1000 }),
  ) as {
    items: { id: string; name: string; key: string | null }[]
  }
  return wanted.map((post) => {
    const found = items.find((one) => one.key === post || one.name.toLowerCase() === post.toLowerCase())
    if (!found)
      throw new WrongUsage(
        `There is no post “${post}”. There are: ${items.map((one) => one.key ?? one.name).join(', ')}.`,
      )
    return found.id
  })
}
