#!/usr/bin/env node

const { existsSync } = require('node:fs')
const path = require('node:path')

const launcher = path.join(__dirname, '../dist/launch.js')

if (existsSync(launcher)) {
  void require(launcher).launch()
} else {
  process.stderr.write('helpdesk: the program has not been built; run "npm ci" in its folder first.\n')
  process.exitCode = 70
}
