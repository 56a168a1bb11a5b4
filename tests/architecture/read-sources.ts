import fs from 'node:fs'
import path from 'node:path'
import { parseSync, Visitor, type Comment } from 'oxc-parser'

export type Source = {
  /** From the root, with forward slashes. */
  path: string
  text: string
  lines: readonly string[]
  imports: readonly Import[]
  exports: readonly string[]
  types: readonly { name: string; line: number }[]
  functions: readonly { name: string; line: number; length: number }[]
  strings: readonly { text: string; line: number }[]
  /** Lines that hold a piece of a text or pattern that has no place where a line could end. */
  unbreakable: ReadonlySet<number>
  comments: readonly { text: string; line: number }[]
}

export type Import = {
  from: string
  line: number
  /** Vanishes when the types are stripped. */
  typeOnly: boolean
  dynamic: boolean
  /** The file it leads to, if it is one of ours. */
  file: string | undefined
}

export const root = path.resolve(import.meta.dirname, '../..')

export const faces = (
  JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    imports: Record<string, string>
  }
).imports

const parts = '{model,engine,modules,server,cli,web,testing,tests,bench,scripts}'

/** Reads and parses every source file of the project. */
export function readSources(): Source[] {
  return fs
    .globSync(`${parts}/**/*.{ts,tsx}`, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/\/dist\/|\.d\.ts$/.test(file))
    .toSorted()
    .map(readSource)
}

/** Where an import leads; undefined for packages. */
export function resolveImport(file: string, from: string): string | undefined {
  const face = faces[from]
  if (face) return path.posix.normalize(face)
  return from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : undefined
}

function readSource(file: string): Source {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  const { module, program, comments, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`${file} cannot be read: ${errors[0].message}`)
  const line = lineCounter(text)
  const functions: Source['functions'][number][] = []
  const strings: Source['strings'][number][] = []
  const types: Source['types'][number][] = []
  const unbreakable = new Set<number>()
  const keep = (node: { start: number; end: number }): void => {
    for (let at = line(node.start); at <= line(node.end); at++) unbreakable.add(at)
  }
  const measure = (name: string, node: { start: number; end: number }): void => {
    functions.push({ name, line: line(node.start), length: line(node.end) - line(node.start) + 1 })
  }
  new Visitor({
    FunctionDeclaration: (node) => measure(node.id?.name ?? 'default', node),
    FunctionExpression: (node) => measure(node.id?.name ?? 'a function', node),
    ArrowFunctionExpression: (node) => measure('an arrow function', node),
    ClassDeclaration: (node) => void types.push({ name: node.id?.name ?? '', line: line(node.start) }),
    TSTypeAliasDeclaration: (node) => void types.push({ name: node.id.name, line: line(node.start) }),
    TSInterfaceDeclaration: (node) => void types.push({ name: node.id.name, line: line(node.start) }),
    Literal: (node) => {
      if (typeof node.value === 'string') strings.push({ text: node.value, line: line(node.start) })
      if (node.end - node.start > 50) keep(node)
    },
    JSXText: keep,
    TemplateLiteral: (node) => {
      keep(node)
      for (const { value, start } of node.quasis) strings.push({ text: value.raw, line: line(start) })
    },
  }).visit(program)
  return {
    path: file,
    text,
    lines: text.split('\n'),
    imports: importsOf(file, text, module, line),
    exports: module.staticExports.flatMap(({ entries }) =>
      entries.map(({ exportName }) => exportName.name ?? 'default'),
    ),
    types,
    functions,
    strings,
    unbreakable,
    comments: comments.map(({ value, start }: Comment) => ({ text: value, line: line(start) })),
  }
}

type Module = ReturnType<typeof parseSync>['module']

function importsOf(file: string, text: string, module: Module, line: (at: number) => number): Import[] {
  const found = (from: string, at: number, typeOnly: boolean, dynamic = false): Import => ({
    from,
    line: line(at),
    typeOnly,
    dynamic,
    file: resolveImport(file, from),
  })
  const imported = module.staticImports.map(({ moduleRequest, start, entries }) =>
    found(moduleRequest.value, start, entries.length > 0 && entries.every(({ isType }) => isType)),
  )
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, start, isType }) =>
      moduleRequest ? [found(moduleRequest.value, start, isType)] : [],
    ),
  )
  const later = module.dynamicImports.flatMap(({ moduleRequest, start }) => {
    const from = /^(['"])(.*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[2]
    return from ? [found(from, start, false, true)] : []
  })
  return [...imported, ...passedOn, ...later]
}

function lineCounter(text: string): (at: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (at) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= at) low = middle
      else high = middle
    }
    return low + 1
  }
}
