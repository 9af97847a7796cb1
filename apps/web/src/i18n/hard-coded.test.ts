import type { AST } from 'svelte/compiler'
import { parse } from 'svelte/compiler'
import { expect, test } from 'vitest'

const components = import.meta.glob<string>('../**/*.svelte', {
  eager: true,
  query: '?raw',
  import: 'default',
})
const spoken = new Set(['alt', 'aria-description', 'aria-label', 'aria-roledescription', 'aria-valuetext'])
for (const name of ['description', 'label', 'placeholder', 'title']) spoken.add(name)

type Node = AST.BaseNode & Record<string, unknown>

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

const isWord = (text: unknown): text is string => typeof text === 'string' && /\p{L}{2}/u.test(text)

/** Words in an expression that are shown as they stand: compared words and arguments of a call are not. */
function wordsIn(node: Node): string[] {
  switch (node.type) {
    case 'Literal':
      return isWord(node.value) ? [node.value] : []
    case 'TemplateElement': {
      const { raw } = node.value as { raw: string }
      return isWord(raw) ? [raw] : []
    }
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].filter(isNode).flatMap(wordsIn)
    case 'LogicalExpression':
      return [node.left, node.right].filter(isNode).flatMap(wordsIn)
    case 'TemplateLiteral':
      return [...(node.quasis as Node[]), ...(node.expressions as Node[])].flatMap(wordsIn)
    default:
      return []
  }
}

/** Words that a component would show in every language. */
function hardCoded(source: string): string[] {
  const found: string[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk)
    if (!isNode(value) || value.type === 'StyleDirective') return
    if (value.type === 'Text' && isWord(value.data)) found.push(value.data.trim())
    if (value.type === 'ExpressionTag' && isNode(value.expression)) found.push(...wordsIn(value.expression))
    if (value.type === 'Attribute' && !spoken.has(String(value.name))) return walkSnippets(value)
    for (const [key, child] of Object.entries(value)) if (key !== 'expression') walk(child)
  }
  const walkSnippets = (attribute: Node): void => {
    if (Array.isArray(attribute.value)) for (const part of attribute.value) if (part.fragment) walk(part)
  }
  walk(parse(source, { modern: true }).fragment)
  return found
}

test.each(Object.keys(components))('%s has no word of its own', (path) => {
  expect(hardCoded(components[path] ?? '')).toEqual([])
})

test.each([
  ['<p>Hello there</p>', ['Hello there']],
  ['<input placeholder="Your name" class="field wide" />', ['Your name']],
  ["<Button label={busy ? 'Wait' : t('board.close')} />", ['Wait']],
  ['<b title={`Zoom ${percent}`}>{percent} %</b>', ['Zoom ']],
  ["{#if tone === 'good'}<i>A</i>{/if}", []],
])('in %s the words %j are found', (source, words) => {
  expect(hardCoded(source)).toEqual(words)
})
