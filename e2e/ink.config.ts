import base from './playwright.config.ts'
const { globalSetup: _, ...rest } = base
export default { ...rest, expect: { timeout: 30_000 } }
