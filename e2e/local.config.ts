import { defineConfig } from '@playwright/test'
import base from './playwright.config.ts'
process.env['E2E_SERVER'] = 'http://127.0.0.1:4789'
process.env['E2E_CLUSTER'] = 'http://127.0.0.1:4789'
const { globalSetup: _, ...rest } = base
export default defineConfig({ ...rest, workers: 1, retries: 0, timeout: 180_000 })
