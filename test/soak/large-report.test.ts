import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BuiltDesk } from '../kit/built-desk'

const head = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>LARGE</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>F</OrgnlMsgId></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>B</OrgnlPmtInfId>
`

/** A report of so many transactions; `last` is the status of the last of them. */
function writeReport(path: string, count: number, last: string): void {
  const file = openSync(path, 'w')
  writeSync(file, head)
  for (let number = 1; number <= count; number += 1) {
    const reason = '<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Account closed</AddtlInf></StsRsnInf>'
    const own = '<DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>'
    const status = number === count ? last : 'RJCT'
    writeSync(
      file,
      `<TxInfAndSts><OrgnlEndToEndId>E-${number}</OrgnlEndToEndId><TxSts>${status}</TxSts>${reason}<OrgnlTxRef>${own}</OrgnlTxRef></TxInfAndSts>\n`,
    )
  }
  writeSync(file, '</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n')
  closeSync(file)
}

test('100,000 transactions are taken in with the memory of a few, or none of them', async () => {
  const desk = await BuiltDesk.make()
  await desk.twin.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.twin.json('user', 'add', 'anna@acme.example', '--group', 'admin')
  // In this heap they would not fit as a whole: the file alone has 25 MB, its events ten times as much.
  const environment = { ...(await desk.as('anna@acme.example')), NODE_OPTIONS: '--max-old-space-size=64' }
  await desk.json(['account', 'add', 'DE89370400440532013000'], { environment })
  writeReport(join(desk.home, 'broken.xml'), 100_000, 'NONE')
  const refused = await desk.run(['event', 'import', 'broken.xml', '--json'], { environment })
  expect(JSON.parse(refused.stderr)).toMatchObject({
    error: { code: 'event-file-broken', details: { line: 100_004, wrong: { details: { value: 'NONE' } } } },
  })
  expect(await desk.json(['payment', 'list'], { environment })).toEqual([])

  writeReport(join(desk.home, 'large.xml'), 100_000, 'RJCT')
  const imported = { format: 'pain.002', events: 100_000, duplicates: 0 }
  expect(await desk.json(['event', 'import', 'large.xml'], { environment })).toMatchObject([imported])
  expect(await desk.json(['event', 'import', 'large.xml'], { environment })).toMatchObject([
    { events: 0, duplicates: 100_000 },
  ])
  expect(await desk.json(['payment', 'show', 'E-100000'], { environment })).toMatchObject({
    status: 'rejected-by-bank',
    reason: 'AC04: Account closed',
  })
  await desk.twin.as(undefined)
  expect((await desk.twin.run('audit', 'verify')).exitCode).toBe(0)
  expect(readFileSync(join(desk.home, 'large.xml')).length).toBeGreaterThan(20_000_000)
})
