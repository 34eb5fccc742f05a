#!/usr/bin/env node

const { existsSync } = require('node:fs')
const { join } = require('node:path')

if (existsSync(join(__dirname, '../dist/launch.js'))) {
  void require('../dist/launch.js').launch()
} else {
  process.stderr.write('helpdesk: the program has not been built; run "npm ci" in its folder first.\n')
  process.exitCode = 70
}
