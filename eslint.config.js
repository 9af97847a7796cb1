import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { fileNames } from './scripts/lint/file-names.js'

const PURE_HINT = 'Pure code has no clock, randomness or world: pass time/ids/randomness in.'

const pure = ['packages/{geometry,board,protocol,editor}/src/**/*.ts', 'packages/client/src/core/**/*.ts']
const tests = ['**/*.test.{ts,mjs}', 'e2e/**/*.ts', 'packages/testkit/**/*.ts']
const tooling = ['*.{js,mjs,cjs,ts}', 'scripts/**', '**/*.config.{js,ts}', 'apps/server/bin/**']

const impureGlobals = [
  ...['performance', 'crypto', 'process', 'Buffer', 'require'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'],
  ...['document', 'window', 'navigator', 'localStorage', 'sessionStorage', 'indexedDB', 'fetch'],
  // The way round every other entry of this list.
  ...['globalThis', 'self', 'global'],
]

const noUnseededRandom = {
  object: 'Math',
  property: 'random',
  message: 'A failure must replay: take a seeded generator from @drawbridge/testkit.',
}

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/.turbo/',
      '.cache/',
      'data/',
      'e2e/{test-results,playwright-report}/',
    ],
  },

  js.configs.recommended,
  {
    files: ['**/*.{ts,svelte}'],
    extends: [tseslint.configs.recommended],
    rules: {
      // The compiler knows globals, unused names and types better.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/no-empty-object-type': 'off',
    },
  },
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  { files: ['apps/web/**'], languageOptions: { globals: globals.browser } },
  { files: tooling, languageOptions: { globals: globals.node } },
  prettier,
  svelte.configs.prettier,

  {
    plugins: { drawbridge: { rules: { 'file-names': fileNames } } },
    rules: {
      'drawbridge/file-names': 'error',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$derived'] }],
      // svelte-check compiles with the real options and is the judge of warnings.
      'svelte/no-unused-svelte-ignore': 'off',
    },
  },
  { files: ['packages/**'], ignores: tests, rules: { 'no-console': 'error' } },

  // Typed rules need the whole program in memory, so they stay where a forgotten promise loses work.
  {
    files: ['apps/server/src/**/*.ts', 'packages/client/src/**/*.ts'],
    ignores: ['packages/client/**/*.test.ts', '**/*.d.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },

  {
    files: pure,
    ignores: tests,
    rules: {
      'no-restricted-globals': ['error', ...impureGlobals.map((name) => ({ name, message: PURE_HINT }))],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: PURE_HINT },
        { object: 'Date', property: 'now', message: PURE_HINT },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: PURE_HINT },
        { selector: 'CallExpression[callee.name="Date"]', message: PURE_HINT },
        {
          // Declaring it by hand would get it past the compiler and past the list of globals.
          selector: `VariableDeclaration[declare=true] Identifier[name=/^(Date|Math|${impureGlobals.join('|')})$/]`,
          message: PURE_HINT,
        },
      ],
    },
  },
  { files: tests, rules: { 'no-restricted-properties': ['error', noUnseededRandom] } },
)
