import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startDetached } from '../../src/kit/detached'
import { scratchHome } from './built-program'

test('what is started goes on by itself, and what cannot be started is passed over', async () => {
  const path = join(scratchHome(), 'done')
  startDetached([process.execPath, '-e', `require('node:fs').writeFileSync(process.env.WHERE, '')`], { WHERE: path })
  startDetached(['/nowhere/helpdesk'], {})
  for (let turn = 0; turn < 100 && !existsSync(path); turn += 1) await new Promise((resume) => setTimeout(resume, 50))
  expect(existsSync(path)).toBe(true)
})
