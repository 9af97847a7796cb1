import { relative } from 'node:path'

const VAGUE = /^(utils?|helpers?|commons?|managers?|misc)$/i

/** ESLint rule: refuses names that say nothing, and `index.ts` inside a package (a barrel hides who needs what). */
export const fileNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      vague: '"{{word}}" in "{{path}}" says nothing: name the file or folder after the thing it holds.',
      barrel: '"{{path}}" is an inner barrel: import the file itself; only src/index.ts is an entry.',
    },
  },
  create(context) {
    return {
      Program(node) {
        const path = relative(context.cwd, context.filename).replaceAll('\\', '/')
        const word = path
          .replace(/([a-z])([A-Z])/g, '$1-$2')
          .split(/[/.\-_]/)
          .find((part) => VAGUE.test(part))
        if (word) context.report({ node, messageId: 'vague', data: { word, path } })
        if (/^packages\/[^/]+\/src\/.+\/index\.ts$/.test(path)) {
          context.report({ node, messageId: 'barrel', data: { path } })
        }
      },
    }
  },
}
