export { browserFiles } from './files.ts'
export { browserStorage } from './storage.ts'
