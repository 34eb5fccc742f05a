import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'rolldown/parseAst'

/** How a module is named: only its types, when the file itself is loaded, or when the line is reached. */
export type ImportKind = 'type' | 'static' | 'lazy'

export interface Import {
  kind: ImportKind
  /** A file of `src` (`kit/json.ts`), a file outside (`../fixtures/x.json`), or a module (`kysely`, `node:fs`). */
  target: string
  /** What is taken from it, by its name there; empty for `import()` and for everything at once. */
  names: readonly string[]
}

/** What the checks of the architecture want to know of one source file. */
export interface SourceFile {
  /** Below `src`: `ticket/ticket.ts`. */
  path: string
  imports: readonly Import[]
  /** Names of variables and properties, and texts that could be names of columns. */
  names: ReadonlySet<string>
  /** Calls and accesses that matter: `new Date()`, `Date.now`, `process.env`. */
  accesses: ReadonlySet<string>
  isAsync: boolean
}

const root = fileURLToPath(new URL('../../src/', import.meta.url))

/** All sources of the program, parsed. */
export function readSources(): SourceFile[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
  const known = new Set(paths)
  return paths
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => parseSource(path, readFileSync(`${root}${path}`, 'utf8'), known))
}

/** One source, whether it lies there or was made up: `known` are the paths that exist, to find what is meant. */
export function parseSource(path: string, text: string, known: ReadonlySet<string>): SourceFile {
  const imports: Import[] = []
  const names = new Set<string>()
  const accesses = new Set<string>()
  let isAsync = false
  const take = (kind: ImportKind, specifier: unknown, taken: readonly string[] = []): void => {
    if (typeof specifier !== 'string') throw new Error(`${path}: an import that is computed cannot be judged`)
    imports.push({ kind, target: targetOf(path, specifier, known), names: taken })
  }
  walk(parseAst(text, { lang: 'ts' }, path), (node) => {
    switch (node.type) {
      case 'ImportDeclaration':
        take(node.importKind === 'type' ? 'type' : 'static', literal(node.source), importedNames(node))
        break
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        if (node.source) take(node.exportKind === 'type' ? 'type' : 'static', literal(node.source))
        break
      case 'ImportExpression':
        take('lazy', literal(node.source))
        break
      case 'TSImportType':
        take('type', literal(node.source ?? node.argument))
        break
      case 'TSExternalModuleReference':
        take('static', literal(node.expression))
        break
      case 'Identifier':
        names.add(String(node.name))
        break
      case 'Literal':
        if (typeof node.value === 'string') for (const part of node.value.split(/[\s.,]+/)) names.add(part)
        break
      case 'TemplateElement':
        for (const part of rawText(node).split(/[^\w]+/)) names.add(part)
        break
      case 'NewExpression':
        if (nameOf(node.callee) === 'Date' && isEmpty(node.arguments)) accesses.add('new Date()')
        break
      case 'CallExpression':
        if (nameOf(node.callee) === 'Date') accesses.add('Date()')
        // `launch.ts` is the loader of the built chunks: what it requires by a computed name is no source file.
        if (nameOf(node.callee) === 'require' && typeof literal(first(node.arguments)) === 'string') {
          take('static', literal(first(node.arguments)))
        }
        break
      case 'MemberExpression':
        accesses.add(`${nameOf(node.object)}.${nameOf(node.property)}`)
        break
    }
    if (node.async === true || node.type === 'AwaitExpression') isAsync = true
  })
  return { path, imports, names, accesses, isAsync }
}

/** Everything that is loaded together with these files: their static imports, and what those import. */
export function staticallyReached(
  sources: readonly SourceFile[],
  from: readonly string[],
): { files: Set<string>; modules: Set<string> } {
  const files = new Set<string>()
  const modules = new Set<string>()
  const queue = [...from]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (files.has(path)) continue
    const source = sources.find((candidate) => candidate.path === path)
    if (source === undefined) throw new Error(`no source file ${path}`)
    files.add(path)
    for (const { kind, target } of source.imports) {
      if (kind !== 'static') continue
      if (target.endsWith('.ts')) queue.push(target)
      else modules.add(target)
    }
  }
  return { files, modules }
}

type Node = { type: string; [field: string]: unknown }

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) visit(value)
    for (const part of Object.values(value)) walk(part, visit)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function literal(node: unknown): unknown {
  return isNode(node) && node.type === 'Literal' ? node.value : undefined
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : ''
}

function first(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0
}

function rawText({ value }: Node): string {
  return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : ''
}

function importedNames({ specifiers }: Node): string[] {
  if (!Array.isArray(specifiers)) return []
  return specifiers.map((specifier: unknown) => (isNode(specifier) ? nameOf(specifier.imported) || 'default' : ''))
}

function targetOf(path: string, specifier: string, known: ReadonlySet<string>): string {
  if (!specifier.startsWith('.')) return specifier
  const found = posix.join(posix.dirname(path), specifier)
  if (known.has(`${found}.ts`)) return `${found}.ts`
  if (found.startsWith('../') || known.has(found)) return found
  throw new Error(`${path} imports ${specifier}, which does not exist`)
}
